// SPDX-License-Identifier: MIT
// Saved replies as other tools export them: CSV, JSON, plain text, and our own exports. Pure.
#pragma once

#include "base/result.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

constexpr std::size_t kMostReplyBytes = 20 << 20; // of a file
constexpr std::size_t kMostReplies = 10'000;      // of a file

struct SavedReply {
    std::uint64_t row = 0; // line of a CSV, entry of a list in JSON (from 1); 0: the whole file
    std::string title;     // empty: it has none
    std::string text;      // as it is: HTML, placeholders
    std::string about;
    std::string subject;
    std::vector<std::string> tags;
    std::string language; // as it is written; empty: not said
    // A whole template as `templates export` writes it; then name and language are ours too.
    std::optional<std::string> source;
};

struct BadRow {
    std::uint64_t row = 0;
    std::string why;
};

struct SavedReplies {
    std::vector<SavedReply> replies;
    std::vector<BadRow> bad;     // by row
    bool without_header = false; // of a CSV: its first line is a reply
};

// Why nothing of a file can be used.
struct FileRefused {
    std::string why;
    std::string hint;
};

// Which column or member is what, by what it is called in the file, in any case:
// "name", "text", "subject", "tags", "language", "about".
using ReplyColumns = std::map<std::string, std::string, std::less<>>;

// `file_name`: without folders; its ending tells what is in it, else what is in it does. A plain
// text is called by it; empty: standard input.
[[nodiscard]] base::Result<SavedReplies, FileRefused> read_saved_replies(
    const std::string& content, const std::string& file_name, const ReplyColumns& columns);

// The names that read_saved_replies() knows for a column, in small letters: "body", "nachricht".
[[nodiscard]] const std::vector<std::string>& usual_names(std::string_view column);

// Null: it means none of them. `called` is what stands in the file.
[[nodiscard]] const std::string* column_meant(std::string_view called, const ReplyColumns& columns);

// The parts of read_saved_replies(). A CSV of two columns may lack its header: where the first line
// reads as a name and a reply, all are. A row with more cells than columns is bad. JSON may be one
// object of texts: {"name": "text"}.
[[nodiscard]] base::Result<SavedReplies, FileRefused> replies_of_csv(const std::string& content,
                                                                     const ReplyColumns& columns);
[[nodiscard]] base::Result<SavedReplies, FileRefused> replies_of_json(const std::string& content,
                                                                      const ReplyColumns& columns);

// "a, b; c" is three tags.
[[nodiscard]] std::vector<std::string> tags_in(std::string_view text);

} // namespace etsyorder::templates
