// SPDX-License-Identifier: MIT
// Output: where every result of a command goes. The command says what it found, once; here it
// becomes a table for a terminal, tab-separated text for a pipe, JSON (docs/json-output.md), or
// what a format makes of it.
#pragma once

#include "frame/flags.hpp"
#include "frame/page.hpp"
#include "frame/streams.hpp"
#include "frame/table.hpp"

#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

constexpr int kJsonSchema = 1; // docs/json-output.md

// The names of an object's members, or of those of a list's first object.
[[nodiscard]] std::vector<std::string> member_names(const Value& value);

class Format;
class JqFilter;

class Output {
public:
    // `color_setting` is asked once text is to be coloured; it answers auto, always or never.
    Output(Streams& streams, const GlobalFlags& flags, std::function<std::string()> color_setting);
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output();

    // What --format may know; its functions must stay callable as long as this lives.
    void surround_format(FormatSurroundings surroundings);

    // Whoever calls wants data and no page: JSON, what --jq makes of it, or --format.
    [[nodiscard]] bool json() const { return flags_.json || formats(); }
    [[nodiscard]] bool formats() const { return !flags_.format.empty(); }

    // {"schema":1,"orders":[...]}, and "more" where the table says whether there are more rows
    void table(Table table);

    // The same for rows that come one after another, however many. `head` has none.
    class Rows;
    [[nodiscard]] Rows rows(Table head);

    // Rows of a list without an end, each written at once.
    class Lines;
    [[nodiscard]] Lines lines(Table head);

    // {"schema":1,"order":{...}}; people get the page. A format is rendered once, or once for each
    // value of a list, which `facts` are about.
    void
    page(std::string_view name, const Value& value, const Page& page, const ListFacts& facts = {});

    // The same with a line or more of plain text for people; it may hold foreign text.
    void document(std::string_view name, const Value& value, std::string_view text);

    // One JSON text that is kept as somebody else wrote it: byte for byte, or what --jq makes of
    // it; on a terminal without what could harm it. Refuses --format: such a text has no row.
    void kept_json(const std::string& text);

    // Refuses an unknown field of --json. Every command asks this first, before anything is
    // changed. One that changes something names its result too ("orders"), so that a format that
    // speaks of what no row has is refused before as well.
    void require_fields(const std::vector<std::string>& known, std::string_view name = {});

    // Compiles the filter of --jq or the text of --format, if there is one, and refuses a wrong
    // one. Done for every command before its action.
    void require_filter();

    // Refuses --format for what is no row: a text printed as it is kept.
    void refuse_format() const;

    // A line on standard error for people: progress done, advice. Nothing with --json.
    void note(std::string_view text);

    // The same, also with --json: without it the result would be taken for what it is not.
    void warn(std::string_view text);

    [[nodiscard]] bool color() const; // on standard output

private:
    // The compiled format, or null without --format.
    [[nodiscard]] const Format* format(); // knows its surroundings
    void require_names(const std::string& list, const std::vector<std::string>& fields);
    void format_page(std::string_view name, const Value& value, const ListFacts& facts);
    void write_formatted(std::string_view text);
    void terminal_or_jq(const Table& table);
    void write_json(Value::Object document, const std::vector<std::string>& known);

    Streams& streams_;
    const GlobalFlags& flags_;
    std::function<std::string()> color_setting_;
    std::unique_ptr<JqFilter> filter_; // null: not asked for, or not compiled yet
    std::unique_ptr<Format> format_;   // the same
    FormatSurroundings surroundings_;
    bool format_knows_them_ = false;
};

// Rows on their way out. A pipe, JSON and a format get them as they come; a terminal, which needs
// all of them to know how wide the columns are, and --jq get them at the end. Nothing is written
// before the first 64 KB or the end: who fails after that leaves a text that was cut, and an exit
// code that says so (docs/json-output.md).
class Output::Rows {
public:
    Rows(Output& output, Table head);

    // One cell a column, same order. `facts`, which a format may ask for, is not kept.
    void add(std::vector<Cell> row, const RowFacts& facts = {});
    void end(std::optional<bool> more = {}); // Table::more; once, after the last row

private:
    void flush();

    Output& output_;
    const Format* format_; // null: none was asked for
    std::string noun_;     // of one row, for the format
    bool collected_;       // and written at the end
    Table table_;          // with rows only when they are collected
    std::string pending_;  // not written yet
    bool any_ = false;
};

// Rows as lines, each written when it is added: one JSON object a line without a list around them,
// or what --jq or a format makes of it; tab-separated text in a pipe; on a terminal a line without
// headings.
class Output::Lines {
public:
    Lines(Output& output, Table head);

    void add(const std::vector<Cell>& row); // one cell a column, same order

private:
    [[nodiscard]] std::string text_of(const std::vector<Cell>& row);

    Output& output_;
    const Format* format_; // null: none was asked for
    Table head_;
    std::vector<int> widths_; // on a terminal
};

} // namespace etsyorder::frame
