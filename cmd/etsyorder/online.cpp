// SPDX-License-Identifier: MIT
#include "online.hpp"

#include "base/error.hpp"
#include "frame/help.hpp"
#include "run.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdlib>
#include <filesystem>
#include <system_error>

namespace etsyorder {
namespace {

base::Error not_whole(std::string reason) {
    return base::Error(base::ErrorKind::failed, "this installation of etsyorder is not whole")
        .because(std::move(reason))
        .hint("install etsyorder again");
}

// Comes back only with what is wrong.
base::Error become(char** argv) {
    std::error_code problem;
    const auto self = std::filesystem::read_symlink("/proc/self/exe", problem);
    if (problem) { // and a relative path could be anybody's program
        return not_whole("where it is installed cannot be seen: /proc is missing");
    }
    for (const char* place : {"etsyorder-online", ETSYORDER_ONLINE}) {
        const auto program = (self.parent_path() / place).lexically_normal();
        ::execv(program.c_str(), argv);
        if (errno != ENOENT) {
            return not_whole(fmt::format(
                "{} cannot be run: {}", program.string(), std::generic_category().message(errno)));
        }
    }
    return not_whole("etsyorder-online is neither beside the program nor at " ETSYORDER_ONLINE);
}

} // namespace

bool is_for_these(const std::vector<frame::Noun>& nouns, const std::vector<std::string>& words) {
    if (words.size() == 1 && words.front() == "--version") {
        return true;
    }
    // The word that is being completed may still become another verb.
    const bool completes = !words.empty() && words.front() == "__complete";
    const std::size_t at = completes ? 1 : 0;
    const std::size_t end = words.size() - (completes ? 1 : 0);
    if (at >= end) {
        return false;
    }
    const auto noun = std::ranges::find(nouns, words[at], &frame::Noun::name);
    if (noun == nouns.end() || noun->is_command()) {
        return noun != nouns.end();
    }
    return at + 1 < end &&
           std::ranges::find(noun->verbs, words[at + 1], &frame::Verb::name) != noun->verbs.end();
}

int become_online(char** argv, const std::vector<std::string>& words) {
    ::setenv(kStartedBy, std::string(frame::version()).c_str(), 1);
    return report(become(argv), words);
}

} // namespace etsyorder
