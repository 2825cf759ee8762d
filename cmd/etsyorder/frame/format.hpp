// SPDX-License-Identifier: MIT
// Format: the Liquid text of --format, compiled once and rendered for each row.
//
//     const Format format("{{ order.id }}\\t{{ buyer }}", Format::Unknown::refused, nullptr);
//     format.append(out, {.noun = "order", .fields = {{"order", &number}, {"buyer", &name}}});
//
// At the root stand the row's fields as JSON names them, `now` ("2026-11-22 11:00:00 +0100"), and
// the row itself as an object named by its noun, which wins over a field of that name. Its members
// are the facts of the caller, then the fields. Amounts that name no currency are in the one that
// the row has as its `currency`. Used from one thread.
#pragma once

#include "base/error.hpp"
#include "frame/format_surroundings.hpp"
#include "frame/format_text.hpp"
#include "frame/value.hpp"
#include "liquid/options.hpp"
#include "liquid/template.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

struct NamedValue {
    std::string_view name;
    const Value* value; // never null
};

struct FormatRow {
    std::string_view noun; // "order"
    std::vector<NamedValue> fields;
    const RowFacts* facts = nullptr; // null or empty: there are none but the fields
};

// What one row of a list is called: "orders" is "order", "entries" is "entry", "boxes" is "box";
// "history", "status" and "address", which are no plurals, stay as they are.
[[nodiscard]] std::string name_of_one(std::string_view list);

class Format {
public:
    // Of variables that do not exist.
    enum class Unknown { refused, nothing };

    // Throws Error of kind usage for a text that is no template; `filters` may be null.
    Format(std::string typed, Unknown unknown, const liquid::Filters* filters);

    void know(liquid::Surroundings surroundings);

    // Refuses names at the root that no row has, as far as the format gets to them with a row in
    // which nothing is known. Throws Error of kind usage.
    void require_names(std::string_view noun, const std::vector<std::string>& fields) const;

    // Renders the row to the end of `out`, and a line feed unless the format ends in one of its
    // own. Throws Error of kind usage; nothing is added then.
    void append(std::string& out, const FormatRow& row) const;

private:
    [[nodiscard]] base::Error refused(const liquid::Problem& problem,
                                      const liquid::Value& root) const;

    [[nodiscard]] liquid::RenderOptions with_currency(std::string currency) const;

    FormatText text_;
    liquid::RenderOptions options_;
    liquid::Template template_;
    liquid::Value now_;
    bool ends_its_lines_;  // the format does
    bool speaks_of_money_; // it may have a filter that asks for the row's currency
};

} // namespace etsyorder::frame
