// SPDX-License-Identifier: MIT
#include "templates/replies_folder.hpp"

#include "base/ascii.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <string_view>
#include <system_error>

namespace etsyorder::templates {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

bool can_be_reply(const fs::directory_entry& entry) {
    constexpr std::array<std::string_view, 5> kEndings{".txt", ".md", ".liquid", ".html", ".htm"};
    std::error_code unseen;
    const auto ending = base::ascii_lower(entry.path().extension().string());
    return entry.is_regular_file(unseen) &&
           std::find(kEndings.begin(), kEndings.end(), ending) != kEndings.end();
}

// One that cannot be read keeps none of the others out.
RepliesFile read_file(const fs::path& path) {
    RepliesFile file{path.string(), {}};
    const auto name = path.filename().string();
    try {
        const auto content = base::read_file(path, kMostReplyBytes);
        auto read = read_saved_replies(content.value_or(""), name, {});
        if (read) {
            file.read = std::move(*read);
        } else {
            file.read.bad.push_back({0, name + ": " + read.error().why});
        }
    } catch (const Error& error) {
        file.read.bad.push_back({0, name + ": " + error.summary()});
    }
    return file;
}

} // namespace

RepliesFolder read_replies_folder(const fs::path& folder) {
    std::vector<fs::path> files;
    RepliesFolder read;
    std::error_code problem;
    for (fs::directory_iterator entry(folder, problem), end; !problem && entry != end;
         entry.increment(problem)) {
        auto name = entry->path().filename().string();
        if (name.starts_with('.')) {
            continue;
        }
        if (can_be_reply(*entry)) {
            files.push_back(entry->path());
        } else {
            read.left.push_back(std::move(name));
        }
    }
    if (problem) {
        throw Error(ErrorKind::failed, fmt::format("{} cannot be read", folder.string()))
            .because(problem.message());
    }
    if (files.size() > kMostReplies) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} has more than {} files", folder.string(), kMostReplies));
    }
    std::sort(files.begin(), files.end());
    std::sort(read.left.begin(), read.left.end());
    for (const auto& path : files) {
        read.files.push_back(read_file(path));
    }
    return read;
}

} // namespace etsyorder::templates
