// SPDX-License-Identifier: MIT
#include "orders/tag_orders.hpp"

#include "events/event_log.hpp"
#include "orders/order_repository.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <set>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLongestTag = 40;

Tagged plan_one(const Order& order, const TagChange& change) {
    Tagged result{order, {}, {}, {}};
    std::set<std::string> tags(order.tags.begin(), order.tags.end());
    for (const auto& tag : change.add) {
        if (tags.insert(tag).second) {
            result.added.push_back(tag);
        }
    }
    for (const auto& tag : change.remove) {
        if (tags.erase(tag) == 1) {
            result.removed.push_back(tag);
        }
    }
    result.tags.assign(tags.begin(), tags.end());
    return result;
}

} // namespace

bool is_tag(std::string_view text) {
    return !text.empty() && text.size() <= kLongestTag && text.front() != '+' &&
           text.front() != '-' && std::ranges::none_of(text, [](char c) {
               return (c >= 0 && c <= ' ') || c == ',' || c == '\x7f';
           });
}

std::vector<Tagged> plan_tags(const std::vector<Order>& orders, const TagChange& change) {
    std::vector<Tagged> result;
    for (const auto& order : orders) {
        result.push_back(plan_one(order, change));
    }
    return result;
}

std::vector<Tagged> tag_orders(db::Database& database,
                               const std::vector<Order>& orders,
                               const TagChange& change,
                               base::Instant now) {
    db::UnitOfWork work(database);
    OrderRepository repository(work.database());
    events::EventLog log(work.database());
    std::vector<Tagged> result;
    for (const auto& order : orders) {
        // Loaded again: another process may have tagged it since.
        auto tagged = plan_one(repository.load(order.id).value_or(order), change);
        for (const auto& tag : tagged.added) {
            repository.add_tag(tagged.order, tag);
        }
        for (const auto& tag : tagged.removed) {
            repository.remove_tag(tagged.order, tag);
        }
        if (!tagged.added.empty() || !tagged.removed.empty()) {
            const nlohmann::ordered_json data{{"added", tagged.added}, {"removed", tagged.removed}};
            log.append(
                {0,
                 tagged.order.shop.value(),
                 "order.tagged",
                 tagged.order.id.value(),
                 std::nullopt,
                 now,
                 now,
                 "user",
                 data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
        }
        result.push_back(std::move(tagged));
    }
    work.commit();
    return result;
}

} // namespace etsyorder::orders
