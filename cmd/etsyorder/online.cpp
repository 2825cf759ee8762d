// SPDX-License-Identifier: MIT
#include "online.hpp"

#include "base/error.hpp"
#include "frame/error_text.hpp"
#include "frame/streams.hpp"

#include <unistd.h>

#include <algorithm>
#include <filesystem>

namespace etsyorder {

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

int become_online(char** argv) {
    std::error_code unknown; // then nothing stands there either
    const auto folder = std::filesystem::read_symlink("/proc/self/exe", unknown).parent_path();
    for (const char* place : {"etsyorder-online", "../libexec/etsyorder/etsyorder-online"}) {
        ::execv((folder / place).c_str(), argv);
    }
    frame::ProcessStreams streams;
    const auto error =
        base::Error(base::ErrorKind::failed, "this installation of etsyorder is not whole")
            .because("etsyorder-online is neither beside the program nor in ../libexec/etsyorder")
            .hint("install etsyorder again");
    streams.err(frame::error_text(error, frame::ErrorForm::text));
    return base::exit_code(error.kind());
}

} // namespace etsyorder
