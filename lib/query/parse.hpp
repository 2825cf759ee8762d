// SPDX-License-Identifier: MIT
// From the text of a query to its tree. The grammar is that of etsyorder-query(7): terms side by
// side must all hold, `or` and brackets, `-` or `not` in front, "phrases", starts of words with a
// star, `field:value` with ranges. Which fields there are, the caller says: this room has heard of
// no order.
//
//     const Vocabulary vocabulary{{"tag", {}, Kind::text, {}}, {"due", {"ship-by"}, ...}};
//     auto tree = parse("due:<3d tag:wedding", vocabulary, {});
//     if (!tree) { point_at(tree.error()); }
//
// Bounded: text, terms and depth (kLongest, kMostTerms, kDeepest).
#pragma once

#include "base/result.hpp"
#include "query/tree.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::query {

constexpr std::size_t kLongest = 4096; // bytes
constexpr int kMostTerms = 200;        // those of saved queries too
constexpr int kDeepest = 30;           // brackets, negations and saved queries within one another

enum class Kind {
    text,
    number,
    number_or_name, // "A-1042": has a digit, and a letter or a slash
    money,
    day_ahead, // "3d" is in three days
    day_past,  // "3d" is three days ago, and "<3d" less than three days ago
    word,      // one of a closed set
    country,   // two letters, by ISO 3166-1
};

struct Field {
    std::string name;
    std::vector<std::string> aliases;
    Kind kind = Kind::text;
    // Of Kind::word: those there are. "a=b" is another way to write b.
    std::vector<std::string> words;
};
using Vocabulary = std::vector<Field>;

// The queries that were saved under a name, for `query:NAME`; either may be missing.
struct SavedQueries {
    std::function<std::optional<std::string>(const std::string& name)> find;
    std::function<std::vector<std::string>()> names; // for "did you mean"
};

// What is wrong, and where. `text` is the text that `span` counts in: the one that was given, or
// that of the saved query named by `saved`.
struct Problem {
    std::string what;
    std::string hint; // may be empty
    Span span;
    std::string text;
    std::string saved; // empty: the text that was given
};

[[nodiscard]] base::Result<Node, Problem>
parse(std::string_view text, const Vocabulary& vocabulary, const SavedQueries& saved);

// Names a saved query may have: 1 to 40 letters, digits, - and _.
[[nodiscard]] bool is_name(std::string_view text);

} // namespace etsyorder::query
