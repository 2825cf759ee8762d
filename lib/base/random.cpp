// SPDX-License-Identifier: MIT
#include "base/random.hpp"

#include "base/error.hpp"

#include <sys/random.h>

#include <cerrno>
#include <cstring>
#include <limits>

namespace etsyorder::base {

std::uint64_t Random::up_to(std::uint64_t highest) {
    constexpr auto kMax = std::numeric_limits<std::uint64_t>::max();
    const auto draw = [this] {
        std::uint64_t value = 0;
        fill(std::as_writable_bytes(std::span(&value, 1)));
        return value;
    };
    if (highest == kMax) {
        return draw();
    }
    const auto choices = highest + 1;
    const auto unfair = kMax - kMax % choices; // values from here on would favour the small ones
    for (int tries = 0; tries < 64; ++tries) {
        if (const auto value = draw(); value < unfair) {
            return value % choices;
        }
    }
    return 0; // 64 unfair draws in a row do not happen by chance: a fake that repeats itself
}

void SystemRandom::fill(std::span<std::byte> bytes) {
    while (!bytes.empty()) {
        const auto got = ::getrandom(bytes.data(), bytes.size(), 0);
        if (got < 0) {
            if (errno == EINTR) {
                continue;
            }
            throw Error(ErrorKind::failed, "the system gives no random numbers")
                .because(std::strerror(errno));
        }
        bytes = bytes.subspan(static_cast<std::size_t>(got));
    }
}

} // namespace etsyorder::base
