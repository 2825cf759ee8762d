// SPDX-License-Identifier: MIT
// The reading half of orders/forget_orders.hpp.
#include "base/optional_instant.hpp"
#include "db/tables.hpp"
#include "events/event_log.hpp"
#include "orders/forget_orders.hpp"
#include "orders/forget_repository.hpp"
#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/personal_data.hpp"
#include "orders/words.hpp"

#include <algorithm>
#include <set>
#include <utility>

namespace etsyorder::orders {
namespace {

constexpr std::string_view kColumns =
    "SELECT shop_id, order_id, receipt_id, buyer_name, placed_at_utc_s, is_open, "
    "forgotten_at_utc_s, ordered_by FROM orders ";

ForgettableOrder order_from(const db::Statement& row) {
    return {ShopId{row.integer(0)},
            OrderId{row.integer(1)},
            ReceiptId{row.integer(2)},
            row.string(3),
            base::from_utc_seconds(row.integer(4)),
            row.integer(5) != 0,
            base::maybe_from_utc_seconds(row.maybe_integer(6)),
            ordered_by_from(row.string(7))};
}

bool has_person(db::Database& database, const ForgettableOrder& order) {
    for (const auto& sql : person_statements()) {
        auto row = database.statement(sql);
        const std::pair<const char*, std::int64_t> values[] = {{":order", order.id.value()},
                                                               {":shop", order.shop.value()},
                                                               {":receipt", order.receipt.value()}};
        for (const auto& [name, value] : values) {
            if (sql.find(name) != std::string::npos) {
                row.bind(name, value);
            }
        }
        if (row.step()) {
            return true;
        }
    }
    return std::ranges::any_of(
        events::EventLog(database).of_order(order.id.value()),
        [](const auto& event) { return accounts_of_event(event.data) != event.data; });
}

// The mark alone does not say that nothing was written since.
std::vector<ForgettableOrder> all_of(db::Database& database, db::Statement& rows) {
    std::vector<ForgettableOrder> orders;
    while (rows.step()) {
        orders.push_back(order_from(rows));
    }
    for (auto& order : orders) {
        order.has_person = !order.forgotten_at || has_person(database, order);
        if (is_from_name(order.receipt)) {
            order.name = OrderNameRepository(database).name_of(order.id).value_or("");
        }
    }
    return orders;
}

// The buyers that a merge made of another one are that one.
std::set<std::int64_t>
buyers_with_word(db::Database& database, std::optional<ShopId> shop, const std::string& word) {
    auto rows = database.statement(
        "WITH RECURSIVE person (buyer_id) AS (SELECT w.buyer_id FROM buyer_words w WHERE w.shop_id "
        "IN "
        "(SELECT shop_id FROM shops) AND w.word = :word AND (:shop IS NULL OR w.shop_id = :shop) "
        "UNION SELECT b.merged_into_buyer_id FROM buyers b JOIN person p ON p.buyer_id = "
        "b.buyer_id "
        "WHERE b.merged_into_buyer_id IS NOT NULL) SELECT p.buyer_id FROM person p JOIN buyers b "
        "ON "
        "b.buyer_id = p.buyer_id WHERE b.merged_into_buyer_id IS NULL");
    rows.bind(":word", word).bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    std::set<std::int64_t> found;
    while (rows.step()) {
        found.insert(rows.integer(0));
    }
    return found;
}

std::set<std::int64_t>
buyers_with_email(db::Database& database, std::optional<ShopId> shop, const std::string& email) {
    auto rows =
        database.statement("SELECT buyer_id FROM orders WHERE lower(buyer_email) = lower(:email) "
                           "AND buyer_id IS NOT NULL AND (:shop IS NULL OR shop_id = :shop)");
    rows.bind(":email", email).bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    std::set<std::int64_t> found;
    while (rows.step()) {
        found.insert(rows.integer(0));
    }
    return found;
}

} // namespace

std::vector<FoundBuyer>
ForgetQueries::buyers(std::optional<ShopId> shop, const std::string& text, int limit) const {
    std::set<std::int64_t> ids;
    if (text.find('@') != std::string::npos) {
        ids = buyers_with_email(*database_, shop, text);
    } else {
        bool first = true;
        for (const auto& word : folded_words(text)) { // each of them
            auto with = buyers_with_word(*database_, shop, word);
            if (!first) {
                std::erase_if(with, [&](std::int64_t id) { return !ids.contains(id); });
            }
            ids = std::move(with);
            first = false;
        }
    }
    std::vector<FoundBuyer> found;
    auto row = database_->statement(
        "SELECT shop_id, buyer_name, receipt_id, (SELECT count(*) FROM orders WHERE buyer_id = "
        ":buyer) FROM orders WHERE buyer_id = :buyer ORDER BY placed_at_utc_s DESC LIMIT 1");
    for (const auto id : ids) {
        row.bind(":buyer", id);
        if (row.step() && static_cast<int>(found.size()) < limit) {
            found.push_back({ShopId{row.integer(0)},
                             BuyerId{id},
                             row.string(1),
                             ReceiptId{row.integer(2)},
                             row.integer(3)});
        }
        row.reset();
    }
    return found;
}

std::vector<ForgettableOrder> ForgetQueries::of_buyer(BuyerId buyer) const {
    auto rows = database_->statement(std::string(kColumns) +
                                     "WHERE buyer_id = :buyer ORDER BY placed_at_utc_s");
    rows.bind(":buyer", buyer.value());
    return all_of(*database_, rows);
}

std::optional<ForgettableOrder> ForgetQueries::order(OrderId id) const {
    auto row = database_->statement(std::string(kColumns) + "WHERE order_id = :order");
    row.bind(":order", id.value());
    const auto found = all_of(*database_, row);
    return found.empty() ? std::nullopt : std::optional(found.front());
}

std::vector<ForgettableOrder> ForgetQueries::placed_before(std::optional<ShopId> shop,
                                                           base::Instant before) const {
    auto rows = database_->statement(
        std::string(kColumns) +
        "WHERE shop_id IN (SELECT shop_id FROM shops) AND (:shop IS NULL OR shop_id = :shop) AND "
        "placed_at_utc_s < :before ORDER BY shop_id, placed_at_utc_s");
    rows.bind(":before", base::utc_seconds(before))
        .bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    auto orders = all_of(*database_, rows);
    std::erase_if(orders, [](const ForgettableOrder& order) { return !order.has_person; });
    return orders;
}

ForgottenPeople ForgetQueries::forgotten() const {
    ForgottenPeople people;
    const auto take = [&](const char* sql) {
        auto rows = database_->statement(sql);
        while (rows.step()) {
            people.orders.push_back({ShopId{rows.integer(0)},
                                     ReceiptId{rows.integer(1)},
                                     base::from_utc_seconds(rows.integer(2))});
        }
    };
    if (db::has_column(*database_, "forgotten_orders", "receipt_id")) {
        take("SELECT shop_id, receipt_id, forgotten_at_utc_s FROM forgotten_orders");
    } else if (db::has_column(*database_, "orders", "forgotten_at_utc_s")) { // of an older version
        take("SELECT shop_id, receipt_id, forgotten_at_utc_s FROM orders WHERE forgotten_at_utc_s "
             "IS NOT NULL");
    }
    if (db::has_column(*database_, "forgotten_transactions", "transaction_id")) {
        auto rows =
            database_->statement("SELECT shop_id, transaction_id FROM forgotten_transactions");
        while (rows.step()) {
            people.items.emplace_back(ShopId{rows.integer(0)}, TransactionId{rows.integer(1)});
        }
    }
    return people;
}

std::vector<StillKnown> ForgetQueries::still_known(const ForgottenPeople& people) const {
    const bool marks = db::has_column(*database_, "orders", "forgotten_at_utc_s");
    const auto open_only = std::string(marks ? " AND forgotten_at_utc_s IS NULL" : "");
    // By number alone only where one of the two was a file's: numbers of files are Etsy's, too.
    auto row = database_->statement("SELECT order_id FROM orders WHERE shop_id = :shop AND "
                                    "receipt_id = :receipt" +
                                    open_only);
    auto local = database_->statement(
        "SELECT order_id FROM orders WHERE shop_id IN (SELECT shop_id FROM shops WHERE shop_id < 0 "
        "OR :shop < 0) AND (shop_id < 0) <> (:shop < 0) AND receipt_id = :receipt" +
        open_only);
    std::vector<StillKnown> known;
    std::set<OrderId> seen;
    for (const auto& order : people.orders) {
        for (auto* one : {&row, &local}) {
            one->bind(":shop", order.shop.value()).bind(":receipt", order.receipt.value());
            while (one->step()) {
                const OrderId id{one->integer(0)};
                if (seen.insert(id).second) {
                    known.push_back({id, order.at});
                }
            }
            one->reset();
        }
    }
    std::ranges::stable_sort(known, {}, &StillKnown::forgotten_at);
    return known;
}

bool ForgetQueries::wipe_is_pending() const {
    return db::has_column(*database_, "pending_wipes", "since_utc_s") && // else of an older version
           database_->statement("SELECT 1 FROM pending_wipes").step();
}

} // namespace etsyorder::orders
