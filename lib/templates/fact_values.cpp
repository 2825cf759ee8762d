// SPDX-License-Identifier: MIT
#include "templates/fact_subjects.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::templates {

using liquid::Value;

namespace {

// Members of what is looked up are noted when they are.
bool is_looked_up(const Value& value) {
    if (value.is(Value::Kind::array)) {
        return !value.items().empty() && is_looked_up(value.items().front());
    }
    return value.is(Value::Kind::lazy);
}

} // namespace

void UsedFacts::note(const std::string& path, const Value& value) {
    if (is_looked_up(value)) {
        return;
    }
    for (const auto& [known, before] : all_) {
        if (known == path) {
            return;
        }
    }
    all_.emplace_back(path, value);
}

const orders::Shipment* tracked(const OrderSubject& of) {
    const auto& all = of.order.shipments;
    const auto last = std::find_if(
        all.rbegin(), all.rend(), [](const auto& one) { return !one.tracking_code.empty(); });
    return last == all.rend() ? nullptr : &*last;
}

Value moment_of(const std::optional<base::Instant>& instant, const base::Zone& zone) {
    if (!instant) {
        return {};
    }
    const auto local = zone.local(*instant);
    const auto wall = std::chrono::sys_days{local.date} + local.since_midnight;
    const auto offset = std::chrono::duration_cast<std::chrono::minutes>(wall - *instant).count();
    const std::chrono::hh_mm_ss time(local.since_midnight);
    return Value(fmt::format("{} {:02}:{:02}:{:02} {}{:02}{:02}",
                             base::format_date(local.date),
                             time.hours().count(),
                             time.minutes().count(),
                             time.seconds().count(),
                             offset < 0 ? '-' : '+',
                             std::abs(offset) / 60,
                             std::abs(offset) % 60));
}

Value day_of(const std::optional<base::Instant>& instant, const base::Zone& zone) {
    return instant ? Value(base::format_date(zone.date(*instant))) : Value();
}

Value amount_of(const std::optional<std::int64_t>& minor, const std::string& currency) {
    if (!minor) {
        return {};
    }
    double units = 1;
    for (int digit = 0; digit < base::minor_digits(currency); ++digit) {
        units *= 10;
    }
    return Value(static_cast<double>(*minor) / units).in_unit(currency);
}

Value texts_of(const std::vector<std::string>& texts) {
    std::vector<Value> all;
    all.reserve(texts.size());
    for (const auto& text : texts) {
        all.emplace_back(text);
    }
    return Value::array(std::move(all));
}

} // namespace etsyorder::templates
