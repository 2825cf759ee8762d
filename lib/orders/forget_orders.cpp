// SPDX-License-Identifier: MIT
#include "orders/forget_orders.hpp"

#include "base/error.hpp"
#include "db/erase.hpp"
#include "events/event_log.hpp"
#include "orders/forget_repository.hpp"
#include "orders/personal_data.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <set>

namespace etsyorder::orders {
namespace {

using Json = nlohmann::ordered_json;

// Fields of changes (docs/json-output.md) whose words are no person's.
bool is_of_the_accounts(std::string_view field) {
    constexpr std::array kFields{"known_to_etsy",
                                 "status",
                                 "paid",
                                 "shipped",
                                 "ship_by",
                                 "refunds",
                                 "gift",
                                 "payment_method",
                                 "total",
                                 "subtotal",
                                 "shipping",
                                 "tax",
                                 "vat",
                                 "discount",
                                 "gift_wrap",
                                 "address.country"};
    constexpr std::array kOfItems{
        "added", "removed", "title", "sku", "quantity", "price", "ship_by", "shipping_upgrade"};
    const auto is = [](const auto& list, std::string_view word) {
        return std::ranges::find(list, word) != list.end();
    };
    return is(kFields, field) ||
           (field.starts_with("item ") && is(kOfItems, field.substr(field.rfind(' ') + 1)));
}

} // namespace

std::string accounts_of_event(const std::string& data) {
    const auto said = Json::parse(data, nullptr, false);
    const auto changes = said.is_object() ? said.find("changes") : said.end();
    if (!said.is_object() || changes == said.end() || !changes->is_array()) {
        return "{}";
    }
    auto kept = Json::array();
    for (const auto& change : *changes) {
        const auto field = change.is_object() ? change.find("field") : change.end();
        if (change.is_object() && field != change.end() && field->is_string() &&
            is_of_the_accounts(field->get<std::string>())) {
            kept.push_back(change);
        }
    }
    return Json{{"changes", std::move(kept)}}.dump(-1, ' ', false, Json::error_handler_t::replace);
}

void forget_orders(db::Database& database, std::span<const OrderId> orders, base::Instant now) {
    db::overwrite_deleted(database);
    db::UnitOfWork work(database);
    forget_within(database, orders, now);
    work.commit();
}

void forget_within(db::Database& database, std::span<const OrderId> orders, base::Instant now) {
    ForgetRepository repository(database);
    events::EventLog log(database);
    std::set<std::int64_t> buyers;
    std::vector<PersonTraces> traces;
    for (const auto& saved : ForgetQueries(database).saved_queries_of(orders)) {
        SavedQueryRepository(database).remove(saved.name);
    }
    for (const auto id : orders) {
        const auto order = ForgetQueries(database).order(id);
        if (!order || !order->has_person) {
            continue;
        }
        auto trace = repository.traces_of(*order);
        buyers.insert(trace.buyers.begin(), trace.buyers.end());
        traces.push_back(std::move(trace));
        repository.forget(*order, now);
        for (const auto& event : log.of_order(id.value())) {
            if (auto kept = accounts_of_event(event.data); kept != event.data) {
                repository.replace_event_data(event.id, kept);
            }
        }
        log.append({0,
                    order->shop.value(),
                    "order.forgotten",
                    id.value(),
                    std::nullopt,
                    now,
                    now,
                    "user",
                    "{}"});
    }
    repository.forget_buyers_without_orders(buyers);
    if (!traces.empty()) {
        repository.forget_unread_that_name(traces);
        repository.mark_wipe_pending(now);
    }
}

std::int64_t forget_again(db::Database& restored, const ForgottenPeople& people) {
    const auto known = ForgetQueries(restored).still_known(people);
    if (!known.empty()) {
        db::overwrite_deleted(restored);
    }
    db::UnitOfWork work(restored);
    ForgetRepository(work.database()).remember(people);
    for (auto first = known.begin(); first != known.end();) {
        std::vector<OrderId> together; // of one moment: what is looked through is so only once
        const auto at = first->forgotten_at;
        for (; first != known.end() && first->forgotten_at == at; ++first) {
            together.push_back(first->id);
        }
        forget_within(work.database(), together, at);
    }
    work.commit();
    if (!known.empty()) {
        wipe(restored);
    }
    return std::ssize(known);
}

ReceivedOrder accounts_only(const ReceivedOrder& received) {
    ReceivedOrder kept = received;
    kept.buyer_user_id.reset();
    kept.buyer_username.reset();
    kept.buyer_name.reset();
    kept.ordered_by.reset();
    kept.buyer_email.reset();
    kept.address = {};
    kept.address.country = received.address.country;
    kept.message_from_buyer.reset();
    kept.message_from_seller.reset();
    kept.message_from_payment.reset();
    kept.gift_message.reset();
    kept.gift_sender.reset();
    if (kept.items) {
        for (auto& item : *kept.items) {
            item.answers.reset();
        }
    }
    if (kept.shipments) {
        for (auto& shipment : *kept.shipments) {
            shipment.tracking_code.clear();
        }
    }
    if (kept.refunds) {
        for (auto& refund : *kept.refunds) {
            refund.reason.clear();
            refund.note.clear();
        }
    }
    kept.source_bytes = 0;
    kept.source_content.clear();
    return kept;
}

} // namespace etsyorder::orders
