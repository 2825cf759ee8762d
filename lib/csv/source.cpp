// SPDX-License-Identifier: MIT
#include "csv/source.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <utility>

namespace etsyorder::csv {

Source from_descriptor(int descriptor, std::string name) {
    return [descriptor, name = std::move(name)](std::span<char> room) -> std::size_t {
        for (;;) {
            const auto got = ::read(descriptor, room.data(), room.size());
            if (got >= 0) {
                return static_cast<std::size_t>(got);
            }
            if (errno != EINTR) {
                throw base::Error(base::ErrorKind::failed, fmt::format("cannot read {}", name))
                    .because(std::strerror(errno));
            }
        }
    };
}

Source from_text(std::string text) {
    return [text = std::move(text), at = std::size_t{0}](std::span<char> room) mutable {
        const auto count = std::min(room.size(), text.size() - at);
        std::memcpy(room.data(), text.data() + at, count);
        at += count;
        return count;
    };
}

} // namespace etsyorder::csv
