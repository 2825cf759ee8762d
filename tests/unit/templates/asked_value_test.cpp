// SPDX-License-Identifier: MIT
#include "templates/asked_value.hpp"
#include "templates/check.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::templates;

namespace {

std::string answered(AskedType type, const std::string& text) {
    const auto value =
        value_of_answer({.name = "x", .question = {}, .type = type, .example = {}}, text);
    if (!value) {
        return "! " + value.error();
    }
    switch (value->kind()) {
    case liquid::Value::Kind::integer:
        return "integer " + std::to_string(value->integer());
    case liquid::Value::Kind::number:
        return "number " + std::to_string(value->number());
    case liquid::Value::Kind::text:
        return "text " + std::string(value->text());
    default:
        return value->is_nil() ? "nil" : "?";
    }
}

} // namespace

TEST_CASE("a blank answer is none") {
    for (const auto type :
         {AskedType::text, AskedType::number, AskedType::money, AskedType::date}) {
        CHECK(answered(type, "") == "nil");
        CHECK(answered(type, " \t\n") == "nil");
        CHECK(answered(type, "\u00A0") == "nil");
    }
}

TEST_CASE("an answer is brought into the type that was asked for") {
    CHECK(answered(AskedType::text, "late ") == "text late ");
    CHECK(answered(AskedType::text, "12") == "text 12");
    CHECK(answered(AskedType::number, "3") == "integer 3");
    CHECK(answered(AskedType::number, "-2.5") == "number -2.500000");
    CHECK(answered(AskedType::money, "12.50") == "number 12.500000");
    CHECK(answered(AskedType::date, "2028-02-29") == "text 2028-02-29");
}

TEST_CASE("no answer is nothing") {
    for (const auto type :
         {AskedType::text, AskedType::date, AskedType::number, AskedType::money}) {
        CHECK(answered(type, "") == "nil");
    }
}

TEST_CASE("an answer of another type is refused in words") {
    for (const char* text : {"tomorrow",
                             "2026-02-30",
                             "2026-13-01",
                             "01.12.2026",
                             "2026-1-1",
                             "2026-12-01T00:00:00Z",
                             " 2026-12-01"}) {
        CAPTURE(text);
        CHECK(answered(AskedType::date, text) == "! is no day such as 2026-12-01");
    }
    for (const char* text : {"three", "3 pieces", "1e5", "inf", "nan", "0x10", "1,5", "--1", "."}) {
        CAPTURE(text);
        CHECK(answered(AskedType::number, text) == "! is no number such as 3 or 2.5");
        CHECK(answered(AskedType::money, text) == "! is no amount such as 12.50");
    }
    CHECK(answered(AskedType::money, "$5") == "! is no amount such as 12.50");
}

TEST_CASE("what stands for an answer that nobody gave is of its type") {
    const auto now = base::parse_instant("2026-11-22T23:30:00Z").value();
    const auto zone = base::Zone::named("Europe/Berlin");
    const auto sample = [&](AskedType type, const char* example) {
        return sample_of(
            {.name = "x", .question = {}, .type = type, .example = example}, now, zone);
    };
    CHECK(sample(AskedType::date, "").text() == "2026-12-07"); // 14 days after the 23rd
    CHECK(sample(AskedType::number, "").integer() == 3);
    CHECK(sample(AskedType::money, "12.50").number() == 12.5);
    CHECK(sample(AskedType::text, "").text() == "(x)");
    CHECK(sample(AskedType::text, "late").text() == "late");
    CHECK(sample(AskedType::date, "soon").text() == "soon"); // what is wrong is seen in the letter
}
