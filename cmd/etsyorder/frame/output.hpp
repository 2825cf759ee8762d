// SPDX-License-Identifier: MIT
// Output: where every result of a command goes. The command says what it found, once; here it
// becomes a table for a terminal, tab-separated text for a pipe, or JSON (docs/json-output.md).
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

class JqFilter;

class Output {
public:
    // `color_setting` is asked once text is to be coloured; it answers auto, always or never.
    Output(Streams& streams, const GlobalFlags& flags, std::function<std::string()> color_setting);
    Output(const Output&) = delete;
    Output& operator=(const Output&) = delete;
    ~Output();

    [[nodiscard]] bool json() const { return flags_.json; }

    // {"schema":1,"orders":[...]}, and "more" where the table says whether there are more rows
    void table(Table table);

    // The same for rows that come one after another, however many. `head` has none.
    class Rows;
    [[nodiscard]] Rows rows(Table head);

    // {"schema":1,"order":{...}}; people get the page.
    void page(std::string_view name, const Value& value, const Page& page);

    // The same with a line or more of plain text for people; it may hold foreign text.
    void document(std::string_view name, const Value& value, std::string_view text);

    // One JSON text that is kept as somebody else wrote it: byte for byte, or what --jq makes of
    // it; on a terminal without what could harm it.
    void kept_json(const std::string& text);

    // Refuses an unknown field of --json. Every command asks this first, before anything is
    // changed.
    void require_fields(const std::vector<std::string>& known) const;

    // Compiles the filter of --jq, if there is one, and refuses a wrong one. Done for every command
    // before its action.
    void require_filter();

    // A line on standard error for people: progress done, advice. Nothing with --json.
    void note(std::string_view text);

    // The same, also with --json: without it the result would be taken for what it is not.
    void warn(std::string_view text);

    [[nodiscard]] bool color() const; // on standard output

private:
    void terminal_or_jq(const Table& table);
    void write_json(Value::Object document, const std::vector<std::string>& known);

    Streams& streams_;
    const GlobalFlags& flags_;
    std::function<std::string()> color_setting_;
    std::unique_ptr<JqFilter> filter_; // null: not asked for, or not compiled yet
};

// Rows on their way out. A pipe and JSON get them as they come; a terminal, which needs all of them
// to know how wide the columns are, and --jq get them at the end. Nothing is written before the
// first 64 KB or the end: who fails after that leaves a text that was cut, and an exit code that
// says so (docs/json-output.md).
class Output::Rows {
public:
    Rows(Output& output, Table head);

    void add(std::vector<Cell> row);         // one cell a column, same order
    void end(std::optional<bool> more = {}); // Table::more; once, after the last row

private:
    Output& output_;
    bool collected_;      // and written at the end
    Table table_;         // with rows only when they are collected
    std::string pending_; // not written yet
    bool any_ = false;
};

} // namespace etsyorder::frame
