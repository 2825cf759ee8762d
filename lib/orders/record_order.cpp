// SPDX-License-Identifier: MIT
#include "orders/record_order.hpp"

#include "events/event_log.hpp"
#include "orders/merge.hpp"
#include "orders/order_repository.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace etsyorder::orders {
namespace {

// The event that names a change best; a change without its own is part of order.changed.
std::string event_for(const std::vector<Change>& changes, const Order& after) {
    const auto has = [&](std::string_view field) {
        return std::ranges::any_of(changes,
                                   [&](const Change& change) { return change.field == field; });
    };
    if (has("status") && after.status == "canceled") {
        return "order.canceled";
    }
    if (has("refunds") || (has("status") && after.status.ends_with("refunded"))) {
        return "order.refunded";
    }
    if (has("shipped") && after.is_shipped) {
        return "order.shipped";
    }
    if (has("paid") && after.is_paid) {
        return "order.paid";
    }
    const auto only_ship_by = std::ranges::all_of(
        changes, [](const Change& change) { return change.field.ends_with("ship_by"); });
    return only_ship_by ? "order.ship_by_moved" : "order.changed";
}

// Is the order known to Etsy again? That is an event of its own, whatever else changed.
bool is_return(const Change& change) {
    return change.field == "known_to_etsy" && change.after == "yes";
}

std::string changes_as_json(const std::vector<Change>& changes) {
    auto list = nlohmann::ordered_json::array();
    for (const auto& change : changes) {
        list.push_back(
            {{"field", change.field}, {"before", change.before}, {"after", change.after}});
    }
    const nlohmann::ordered_json data = {{"changes", std::move(list)}};
    // Bytes that are no UTF-8 must not stop a sync; the row itself keeps them.
    return data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

} // namespace

OrderRecorder::OrderRecorder(db::Database& database, RecordContext context)
    : database_(&database), context_(std::move(context)) {
    OrderRepository(database).make_shop(context_.shop);
}

Recorded OrderRecorder::record(const ReceivedOrder& received) {
    const auto stored = OrderRepository(*database_).find_stored(context_.shop, received.receipt);
    if (!stored) {
        return place(received);
    }
    if (stored->content_hash == received.content_hash && !stored->is_gone) {
        return {Outcome::unchanged,
                stored->id,
                received.receipt,
                received.buyer_name.value_or(""),
                {},
                {}};
    }
    return update(stored->id, received);
}

Recorded OrderRecorder::place(const ReceivedOrder& received) {
    OrderRepository repository(*database_);
    Order order;
    order.shop = context_.shop;
    order.receipt = received.receipt;
    order.placed_at = received.updated_at.value_or(context_.now); // where the source does not say
    order.updated_at = order.placed_at;
    merge(order, received, context_.now);
    order.fetched_at = context_.now;
    order.buyer = repository.buyer(order.shop, received.buyer_user_id, order.buyer_name);
    repository.insert(order, received);
    Recorded recorded{Outcome::placed,
                      order.id,
                      order.receipt,
                      order.buyer_name,
                      {{"status", "", order.status}},
                      {}};
    append_event(recorded, "order.placed", order.placed_at, "{}");
    recorded.events.emplace_back("order.placed");
    return recorded;
}

Recorded OrderRecorder::update(OrderId id, const ReceivedOrder& received) {
    OrderRepository repository(*database_);
    const auto before = repository.load(id).value();
    auto after = before;
    merge(after, received, context_.now);
    Recorded recorded{
        Outcome::refreshed, id, after.receipt, after.buyer_name, differences(before, after), {}};
    after.fetched_at = context_.now;
    if (received.buyer_user_id || !before.buyer) {
        after.buyer = repository.buyer(after.shop, received.buyer_user_id, after.buyer_name);
    } else if (after.buyer_name != before.buyer_name) {
        repository.remember_name(after.shop, *before.buyer, after.buyer_name);
    }
    repository.update(after, received); // all of it: not every field that is kept is news
    if (recorded.changes.empty()) {
        return recorded;
    }
    recorded.outcome = Outcome::changed;
    auto news = recorded.changes;
    if (is_return(news.front())) {
        append_event(recorded, "order.returned", context_.now, changes_as_json({news.front()}));
        recorded.events.emplace_back("order.returned");
        news.erase(news.begin());
    }
    if (!news.empty()) {
        const auto name = event_for(news, after);
        const auto occurred = after.updated_at > before.updated_at
                                  ? after.updated_at
                                  : context_.now; // silent changes: now
        append_event(recorded, name, occurred, changes_as_json(news));
        recorded.events.push_back(name);
    }
    return recorded;
}

Recorded OrderRecorder::mark_gone(ReceiptId receipt) {
    OrderRepository repository(*database_);
    const auto before = repository.find(context_.shop, receipt);
    if (!before || before->gone_at) {
        return {Outcome::unchanged, before ? before->id : OrderId{0}, receipt, "", {}, {}};
    }
    auto after = *before;
    after.gone_at = context_.now;
    repository.mark_gone(after);
    Recorded recorded{Outcome::changed,
                      after.id,
                      receipt,
                      after.buyer_name,
                      differences(*before, after),
                      {"order.missing"}};
    append_event(recorded, "order.missing", context_.now, changes_as_json(recorded.changes));
    return recorded;
}

void OrderRecorder::append_event(const Recorded& recorded,
                                 std::string name,
                                 base::Instant occurred_at,
                                 std::string data) {
    events::EventLog(*database_)
        .append({0,
                 context_.shop.value(),
                 std::move(name),
                 recorded.order.value(),
                 std::nullopt,
                 occurred_at,
                 context_.now,
                 context_.source,
                 std::move(data)});
}

} // namespace etsyorder::orders
