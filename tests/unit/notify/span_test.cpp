// SPDX-License-Identifier: MIT
#include "notify/span.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using notify::Span;

namespace {

notify::ShopCalendar berlin() {
    const base::Date thursday =
        std::chrono::year{2026} / std::chrono::December / std::chrono::day{24};
    return {base::Zone::named("Europe/Berlin"), base::BusinessDays({thursday})};
}

base::Instant at(const char* text) {
    return *base::parse_instant(text);
}

std::string later(const char* start, const char* span) {
    return base::format_instant(notify::after(at(start), *notify::parse_span(span), berlin()));
}

std::string earlier(const char* start, const char* span) {
    return base::format_instant(notify::before(at(start), *notify::parse_span(span), berlin()));
}

} // namespace

TEST_CASE("a span is a number and a unit, in many spellings") {
    CHECK(notify::parse_span("48h") == Span{Span::Unit::seconds, 48 * 3600});
    CHECK(notify::parse_span(" 90 min ") == Span{Span::Unit::seconds, 90 * 60});
    CHECK(notify::parse_span("2 Days") == Span{Span::Unit::days, 2});
    CHECK(notify::parse_span("1w") == Span{Span::Unit::days, 7});
    CHECK(notify::parse_span("2 business days") == Span{Span::Unit::business_days, 2});
    CHECK(notify::parse_span("3bd") == Span{Span::Unit::business_days, 3});
    CHECK(notify::parse_span("0s") == Span{Span::Unit::seconds, 0});
}

TEST_CASE("what is no span, or longer than ten years, is refused") {
    for (const char* text : {"",
                             "h",
                             "48",
                             "-2h",
                             "+2h",
                             "1.5h",
                             "2 fortnights",
                             "2 business hours",
                             "99999999999h",
                             "3661 days",
                             "87841h",
                             "523 weeks",
                             "2h 30m"}) {
        CAPTURE(text);
        CHECK(!notify::parse_span(text));
    }
    CHECK(notify::parse_span("3660 days"));
    CHECK(notify::parse_span("87840h"));
}

TEST_CASE("a span is told as it is read") {
    for (const char* text : {"48 h",
                             "90 min",
                             "45 s",
                             "1 day",
                             "7 days",
                             "1 business day",
                             "2 business days",
                             "0 min"}) {
        CHECK(notify::to_string(*notify::parse_span(text)) == text);
    }
}

TEST_CASE("hours are hours, and days keep the time on the shop's clock") {
    // The clocks of Berlin go forward in the night to 2026-03-29, and back in that to 2026-10-25.
    CHECK(later("2026-03-28T12:00:00Z", "24h") == "2026-03-29T12:00:00Z");
    CHECK(later("2026-03-28T12:00:00Z", "1 day") == "2026-03-29T11:00:00Z");
    CHECK(later("2026-10-24T11:00:00Z", "1 day") == "2026-10-25T12:00:00Z");
    CHECK(earlier("2026-10-25T12:00:00Z", "1 day") == "2026-10-24T11:00:00Z");
    // 2:30 is not there on the 29th of March.
    CHECK(later("2026-03-28T01:30:00Z", "1 day") == "2026-03-29T01:30:00Z");
}

TEST_CASE("business days leave out weekends and holidays") { // 2026-12-22 is a Tuesday
    CHECK(later("2026-12-22T09:00:00Z", "2 business days") == "2026-12-25T09:00:00Z");
    CHECK(later("2026-12-25T09:00:00Z", "1 business day") == "2026-12-28T09:00:00Z");
    CHECK(earlier("2026-12-28T09:00:00Z", "2 business days") == "2026-12-23T09:00:00Z");
    CHECK(later("2026-12-26T09:00:00Z", "0 business days") == "2026-12-26T09:00:00Z");
}

TEST_CASE("the most time of a span is never too short") {
    for (const char* span : {"48h", "1 day", "5 business days", "6 business days", "30 days"}) {
        CAPTURE(span);
        const auto most = notify::most_time(*notify::parse_span(span));
        for (int day = 0; day < 370; ++day) {
            const auto start = at("2026-01-01T22:30:00Z") + std::chrono::days{day};
            CHECK(notify::after(start, *notify::parse_span(span), berlin()) - start <= most);
        }
    }
}
