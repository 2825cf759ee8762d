// SPDX-License-Identifier: MIT
// What two rows of one item, or of one order, say together: a download that says less than one
// before it takes nothing away. Pure.
#pragma once

#include "imports/header.hpp"
#include "orders/file_row_repository.hpp"

#include <map>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

// A row of a download with the names of its columns, both as lines of CSV.
struct RowText {
    orders::FileHeader header;
    std::string content;

    friend bool operator==(const RowText& one, const RowText& other) {
        return one.content == other.content && one.header.columns == other.header.columns &&
               one.header.day_first == other.header.day_first;
    }
};

enum class Prevails { known, added };

// Columns of both, those of `known` first. Where both say something, the row that prevails counts;
// a cell that is empty, or not there, says nothing. Neither does one that garbles the other's words
// (is_garbled), nor an answer "Not requested on this item." beside a real one. Of an address that
// is another one, no part of the former stays.
//
// Remembers what columns mean, of which a file has few kinds. Belongs to one thread.
struct RowColumns {
    std::vector<std::string> names;
    std::vector<std::optional<Field>> fields;
};
class RowJoiner {
public:
    [[nodiscard]] RowText join(const RowText& known, const RowText& added, Prevails prevails);

private:
    [[nodiscard]] const RowColumns& columns(const std::string& line);

    std::map<std::string, RowColumns> columns_; // by their line
};

[[nodiscard]] RowText join_rows(const RowText& known, const RowText& added, Prevails prevails);

// Two Variations cells: all their answers; where both have one of a label, the first cell's, unless
// it says less.
[[nodiscard]] std::string join_variations(std::string_view first, std::string_view second);

// Is `text` what becomes of `sound` when its UTF-8 is read as Windows-1252 or Latin-1 ("ZoÃ«")?
[[nodiscard]] bool is_garbled(std::string_view text, std::string_view sound);

} // namespace etsyorder::imports
