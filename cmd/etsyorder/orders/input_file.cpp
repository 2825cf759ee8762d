// SPDX-License-Identifier: MIT
#include "orders/input_file.hpp"

#include "base/error.hpp"
#include "base/utf8.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

#include <cerrno>
#include <cstring>
#include <filesystem>
#include <utility>

namespace etsyorder {

InputFile::InputFile(const std::string& word)
    : name_(word == "-" ? "standard input" : word),
      descriptor_(word == "-" ? STDIN_FILENO : ::open(word.c_str(), O_RDONLY | O_CLOEXEC)) {
    if (word.empty()) { // an unset variable of a script
        throw base::Error(base::ErrorKind::usage, "the name of a file is empty")
            .hint("name it: FILE.csv, or - for standard input");
    }
    if (descriptor_ < 0) {
        const int problem = errno;
        throw base::Error(problem == ENOENT ? base::ErrorKind::not_found : base::ErrorKind::failed,
                          fmt::format("{} cannot be read", word))
            .because(std::strerror(problem));
    }
    struct stat facts {};
    if (::fstat(descriptor_, &facts) == 0 && S_ISDIR(facts.st_mode)) {
        ::close(std::exchange(descriptor_, -1));
        throw base::Error(base::ErrorKind::usage, fmt::format("{} is a folder", word))
            .hint("name the .csv files in it");
    }
}

InputFile::InputFile(InputFile&& other) noexcept
    : name_(std::move(other.name_)), descriptor_(std::exchange(other.descriptor_, -1)) {}

InputFile::~InputFile() {
    if (descriptor_ > STDERR_FILENO) {
        ::close(descriptor_);
    }
}

std::string InputFile::file_name() const {
    const auto name = std::filesystem::path(name_).filename().string();
    return descriptor_ == STDIN_FILENO || !base::is_utf8(name) ? "" : name;
}

csv::Source InputFile::source() const {
    return csv::from_descriptor(descriptor_, name_);
}

} // namespace etsyorder
