// SPDX-License-Identifier: MIT
#include "csv/reader.hpp"
#include "csv/writer.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::csv;
using namespace std::string_literals;

namespace {

struct Read {
    std::vector<std::vector<std::string>> rows;
    std::vector<std::uint64_t> lines;
    std::optional<Problem> problem;
    std::uint64_t windows_1252_line = 0;
    char delimiter = 0;
};

Read read(Source source) {
    Reader reader(std::move(source));
    Read read;
    for (;;) {
        const auto row = reader.next();
        if (!row) {
            read.problem = row.error();
            break;
        }
        if (*row == nullptr) {
            break;
        }
        read.rows.emplace_back((*row)->fields.begin(), (*row)->fields.end());
        read.lines.push_back((*row)->line);
    }
    read.windows_1252_line = reader.windows_1252_line();
    read.delimiter = reader.delimiter();
    return read;
}

Read read(std::string text) {
    return read(from_text(std::move(text)));
}

using Rows = std::vector<std::vector<std::string>>;
using Lines = std::vector<std::uint64_t>;

// Gives one byte at a time, as a slow pipe would.
Source slowly(std::string text) {
    return [text = std::move(text), at = std::size_t{0}](std::span<char> room) mutable {
        if (at == text.size()) {
            return std::size_t{0};
        }
        room[0] = text[at++];
        return std::size_t{1};
    };
}

std::string utf16(std::u16string_view text, bool big_endian) {
    std::string bytes = big_endian ? "\xfe\xff" : "\xff\xfe";
    for (const char16_t unit : text) {
        const char low = static_cast<char>(unit & 0xff);
        const char high = static_cast<char>(unit >> 8);
        bytes += big_endian ? high : low;
        bytes += big_endian ? low : high;
    }
    return bytes;
}

constexpr std::size_t kPiece = std::size_t{64} << 10; // what the reader always reads whole

// A row to stand in front of a text, so that so many bytes of it come before the first border.
std::string row_before(std::size_t bytes) {
    return "\"" + std::string(kPiece - 3 - bytes, 'x') + "\"\n";
}

// A line without an end, in pieces; counts what was asked for.
Source endless(std::string piece, std::size_t& given) {
    return [piece = std::move(piece), &given](std::span<char> room) {
        for (std::size_t at = 0; at < room.size(); ++at) {
            room[at] = piece[(given + at) % piece.size()];
        }
        given += room.size();
        return room.size();
    };
}

} // namespace

TEST_CASE("fields come as they were written, with the line on which their row began") {
    const auto found =
        read("Order ID,Item Name\n1,\"Sign, oak\"\n\n2,\"two\nlines \"\"so\"\"\"\n3,x");
    CHECK(found.rows == Rows{{"Order ID", "Item Name"},
                             {"1", "Sign, oak"},
                             {"2", "two\nlines \"so\""},
                             {"3", "x"}});
    CHECK(found.lines == Lines{1, 2, 4, 6});
    CHECK_FALSE(found.problem);
}

TEST_CASE("CRLF, CR and LF end a line, and each counts once, inside quotes too") {
    for (const std::string end : {"\r\n", "\n", "\r"}) {
        CAPTURE(end.size());
        const auto found = read("a,b" + end + end + "\"1" + end + "2\",x" + end + "y,z" + end);
        CHECK(found.rows == Rows{{"a", "b"}, {"1" + end + "2", "x"}, {"y", "z"}});
        CHECK(found.lines == Lines{1, 3, 5});
    }
}

TEST_CASE("a row is the same however the bytes arrive") {
    const auto text = "a;b\r\n\"1\r\n2\";\xe2\x82\xac\r\n\r\r\n\"say \"\"so\"\"\";\xe9\r\n;z"s;
    const Rows expected{{"a", "b"}, {"1\r\n2", "\xe2\x82\xac"}, {"say \"so\"", "é"}, {"", "z"}};
    CHECK(read(text).rows == expected);
    CHECK(read(text).lines == Lines{1, 2, 6, 7});
    for (std::size_t bytes = 0; bytes <= text.size(); ++bytes) {
        CAPTURE(bytes);
        const auto behind = "p;q\n" + row_before(bytes + 4) + text;
        for (const auto& found : {read(behind), read(slowly(behind))}) {
            REQUIRE(found.rows.size() == 2 + expected.size());
            CHECK(Rows(found.rows.begin() + 2, found.rows.end()) == expected);
            CHECK(found.lines == Lines{1, 2, 3, 4, 8, 9});
            CHECK(found.windows_1252_line == 8);
            CHECK_FALSE(found.problem);
        }
    }
}

