// SPDX-License-Identifier: MIT
// What a local shop has, and how it goes over to the shop that it turned out to be. Belongs to one
// database, hence to one thread; never begins a transaction. Each table with a shop has a rule
// here; a test meets those of later versions that have none.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Orders of other shops' files (imports/mapping.hpp), of which no download of Etsy's told.
enum class OrdersOfOtherShops { stay, move };

// One order in two shops.
struct SameOrder {
    OrderId local{0};
    OrderId etsys{0};
};

class LocalShopRepository {
public:
    LocalShopRepository(db::Database& database, ShopId local, OrdersOfOtherShops others)
        : database_(&database), local_(local), others_(others) {}

    [[nodiscard]] std::vector<SameOrder> orders_of_both(ShopId shop) const;
    [[nodiscard]] bool shares_an_order(ShopId shop) const;
    [[nodiscard]] bool has(ReceiptId receipt) const; // as an order that does not stay
    // Is there something that does not stay? A shop without orders has its listings.
    [[nodiscard]] bool has_what_moves() const;

    // What the seller said of the order, its events and rows of files, as those of the other one.
    // Notes get numbers behind the other's.
    void move_belongings(const Order& from, const Order& to);
    // The order and all of it that is still there.
    void remove(OrderId order);
    // All other orders that do not stay, with their buyers, and the catalogue.
    void move_rest(ShopId shop);
    // When nothing is left in it.
    void remove_empty_shop();

    // Every table of which something is done here, or that no local shop has anything in.
    [[nodiscard]] static std::vector<std::string_view> tables();

private:
    void move_notes(const Order& from, const Order& to);
    void move_parcels(const Order& from, const Order& to);
    void move_file_rows(const Order& from, const Order& to);
    void move_status(const Order& from, const Order& to);
    void give_staying_buyers_apart(ShopId shop);
    void move_buyers(ShopId shop);
    void move_orders(ShopId shop);
    void move_catalogue(ShopId shop);
    void run(std::string_view sql, const Order& from, const Order& to);
    void run(std::string_view sql, ShopId shop);

    db::Database* database_;
    ShopId local_;
    OrdersOfOtherShops others_;
};

} // namespace etsyorder::orders
