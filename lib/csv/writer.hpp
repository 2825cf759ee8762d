// SPDX-License-Identifier: MIT
// CSV as text: RFC 4180, and a little more in quotes, so that programs of all countries see the
// same cells.
//
//     append_row(out, fields);                       // a,"say ""so""",\n
#pragma once

#include <span>
#include <string>
#include <string_view>

namespace etsyorder::csv {

// In quotes where it has what separates cells somewhere (, ; tab), a quote, a line break, or a
// space at an end, which some readers cut.
void append_cell(std::string& out, std::string_view text);

// One line with , between and LF at the end: what a Reader reads as these fields.
void append_row(std::string& out, std::span<const std::string_view> fields);

} // namespace etsyorder::csv
