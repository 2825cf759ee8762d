// SPDX-License-Identifier: MIT
#include "base/optional_instant.hpp"
#include "notify/known_rules.hpp"

namespace etsyorder::notify {
namespace {

constexpr std::string_view kSelect =
    "SELECT name, trigger_text, deed_text, since_event_id, since_utc_s, released_at_utc_s, "
    "paused_at_utc_s FROM rules WHERE shop_id = 0";

KnownRule rule_from(const db::Statement& row) {
    return {row.string(0),
            row.string(1),
            row.string(2),
            row.integer(3),
            base::from_utc_seconds(row.integer(4)),
            base::maybe_from_utc_seconds(row.maybe_integer(5)),
            base::maybe_from_utc_seconds(row.maybe_integer(6))};
}

} // namespace

bool acts_for(const KnownRule& rule, const Occurrence& occurrence) {
    return occurrence.event_id > 0 ? occurrence.event_id > rule.since_event
                                   : occurrence.due >= rule.since;
}

std::map<std::string, KnownRule> KnownRules::all() const {
    auto rows = database_->statement(std::string(kSelect));
    std::map<std::string, KnownRule> known;
    while (rows.step()) {
        auto rule = rule_from(rows);
        known.emplace(rule.name, std::move(rule));
    }
    return known;
}

std::optional<KnownRule> KnownRules::find(const std::string& name) const {
    auto row = database_->statement(std::string(kSelect) + " AND name = :name");
    row.bind(":name", name);
    return row.step() ? std::optional(rule_from(row)) : std::nullopt;
}

void KnownRules::store(const KnownRule& rule) {
    database_->statement("DELETE FROM rules WHERE shop_id = 0 AND name = :name")
        .bind(":name", rule.name)
        .run();
    database_
        ->statement("INSERT INTO rules (shop_id, name, trigger_text, deed_text, since_event_id, "
                    "since_utc_s, "
                    "released_at_utc_s, paused_at_utc_s) VALUES (0, :name, :trigger, :deed, "
                    ":event, :since, "
                    ":released, :paused)")
        .bind(":name", rule.name)
        .bind(":trigger", rule.trigger)
        .bind(":deed", rule.deed)
        .bind(":event", rule.since_event)
        .bind(":since", base::utc_seconds(rule.since))
        .bind(":released", base::maybe_utc_seconds(rule.released_at))
        .bind(":paused", base::maybe_utc_seconds(rule.paused_at))
        .run();
}

} // namespace etsyorder::notify
