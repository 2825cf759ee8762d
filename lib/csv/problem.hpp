// SPDX-License-Identifier: MIT
// Problem: why a file cannot be read as CSV, or no further. A caller tells what it is and goes on
// with the next file; the rows before it have been handed out.
#pragma once

#include <cstdint>
#include <string>

namespace etsyorder::csv {

enum class ProblemKind {
    empty, // nothing but blank lines
    zip,   // an archive; also what Etsy's account data comes in
    xlsx,  // Excel since 2007: an archive of its own making
    xls,   // Excel before 2007
    gzip,
    pdf,
    web_page,     // saved by a browser that was not signed in
    binary,       // NUL bytes, in no known kind of file
    open_quote,   // opened on `line`, never closed before the end or the bound
    long_field,   // begun on `line`
    long_row,     // begun on `line`
    many_columns, // in the row begun on `line`
};

struct Problem {
    ProblemKind kind = ProblemKind::empty;
    std::uint64_t line = 0; // 1-based, as an editor counts; 0: of the whole file
};

// What is wrong, a sentence without a full stop: "this is a zip archive". Names the line, if any.
[[nodiscard]] std::string describe(const Problem& problem);

// What to do about it, one sentence. Never empty.
[[nodiscard]] std::string remedy(const Problem& problem);

} // namespace etsyorder::csv
