// SPDX-License-Identifier: MIT
#include "programs.hpp"

#include "frame/help.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace etsyorder {
namespace {

// In it a program tells its version to the one it becomes.
constexpr const char* kStartedBy = "ETSYORDER_STARTED_BY";

base::Error not_whole(std::string reason) {
    return base::Error(base::ErrorKind::failed, "this installation of etsyorder is not whole")
        .because(std::move(reason))
        .hint("install etsyorder again");
}

} // namespace

base::Error become(const char* program, const std::vector<std::string>& words) {
    std::error_code problem;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (problem) { // and a relative path could be anybody's program
        return not_whole("where it is installed cannot be seen: /proc is missing");
    }
    std::vector<std::string> kept{"etsyorder"};
    kept.insert(kept.end(), words.begin(), words.end());
    std::vector<char*> argv;
    for (auto& word : kept) {
        argv.push_back(word.data());
    }
    argv.push_back(nullptr);
    ::setenv(kStartedBy, std::string(frame::version()).c_str(), 1);
    for (const char* folder : {".", ETSYORDER_LIBEXEC}) {
        const auto file = (self.parent_path() / folder / program).lexically_normal();
        ::execv(file.c_str(), argv.data());
        if (errno != ENOENT) {
            return not_whole(fmt::format(
                "{} cannot be run: {}", file.string(), std::generic_category().message(errno)));
        }
    }
    return not_whole(
        fmt::format("{} is neither beside the program nor in " ETSYORDER_LIBEXEC, program));
}

std::optional<base::Error> differs_from_starter() {
    const char* other = std::getenv(kStartedBy);
    if (other != nullptr && other != frame::version()) {
        std::error_code ignored;
        const auto self = std::filesystem::read_symlink("/proc/self/exe", ignored);
        return not_whole(fmt::format(
            "etsyorder is {}, {} is {}", other, self.filename().string(), frame::version()));
    }
    ::unsetenv(kStartedBy); // not for the programs started from here
    return std::nullopt;
}

} // namespace etsyorder
