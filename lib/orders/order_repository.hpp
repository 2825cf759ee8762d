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
    bool is_gone; // Order::gone_at
};

class OrderRepository {
public:
    explicit OrderRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<StoredOrder> find_stored(ShopId shop, ReceiptId receipt) const;
    [[nodiscard]] std::optional<Order> find(ShopId shop,
                                            ReceiptId receipt) const;        // empty: no such order
    [[nodiscard]] std::vector<Order> find_any_shop(ReceiptId receipt) const; // mostly one
    [[nodiscard]] std::optional<Order> load(OrderId id) const;

    // The order's id and those of its items are given by the repository.
    void insert(Order& order, const ReceivedOrder& source);
    // Items are matched by transaction: their ids stay, new ones are added.
    void update(Order& order, const ReceivedOrder& source);

    void mark_gone(const Order& order); // as its gone_at says; it is no longer open

    // The source's text, decompressed. Empty: not kept. Throws Error of kind failed when damaged.
    [[nodiscard]] std::optional<std::string> source_text(OrderId id) const;

    void make_shop(ShopId shop); // a row for it, when there is none
    // The buyer with this number at Etsy; made when new. Remembers the words of the name.
    BuyerId buyer(ShopId shop, std::optional<std::int64_t> etsy_user_id, const std::string& name);
    void remember_name(ShopId shop, BuyerId buyer, const std::string& name);

    void add_tag(const Order& order, const std::string& tag);
    void remove_tag(const Order& order, const std::string& tag);

private:
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
