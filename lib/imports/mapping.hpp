// SPDX-License-Identifier: MIT
// Mapping: which column of a stranger's file is what of an order. A seller writes it, as YAML or in
// one line. Pure.
//
//     columns:                         # field: column, or several joined by a blank
//       order: Order No
//       placed: Date
//       buyer: [First name, Last name]
//       title: line_items[].name       # of JSON: a path; [] is the list of an order's items
//     constants:
//       currency: EUR
//     dates: day_first                 # how 2/3/2026 is meant; or month_first
//     decimal: comma                   # 1.234,50; or point
//     rows: orders                     # of JSON: where the list stands; empty: at the top
//     guarded: yes                     # a ' before =, +, -, @ is of `orders export`
//
//     order=Order No,placed=Date,title=Product,currency:=EUR,dates=day_first
#pragma once

#include "imports/amounts.hpp"
#include "imports/cells.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

// What a column can be. Those from `transaction` to `answers` are of an item, the rest of its
// order.
enum class Meaning {
    order,
    placed,
    updated,
    buyer,
    username,
    email,
    status,
    paid,
    shipped,
    payment,
    gift,
    gift_message,
    gift_sender,
    message,
    first_line,
    second_line,
    city,
    state,
    zip,
    country,
    currency,
    total,
    subtotal,
    shipping,
    tax,
    vat,
    discount,
    gift_wrap,
    transaction,
    title,
    sku,
    quantity,
    price,
    digital,
    listing,
    ship_by,
    shipping_upgrade,
    options,
    personalisation,
    files,
    answers,
};
[[nodiscard]] bool is_of_item(Meaning field);
[[nodiscard]] std::string_view to_string(Meaning field);                 // "ship_by"
[[nodiscard]] std::optional<Meaning> field_named(std::string_view name); // other words for it too
[[nodiscard]] std::vector<std::string> field_names();

struct Mapping {
    struct Columns {
        std::vector<std::string> names; // at least one
        int line = 0;                   // of the mapping file; 0: in one line
    };
    std::string place; // what messages call it: "shop.yaml", "--map"
    std::map<Meaning, Columns> columns;
    std::map<Meaning, std::string> constants;
    std::optional<DateOrder> dates;
    Decimal decimal = Decimal::either;
    bool guarded = false;
    std::string rows;

    [[nodiscard]] bool has(Meaning field) const {
        return columns.contains(field) || constants.contains(field);
    }
    [[nodiscard]] std::string where(Meaning field) const; // "shop.yaml:3", "--map"
};

// Both throw base::Error of kind usage that names line and key. `place` is the file's name.
[[nodiscard]] Mapping parse_mapping_file(const std::string& place, std::string_view text);
[[nodiscard]] Mapping parse_mapping_line(std::string_view text);

// A mapping in one line has a = in it; a file's name hardly ever.
[[nodiscard]] bool is_mapping_line(std::string_view text);

// How a mapping must write a column: as a spreadsheet's may stand there in other capitals and
// blanks, or byte for byte, as names in JSON, where "name" and "Name" are two.
enum class ColumnNames { any_case, exact };

// The mapping held against the columns that a file has.
struct Fit {
    std::vector<std::pair<Meaning, std::string>> used; // "order" from "Order No"
    std::vector<std::string> left_over;                // columns that are nothing of an order
};

// Throws base::Error of kind usage that names a column the file lacks, with the nearest it has, or
// a field without which nothing can be imported.
[[nodiscard]] Fit fit(const Mapping& mapping,
                      const std::vector<std::string>& columns,
                      ColumnNames are = ColumnNames::any_case);

} // namespace etsyorder::imports
