// SPDX-License-Identifier: MIT
// The fields of a query about orders, in the order of query_terms.hpp.
#include "orders/order_query.hpp"

#include "orders/query_terms.hpp"

namespace etsyorder::orders {

const query::Vocabulary& query_vocabulary() {
    using query::Kind;
    static const query::Vocabulary kFields = {
        {"order", {"number", "receipt"}, Kind::number_or_name, {}},
        {"buyer", {"from", "name"}, Kind::text, {}},
        {"tag", {"tags"}, Kind::text, {}},
        {"status", {}, Kind::text, {}},
        {"due", {"ship-by", "ship_by"}, Kind::day_ahead, {}},
        {"placed", {"ordered"}, Kind::day_past, {}},
        {"updated", {"changed"}, Kind::day_past, {}},
        {"total", {}, Kind::money, {}},
        {"item", {"title", "items"}, Kind::text, {}},
        {"sku", {}, Kind::text, {}},
        {"listing", {}, Kind::number, {}},
        {"text", {"personalisation", "personalization", "answer", "engraving"}, Kind::text, {}},
        {"option", {"variation"}, Kind::text, {}},
        {"message", {}, Kind::text, {}},
        {"country", {}, Kind::country, {}},
        {"shop", {}, Kind::text, {}},
        {"quantity", {"pieces"}, Kind::number, {}},
        {"is",
         {},
         Kind::word,
         {"open",
          "closed",
          "any",
          "late",
          "overdue=late",
          "gift",
          "repeat",
          "personalised",
          "personalized=personalised",
          "digital",
          "canceled",
          "cancelled=canceled",
          "refunded",
          "paid",
          "unpaid",
          "shipped",
          "completed",
          "gone"}},
        {"has",
         {},
         Kind::word,
         {"message",
          "gift-message",
          "refund",
          "tracking",
          "tag",
          "text",
          "personalisation=text",
          "personalization=text",
          "file",
          "address",
          "due",
          "ship-by=due"}},
    };
    return kFields;
}

} // namespace etsyorder::orders
