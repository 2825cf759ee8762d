// SPDX-License-Identifier: MIT
#include "frame/csv.hpp"

#include "csv/writer.hpp"
#include "frame/text.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::frame {
namespace {

// Source: OWASP "CSV Injection", and the full-width forms that Japanese spreadsheets fold.
constexpr std::array<std::string_view, 11> kFormulaSigns{
    "=", "+", "-", "@", "\t", "\r", "\n", "＝", "＋", "－", "＠"};

// After any number of ', which are what a guard looks like.
bool looks_like_formula(std::string_view text) {
    text.remove_prefix(std::min(text.find_first_not_of('\''), text.size()));
    for (const auto sign : kFormulaSigns) {
        if (text.starts_with(sign)) {
            return true;
        }
    }
    return false;
}

} // namespace

std::string_view without_guard(std::string_view cell) {
    return cell.starts_with('\'') && looks_like_formula(cell) ? cell.substr(1) : cell;
}

CsvText::CsvText(CsvStyle style) : style_(style) {
    if (style_.byte_order_mark) {
        text_ = "\xEF\xBB\xBF";
    }
}

void CsvText::separate() {
    if (std::exchange(in_row_, true)) {
        text_ += style_.separator;
    }
}

CsvText& CsvText::cell(std::string_view given) {
    separate();
    std::string text = as_utf8(given);
    if (style_.guarded && looks_like_formula(text)) {
        text.insert(text.begin(), '\'');
        ++guarded_cells_;
    }
    csv::append_cell(text_, text);
    return *this;
}

CsvText& CsvText::number(std::int64_t value) {
    return plain(std::to_string(value));
}

CsvText& CsvText::plain(std::string_view text) {
    separate();
    text_ += text;
    return *this;
}

CsvText& CsvText::empty() {
    separate();
    return *this;
}

void CsvText::end_row() {
    text_ += "\r\n";
    in_row_ = false;
}

std::string CsvText::take() {
    return std::exchange(text_, {});
}

} // namespace etsyorder::frame