TEST_CASE("what is no text ends a file behind the rows before it, however the bytes arrive") {
    const auto text = row_before(0) + "1,2\n3\0,4\n5,6\n"s;
    for (const auto& found : {read(text), read(slowly(text))}) {
        REQUIRE(found.rows.size() == 2);
        CHECK(found.rows[1] == std::vector<std::string>{"1", "2"});
        REQUIRE(found.problem.has_value());
        CHECK(found.problem->kind == ProblemKind::binary);
    }
}

TEST_CASE("the delimiter is the one of the header, whatever stands in quotes or below") {
    CHECK(read("a,b\n1,2\n").delimiter == ',');
    CHECK(read("a;b\n1,5;2,5\n").rows == Rows{{"a", "b"}, {"1,5", "2,5"}});
    CHECK(read("a\tb\n1,2\t3\n").rows == Rows{{"a", "b"}, {"1,2", "3"}});
    CHECK(read("\"x;y;z\",b\n").rows == Rows{{"x;y;z", "b"}});
    CHECK(read("\n\na;b\n").delimiter == ';');
    CHECK(read("alone\n1,2\n").rows == Rows{{"alone"}, {"1", "2"}});
}

TEST_CASE("Excel's line that names the separator is no row") {
    const auto found = read("\xef\xbb\xbfsep=;\r\na;b\r\n1,5;2\r\n");
    CHECK(found.rows == Rows{{"a", "b"}, {"1,5", "2"}});
    CHECK(found.lines == Lines{2, 3});
    CHECK(read("sep=;x\n").rows == Rows{{"sep=", "x"}});
}

TEST_CASE("a quote inside a field that is not quoted is text, and so are blanks") {
    CHECK(read("a,b\n5\" pipe, x \n \"q\",\"1\"2\"\n").rows ==
          Rows{{"a", "b"}, {"5\" pipe", " x "}, {" \"q\"", "1\"2"}});
}

TEST_CASE("a row of nothing but delimiters is passed over") {
    CHECK(read("a,b\n,,,\n\"\",\n1,2\n").rows == Rows{{"a", "b"}, {"1", "2"}});
    CHECK(read("a,b\n,2\n").rows == Rows{{"a", "b"}, {"", "2"}});
}

TEST_CASE("UTF-16 with a mark is read in either order of bytes") {
    for (const bool big_endian : {false, true}) {
        const auto text = utf16(u"Käufer\tx\r\n\U0001F490\t\"1\n2\"\r\n", big_endian);
        const Rows expected{{"Käufer", "x"}, {"💐", "1\n2"}};
        CHECK(read(text).rows == expected);
        for (std::size_t units = 0; units <= text.size() / 2; ++units) {
            CAPTURE(units);
            const std::string row = "\"" + std::string(kPiece / 2 - 6 - units, 'x') + "\"\n";
            const std::u16string before(row.begin(), row.end());
            const auto behind = utf16(u"\t\n" + before, big_endian) + text.substr(2);
            for (const auto& found : {read(behind), read(slowly(behind))}) {
                REQUIRE(found.rows.size() == 3);
                CHECK(Rows(found.rows.begin() + 1, found.rows.end()) == expected);
            }
        }
    }
}

TEST_CASE("half a pair and an odd byte of UTF-16 become the replacement character") {
    CHECK(read(utf16(u"a\xd83dz", false)).rows == Rows{{"a\xef\xbf\xbdz"}});
    CHECK(read(utf16(u"\xdc90z", false)).rows == Rows{{"\xef\xbf\xbdz"}});
    CHECK(read(utf16(u"az", false) + "x").rows == Rows{{"az\xef\xbf\xbd"}});
    CHECK(read(utf16(u"a\xd83d", false)).rows == Rows{{"a\xef\xbf\xbd"}});
}

