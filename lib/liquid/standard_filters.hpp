// SPDX-License-Identifier: MIT
// The filters of the reference. For this room alone; each may throw a Fault.
#pragma once

#include "liquid/fault.hpp"
#include "liquid/filters.hpp"
#include "liquid/value.hpp"

#include <vector>

namespace etsyorder::liquid::standard {

using Row = Filter;

// Each file's own.
[[nodiscard]] std::vector<Row> text_filters();
[[nodiscard]] std::vector<Row> cutting_filters();
[[nodiscard]] std::vector<Row> markup_filters();
[[nodiscard]] std::vector<Row> number_filters();
[[nodiscard]] std::vector<Row> array_filters();
[[nodiscard]] std::vector<Row> property_filters();
[[nodiscard]] std::vector<Row> date_filters();

[[nodiscard]] Row
row(const char* name, ArgumentCount arguments, Value (*function)(const FilterCall&));

// What array filters run over: an array without the arrays in it, the numbers of a range, or the
// value alone; nothing for nil.
[[nodiscard]] std::vector<Value> items_of(const FilterCall& call);

// The input's text, metered; without a copy where it is a text.
class InputText {
public:
    explicit InputText(const FilterCall& call);
    InputText(const InputText&) = delete;
    InputText& operator=(const InputText&) = delete;
    ~InputText() = default;
    [[nodiscard]] std::string_view operator*() const { return text_; }

private:
    std::string place_;
    std::string_view text_;
};

} // namespace etsyorder::liquid::standard
