// SPDX-License-Identifier: MIT
// Loads and saves whole orders: items, answers, shipments and refunds included. Belongs to one
// database, hence to one thread. Never begins a transaction.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/received_order.hpp"

#include <optional>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// What Etsy calls nearly every question: an answer to it is stored without.
inline constexpr std::string_view kUsualQuestion = "Personalization";

struct StoredOrder {
    OrderId id;
    ContentHash content_hash;
    bool is_gone;      // Order::gone_at
    bool is_forgotten; // Order::forgotten_at
};

// What Etsy calls a member: a number in its API, a name in its files.
struct BuyerKey {
    std::optional<std::int64_t> etsy_user_id;
    std::optional<std::string> username;
};

class OrderRepository {
public:
    explicit OrderRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<StoredOrder> find_stored(ShopId shop, ReceiptId receipt) const;
    [[nodiscard]] std::optional<Order> find(ShopId shop,
                                            ReceiptId receipt) const;        // empty: no such order
    [[nodiscard]] std::vector<Order> find_any_shop(ReceiptId receipt) const; // mostly one
    [[nodiscard]] std::optional<Order> load(OrderId id) const;
    [[nodiscard]] std::optional<ReceiptId> receipt_of(OrderId id) const; // empty: no such order

    // The order's id and those of its items are given by the repository.
    void insert(Order& order, const ReceivedOrder& source);
    // Items are matched by transaction: their ids stay, new ones are added.
    void update(Order& order, const ReceivedOrder& source);

    void mark_gone(const Order& order); // as its gone_at says; it is no longer open

    // The source's text, decompressed. Empty: not kept. Throws Error of kind failed when damaged.
    [[nodiscard]] std::optional<std::string> source_text(OrderId id) const;

    void make_shop(ShopId shop); // a row for it, when there is none
    // The buyer whom Etsy knows so; made when new, or not known at all. Remembers the words of the
    // name.
    BuyerId buyer(ShopId shop, const BuyerKey& key, const std::string& name);
    // `buyer` is known by this key, too: gives back who that is from now on. Two who turn out to be
    // one become one.
    BuyerId known_by(BuyerId buyer, const BuyerKey& key);
    // Every word of it, of all lines.
    void remember_name(ShopId shop, BuyerId buyer, const std::string& name);
    [[nodiscard]] std::optional<std::string> username(BuyerId buyer) const; // empty: not known
    // `from` is `to`, of the same shop, and goes. Nothing is done when Etsy has a number for each:
    // then they are two; nor when one of them is no longer here.
    void join_buyers(BuyerId from, BuyerId to);
    void join_same_usernames(ShopId shop);

    void add_tag(const Order& order, const std::string& tag);
    void remove_tag(const Order& order, const std::string& tag);
    [[nodiscard]] bool has_tag(OrderId order, const std::string& tag) const;

private:
    [[nodiscard]] std::optional<BuyerId> find_buyer(ShopId shop, const BuyerKey& key) const;
    void move_names(BuyerId from, BuyerId to);
    void load_items(Order& order) const;
    void load_parcels(Order& order) const;
    void save_items(Order& order);
    void insert_item(const Order& order, Item& item, std::int64_t position);
    void insert_answers(const Order& order, const Item& item);
    void save_shipments(const Order& order);
    void save_refunds(const Order& order);
    void save_source(const Order& order, const ReceivedOrder& source);

    db::Database* database_;
};

} // namespace etsyorder::orders
