// SPDX-License-Identifier: MIT
#include "orders/record_order.hpp"

#include "events/event_log.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/forget_orders.hpp"
#include "orders/forget_repository.hpp"
#include "orders/merge.hpp"
#include "orders/merge_file.hpp"
#include "orders/merged_buyer_repository.hpp"
#include "orders/words.hpp"

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

// A file that has a column tells of nothing in it: of no ship-by day, of a tax of 0.00.
bool says_nothing(const Change& change) {
    const auto number = change.after.substr(0, change.after.find(' '));
    const bool zero = !number.empty() && number.find_first_not_of("0.") == std::string::npos;
    return change.before.empty() && (change.after == "none" || zero);
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
    settles_ = MergedBuyerRepository(database).any_merged();
    any_forgotten_ = ForgetRepository(database).any_forgotten();
}

std::optional<base::Instant> OrderRecorder::when_forgotten(ReceiptId receipt) const {
    if (!any_forgotten_) {
        return std::nullopt;
    }
    return ForgetRepository(*database_)
        .forgotten_at(receipt,
                      context_.numbers_are_etsys ? std::nullopt : std::optional(context_.shop));
}

void OrderRecorder::settle(const Order& order, BuyerId account) {
    if (settles_) {
        MergedBuyerRepository(*database_).settle(order, account);
    }
}

Order OrderRecorder::load(OrderId id) const {
    auto order = OrderRepository(*database_).load(id).value();
    if (settles_) {
        order.buyer = MergedBuyerRepository(*database_).account_of(id);
    }
    return order;
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
                stored->is_forgotten ? "" : received.buyer_name.value_or(""),
                {},
                {}};
    }
    // A person who was forgotten does not come back with a later sync.
    return update(stored->id, stored->is_forgotten ? accounts_only(received) : received);
}

Recorded OrderRecorder::place(const ReceivedOrder& given) {
    OrderRepository repository(*database_);
    const auto forgotten = when_forgotten(given.receipt);
    const auto kept = forgotten ? std::optional(accounts_only(given)) : std::nullopt;
    const auto& received = kept ? *kept : given;
    Order order;
    order.shop = context_.shop;
    order.receipt = received.receipt;
    order.placed_at = received.updated_at.value_or(context_.now); // where the source does not say
    order.updated_at = order.placed_at;
    merge(order, received, context_.now);
    order.fetched_at = context_.now;
    if (!forgotten) {
        order.buyer = repository.buyer(
            order.shop, {received.buyer_user_id, received.buyer_username}, all_names(order));
    }
    repository.insert(order, received);
    if (order.buyer) {
        settle(order, *order.buyer);
    }
    Recorded recorded{Outcome::placed,
                      order.id,
                      order.receipt,
                      order.buyer_name,
                      {{"status", "", order.status}},
                      {}};
    append_event(recorded, "order.placed", order.placed_at, "{}");
    recorded.events.emplace_back("order.placed");
    if (forgotten) {
        recorded.is_forgotten = true;
        ForgetRepository(*database_).mark(order, *forgotten);
        append_event(recorded, "order.forgotten", context_.now, "{}");
        recorded.events.emplace_back("order.forgotten");
    }
    return recorded;
}

Recorded OrderRecorder::update(OrderId id, const ReceivedOrder& received) {
    OrderRepository repository(*database_);
    const auto before = load(id);
    auto after = before;
    merge(after, received, context_.now);
    if (FileRowRepository(*database_).imported_at(id)) {
        keep_words_of_file(after, before, received);
    }
    if (received.buyer_user_id && before.buyer) {
        after.buyer = repository.known_by(*before.buyer, {received.buyer_user_id, std::nullopt});
    }
    return save(before, std::move(after), received);
}

Recorded OrderRecorder::record_file(const ReceivedOrder& given,
                                    const std::optional<StoredOrder>& stored,
                                    std::span<const TransactionId> replaced) {
    OrderRepository repository(*database_);
    if (!stored) {
        return place(given);
    }
    const auto file = stored->is_forgotten ? accounts_only(given) : given; // as record() does
    const auto before = load(stored->id);
    auto after = before;
    if (stored->content_hash == ContentHash{}) {
        merge_file(after, file, context_.now);
    } else {
        fill_from_file(after, file, context_.now);
    }
    for (auto& item : after.items) {
        if (!item.removed_at && std::ranges::find(replaced, item.transaction) != replaced.end()) {
            item.removed_at = context_.now;
        }
    }
    derive(after);
    if (file.buyer_username && before.buyer) {
        after.buyer = repository.known_by(*before.buyer, {std::nullopt, file.buyer_username});
    }
    if (after == before) {
        return {Outcome::unchanged, before.id, before.receipt, before.buyer_name, {}, {}};
    }
    ReceivedOrder source; // Etsy's own words, and what tells them from newer ones, stay
    source.content_hash = stored->content_hash;
    return save(before, std::move(after), source);
}

Recorded OrderRecorder::save(const Order& before, Order after, const ReceivedOrder& received) {
    OrderRepository repository(*database_);
    Recorded recorded{Outcome::refreshed,
                      before.id,
                      after.receipt,
                      after.buyer_name,
                      differences(before, after),
                      {}};
    after.fetched_at = context_.now;
    if (context_.source.starts_with("import")) {
        std::erase_if(recorded.changes, says_nothing);
        after.fetched_at = std::max(before.fetched_at, context_.now); // it may be an earlier import
    }
    if (before.forgotten_at) {
        after.buyer.reset();
    } else if (!after.buyer) {
        after.buyer = repository.buyer(
            after.shop, {received.buyer_user_id, received.buyer_username}, all_names(after));
    } else if (all_names(after) != all_names(before) || after.buyer != before.buyer) {
        repository.remember_name(after.shop, *after.buyer, all_names(after));
    }
    if (after.placed_at != before.placed_at) { // a file knows only the day
        events::EventLog(*database_).correct(after.id.value(), "order.placed", after.placed_at);
    }
    repository.update(after, received); // all of it: not every field that is kept is news
    if (after.buyer) {                  // a forgotten order has none
        settle(after, *after.buyer);
    }
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
    const auto stored = repository.find_stored(context_.shop, receipt);
    if (!before || before->gone_at || stored->content_hash == ContentHash{}) {
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
    // The name of a file may be the name of a person who was forgotten.
    const bool hides = context_.source.starts_with("import ") && when_forgotten(recorded.receipt);
    events::EventLog(*database_)
        .append({0,
                 context_.shop.value(),
                 std::move(name),
                 recorded.order.value(),
                 std::nullopt,
                 occurred_at,
                 context_.now,
                 hides ? "import" : context_.source,
                 std::move(data)});
}

} // namespace etsyorder::orders
