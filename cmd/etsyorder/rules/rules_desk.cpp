// SPDX-License-Identifier: MIT
#include "rules/rules_desk.hpp"

#include "base/nearest.hpp"
#include "orders/selection.hpp"
#include "status/pipelines_file.hpp"
#include "templates/letter_facts.hpp"
#include "templates/library_of.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

// Of a rule's `orders:`, of all shops, whatever the state of the orders is unless the query says
// which.
std::vector<orders::OrderId>
orders_of(const std::string& query, frame::Services& services, db::Database& database) {
    try {
        orders::ListFilter filter;
        filter.only_open = false;
        filter.limit = std::numeric_limits<int>::max();
        ShopZones(services, database).set_days(filter, [&](const base::Zone& zone) {
            return orders::ShopDays{{}, condition_from({query}, services, database, zone)};
        });
        return orders::OrderQueries(database).ids(filter);
    } catch (Error& error) {
        error.add_context(fmt::format("reading `orders` of a rule in {}",
                                      (services.folders().config / notify::kRulesFile).string()));
        throw;
    }
}

} // namespace

RulesDesk::RulesDesk(frame::Services& services, db::Database& database)
    : services_(services), database_(database),
      rules_(notify::read_rules(services.folders().config)),
      pipelines_(status::read_pipelines(services.folders().config)),
      zones_(services, database), surroundings_{
                                      [this](orders::ShopId shop) -> const notify::ShopCalendar& {
                                          return calendar_of(shop);
                                      },
                                      [&services, &database](const std::string& query) {
                                          return orders_of(query, services, database);
                                      }} {}

void RulesDesk::keep_only(const std::vector<std::string>& names) {
    for (const auto& name : names) {
        if (rules_.find(name) == nullptr) {
            std::vector<std::string> known;
            for (const auto& rule : rules_.all) {
                known.push_back(rule.name);
            }
            const auto meant = base::nearest(name, known);
            throw Error(ErrorKind::not_found, fmt::format("there is no rule \"{}\"", name))
                .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "etsyorder rules list");
        }
    }
    if (!names.empty()) {
        std::erase_if(rules_.all, [&](const auto& rule) {
            return std::ranges::find(names, rule.name) == names.end();
        });
    }
}

const notify::ShopCalendar& RulesDesk::calendar_of(orders::ShopId shop) {
    auto found = calendars_.find(shop);
    if (found == calendars_.end()) {
        const auto& zone = zones_.of(shop);
        const auto today = zone.date(services_.now());
        found =
            calendars_
                .emplace(shop, notify::ShopCalendar{zone, pipelines_.ship_by.business_days(today)})
                .first;
    }
    return found->second;
}

notify::Drafts& RulesDesk::drafts() {
    if (!drafts_) {
        library_.emplace(library_of(services_));
        facts_ = letter_facts(services_);
        drafts_.emplace(database_, *facts_, *library_);
    }
    return *drafts_;
}

void add_rule_words(frame::Command& verb, std::vector<std::string>& names) {
    verb.value("rule", names, "only these rules", {.live = "rule"});
}

notify::Span span_from(const std::string& word, const char* flag) {
    const auto span = notify::parse_span(word);
    if (!span) {
        throw Error(ErrorKind::usage, fmt::format("{}: \"{}\" is no length of time", flag, word))
            .hint("14d, 48h, \"2 business days\"; ten years at most");
    }
    return *span;
}

} // namespace etsyorder
