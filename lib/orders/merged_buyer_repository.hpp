// SPDX-License-Identifier: MIT
// MergedBuyerRepository: buyers that are one person, as the seller said. An order is of the buyer
// at the end of the line of merges (its root); which buyer it came with is kept beside it, so that
// a merge can be taken back. Belongs to one database, hence to one thread; never begins a
// transaction.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace etsyorder::orders {

// A buyer as a seller knows one.
struct BuyerSummary {
    BuyerId id{0};
    ShopId shop{0};
    std::vector<std::string> names; // those on the orders, the latest first; at most 20
    ReceiptId order{0};             // the latest
    OrderId order_id{0};            // the same, ours
    std::int64_t order_count = 0;
};

class MergedBuyerRepository {
public:
    explicit MergedBuyerRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] BuyerId root_of(BuyerId buyer) const;
    [[nodiscard]] std::optional<BuyerId> merged_into(BuyerId buyer) const; // empty: its own root
    [[nodiscard]] bool any_merged() const;                                 // in the whole store
    // Empty: no order is of this buyer.
    [[nodiscard]] std::optional<BuyerSummary> summary(BuyerId root) const;
    // The roots of those with all these folded words among their names, at most 20.
    [[nodiscard]] std::vector<BuyerId> with_words(std::optional<ShopId> shop,
                                                  const std::vector<std::string>& words) const;
    [[nodiscard]] std::vector<OrderId>
    orders_of_account(BuyerId account) const; // and those merged into it

    // Both are roots. Orders, searched words and later orders of `from` are then those of `into`.
    void merge(BuyerId from, BuyerId into);
    void split(BuyerId from); // the other way round; nothing when it is a root

    // `from` turned out to be the same account as `to` and is about to be deleted: what was said of
    // it by merges is said of `to` from now on, unless `to` was merged into somebody else itself.
    void absorb(BuyerId from, BuyerId to);

    // Orders of theirs lost their names: the buyer is found by those of the orders that are left,
    // and so are these.
    void refresh(BuyerId buyer);

    // Puts an order that came with an account where that account's orders are by now. Nothing to do
    // while no buyer was ever merged.
    void settle(const Order& order, BuyerId account);
    // The buyer the order came with.
    [[nodiscard]] std::optional<BuyerId> account_of(OrderId order) const;

private:
    void point(BuyerId from, std::optional<BuyerId> into);
    void rebuild(BuyerId root);
    void move_place(BuyerId from, BuyerId to);
    [[nodiscard]] std::set<std::string> words_of(BuyerId buyer) const;
    void forget_word(BuyerId buyer, const std::string& word);

    db::Database* database_;
};

} // namespace etsyorder::orders