TEST_CASE("a field that is no UTF-8 is Windows-1252, and the first such line is told") {
    const auto found = read("a,b\nx,y\nJos\xe9,\x80 5\nCafé,\x93q\x94\n");
    CHECK(found.rows == Rows{{"a", "b"}, {"x", "y"}, {"José", "€ 5"}, {"Café", "“q”"}});
    CHECK(found.windows_1252_line == 3);
    CHECK(read("a,é\n").windows_1252_line == 0);
}

TEST_CASE("what is no CSV is named") {
    const auto kind = [](std::string text) {
        const auto found = read(std::move(text));
        CHECK(found.rows.empty());
        REQUIRE(found.problem.has_value());
        CHECK_FALSE(describe(*found.problem).empty());
        CHECK_FALSE(remedy(*found.problem).empty());
        return found.problem->kind;
    };
    CHECK(kind("") == ProblemKind::empty);
    CHECK(kind("\xef\xbb\xbf\r\n\r\n") == ProblemKind::empty);
    CHECK(kind("PK\x03\x04\x14 reviews.json") == ProblemKind::zip);
    CHECK(kind("PK\x03\x04\x14 [Content_Types].xml ...") == ProblemKind::xlsx);
    CHECK(kind("\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1") == ProblemKind::xls);
    CHECK(kind("\x1f\x8b\x08 x") == ProblemKind::gzip);
    CHECK(kind("%PDF-1.7\n") == ProblemKind::pdf);
    CHECK(kind("\n<!DOCTYPE HTML>\n") == ProblemKind::web_page);
    CHECK(kind("a,b\n1,\0,2\n"s) == ProblemKind::binary);
}

TEST_CASE("a quote that is never closed is named by the line on which it was opened") {
    const auto found = read("a,b\n1,2\n\"x\ny\",\"open\n3,4\n");
    CHECK(found.rows == Rows{{"a", "b"}, {"1", "2"}});
    REQUIRE(found.problem.has_value());
    CHECK(found.problem->kind == ProblemKind::open_quote);
    CHECK(found.problem->line == 4);
    CHECK(describe(*found.problem) == "the quote opened on line 4 is never closed");
}

TEST_CASE("a problem is told again to who asks again") {
    Reader reader(from_text("a,\"b"));
    CHECK_FALSE(reader.next().has_value());
    CHECK_FALSE(reader.next().has_value());
    Reader good(from_text("a"));
    CHECK(good.next().value() != nullptr);
    CHECK(good.next().value() == nullptr);
    CHECK(good.next().value() == nullptr);
}

TEST_CASE("a line without an end is refused once it is over the bounds") {
    const auto refused = [](std::string piece) {
        std::size_t given = 0;
        const auto found = read(endless(std::move(piece), given));
        REQUIRE(found.problem.has_value());
        CHECK(found.problem->line == 1);
        CHECK(given < std::size_t{8} << 20);
        return found.problem->kind;
    };
    CHECK(refused("x") == ProblemKind::long_field);
    CHECK(refused("x,") == ProblemKind::many_columns);
    std::string one_line(90'000, 'x');
    one_line += ',';
    CHECK(refused(one_line) == ProblemKind::long_row);
    std::size_t given = 0;
    bool quote = true;
    auto tail = endless("x\n", given);
    const auto found = read([&](std::span<char> room) {
        const auto got = tail(room);
        room[0] = std::exchange(quote, false) ? '"' : room[0];
        return got;
    });
    REQUIRE(found.problem.has_value());
    CHECK(found.problem->kind == ProblemKind::open_quote);
    CHECK(given < std::size_t{2} << 20);
}

TEST_CASE("a field of exactly the bound is read") {
    const auto found = read("a\n" + std::string(kMaxField, 'x') + "\n");
    CHECK_FALSE(found.problem);
    REQUIRE(found.rows.size() == 2);
    CHECK(found.rows[1][0].size() == kMaxField);
    CHECK(read("a\n" + std::string(kMaxField + 1, 'x') + "\n").problem.has_value());
}

TEST_CASE("what is written as a row is read as the same fields") {
    const std::vector<std::string_view> fields{"a", "", "x,y", "say \"so\"", "1\r\n2", " b ", ";"};
    std::string text = "h,i,j,k,l,m,n\n";
    append_row(text, fields);
    const auto found = read(text);
    REQUIRE(found.rows.size() == 2);
    CHECK(std::ranges::equal(found.rows[1], fields));
}
