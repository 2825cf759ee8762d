// SPDX-License-Identifier: MIT
// The use case "take my saved replies over": each becomes a template of the seller's own. Every
// text compiles before anything is written; what is there with another text is left alone unless
// asked. Run again it changes nothing.
#pragma once

#include "templates/library.hpp"
#include "templates/placeholder_text.hpp"
#include "templates/saved_replies.hpp"

#include <functional>
#include <string>
#include <vector>

namespace etsyorder::templates {

struct ImportRules {
    std::string language;     // of all of them, whatever a file says; empty: as it says
    std::string own_language; // the one that base texts are in; empty: not known
    bool replace = false;     // what is there with another text
};

struct RepliesFile {
    std::string name; // as it was typed
    SavedReplies read;
};

struct ImportedReply {
    enum class Outcome { imported, replaced, already_so, exists, refused };
    std::string file;
    std::uint64_t row = 0; // as in SavedReply
    std::string title;     // as it was called
    TemplateFileName name; // empty: refused before it had one
    Outcome outcome = Outcome::imported;
    std::string why; // it was refused
    std::vector<std::string>
        notes;            // "there are two of this name", "takes the built-in one's place"
    std::string reads_as; // a language other than the one it was taken for; empty: not sure of one
    std::vector<PlaceholderUse> placeholders;
    std::vector<std::string> lost; // a sentence each: what looks like a placeholder and is none
    std::string content;           // of the template
    std::string before;            // of the file that is replaced
};
[[nodiscard]] std::string_view to_string(ImportedReply::Outcome outcome);

// What would be done, bases before languages; rows that could not be read are among them. Changes
// nothing. Throws Error of kind conflict when the folder would have too many files.
[[nodiscard]] std::vector<ImportedReply> plan_import(const Library& library,
                                                     const std::vector<RepliesFile>& files,
                                                     const ImportRules& rules);

// Writes what is to be imported or replaced. `before_each` may throw: what was written stays.
void store_import(const Library& library,
                  const std::vector<ImportedReply>& plan,
                  const std::function<void()>& before_each);

} // namespace etsyorder::templates
