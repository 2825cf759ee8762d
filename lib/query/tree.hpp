// SPDX-License-Identifier: MIT
// What a query says, as a tree. `due:<3d (tag:wedding or "rose gold") -is:gift` is
//
//     all
//     |- term due, DayRange until the day after tomorrow
//     |- any
//     |  |- term tag, Text "wedding"
//     |  `- term without a field, Text "rose gold", a phrase
//     `- not
//        `- term is, Word "gift"
//
// Days stay as they were meant ("three days from today") until somebody knows which day it is.
#pragma once

#include "base/clock.hpp"

#include <cstddef>
#include <cstdint>
#include <optional>
#include <string>
#include <variant>
#include <vector>

namespace etsyorder::query {

// Bytes of the text that was parsed.
struct Span {
    std::size_t at = 0;
    std::size_t length = 0;
};

struct Text {
    std::string text;    // without quotes and star; never empty
    bool phrase = false; // it stood in quotes
    bool prefix = false; // a star stood behind it
};

// Both ends included; an empty end is open.
struct NumberRange {
    std::optional<std::int64_t> least;
    std::optional<std::int64_t> most;
};

// In thousandths of the currency's unit, so that no currency's amounts need rounding.
struct MoneyRange {
    std::optional<std::int64_t> least_thousandths;
    std::optional<std::int64_t> most_thousandths;
    bool least_counts = true; // false: more than that
    bool most_counts = true;
    std::string currency; // ISO 4217, upper case; empty: any
};

// A calendar day of whoever is asked: a date, or so many days from today.
struct Day {
    std::optional<base::Date> date; // empty: `days` from today
    int days = 0;

    [[nodiscard]] base::Date on(base::Date today) const;
};

// Both ends included; an empty end is open.
struct DayRange {
    std::optional<Day> first;
    std::optional<Day> last;
};

// One of the field's words, as the vocabulary writes it.
struct Word {
    std::string word;
};

using Value = std::variant<Text, NumberRange, MoneyRange, DayRange, Word>;

struct Node {
    enum class Kind { all, any, negation, term };
    Kind kind = Kind::all;
    std::vector<Node> parts;          // of all and any: two and more; of a negation: one
    std::optional<std::size_t> field; // of a term: its row in the vocabulary; empty: words alone
    Value value;                      // of a term
};

} // namespace etsyorder::query
