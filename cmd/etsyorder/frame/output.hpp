// SPDX-License-Identifier: MIT
// Output: where every result of a command goes. The command says what it found, once; here it
// becomes a table for a terminal, tab-separated text for a pipe, or JSON (docs/json-output.md).
#pragma once

#include "frame/flags.hpp"
#include "frame/page.hpp"
#include "frame/streams.hpp"
#include "frame/table.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

constexpr int kJsonSchema = 1; // docs/json-output.md

// The names of an object's members, or of those of a list's first object.
[[nodiscard]] std::vector<std::string> member_names(const Value& value);

class Output {
public:
    // `color_setting` is asked once text is to be coloured; it answers auto, always or never.
    Output(Streams& streams, const GlobalFlags& flags, std::function<std::string()> color_setting)
        : streams_(streams), flags_(flags), color_setting_(std::move(color_setting)) {}

    [[nodiscard]] bool json() const { return flags_.json; }

    // {"schema":1,"orders":[...]}
    void table(const Table& table);

    // {"schema":1,"order":{...}}; people get the page.
    void page(std::string_view name, const Value& value, const Page& page);

    // The same with a line or more of plain text for people; it may hold foreign text.
    void document(std::string_view name, const Value& value, std::string_view text);

    // For writers: refuses an unknown field of --json before anything is changed.
    void require_fields(const std::vector<std::string>& known) const;

    // A line on standard error for people: progress done, advice. Nothing with --json.
    void note(std::string_view text);

    [[nodiscard]] bool color() const; // on standard output

private:
    void
    write_json(std::string_view name, const Value& value, const std::vector<std::string>& known);

    Streams& streams_;
    const GlobalFlags& flags_;
    std::function<std::string()> color_setting_;
};

} // namespace etsyorder::frame
