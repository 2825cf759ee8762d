// SPDX-License-Identifier: MIT
#include "frame/csv.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::frame;

namespace {

std::string one(std::string_view text, CsvStyle style = {}) {
    CsvText csv(style);
    csv.cell(text).end_row();
    return csv.take();
}

} // namespace

TEST_CASE("a plain text stays plain, one with a separator or a quote is quoted") {
    CHECK(one("Oak sign") == "Oak sign\r\n");
    CHECK(one("Oak, engraved") == "\"Oak, engraved\"\r\n");
    CHECK(one("12\" sign") == "\"12\"\" sign\"\r\n");
    CHECK(one("Mia\nLou") == "\"Mia\nLou\"\r\n");
    CHECK(one("a;b") == "\"a;b\"\r\n");
    CHECK(one(" Mia ") == "\" Mia \"\r\n");
    CHECK(one("") == "\r\n");
}

TEST_CASE("what a spreadsheet would run gets a sign in front, and only that") {
    CHECK(one("=HYPERLINK(1)") == "'=HYPERLINK(1)\r\n");
    CHECK(one("+1") == "'+1\r\n");
    CHECK(one("-Mum") == "'-Mum\r\n");
    CHECK(one("@home") == "'@home\r\n");
    CHECK(one("\t=1") == "\"'\t=1\"\r\n");
    CHECK(one("＝1") == "'＝1\r\n");
    CHECK(one("1=1") == "1=1\r\n");
    CHECK(one("'tis") == "'tis\r\n");
    CHECK(one("♥ =") == "♥ =\r\n");
}

TEST_CASE("without the guard every text is as it was") {
    CHECK(one("=1", {.guarded = false}) == "=1\r\n");
}

TEST_CASE("what the guard did can be undone for every text") {
    for (const std::string text :
         {"=1", "'=1", "''=1", "'tis", "'", "''", "", "-", "'-", "a", "＋1"}) {
        auto cell = one(text);
        cell.resize(cell.size() - 2);
        CHECK(without_guard(cell) == text);
    }
}

TEST_CASE("the guarded cells are counted") {
    CsvText csv({});
    csv.cell("=1").cell("a").cell("-2").number(-2).end_row();
    CHECK(csv.guarded_cells() == 2);
    CHECK(csv.take() == "'=1,a,'-2,-2\r\n");
}

TEST_CASE("another separator and the mark that Excel looks for") {
    CsvText csv({.separator = ';', .byte_order_mark = true});
    csv.number(1).empty().cell("a,b").end_row();
    CHECK(csv.take() == "\xEF\xBB\xBF"
                        "1;;\"a,b\"\r\n");
}

TEST_CASE("bytes that are no UTF-8 do not get into a file") {
    CHECK(one("a\xFF") == "a\xEF\xBF\xBD\r\n");
}
