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

// "+urgent -later"
std::string in_words(const TagChange& change) {
    std::string words;
    for (const auto& tag : change.add) {
        words += (words.empty() ? "+" : " +") + tag;
    }
    for (const auto& tag : change.remove) {
        words += (words.empty() ? "-" : " -") + tag;
    }
    return words;
}

// With their event. Nothing added and nothing removed is nothing.
void write_tags(db::Database& database,
                const Order& order,
                const std::vector<std::string>& added,
                const std::vector<std::string>& removed,
                base::Instant now) {
    if (added.empty() && removed.empty()) {
        return;
    }
    OrderRepository repository(database);
    for (const auto& tag : added) {
        repository.add_tag(order, tag);
    }
    for (const auto& tag : removed) {
        repository.remove_tag(order, tag);
    }
    const nlohmann::ordered_json data{{"added", added}, {"removed", removed}};
    events::EventLog(database).append(
        {0,
         order.shop.value(),
         "order.tagged",
         order.id.value(),
         std::nullopt,
         now,
         now,
         "user",
         data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
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
    const OrderRepository repository(work.database());
    ActRecord record(std::string(TagKind::kName), in_words(change));
    std::vector<Tagged> result;
    for (const auto& order : orders) {
        // Loaded again: another process may have tagged it since.
        auto tagged = plan_one(repository.load(order.id).value_or(order), change);
        write_tags(work.database(), tagged.order, tagged.added, tagged.removed, now);
        for (const auto& tag : tagged.added) {
            record.add({order.shop, order.id, std::string(TagKind::kName), tag, {}, ""});
        }
        for (const auto& tag : tagged.removed) {
            record.add({order.shop, order.id, std::string(TagKind::kName), tag, "", {}});
        }
        result.push_back(std::move(tagged));
    }
    ActRepository(work.database()).append(record, now);
    work.commit();
    return result;
}

std::optional<std::string> TagKind::present(db::Database& database, const ActStep& step) const {
    return OrderRepository(database).has_tag(step.order, step.thing)
               ? std::optional<std::string>("")
               : std::nullopt;
}

void TagKind::write(db::Database& database,
                    std::span<const ActStep> steps,
                    base::Instant now) const {
    std::vector<std::string> added;
    std::vector<std::string> removed;
    for (const auto& step : steps) {
        (step.after ? added : removed).push_back(step.thing);
    }
    Order order; // of which only the numbers are needed
    order.shop = steps.front().shop;
    order.id = steps.front().order;
    write_tags(database, order, added, removed, now);
}

std::string TagKind::in_words(const ActStep& step) const {
    return (step.after ? "+" : "-") + step.thing;
}

} // namespace etsyorder::orders
