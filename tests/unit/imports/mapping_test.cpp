// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "imports/mapping.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using imports::Meaning;

namespace {

base::Error error_of(const std::string& text) {
    try {
        (void)imports::parse_mapping_file("shop.yaml", text);
    } catch (const base::Error& error) {
        return error;
    }
    FAIL("no error for: " << text);
    return {base::ErrorKind::bug, ""};
}

base::Error error_of_line(const std::string& text) {
    try {
        (void)imports::parse_mapping_line(text);
    } catch (const base::Error& error) {
        return error;
    }
    FAIL("no error for: " << text);
    return {base::ErrorKind::bug, ""};
}

} // namespace

TEST_CASE("a mapping file names columns, constants and how cells are written") {
    const auto mapping = imports::parse_mapping_file("shop.yaml",
                                                     "columns:\n"
                                                     "  order: Order No\n"
                                                     "  buyer: [First name, Last name]\n"
                                                     "  personalization: Text, engraved\n"
                                                     "constants:\n"
                                                     "  currency: EUR\n"
                                                     "dates: day_first\n"
                                                     "decimal: comma\n"
                                                     "guarded: yes\n"
                                                     "rows: data.orders\n");
    CHECK(mapping.columns.at(Meaning::order).names == std::vector<std::string>{"Order No"});
    CHECK(mapping.columns.at(Meaning::order).line == 2);
    CHECK(mapping.columns.at(Meaning::buyer).names ==
          std::vector<std::string>{"First name", "Last name"});
    CHECK(mapping.columns.at(Meaning::personalisation).names.front() == "Text, engraved");
    CHECK(mapping.constants.at(Meaning::currency) == "EUR");
    CHECK(mapping.dates == imports::DateOrder::day_first);
    CHECK(mapping.decimal == imports::Decimal::comma);
    CHECK(mapping.guarded);
    CHECK(mapping.rows == "data.orders");
}

TEST_CASE("a mapping in one line says the same") {
    const auto mapping =
        imports::parse_mapping_line("order=Order No, item=Product,currency:=EUR,dates=month_first");
    CHECK(mapping.columns.at(Meaning::order).names.front() == "Order No");
    CHECK(mapping.columns.at(Meaning::title).names.front() == "Product");
    CHECK(mapping.constants.at(Meaning::currency) == "EUR");
    CHECK(mapping.dates == imports::DateOrder::month_first);
    CHECK(mapping.decimal == imports::Decimal::either);
}

TEST_CASE("a wrong mapping is refused by line and key") {
    CHECK(error_of("columns:\n  oder: X\n").summary() == "shop.yaml:2: there is no field \"oder\"");
    CHECK(error_of("columns:\n  oder: X\n").remedy() == "did you mean \"order\"?");
    CHECK(error_of("colums:\n  order: X\n").remedy() == "did you mean \"columns\"?");
    CHECK(error_of("order: X\n").summary() == "shop.yaml:1: \"order\" belongs below `columns:`");
    CHECK(error_of("columns:\n  order: X\n  order: Y\n").summary() ==
          "shop.yaml:3: \"order\" is there twice");
    CHECK(error_of("columns:\n  title: X\nconstants:\n  title: Y\n").summary() ==
          "shop.yaml:4: \"title\" is there twice");
    CHECK(error_of("constants:\n  order: 7\n").summary().starts_with("shop.yaml:2: \"order\" is "));
    CHECK(error_of("columns:\n  order:\n").summary() == "shop.yaml:2: \"order\" names no column");
    CHECK(error_of("dates: dmy\n").summary() ==
          "shop.yaml:1: \"dates\" is day_first or month_first, not \"dmy\"");
    CHECK(error_of("columns: [\n").summary().ends_with("this is no YAML"));
    CHECK(error_of("- a\n- b\n").summary().starts_with("shop.yaml:1: expected"));
    CHECK(error_of("").summary().starts_with("shop.yaml:1: expected"));
    CHECK(error_of(std::string(200'000, '[')).summary().find("64 KiB") != std::string::npos);
    CHECK(error_of(std::string(20'000, '[')).summary() == "shop.yaml:1: lists in lists in lists");
    CHECK(error_of_line("order=A,Date").summary() == "--map: \"Date\" is no field=column");
    CHECK(error_of_line("order=A,order=B").summary() == "--map: \"order\" is there twice");
    CHECK(error_of_line("order=A,plced=B").remedy() == "did you mean \"placed\"?");
}

TEST_CASE("a mapping is held against the columns of the file") {
    const auto mapping = imports::parse_mapping_line("order=Order No,placed=Date");
    const auto fit = imports::fit(mapping, {"order no", "Date", "Colour", "VAT id"});
    CHECK(fit.used.size() == 2);
    CHECK(fit.left_over == std::vector<std::string>{"Colour", "VAT id"});
    try {
        (void)imports::fit(mapping, {"Order Number", "Dates", "Order Nr"});
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(error.summary() ==
              "--map: the file has no column \"Order No\", which is to be \"order\"");
        CHECK(error.remedy() == "did you mean \"Order Nr\"?");
    }
    // A name in JSON is another one in other capitals.
    try {
        (void)imports::fit(mapping, {"order no", "Date"}, imports::ColumnNames::exact);
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.remedy() == "did you mean \"order no\"?");
    }
    CHECK(imports::fit(mapping, {"Date", "Order No", "date"}, imports::ColumnNames::exact)
              .left_over == std::vector<std::string>{"date"});
    try {
        (void)imports::fit(imports::parse_mapping_line("order=A"), {"A", "Placd"});
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.summary() == "--map does not say which column is \"placed\"");
        CHECK(error.remedy() == "is it \"Placd\"?");
    }
}
