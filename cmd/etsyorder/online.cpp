// SPDX-License-Identifier: MIT
#include "online.hpp"

#include "base/error.hpp"
#include "frame/command_line.hpp"
#include "frame/error_text.hpp"
#include "frame/streams.hpp"

#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
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
    if (words.empty()) {
        return false;
    }
    if (words.size() == 1 && words.front() == "--version") {
        return true;
    }
    const std::size_t at = words.front() == "__complete" && words.size() > 2 ? 1 : 0;
    return std::ranges::any_of(nouns, [&](const auto& noun) { return noun.name == words[at]; });
}

int become_online(char** argv, const std::vector<std::string>& words) {
    const auto error = become(argv);
    frame::ProcessStreams streams;
    streams.err(frame::error_text(
        error, frame::asks_for_json(words) ? frame::ErrorForm::json : frame::ErrorForm::text));
    return base::exit_code(error.kind());
}

} // namespace etsyorder
