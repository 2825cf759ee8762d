// SPDX-License-Identifier: MIT
// Table: rows with named, typed fields. A command fills one; Output decides how it looks.
//
//     Table table{.name = "orders", .columns = {{.field = "order", .heading = "order"},
//                                               {.field = "buyer", .heading = "buyer", .flexible =
//                                               true}}};
//     table.rows.push_back({1042, "Ann"});
//     services.output().table(table);
#pragma once

#include "frame/format_surroundings.hpp"
#include "frame/text.hpp"
#include "frame/value.hpp"

#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::frame {

struct Cell {
    Value value;       // what JSON gets, and a pipe (Value::plain)
    std::string shown; // what a terminal gets; empty: the same as a pipe
    Tone tone = Tone::plain;
    std::string piped =
        {}; // what a pipe gets where that is not value.plain(), such as an object's name

    template <class T>
    requires std::constructible_from<Value, T> Cell(T&& given) : value(std::forward<T>(given)) {}
    Cell(Value given, std::string on_terminal, Tone in_tone = Tone::plain)
        : value(std::move(given)), shown(std::move(on_terminal)), tone(in_tone) {}
};

struct Column {
    std::string field;        // name in JSON and in --json FIELDS
    std::string heading = {}; // over the column on a terminal; empty: not there
    bool flexible = false;    // gives up width first when the terminal is narrow
    bool expendable = false;  // then left out, the last one first
    bool right = false;       // numbers
    bool piped = false;       // in a pipe although it has no heading
    bool on_demand = false;   // in JSON only where --json names it; no format has it
};

struct Table {
    std::string name; // of the list in JSON
    std::vector<Column> columns;
    std::vector<std::vector<Cell>> rows = {}; // one cell a column, same order
    std::optional<bool> more = {}; // a limit cut the list; a member "more" beside it in JSON
    std::string when_empty = {};   // told on standard error on a terminal
    ListFacts facts = {};          // what --format may ask of `rows` beyond their fields
};

// The names of the columns, as --json FIELDS takes them.
[[nodiscard]] std::vector<std::string> field_names(const Table& table);

struct TerminalTable {
    std::string text;
    std::vector<std::string> left_out; // headings of columns that say something and did not fit
};

// Lines for a terminal of `width` columns, headings first; colour escapes only when wanted. A
// column in which no row says anything is left out. Lines are longer than the terminal only where
// the columns that must stay are.
[[nodiscard]] TerminalTable terminal_table(const Table& table, int width, bool color);

// One line for a terminal, of a list that grows without end: cells stand below those of the lines
// before it, as wide as the widest so far in `widths`, which begins empty.
[[nodiscard]] std::string terminal_line(const Table& head,
                                        const std::vector<Cell>& row,
                                        std::vector<int>& widths,
                                        int width,
                                        bool color);

// One tab-separated line.
void append_to_pipe(const Table& table, const std::vector<Cell>& row, std::string& out);

// Tab-separated lines; the column names first when wanted.
[[nodiscard]] std::string pipe_table(const Table& table, bool header);

} // namespace etsyorder::frame
