// SPDX-License-Identifier: MIT
// The tree of commands as rows: a noun, its verbs, and the function that adds each verb's flags.
// Only the part a command line names is built.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

class Command;

struct Verb {
    std::string_view name; // empty: the noun itself is the command; it gets the flags
    // Named verbs add a subcommand to the noun; a nameless one adds flags to the noun.
    void (*add)(Command& noun);
    // "-later" after this verb is a word (a tag to take off) and reaches it as "+-later"; -y and
    // -h stay flags.
    bool minus_words = false;
    // The names that --json FIELDS takes, for completions; null: none are offered.
    std::vector<std::string> (*fields)() = nullptr;
};

struct Noun {
    std::string_view name;
    std::string_view summary;
    std::vector<Verb> verbs;
    // What the noun does when no verb is named: "backup" is "backup make". Empty: it shows its
    // help.
    std::string_view standard_verb = {};

    [[nodiscard]] bool is_command() const {
        return verbs.size() == 1 && verbs.front().name.empty();
    }
};

// The words with the standard verb of their noun put in where the noun stands alone, or before
// flags or a path ("backup /media/disk"). Any other word after it is a verb, right or wrong.
[[nodiscard]] std::vector<std::string> with_standard_verb(const std::vector<Noun>& nouns,
                                                          std::vector<std::string> words);

} // namespace etsyorder::frame
