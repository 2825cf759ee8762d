// SPDX-License-Identifier: MIT
#include "csv/problem.hpp"

#include <fmt/format.h>

namespace etsyorder::csv {
namespace {

constexpr const char* kSaveAsCsv = "open it and save it as CSV (UTF-8)";

} // namespace

std::string describe(const Problem& problem) {
    switch (problem.kind) {
    case ProblemKind::empty:
        return "the file is empty";
    case ProblemKind::zip:
        return "this is a zip archive, not CSV";
    case ProblemKind::xlsx:
        return "this is an Excel workbook (xlsx), not CSV";
    case ProblemKind::xls:
        return "this is an old Excel workbook (xls), not CSV";
    case ProblemKind::gzip:
        return "this is compressed by gzip, not CSV";
    case ProblemKind::pdf:
        return "this is a PDF, not CSV";
    case ProblemKind::web_page:
        return "this is a web page, not CSV";
    case ProblemKind::binary:
        return "this is no text: it has NUL bytes";
    case ProblemKind::open_quote:
        return fmt::format("the quote opened on line {} is never closed", problem.line);
    case ProblemKind::long_field:
        return fmt::format("the field begun on line {} is longer than 1 MiB", problem.line);
    case ProblemKind::long_row:
        return fmt::format("the row begun on line {} is longer than 4 MiB", problem.line);
    case ProblemKind::many_columns:
        return fmt::format("the row begun on line {} has more than 1,024 fields", problem.line);
    }
    return "";
}

std::string remedy(const Problem& problem) {
    switch (problem.kind) {
    case ProblemKind::empty:
        return "download it again";
    case ProblemKind::zip:
        return "unzip it and give the .csv file inside";
    case ProblemKind::xlsx:
    case ProblemKind::xls:
        return kSaveAsCsv;
    case ProblemKind::gzip:
        return "gunzip it first";
    case ProblemKind::web_page:
        return "sign in and download the file again";
    case ProblemKind::pdf:
    case ProblemKind::binary:
        return "give the file as CSV in UTF-8";
    case ProblemKind::open_quote:
        return "write the missing \" (a quote inside a quoted field is written twice)";
    case ProblemKind::long_field:
    case ProblemKind::long_row:
    case ProblemKind::many_columns:
        return "look at that line: is this really a CSV file?";
    }
    return "";
}

} // namespace etsyorder::csv
