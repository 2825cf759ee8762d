// SPDX-License-Identifier: MIT
#include "frame/table.hpp"

#include <doctest/doctest.h>

using namespace etsyorder::frame;

namespace {

Table people() {
    Table table{.name = "people",
                .columns = {{.field = "order", .heading = "order", .right = true},
                            {.field = "name", .heading = "name", .flexible = true},
                            {.field = "count", .piped = true},
                            {.field = "note", .heading = "note"},
                            {.field = "secret"}}};
    table.rows.push_back({7, "Ann", 1, Cell("2026-11-24", "in 2 days", Tone::soon), "x"});
    table.rows.push_back(
        {1042, "李雷 and a very long name", 2, Cell("2026-11-20", "2 days late", Tone::bad), "y"});
    return table;
}

} // namespace

TEST_CASE("columns line up by what they take on the screen") {
    CHECK(terminal_table(people(), 80, false).text ==
          "order  name                       note\n"
          "    7  Ann                        in 2 days\n"
          " 1042  李雷 and a very long name  2 days late\n");
}

TEST_CASE("flexible columns give up width so that a line fits") {
    const std::string text = terminal_table(people(), 40, false).text;
    CHECK(text == "order  name                  note\n"
                  "    7  Ann                   in 2 days\n"
                  " 1042  李雷 and a very lon…  2 days late\n");
}

TEST_CASE("a terminal too narrow for all columns gets the ones that matter, and their names") {
    Table table = people();
    table.columns[3].expendable = true;
    const auto wide = terminal_table(table, 32, false);
    CHECK(wide.left_out.empty());
    CHECK(wide.text.starts_with("order  name          note\n"));
    const auto narrow = terminal_table(table, 31, false);
    CHECK(narrow.left_out == std::vector<std::string>{"note"});
    CHECK(narrow.text == "order  name\n"
                         "    7  Ann\n"
                         " 1042  李雷 and a very long na…\n");
}

TEST_CASE("colour goes around the text and not around the spaces") {
    const std::string text = terminal_table(people(), 80, true).text;
    CHECK(text.find("\x1b[33min 2 days\x1b[0m\n") != std::string::npos);
    CHECK(text.find("\x1b[31m2 days late\x1b[0m\n") != std::string::npos);
}

TEST_CASE("a pipe gets values, not words for people, and columns that never move") {
    CHECK(pipe_table(people(), false) == "7\tAnn\t1\t2026-11-24\n"
                                         "1042\t李雷 and a very long name\t2\t2026-11-20\n");
}

TEST_CASE("the header of a pipe names the fields") {
    CHECK(pipe_table(people(), true).starts_with("order\tname\tcount\tnote\n"));
}

TEST_CASE("a tab or newline in a value cannot make a column or a line") {
    Table table{.name = "t",
                .columns = {{.field = "a", .heading = "a"}, {.field = "b", .heading = "b"}}};
    table.rows.push_back({"x\ty\nz", nullptr});
    CHECK(pipe_table(table, false) == "x\\ty\\nz\t\n");
    CHECK(terminal_table(table, 80, false).text == "a\nx<U+0009>y<U+000A>z\n");
}

TEST_CASE("a column that says nothing is left out on a terminal and stays in a pipe") {
    Table table = people();
    for (auto& row : table.rows) {
        row[3] = Cell(false, " ");
    }
    CHECK(terminal_table(table, 80, false).text.find("note") == std::string::npos);
    CHECK(pipe_table(table, true).starts_with("order\tname\tcount\tnote\n"));
}
