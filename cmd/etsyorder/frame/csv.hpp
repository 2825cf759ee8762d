// SPDX-License-Identifier: MIT
// CSV on its way to a spreadsheet: RFC 4180, and nothing in it that a spreadsheet would run.
//
//     CsvText csv({.separator = ','});
//     csv.cell("order").cell("buyer").end_row();
//     csv.cell(1042).cell("=1+1").end_row();    // 1042,'=1+1
//     streams.out(csv.take());
//
// A text that begins with = + - @, a tab or a line break may be taken for a formula. It gets one '
// in front, and so does a text that begins with ' and would look like such a one, so that what was
// written can be told: without_guard() takes it off again.
#pragma once

#include <cstdint>
#include <string>
#include <string_view>

namespace etsyorder::frame {

struct CsvStyle {
    char separator = ',';         // or ; or a tab
    bool guarded = true;          // against formulas
    bool byte_order_mark = false; // Excel takes a file without one for the machine's old encoding
};

// The text as it was before the guard; any other text as it is.
[[nodiscard]] std::string_view without_guard(std::string_view cell);

class CsvText {
public:
    explicit CsvText(CsvStyle style);

    CsvText& cell(std::string_view text); // somebody's words; bytes that are no UTF-8 become U+FFFD
    CsvText& number(std::int64_t value);
    CsvText& plain(std::string_view text); // made here, such as a date or an amount: never guarded
    CsvText& empty();
    void end_row();

    [[nodiscard]] std::size_t size() const { return text_.size(); }
    [[nodiscard]] std::string take(); // what was added since the last take()
    [[nodiscard]] std::int64_t guarded_cells() const { return guarded_cells_; }

private:
    void separate();

    CsvStyle style_;
    std::string text_;
    bool in_row_ = false;
    std::int64_t guarded_cells_ = 0;
};

} // namespace etsyorder::frame
