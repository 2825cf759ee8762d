// SPDX-License-Identifier: MIT
#include "orders/local_shop_repository.hpp"

#include "orders/order_repository.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <array>

namespace etsyorder::orders {
namespace {

// Rows of these are an order's and go where it goes. answers: by way of their items.
constexpr std::array<std::string_view, 19> kOfOrder = {"item_batches",
                                                       "item_stages", // in front of what they name
                                                       "item_holds",
                                                       "status_updates",
                                                       "items",
                                                       "shipments",
                                                       "refunds",
                                                       "order_sources",
                                                       "order_tags",
                                                       "order_notes",
                                                       "parcels",
                                                       "order_accounts",
                                                       "order_names",
                                                       "letters",
                                                       "outbox",
                                                       "file_rows",
                                                       "act_steps",
                                                       "lint_silences",
                                                       "events"};

// Moved in ways of their own, below.
constexpr std::array<std::string_view, 11> kOthers = {"orders",
                                                      "open_work", // by itself
                                                      "answers",
                                                      "buyers",
                                                      "buyer_words",
                                                      "acts",
                                                      "file_listings",
                                                      "file_listing_skus",
                                                      "file_reviews",
                                                      "forgotten_orders",
                                                      "forgotten_transactions"};

// Of a sync, which a local shop never had; or of no shop.
constexpr std::array<std::string_view, 13> kNever = {"shops",
                                                     "unread_orders",
                                                     "listings",
                                                     "listing_images",
                                                     "listing_questions",
                                                     "reviews",
                                                     "sync_streams",
                                                     "leases",
                                                     "file_headers",
                                                     "saved_queries",
                                                     "pending_wipes",
                                                     "rules",
                                                     "rule_plans"};

// A condition on orders `o`. 1 and 2: Etsy's downloads, 3: any other file.
constexpr std::string_view kStays =
    "(EXISTS (SELECT 1 FROM file_rows f WHERE f.order_id = o.order_id AND f.kind = 3) AND NOT "
    "EXISTS (SELECT 1 FROM file_rows f WHERE f.order_id = o.order_id AND f.kind IN (1, 2)))";

std::string stays(OrdersOfOtherShops others) {
    return others == OrdersOfOtherShops::stay ? std::string(kStays) : "(1 = 0)";
}

} // namespace

std::vector<SameOrder> LocalShopRepository::orders_of_both(ShopId shop) const {
    std::vector<SameOrder> both;
    auto rows = database_->statement(
        "SELECT o.order_id, e.order_id FROM orders o JOIN orders e ON e.shop_id = :shop AND "
        "e.receipt_id = o.receipt_id WHERE o.shop_id = :local AND NOT " +
        stays(others_));
    rows.bind(":shop", shop.value()).bind(":local", local_.value());
    while (rows.step()) {
        both.push_back({OrderId{rows.integer(0)}, OrderId{rows.integer(1)}});
    }
    return both;
}

bool LocalShopRepository::shares_an_order(ShopId shop) const {
    auto row = database_->statement(
        "SELECT 1 FROM orders o WHERE o.shop_id = :local AND EXISTS (SELECT 1 FROM orders e WHERE "
        "e.shop_id = :shop AND e.receipt_id = o.receipt_id) AND NOT " +
        stays(others_) + " LIMIT 1");
    row.bind(":shop", shop.value()).bind(":local", local_.value());
    return row.step();
}

bool LocalShopRepository::has(ReceiptId receipt) const {
    auto row = database_->statement("SELECT 1 FROM orders o WHERE o.shop_id = :local AND "
                                    "o.receipt_id = :receipt AND NOT " +
                                    stays(others_));
    row.bind(":local", local_.value()).bind(":receipt", receipt.value());
    return row.step();
}

bool LocalShopRepository::has_what_moves() const {
    auto moves = database_->statement("SELECT 1 FROM orders o WHERE o.shop_id = :local AND NOT " +
                                      stays(others_) + " LIMIT 1");
    moves.bind(":local", local_.value());
    if (moves.step()) {
        return true;
    }
    auto any = database_->statement("SELECT 1 FROM orders WHERE shop_id = :local LIMIT 1");
    any.bind(":local", local_.value());
    return !any.step();
}

void LocalShopRepository::run(std::string_view sql, const Order& from, const Order& to) {
    auto statement = database_->statement(sql);
    statement.bind(":from", from.id.value());
    if (sql.find(":to") != std::string_view::npos) {
        statement.bind(":to", to.id.value());
    }
    if (sql.find(":shop") != std::string_view::npos) {
        statement.bind(":shop", to.shop.value());
    }
    statement.run();
}

void LocalShopRepository::remove(OrderId order) {
    database_
        ->statement("DELETE FROM answers WHERE item_id IN (SELECT item_id FROM items WHERE "
                    "order_id = :order)")
        .bind(":order", order.value())
        .run();
    for (const auto table : kOfOrder) {
        database_->statement(fmt::format("DELETE FROM {} WHERE order_id = :order", table))
            .bind(":order", order.value())
            .run();
    }
    database_->statement("DELETE FROM orders WHERE order_id = :order")
        .bind(":order", order.value())
        .run();
}

void LocalShopRepository::run(std::string_view sql, ShopId shop) {
    database_->statement(sql).bind(":shop", shop.value()).bind(":local", local_.value()).run();
}

void LocalShopRepository::move_rest(ShopId shop) {
    give_staying_buyers_apart(shop);
    move_orders(shop);
    move_buyers(shop);
    move_catalogue(shop);
}

// A buyer with orders that stay stays; those of its orders that move get one of their own.
void LocalShopRepository::give_staying_buyers_apart(ShopId shop) {
    if (others_ == OrdersOfOtherShops::move) {
        return;
    }
    std::vector<OrderId> apart;
    {
        auto rows = database_->statement(
            "SELECT o.order_id FROM orders o WHERE o.shop_id = :local AND NOT " +
            std::string(kStays) +
            " AND o.buyer_id IN (SELECT o.buyer_id FROM orders o WHERE o.shop_id = :local AND " +
            std::string(kStays) + ")");
        rows.bind(":local", local_.value());
        while (rows.step()) {
            apart.emplace_back(rows.integer(0));
        }
    }
    OrderRepository orders(*database_);
    for (const auto id : apart) {
        auto order = orders.load(id).value();
        auto username = database_->statement(
            "SELECT b.username FROM buyers b JOIN orders o ON b.buyer_id = coalesce((SELECT "
            "a.buyer_id FROM order_accounts a WHERE a.order_id = o.order_id), o.buyer_id) WHERE "
            "o.order_id = :order AND b.username IS NOT NULL");
        username.bind(":order", id.value());
        const auto name = username.step() ? std::optional(username.string(0)) : std::nullopt;
        username.reset();
        database_->statement("DELETE FROM order_accounts WHERE order_id = :order")
            .bind(":order", id.value())
            .run();
        order.buyer = orders.buyer(shop, {std::nullopt, name}, all_names(order));
        orders.update(order, {});
    }
}

void LocalShopRepository::move_orders(ShopId shop) {
    run("UPDATE orders AS o SET shop_id = :shop WHERE o.shop_id = :local AND NOT " + stays(others_),
        shop);
    for (const auto table : kOfOrder) {
        run(fmt::format("UPDATE {} SET shop_id = :shop WHERE shop_id = :local AND order_id IN "
                        "(SELECT order_id FROM orders WHERE shop_id = :shop)",
                        table),
            shop);
    }
    // Those about no order are the shop's, and go where all of it went.
    run("UPDATE letters SET shop_id = :shop WHERE shop_id = :local AND order_id IS NULL AND NOT "
        "EXISTS (SELECT 1 FROM orders WHERE shop_id = :local)",
        shop);
    run("UPDATE answers SET shop_id = :shop WHERE shop_id = :local AND item_id IN (SELECT item_id "
        "FROM items WHERE shop_id = :shop)",
        shop);
    run("UPDATE acts SET shop_id = :shop WHERE shop_id = :local AND NOT EXISTS (SELECT 1 FROM "
        "act_steps s WHERE s.act_id = acts.act_id AND s.shop_id = :local)",
        shop);
}

void LocalShopRepository::move_buyers(ShopId shop) {
    // An order's buyer is the root of those merged into it.
    run("UPDATE buyers SET shop_id = :shop WHERE shop_id = :local AND buyer_id NOT IN (WITH "
        "RECURSIVE staying (buyer_id) AS (SELECT buyer_id FROM orders WHERE shop_id = :local AND "
        "buyer_id IS NOT NULL UNION SELECT b.buyer_id FROM buyers b JOIN staying s ON "
        "b.merged_into_buyer_id = s.buyer_id) SELECT buyer_id FROM staying)",
        shop);
    run("UPDATE buyer_words SET shop_id = :shop WHERE shop_id = :local AND buyer_id IN (SELECT "
        "buyer_id FROM buyers WHERE shop_id = :shop)",
        shop);
}

// What both have stays as the other has it.
void LocalShopRepository::move_catalogue(ShopId shop) {
    for (const auto* sql :
         {"UPDATE file_listings SET shop_id = :shop WHERE shop_id = :local",
          "UPDATE file_listing_skus SET shop_id = :shop WHERE shop_id = :local",
          "UPDATE file_reviews SET shop_id = :shop WHERE shop_id = :local AND NOT EXISTS (SELECT 1 "
          "FROM file_reviews r WHERE r.shop_id = :shop AND r.receipt_id = file_reviews.receipt_id "
          "AND r.reviewed_on = file_reviews.reviewed_on AND r.review = file_reviews.review)",
          "UPDATE forgotten_transactions SET shop_id = :shop WHERE shop_id = :local AND NOT EXISTS "
          "(SELECT 1 FROM forgotten_transactions t WHERE t.shop_id = :shop AND t.transaction_id = "
          "forgotten_transactions.transaction_id)",
          "UPDATE forgotten_orders SET shop_id = :shop WHERE shop_id = :local AND receipt_id NOT "
          "IN (SELECT f.receipt_id FROM forgotten_orders f WHERE f.shop_id = :shop) AND receipt_id "
          "NOT IN (SELECT o.receipt_id FROM orders o WHERE o.shop_id = :local)",
          "UPDATE lint_silences SET shop_id = :shop WHERE shop_id = :local AND listing_id IS NOT "
          "NULL AND NOT EXISTS (SELECT 1 FROM lint_silences s WHERE s.shop_id = :shop AND "
          "s.listing_id = lint_silences.listing_id AND s.code = lint_silences.code)"}) {
        run(sql, shop);
    }
    for (const auto* sql : {"DELETE FROM file_reviews WHERE shop_id = :local AND :shop <> :local",
                            "DELETE FROM lint_silences WHERE shop_id = :local AND listing_id IS "
                            "NOT NULL AND :shop <> :local"}) {
        run(sql, shop);
    }
}

void LocalShopRepository::remove_empty_shop() {
    auto any = database_->statement("SELECT 1 FROM orders WHERE shop_id = :local LIMIT 1");
    any.bind(":local", local_.value());
    if (any.step()) {
        return;
    }
    any.reset();
    for (const auto* sql : {"DELETE FROM forgotten_transactions WHERE shop_id = :local",
                            "DELETE FROM forgotten_orders WHERE shop_id = :local",
                            "DELETE FROM shops WHERE shop_id = :local"}) {
        database_->statement(sql).bind(":local", local_.value()).run();
    }
}

std::vector<std::string_view> LocalShopRepository::tables() {
    std::vector<std::string_view> all(kOfOrder.begin(), kOfOrder.end());
    all.insert(all.end(), kOthers.begin(), kOthers.end());
    all.insert(all.end(), kNever.begin(), kNever.end());
    return all;
}

} // namespace etsyorder::orders
