// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "imports/json_rows.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>

using namespace etsyorder;
using imports::Meaning;

namespace {

const auto kMapping = imports::parse_mapping_line(
    "order=name,placed=at,buyer=customer.name,title=line_items[].title,"
    "quantity=line_items[].quantity,options=line_items[].properties,paid=paid");
const std::string kOrder =
    R"({"name":"#7","at":"2026-11-02","paid":true,"customer":{"name":"Ann"},"line_items":[)"
    R"({"title":"Sign","quantity":2,"properties":[{"name":"Wood","value":"Oak"}],"more":{"a":1.5}},)"
    R"({"title":"Box","quantity":1,"properties":[]}]})";

} // namespace

TEST_CASE("an order in JSON becomes a row an item, wherever the list stands") {
    const std::string lines = kOrder + "\n\n" + R"({"name":"#8","at":"2026-11-03"})" + "\n";
    for (const auto& text : {"[" + kOrder + "]",
                             R"({"schema":1,"orders":[)" + kOrder + "]}",
                             lines,
                             kOrder,
                             "\xef\xbb\xbf[" + kOrder + "]"}) {
        CAPTURE(text);
        const auto found = imports::json_rows(text, kMapping);
        REQUIRE(found);
        REQUIRE(found->rows.size() >= 2);
        CHECK(found->refused.empty());
        const auto& [number, cells] = found->rows[0];
        CHECK(number == 1);
        CHECK(cells.at(Meaning::buyer) == "Ann");
        CHECK(cells.at(Meaning::title) == "Sign");
        CHECK(cells.at(Meaning::quantity) == "2");
        CHECK(cells.at(Meaning::paid) == "yes");
        CHECK(cells.at(Meaning::options) == R"([{"name":"Wood","value":"Oak"}])");
        CHECK(found->rows[1].second.at(Meaning::title) == "Box");
        CHECK(found->rows[1].second.at(Meaning::options).empty());
        CHECK(std::ranges::find(found->columns, "line_items[].more.a") != found->columns.end());
    }
    CHECK(imports::json_rows(lines, kMapping)->rows.size() == 3);
    CHECK(imports::json_rows(lines, kMapping)->rows[2].first == 3); // the line
}

TEST_CASE("the list of orders may be named") {
    auto mapping = kMapping;
    mapping.rows = "data.orders";
    const auto found =
        imports::json_rows(R"({"data":{"orders":[)" + kOrder + R"(]},"x":[1]})", mapping);
    REQUIRE(found);
    CHECK(found->rows.size() == 2);
    CHECK(imports::json_rows("[]", mapping).error() == "it has no list \"data.orders\"");
}

TEST_CASE("bad lines and entries are named, and the others are read") {
    const auto lines = imports::json_rows(kOrder + "\n{\"name\":\n" + kOrder, kMapping);
    REQUIRE(lines);
    CHECK(lines->rows.size() == 4);
    REQUIRE(lines->refused.size() == 1);
    CHECK(lines->refused[0].line == 2);
    CHECK(lines->refused[0].why == "it is no JSON");
    const auto list = imports::json_rows("[7," + kOrder + ",null]", kMapping);
    REQUIRE(list);
    CHECK(list->rows.size() == 2);
    CHECK(list->refused.size() == 2);
    CHECK(list->refused[1].line == 3);
}

TEST_CASE("JSON that cannot be read is refused with a reason") {
    CHECK(imports::json_rows(std::string(1'000'000, '['), kMapping).error() ==
          "it has brackets more than 32 deep");
    CHECK(imports::json_rows("[1", kMapping).error().starts_with("it is no JSON, from byte "));
    CHECK(imports::json_rows("[\"\xff\"]", kMapping).error().starts_with("it is no JSON"));
    CHECK(imports::json_rows("7", kMapping).error() == "it has no list of orders");
    CHECK(imports::json_rows("[1e999]", kMapping).error() == "it has a number beyond all bounds");
    CHECK(imports::json_rows(kOrder + "\n{\"x\":1e999}", kMapping)->refused.size() == 1);
    const auto two = imports::parse_mapping_line("order=a,title=x[].t,sku=y[].s");
    CHECK_THROWS_AS((void)imports::json_rows("[]", two), base::Error);
}

TEST_CASE("brackets are counted in each line, whatever stands in the lines before") {
    const auto mapping = imports::parse_mapping_line("order=o,placed=p,options=x");
    const auto deep = [](std::size_t depth) {
        return R"({"o":"2","p":"2026-11-02","x":)" + std::string(depth, '[') +
               std::string(depth, ']') + "}\n";
    };
    const std::string first = R"({"o":"1","p":"2026-11-02"})"
                              "\n";
    const auto quote = imports::json_rows(first + "\"\n" + deep(1'000'000) + deep(31), mapping);
    REQUIRE(quote);
    CHECK(quote->rows.size() == 2);
    REQUIRE(quote->refused.size() == 2);
    CHECK(quote->refused[0].why == "it is no JSON");
    CHECK(quote->refused[1].line == 3);
    CHECK(quote->refused[1].why == "it has brackets more than 32 deep");
    std::string broken = first;
    for (int line = 0; line < 40; ++line) {
        broken += "{\n";
    }
    CHECK(imports::json_rows(broken + first, mapping)->rows.size() == 2);
    CHECK(imports::json_rows(deep(1'000'000) + first, mapping).error() ==
          "it has brackets more than 32 deep");
}

TEST_CASE("a small file does not become rows without end") {
    const auto mapping = imports::parse_mapping_line("order=o,placed=p,message=m,title=i[].t");
    std::string items = "{}";
    for (int item = 1; item < 300; ++item) {
        items += ",{}";
    }
    const auto order = R"({"o":"1","p":"2026-11-02","m":")" + std::string(1 << 20, 'x') +
                       R"(","i":[)" + items + "]}";
    for (const auto& text : {order, "[" + order + "]", order + "\n" + order}) {
        const auto found = imports::json_rows(text, mapping);
        REQUIRE_FALSE(found);
        CHECK(found.error() ==
              "its rows, each with the words of its order, are larger than 256 MiB");
    }
    const auto named = imports::json_rows(
        R"({"o":"1","p":"2026-11-02",")" + std::string(2000, 'n') + R"(":{"a":1,"b":2}})", mapping);
    REQUIRE(named);
    CHECK(named->columns == std::vector<std::string>{"o", "p"});
}

TEST_CASE("several columns are joined by a blank, and of currencies the first is taken") {
    CHECK(imports::joined_cell(Meaning::buyer, {"Ann", " ", "Example"}) == "Ann Example");
    CHECK(imports::joined_cell(Meaning::currency, {"", "EUR", "USD"}) == "EUR");
    CHECK(imports::joined_cell(Meaning::title, {" as it is "}) == " as it is ");
}
