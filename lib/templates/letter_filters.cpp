// SPDX-License-Identifier: MIT
#include "templates/letter_filters.hpp"

#include "base/business_days.hpp"
#include "base/clock.hpp"
#include "liquid/characters.hpp"
#include "liquid/date_values.hpp"
#include "liquid/printing.hpp"
#include "templates/counting_filters.hpp"
#include "templates/day_words.hpp"
#include "templates/filter_values.hpp"
#include "templates/money_text.hpp"
#include "templates/name_list.hpp"
#include "templates/person_name.hpp"
#include "templates/word_lists.hpp"

#include <fmt/format.h>

#include <array>
#include <charconv>
#include <cmath>
#include <string>
#include <utility>

namespace etsyorder::templates {
namespace {

using liquid::FilterCall;
using liquid::Surroundings;
using liquid::Value;
using Kind = Value::Kind;
using Outcome = FilterOutcome;

constexpr std::int64_t kMostBusinessDays = 3650;

bool is_missing(const Value& value) {
    return value.is_nil() || (value.is_text() && liquid::is_blank_text(value.text()));
}

std::optional<Amount> amount_of_value(const Value& value) {
    switch (value.kind()) {
    case Kind::integer:
        return amount_of(value.integer());
    case Kind::number:
        return amount_of(value.number());
    case Kind::text:
        return amount_from(value.text());
    default:
        return std::nullopt;
    }
}

// An amount that tells its currency itself, as those of orders and of JSON do.
struct Priced {
    Value amount;
    Value currency; // nil: it names none
};

Priced priced(const Value& input) {
    if (auto unit = input.unit(); !unit.empty()) {
        return {input, Value(std::move(unit))};
    }
    const auto* amount = input.is(Kind::object) ? input.find("amount") : nullptr;
    const auto* currency = input.is(Kind::object) ? input.find("currency") : nullptr;
    return amount != nullptr && currency != nullptr ? Priced{*amount, *currency}
                                                    : Priced{input, Value()};
}

// Of nothing these filters make nothing: whether that is a hole is not theirs to say.
Outcome money(const FilterCall& call) {
    const auto [input, own_currency] = priced(call.input());
    if (input.is_nil()) {
        return Value();
    }
    if (is_missing(input)) {
        return refused("money: there is no amount");
    }
    const auto amount = amount_of_value(input);
    if (!amount) {
        return refused(
            fmt::format("money: {} is no amount; one is written like 1234.50", described(input)));
    }
    const auto& argument = is_missing(call.argument(0)) ? own_currency : call.argument(0);
    const auto given = is_missing(argument) ? std::string(call.surroundings().currency)
                                            : liquid::to_text(argument);
    if (given.empty()) {
        return refused("money: no currency is known; name one, like `money: \"USD\"`");
    }
    const auto currency =
        argument.is_nil() || argument.is_text() ? currency_from(given) : std::nullopt;
    if (!currency) {
        return refused(
            fmt::format("money: {} is no currency; one is three letters, like \"USD\"",
                        is_missing(argument) ? described(Value(given)) : described(argument)));
    }
    if (!is_missing(own_currency) && currency_from(liquid::to_text(own_currency)) != currency) {
        return refused(fmt::format(
            "money: the amount is in {}, not in {}", liquid::to_text(own_currency), *currency));
    }
    return Value(money_text(*amount, *currency, call.surroundings().language));
}

base::Date day_in(const Surroundings& surroundings, base::Instant instant) {
    return surroundings.zone ? surroundings.zone->date(instant)
                             : base::Date{std::chrono::floor<std::chrono::days>(instant)};
}

struct Days {
    base::Date today;
    base::Date day; // the input's
};

// `name`: of the filter.
base::Result<base::Date, std::string> day_of(const FilterCall& call, std::string_view name) {
    if (is_missing(call.input())) {
        return base::Unexpected<std::string>(fmt::format("{}: there is no date", name));
    }
    const auto moment = liquid::moment_of(call.input(), call.surroundings());
    if (!moment) {
        return base::Unexpected<std::string>(fmt::format(
            "{}: {} is no date; one is written like 2026-12-03", name, described(call.input())));
    }
    return day_in(call.surroundings(), moment->instant());
}

base::Result<Days, std::string> days_of(const FilterCall& call, std::string_view name) {
    const auto day = day_of(call, name);
    if (!day) {
        return base::Unexpected<std::string>(day.error());
    }
    if (!call.surroundings().now) {
        return base::Unexpected<std::string>(
            fmt::format("{}: it is not known what day it is", name));
    }
    return Days{day_in(call.surroundings(), *call.surroundings().now), *day};
}

Outcome relative(const FilterCall& call) {
    if (call.input().is_nil()) {
        return Value();
    }
    const auto days = days_of(call, "relative");
    return days ? Value(day_words(base::days_between(days->today, days->day),
                                  call.surroundings().language))
                : refused(days.error());
}

// A whole number, also one that is written in a text.
std::optional<std::int64_t> whole_number(const Value& value) {
    const auto amount = amount_of_value(value);
    if (!amount || amount->behind.find_first_not_of('0') != std::string::npos) {
        return std::nullopt;
    }
    std::int64_t number = 0;
    const auto& digits = amount->whole;
    const auto read = std::from_chars(digits.data(), digits.data() + digits.size(), number);
    if (read.ec != std::errc()) {
        return std::nullopt;
    }
    return amount->negative ? -number : number;
}

Outcome business_days(const FilterCall& call) {
    if (call.input().is_nil()) {
        return Value();
    }
    if (call.count() == 0) {
        const auto days = days_of(call, "business_days");
        return days ? Value(base::BusinessDays().between(days->today, days->day))
                    : refused(days.error());
    }
    const auto day = day_of(call, "business_days");
    if (!day) {
        return refused(day.error());
    }
    const auto count = whole_number(call.argument(0));
    if (!count || *count < -kMostBusinessDays || *count > kMostBusinessDays) {
        return refused(fmt::format("business_days: {} is no number of days; it is a whole one from "
                                   "-{} to {}",
                                   described(call.argument(0)),
                                   kMostBusinessDays,
                                   kMostBusinessDays));
    }
    const auto then = base::BusinessDays().after(*day, static_cast<int>(*count));
    return then ? Value(base::format_date(*then))
                : refused("business_days: that day is beyond the calendar");
}

Outcome names(const FilterCall& call) {
    return name_list(call.input(), call.argument(0), call.surroundings());
}

Outcome first_name_of(const FilterCall& call) {
    const auto& input = call.input();
    if (is_missing(input)) {
        return Value();
    }
    if (!input.is_text()) {
        return refused(fmt::format("first_name: {} is no name", described(input)));
    }
    auto name = first_name(input.text());
    return name.empty() ? Value() : Value(std::move(name));
}

Outcome plural(const FilterCall& call) {
    if (is_missing(call.input())) {
        return refused("plural: there is no number");
    }
    const auto number = number_of(call.input());
    if (!number) {
        return refused(fmt::format("plural: {} is no number", described(call.input())));
    }
    const auto& one = call.argument(0);
    const auto& several = call.argument(1);
    for (const auto* word : {&one, &several}) {
        const bool absent = word == &several && call.count() < 2;
        if (!absent && (!word->is_text() || is_missing(*word))) {
            return refused(fmt::format("plural: {} is no word", described(*word)));
        }
    }
    if (is_singular(*number, call.surroundings().language)) {
        return one;
    }
    if (call.count() > 1) {
        return several;
    }
    Value with_s(std::string(one.text()) + "s");
    return one.safe() ? with_s.marked_safe() : with_s;
}

// Liquid prints what is no date as it is.
Outcome date(const FilterCall& call) {
    if (!is_missing(call.input()) && !liquid::moment_of(call.input(), call.surroundings())) {
        return refused(fmt::format("date: {} is no date; one is written like 2026-12-03",
                                   described(call.input())));
    }
    return standard_filter("date").standard(call);
}

// To a letter a blank text is none.
Outcome default_value(const FilterCall& call) {
    const auto& filter = standard_filter("default");
    if (!call.input().is_text() || !is_missing(call.input())) {
        return filter.standard(call);
    }
    const Value nothing;
    const std::array<Value, 2> arguments{call.argument(0), call.argument(1)};
    return filter.standard(
        {nothing, arguments.data(), call.count(), call.surroundings(), call.meter()});
}

void add_stricter(liquid::Filters& filters) {
    add_counting_filters(filters);
    filters.add("date", standard_filter("date").arguments, date);
    filters.add("default", standard_filter("default").arguments, default_value);
}

} // namespace

const liquid::Filters& letter_filters() {
    static const liquid::Filters filters = [] {
        liquid::Filters made;
        made.add("money", {0, 1}, money);
        made.add("relative", {0, 0}, relative);
        made.add("business_days", {0, 1}, business_days);
        made.add("names", {0, 1}, names);
        made.add("first_name", {0, 0}, first_name_of);
        made.add("plural", {1, 2}, plural);
        add_stricter(made);
        return made;
    }();
    return filters;
}

} // namespace etsyorder::templates
