// SPDX-License-Identifier: MIT
#include "notify/moment.hpp"

#include "base/ascii.hpp"

#include <array>
#include <charconv>
#include <utility>

namespace etsyorder::notify {
namespace {

using std::chrono::minutes;

constexpr std::array kAnchors = std::to_array<std::pair<std::string_view, Anchor>>({
    {"placed", Anchor::placed},
    {"paid", Anchor::paid},
    {"ship_by", Anchor::ship_by},
    {"shipped", Anchor::shipped},
});
constexpr minutes kMorning = std::chrono::hours{9};

std::optional<int> digits(std::string_view text) {
    int number = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, wrong] = std::from_chars(text.data(), end, number);
    return text.empty() || text.size() > 2 || wrong != std::errc{} || stop != end || number < 0
               ? std::nullopt
               : std::optional(number);
}

bool is_on(minutes time, const Quiet& quiet) {
    return quiet.from < quiet.to ? time >= quiet.from && time < quiet.to
                                 : time >= quiet.from || time < quiet.to;
}

} // namespace

std::string_view to_string(Anchor anchor) {
    return kAnchors[static_cast<std::size_t>(anchor)].first;
}

std::optional<minutes> parse_time_of_day(std::string_view text) {
    const auto colon = text.find(':');
    if (colon == std::string_view::npos || text.size() != colon + 3) {
        return std::nullopt;
    }
    const auto hour = digits(text.substr(0, colon));
    const auto minute = digits(text.substr(colon + 1));
    constexpr int kHours = 24;
    constexpr int kMinutes = 60;
    if (!hour || !minute || *hour >= kHours || *minute >= kMinutes) {
        return std::nullopt;
    }
    return std::chrono::hours{*hour} + minutes{*minute};
}

std::optional<Moment> parse_moment(std::string_view text) {
    text = base::trimmed(text);
    Moment moment;
    if (const auto at = text.find(" at "); at != std::string_view::npos) {
        moment.time_of_day = parse_time_of_day(base::trimmed(text.substr(at + 4)));
        if (!moment.time_of_day) {
            return std::nullopt;
        }
        text = base::trimmed(text.substr(0, at));
    }
    const auto sign = text.find_first_of("+-");
    const auto name = base::trimmed(text.substr(0, sign));
    const auto* known = kAnchors.begin();
    while (known != kAnchors.end() && known->first != name) {
        ++known;
    }
    if (known == kAnchors.end()) {
        return std::nullopt;
    }
    moment.anchor = known->second;
    if (sign != std::string_view::npos) {
        const auto offset = parse_span(text.substr(sign + 1));
        if (!offset) {
            return std::nullopt;
        }
        moment.offset = *offset;
        moment.is_before = text[sign] == '-';
    }
    return moment;
}

base::Instant
moment_from(const Moment& moment, base::Instant anchor, const ShopCalendar& calendar) {
    const auto moved = moment.is_before ? before(anchor, moment.offset, calendar)
                                        : after(anchor, moment.offset, calendar);
    const bool is_day = moment.anchor == Anchor::ship_by &&
                        (moment.offset.unit != Span::Unit::seconds || moment.offset.is_zero());
    if (!moment.time_of_day && !is_day) {
        return moved;
    }
    return calendar.zone.at(calendar.zone.date(moved), moment.time_of_day.value_or(kMorning));
}

base::Instant out_of_quiet(base::Instant instant, const Quiet& quiet, const base::Zone& zone) {
    const auto local = zone.local(instant);
    const auto time = std::chrono::floor<minutes>(local.since_midnight);
    if (!is_on(time, quiet)) {
        return instant;
    }
    const bool is_tomorrow = time >= quiet.to;
    return zone.at(
        base::Date{std::chrono::sys_days{local.date} + std::chrono::days{is_tomorrow ? 1 : 0}},
        quiet.to);
}

} // namespace etsyorder::notify
