// SPDX-License-Identifier: MIT
// What `is:` and `has:` say of an order.
#include "orders/query_terms.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder::orders {
namespace {

constexpr std::pair<std::string_view, std::string_view> kStates[] = {
    {"open", "o.is_open = 1"},
    {"closed", "o.is_open = 0"},
    {"any", "1 = 1"},
    {"gift", "o.is_gift = 1"},
    {"repeat",
     "EXISTS (SELECT 1 FROM orders e WHERE e.buyer_id = o.buyer_id AND e.order_id <> o.order_id "
     "AND e.placed_at_utc_s < o.placed_at_utc_s)"},
    {"personalised", "o.is_personalised = 1"},
    {"digital",
     "EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.order_id AND i.removed_at_utc_s IS NULL) "
     "AND NOT EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.order_id AND i.removed_at_utc_s "
     "IS NULL AND i.is_digital = 0)"},
    {"canceled", "o.status = 'canceled'"},
    {"refunded",
     "o.status IN ('fully refunded', 'partially refunded') OR EXISTS (SELECT 1 FROM refunds r "
     "WHERE r.order_id = o.order_id)"},
    {"paid", "o.is_paid = 1"},
    {"unpaid",
     "o.is_paid = 0 AND o.status NOT IN ('canceled', 'fully refunded', 'partially refunded')"},
    {"shipped", "o.is_shipped = 1"},
    {"completed", "o.status = 'completed'"},
    {"gone", "o.gone_at_utc_s IS NOT NULL"},
};

constexpr std::pair<std::string_view, std::string_view> kBelongings[] = {
    {"message", "o.message_from_buyer <> ''"},
    {"gift-message", "o.gift_message <> ''"},
    {"refund", "EXISTS (SELECT 1 FROM refunds r WHERE r.order_id = o.order_id)"},
    {"tracking",
     "EXISTS (SELECT 1 FROM shipments s WHERE s.order_id = o.order_id AND s.tracking_code <> '')"},
    {"tag", "EXISTS (SELECT 1 FROM order_tags t WHERE t.order_id = o.order_id)"},
    {"text",
     "EXISTS (SELECT 1 FROM items i CROSS JOIN answers a WHERE i.order_id = o.order_id AND "
     "i.removed_at_utc_s IS NULL AND a.item_id = i.item_id AND a.kind = 0)"},
    {"file",
     "EXISTS (SELECT 1 FROM items i CROSS JOIN answers a WHERE i.order_id = o.order_id AND "
     "i.removed_at_utc_s IS NULL AND a.item_id = i.item_id AND a.kind = 1)"},
    {"address", "o.first_line <> '' OR o.address_layout <> ''"},
    {"due", "o.ship_by_utc_s IS NOT NULL"},
};

} // namespace

std::string state_condition(std::string_view word, const Today& today, Parameters& parameters) {
    if (word == "late") {
        return fmt::format("o.is_open = 1 AND o.ship_by_utc_s < {}",
                           parameters.add(base::utc_seconds(today.zone.start_of(today.date))));
    }
    const auto* const known =
        std::ranges::find(kStates, word, [](const auto& row) { return row.first; });
    return std::string(known->second);
}

std::string belonging_condition(std::string_view word) {
    const auto* const known =
        std::ranges::find(kBelongings, word, [](const auto& row) { return row.first; });
    return std::string(known->second);
}

bool names_state(const query::Node& term) {
    if (!term.field) {
        return false;
    }
    switch (field_of(term)) {
    case QueryField::order:
    case QueryField::status:
    case QueryField::placed:
    case QueryField::updated:
        return true;
    case QueryField::is: {
        constexpr std::string_view kNaming[] = {
            "open", "closed", "any", "canceled", "refunded", "shipped", "completed", "gone"};
        return std::ranges::find(kNaming, std::get<query::Word>(term.value).word) !=
               std::end(kNaming);
    }
    default:
        return false;
    }
}

} // namespace etsyorder::orders
