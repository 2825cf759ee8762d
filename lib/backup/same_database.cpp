// SPDX-License-Identifier: MIT
#include "backup/same_database.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <fstream>
#include <vector>

namespace etsyorder::backup {
namespace {

constexpr std::size_t kAtOnce = std::size_t{1} << 20;

// Offset and length in the header: read and write version, change counter, the counter's echo and
// the number of the SQLite that wrote last.
constexpr std::pair<std::size_t, std::size_t> kMoving[] = {{18, 2}, {24, 4}, {92, 8}};

std::size_t read(std::ifstream& in, std::vector<char>& buffer) {
    in.read(buffer.data(), static_cast<std::streamsize>(buffer.size()));
    return static_cast<std::size_t>(in.gcount());
}

// As many as there are from `at` on.
std::size_t read(int descriptor, off_t at, std::vector<char>& buffer) {
    std::size_t size = 0;
    while (size < buffer.size()) {
        const auto got = ::pread(
            descriptor, buffer.data() + size, buffer.size() - size, at + static_cast<off_t>(size));
        if (got < 0 && errno == EINTR) {
            continue;
        }
        if (got < 0) {
            throw base::Error(base::ErrorKind::failed, "cannot read the present database")
                .because(std::strerror(errno))
                .hint("check the disk and run this again");
        }
        if (got == 0) {
            break;
        }
        size += static_cast<std::size_t>(got);
    }
    return size;
}

void mask(std::vector<char>& buffer, std::size_t size) {
    for (const auto& [at, length] : kMoving) {
        for (std::size_t i = at; i < std::min(at + length, size); ++i) {
            buffer[i] = 0;
        }
    }
}

} // namespace

bool is_same_database(const std::filesystem::path& one, int other) {
    std::ifstream first(one, std::ios::binary);
    if (!first) {
        throw base::Error(base::ErrorKind::failed, fmt::format("cannot read {}", one.string()))
            .hint("check the file's owner and permissions");
    }
    off_t at = 0;
    std::vector<char> left(kAtOnce);
    std::vector<char> right(kAtOnce);
    for (bool header = true;; header = false) {
        const auto size = read(first, left);
        if (read(other, at, right) != size) {
            return false;
        }
        at += static_cast<off_t>(size);
        if (header) {
            mask(left, size);
            mask(right, size);
        }
        if (!std::equal(
                left.begin(), left.begin() + static_cast<std::ptrdiff_t>(size), right.begin())) {
            return false;
        }
        if (size < kAtOnce) {
            return true;
        }
    }
}

} // namespace etsyorder::backup
