// SPDX-License-Identifier: MIT
#include "orders/selection.hpp"

#include "base/nearest.hpp"
#include "orders/query_error.hpp"
#include "orders/saved_query_repository.hpp"
#include "orders/shop_choice.hpp"
#include "orders/shop_zones.hpp"
#include "status/desk.hpp"

#include <fmt/ranges.h>

#include <algorithm>
#include <functional>
#include <limits>
#include <unordered_set>

namespace etsyorder {
namespace {

constexpr std::size_t kMostSelected = 1'000'000;

using ConditionIn = std::function<orders::OrderCondition(const base::Zone&)>;

orders::ListFilter filter_with(const OrderChoice& choice,
                               const ConditionIn& condition_in,
                               frame::Services& services,
                               db::Database& database) {
    orders::ListFilter filter;
    filter.shop = chosen_shop(services, database);
    filter.limit = std::numeric_limits<int>::max();
    if (choice.where) {
        ShopZones(services, database).set_days(filter, [&](const base::Zone& zone) {
            return orders::ShopDays{{}, condition_in(zone)};
        });
    }
    // Orders that are named are looked for whatever their state is.
    const bool query_says = filter.query && filter.query->names_state;
    filter.only_open = choice.words.empty() && !choice.any_state && !query_says;
    filter.sort = natural_sort(filter);
    return filter;
}

orders::ListFilter
filter_of(const OrderChoice& choice, frame::Services& services, db::Database& database) {
    return filter_with(
        choice,
        [&](const base::Zone& zone) {
            return condition_from({*choice.where}, services, database, zone);
        },
        services,
        database);
}

} // namespace

void add_order_choice(frame::Command& verb, OrderChoice& choice) {
    verb.value("order", choice.words, "order numbers; - reads one a line", {.live = "order"})
        .value("--where",
               choice.where,
               "the orders that a query finds; man 7 etsyorder-query",
               {.shown = "QUERY", .live = "query"});
}

void refuse_none_named(const OrderChoice& choice) {
    if (!choice.names_any()) {
        throw base::Error(base::ErrorKind::usage, "no order was named")
            .hint("order numbers, - to read them one a line, or --where QUERY");
    }
}

SelectedOrders select_orders(const OrderChoice& choice,
                             WhenNoneNamed none,
                             frame::Services& services,
                             db::Database& database) {
    if (none == WhenNoneNamed::refuse) {
        refuse_none_named(choice);
    }
    const auto filter = filter_of(choice, services, database);
    const orders::OrderQueries queries(database);
    SelectedOrders chosen;
    chosen.tags = filter.query ? filter.query->tags : std::vector<std::string>();
    if (choice.words.empty()) {
        chosen.ids = queries.ids(filter);
        return chosen;
    }
    for (auto& one : parse_references(choice.words, services.streams(), kMostSelected)) {
        const auto found = queries.ids_of(one.receipt, filter.shop);
        if (found.empty()) {
            chosen.missing.push_back(std::move(one));
        } else if (found.size() > 1) {
            chosen.several.push_back(std::move(one));
        }
        chosen.ids.insert(chosen.ids.end(), found.begin(), found.end());
    }
    if (filter.query) {
        const auto fitting = queries.ids(filter);
        const std::unordered_set<orders::OrderId> fit(fitting.begin(), fitting.end());
        std::erase_if(chosen.ids, [&](orders::OrderId id) { return !fit.contains(id); });
    }
    return chosen;
}

std::vector<orders::OrderId> orders_of_part(const query::Node& part,
                                            const query::Node& whole,
                                            const OrderChoice& choice,
                                            frame::Services& services,
                                            db::Database& database) {
    const auto condition_in = [&](const base::Zone& zone) {
        const auto today = zone.date(services.now());
        auto condition = orders::compile(part, today, zone);
        condition.names_state = orders::compile(whole, today, zone).names_state;
        return condition;
    };
    return orders::OrderQueries(database).ids(
        filter_with(choice, condition_in, services, database));
}

std::string about_tag(const std::string& tag, db::Database& database) {
    const auto tags = orders::OrderQueries(database).tags();
    if (std::ranges::find(tags, tag) != tags.end()) {
        return {};
    }
    const auto meant = base::nearest(tag, tags);
    return fmt::format("no order has the tag \"{}\"{}",
                       tag,
                       meant ? fmt::format("; did you mean \"{}\"?", *meant) : "");
}

std::string joined_words(const std::vector<std::string>& words) {
    std::string query;
    for (const auto& word : words) {
        query += (query.empty() ? "" : " ") + (word.starts_with("+-") ? word.substr(1) : word);
    }
    return query;
}

query::SavedQueries saved_queries(db::Database& database) {
    return {[&database](const std::string& name) {
                const auto saved = orders::SavedQueryRepository(database).find(name);
                return saved ? std::optional(saved->query) : std::nullopt;
            },
            [&database] {
                std::vector<std::string> names;
                for (const auto& saved : orders::SavedQueryRepository(database).all()) {
                    names.push_back(saved.name);
                }
                return names;
            }};
}

namespace {

// Where a query that was typed names the shop; all of it, if a saved query within does.
query::Span span_of_shop(const std::string& text, const std::string& shop) {
    for (const std::string before : {"shop:", "shop:\""}) {
        if (const auto at = text.find(before + shop); at != std::string::npos) {
            return {at + before.size(), shop.size()};
        }
    }
    return {0, text.size()};
}

// A shop that is not here has no orders: better said than shown as an empty list.
void refuse_unknown_shops(const query::Node& node,
                          const std::string& text,
                          db::Database& database) {
    for (const auto& part : node.parts) {
        refuse_unknown_shops(part, text, database);
    }
    if (!node.field || orders::query_vocabulary()[*node.field].name != "shop") {
        return;
    }
    const auto& wanted = std::get<query::Text>(node.value).text;
    std::vector<std::string> names;
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (orders::is_meant(shop.shop, shop.shop_name, wanted)) {
            return;
        }
        names.push_back(orders::shop_label(shop.shop, shop.shop_name));
    }
    const auto meant = base::nearest(wanted, names);
    throw query_error({.what = fmt::format("shop: there is no shop \"{}\" here", wanted),
                       .hint = meant           ? fmt::format("did you mean \"shop:{}\"?", *meant)
                               : names.empty() ? ""
                                               : fmt::format("there is {}", fmt::join(names, ", ")),
                       .span = span_of_shop(text, wanted),
                       .text = text,
                       .saved = {}});
}

} // namespace

orders::OrderCondition condition_from(const std::vector<std::string>& queries,
                                      frame::Services& services,
                                      db::Database& database,
                                      const base::Zone& zone) {
    query::Node all;
    for (const auto& text : queries) {
        auto query = query::parse(text, orders::query_vocabulary(), saved_queries(database));
        if (!query) {
            throw query_error(query.error());
        }
        refuse_unknown_shops(*query, text, database);
        prepare_stages(*query, text, services, database);
        all.parts.push_back(*std::move(query));
    }
    return orders::compile(all, zone.date(services.now()), zone);
}

orders::Sort natural_sort(const orders::ListFilter& filter) {
    if (filter.only_open || (filter.query && filter.query->only_open)) {
        return orders::Sort::ship_by;
    }
    if (filter.query && filter.query->placed.is_unbounded()) {
        if (!filter.query->ship_by.is_unbounded()) {
            return orders::Sort::ship_by;
        }
        if (!filter.query->updated.is_unbounded()) {
            return orders::Sort::updated;
        }
    }
    return orders::Sort::placed;
}

} // namespace etsyorder
