// SPDX-License-Identifier: MIT
// A folder of saved replies, a file each, as somebody keeps or exports them.
#pragma once

#include "templates/import_replies.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace etsyorder::templates {

struct RepliesFolder {
    std::vector<RepliesFile> files; // by name; of one that cannot be read its bad row says why
    std::vector<std::string> left;  // names of what is no reply: other endings, folders; by name
};

// Replies are its files that end in .txt, .md, .liquid, .html or .htm, in any case; hidden ones are
// neither read nor named. Throws Error of kind failed when the folder cannot be read, of kind usage
// when it has more than kMostReplies of them.
[[nodiscard]] RepliesFolder read_replies_folder(const std::filesystem::path& folder);

} // namespace etsyorder::templates
