// SPDX-License-Identifier: MIT
// What pipelines.yaml says below `ship_by:`.
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>

#include <charconv>
#include <set>

namespace etsyorder::status {
namespace {

constexpr int kMostDays = 365;
constexpr std::size_t kMostHolidays = 1000;

std::optional<int> number(std::string_view text) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, wrong] = std::from_chars(text.data(), end, value);
    return text.empty() || wrong != std::errc{} || stop != end || value < 0 ? std::nullopt
                                                                            : std::optional(value);
}

// "2026-12-24", or "12-24" for every year.
std::optional<Holiday> holiday_from(std::string_view text) {
    Holiday holiday;
    if (text.size() == 10 && text[4] == '-') {
        holiday.year = number(text.substr(0, 4));
        text.remove_prefix(5);
        if (!holiday.year) {
            return std::nullopt;
        }
    }
    if (text.size() != 5 || text[2] != '-') {
        return std::nullopt;
    }
    const auto month = number(text.substr(0, 2));
    const auto day = number(text.substr(3));
    constexpr int kLeapYear = 2024;
    const base::Date date{std::chrono::year{holiday.year.value_or(kLeapYear)},
                          std::chrono::month{static_cast<unsigned>(month.value_or(0))},
                          std::chrono::day{static_cast<unsigned>(day.value_or(0))}};
    if (!date.ok()) {
        return std::nullopt;
    }
    holiday.month = static_cast<unsigned>(*month);
    holiday.day = static_cast<unsigned>(*day);
    return holiday;
}

void read_holidays(const YAML::Node& node, std::vector<Holiday>& holidays, Problems& problems) {
    if (node.IsNull()) {
        return;
    }
    if (!node.IsSequence() || node.size() > kMostHolidays) {
        problems.add(
            node.Mark(), "wrong_shape", "\"holidays\" takes a list of days", "[12-25, 2026-12-28]");
        return;
    }
    for (const auto& one : node) {
        const auto holiday = one.IsScalar() ? holiday_from(one.Scalar()) : std::optional<Holiday>();
        if (holiday) {
            holidays.push_back(*holiday);
        } else {
            problems.add(
                one.Mark(), "bad_value", "this is no day", "2026-12-28, or 12-25 for every year");
        }
    }
}

} // namespace

ShipByRules read_ship_by_rules(const YAML::Node& node, Problems& problems) {
    ShipByRules rules;
    if (node.IsNull()) {
        return rules; // all of it is commented out
    }
    if (!node.IsMap()) {
        problems.add(node.Mark(), "wrong_shape", "\"ship_by\" takes keys", "{holidays: [12-25]}");
        return rules;
    }
    std::set<std::string> seen;
    for (const auto& pair : node) {
        const auto key = pair.first.IsScalar() ? pair.first.Scalar() : std::string();
        int* const days = key == "extension_days"    ? &rules.extension_days
                          : key == "warn_days"       ? &rules.warn_days
                          : key == "buyer_wait_days" ? &rules.buyer_wait_days
                                                     : nullptr;
        if (!seen.insert(key).second) {
            problems.add(pair.first.Mark(), "twice", fmt::format("\"{}\" is there twice", key));
        } else if (key == "holidays") {
            read_holidays(pair.second, rules.holidays, problems);
        } else if (days == nullptr) {
            problems.add_unknown_key(
                pair.first, {"holidays", "extension_days", "warn_days", "buyer_wait_days"});
        } else {
            const auto given =
                pair.second.IsScalar() ? number(pair.second.Scalar()) : std::optional<int>();
            if (!given || *given > kMostDays) {
                problems.add(pair.second.Mark(),
                             "bad_value",
                             fmt::format("\"{}\" takes whole days, 0 to {}", key, kMostDays));
            } else {
                *days = *given;
            }
        }
    }
    return rules;
}

} // namespace etsyorder::status
