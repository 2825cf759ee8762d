// SPDX-License-Identifier: MIT
// The part of OrderRepository that is about buyers.
#include "orders/merged_buyer_repository.hpp"
#include "orders/order_repository.hpp"
#include "orders/words.hpp"

namespace etsyorder::orders {

std::optional<BuyerId> OrderRepository::find_buyer(ShopId shop, const BuyerKey& key) const {
    if (key.etsy_user_id) {
        auto find = database_->statement(
            "SELECT buyer_id FROM buyers WHERE shop_id = :shop AND etsy_user_id = :user");
        find.bind(":shop", shop.value()).bind(":user", *key.etsy_user_id);
        if (find.step()) {
            return BuyerId{find.integer(0)};
        }
    }
    if (key.username) {
        auto find = database_->statement("SELECT min(buyer_id) FROM buyers WHERE shop_id = :shop "
                                         "AND username = :username");
        find.bind(":shop", shop.value()).bind(":username", *key.username);
        if (find.step() && !find.is_null(0)) {
            return BuyerId{find.integer(0)};
        }
    }
    return std::nullopt;
}

BuyerId OrderRepository::buyer(ShopId shop, const BuyerKey& key, const std::string& name) {
    auto found = find_buyer(shop, key);
    if (!found) {
        auto insert = database_->statement("INSERT INTO buyers (shop_id, etsy_user_id, username) "
                                           "VALUES (:shop, :user, :username)");
        insert.bind(":shop", shop.value())
            .bind(":user", key.etsy_user_id)
            .bind(":username", key.username)
            .run();
        found = BuyerId{database_->last_insert_id()};
    }
    remember_name(shop, *found, name);
    return *found;
}

BuyerId OrderRepository::known_by(BuyerId buyer, const BuyerKey& key) {
    std::optional<std::int64_t> user;
    std::string username;
    ShopId shop{0};
    {
        auto row = database_->statement(
            "SELECT shop_id, etsy_user_id, username FROM buyers WHERE buyer_id = :buyer");
        row.bind(":buyer", buyer.value());
        if (!row.step()) {
            return buyer;
        }
        shop = ShopId{row.integer(0)};
        user = row.maybe_integer(1);
        username = row.string(2);
    }
    if (key.etsy_user_id && user && *user != *key.etsy_user_id) {
        return this->buyer(shop, key, ""); // the order is another member's
    }
    const auto other = find_buyer(shop, key);
    if (other && *other != buyer) {
        // Of the two the one with Etsy's number stays.
        const auto stays = key.etsy_user_id ? *other : buyer;
        const auto goes = key.etsy_user_id ? buyer : *other;
        join_buyers(goes, stays);
        return stays;
    }
    database_
        ->statement("UPDATE buyers SET etsy_user_id = coalesce(etsy_user_id, :user), username = "
                    "coalesce(username, :username) WHERE buyer_id = :buyer AND (etsy_user_id IS "
                    "NULL AND :user IS NOT NULL OR username IS NULL AND :username IS NOT NULL)")
        .bind(":user", key.etsy_user_id)
        .bind(":username", key.username)
        .bind(":buyer", buyer.value())
        .run();
    return buyer;
}

std::optional<std::string> OrderRepository::username(BuyerId buyer) const {
    auto row = database_->statement("SELECT username FROM buyers WHERE buyer_id = :buyer AND "
                                    "username IS NOT NULL");
    row.bind(":buyer", buyer.value());
    return row.step() ? std::optional(row.string(0)) : std::nullopt;
}

void OrderRepository::join_same_usernames(ShopId shop) {
    for (;;) {
        std::optional<std::pair<BuyerId, BuyerId>> same;
        {
            auto row = database_->statement(
                "SELECT a.buyer_id, b.buyer_id FROM buyers a JOIN buyers b ON b.shop_id = "
                "a.shop_id AND b.username = a.username WHERE a.shop_id = :shop AND a.username IS "
                "NOT NULL AND a.etsy_user_id IS NULL AND b.buyer_id <> a.buyer_id AND "
                "(b.etsy_user_id IS NOT NULL OR b.buyer_id < a.buyer_id) LIMIT 1");
            row.bind(":shop", shop.value());
            if (row.step()) {
                same = {BuyerId{row.integer(0)}, BuyerId{row.integer(1)}};
            }
        }
        if (!same) {
            return;
        }
        join_buyers(same->first, same->second);
    }
}

void OrderRepository::join_buyers(BuyerId from, BuyerId to) {
    {
        auto row = database_->statement(
            "SELECT 1 FROM buyers a, buyers b WHERE a.buyer_id = :from AND b.buyer_id = :to AND "
            "a.buyer_id <> b.buyer_id AND a.shop_id = b.shop_id AND (a.etsy_user_id IS NULL OR "
            "b.etsy_user_id IS NULL)");
        row.bind(":from", from.value()).bind(":to", to.value());
        if (!row.step()) {
            return;
        }
    }
    move_names(from, to);
    MergedBuyerRepository(*database_).absorb(from, to);
    for (const auto* sql :
         {"UPDATE orders SET buyer_id = :to WHERE buyer_id = :from",
          "UPDATE buyers SET username = coalesce(username, (SELECT username FROM buyers WHERE "
          "buyer_id = :from)) WHERE buyer_id = :to",
          "DELETE FROM buyers WHERE buyer_id = :from AND :to <> :from"}) {
        database_->statement(sql).bind(":to", to.value()).bind(":from", from.value()).run();
    }
}

// By the names of the orders: no index leads from a buyer to the words.
void OrderRepository::move_names(BuyerId from, BuyerId to) {
    std::vector<std::pair<ShopId, std::string>> names;
    auto rows = database_->statement(
        "SELECT DISTINCT shop_id, buyer_name || coalesce(ordered_by, '') FROM orders WHERE "
        "buyer_id = :from");
    rows.bind(":from", from.value());
    while (rows.step()) {
        names.emplace_back(rows.integer(0), rows.string(1));
    }
    for (const auto& [shop, name] : names) {
        remember_name(shop, to, name);
        for (const auto& word : folded_words(name)) {
            database_
                ->statement("DELETE FROM buyer_words WHERE shop_id = :shop AND word = :word AND "
                            "buyer_id = :from")
                .bind(":shop", shop.value())
                .bind(":word", word)
                .bind(":from", from.value())
                .run();
        }
    }
}

void OrderRepository::remember_name(ShopId shop, BuyerId buyer, const std::string& name) {
    auto insert = database_->statement(
        "INSERT INTO buyer_words (shop_id, word, buyer_id) VALUES (:shop, :word, :buyer) "
        "ON CONFLICT (shop_id, word, buyer_id) DO NOTHING");
    for (const auto& word : folded_words(name)) {
        insert.bind(":shop", shop.value()).bind(":word", word).bind(":buyer", buyer.value()).run();
    }
}

} // namespace etsyorder::orders
