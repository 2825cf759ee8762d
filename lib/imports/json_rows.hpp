// SPDX-License-Identifier: MIT
// Rows out of JSON: a list of orders, an object that has one, or an order a line (JSON lines). An
// order whose items stand in a list becomes a row an item. Columns are paths: "customer.name",
// "line_items[].title", byte for byte. Whatever the text is, memory and depth are bounded. Pure.
#pragma once

#include "base/result.hpp"
#include "imports/mapped_orders.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

constexpr std::size_t kMaxJson = std::size_t{64} << 20; // bytes of a whole document

struct JsonRows {
    // Every path that leads to a value, sorted; not those longer than 1,000 bytes, and 2,000 at the
    // most.
    std::vector<std::string> columns;
    std::vector<std::pair<std::uint64_t, MappedCells>> rows; // with the number of the order, from 1
    std::vector<RefusedRow> refused; // lines that are no JSON, entries that are no objects
};

// True where a text begins like JSON.
[[nodiscard]] bool looks_like_json(std::string_view beginning);

// The error says why nothing of it can be read, a sentence without a full stop. Throws base::Error
// of kind usage for a mapping whose paths lead into two lists.
[[nodiscard]] base::Result<JsonRows, std::string> json_rows(std::string_view text,
                                                            const Mapping& mapping);

// The columns of one row, put together as the mapping says: several joined by a blank, of the
// currency the first that says something.
[[nodiscard]] std::string joined_cell(Meaning meaning, const std::vector<std::string>& cells);

} // namespace etsyorder::imports
