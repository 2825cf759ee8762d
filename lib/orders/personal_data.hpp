// SPDX-License-Identifier: MIT
// Which column of the store may hold a person's data. Every column stands in this table: a test
// compares it with the schema, so that a new one cannot be overlooked when somebody is forgotten.
// "*" is for tables of which all is the shop's, or all goes with the person.
#pragma once

#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

enum class Holds {
    accounts, // numbers, dates, amounts, states, what was sold: stays
    shop,     // about the shop, its listings or this program: no person's
    person,   // a buyer's name, address, words, number at Etsy, or what the seller wrote about them
};

struct ColumnClass {
    std::string_view table;
    std::string_view columns; // names with blanks between; "*": every one of a table of one kind
    Holds holds;
};

[[nodiscard]] std::span<const ColumnClass> column_classes();

// The SQL that takes a person out of one order, in this order; the parameters are :order, :shop,
// :receipt and :now, and each statement uses some of them.
[[nodiscard]] std::span<const std::string_view> forgetting_statements();

// The SQL that finds a row when those would take something out of the order: :order, :shop and
// :receipt.
[[nodiscard]] std::vector<std::string> person_statements();

} // namespace etsyorder::orders
