// SPDX-License-Identifier: MIT
#include "orders/merged_buyer_repository.hpp"

#include "orders/words.hpp"

#include <algorithm>
#include <set>

namespace etsyorder::orders {
namespace {

constexpr std::int64_t kMost = 20;

// The buyer and all who were merged into it, straight or by way of others.
constexpr std::string_view kTree =
    "WITH RECURSIVE tree(buyer_id) AS (SELECT :root UNION SELECT b.buyer_id FROM buyers b JOIN "
    "tree t ON b.merged_into_buyer_id = t.buyer_id) ";

// Those that came with a buyer of the tree, wherever they are now.
constexpr std::string_view kOrdersOfTree =
    "SELECT o.order_id, o.buyer_name || coalesce(o.ordered_by, ''), o.buyer_id, o.shop_id FROM "
    "orders o WHERE o.buyer_id IN (SELECT buyer_id FROM tree) AND NOT EXISTS (SELECT 1 FROM "
    "order_accounts a WHERE a.order_id = "
    "o.order_id) UNION ALL "
    "SELECT o.order_id, o.buyer_name || coalesce(o.ordered_by, ''), a.buyer_id, o.shop_id FROM "
    "order_accounts a JOIN orders o ON o.order_id = a.order_id WHERE a.buyer_id IN (SELECT "
    "buyer_id FROM tree)";

struct Placed {
    std::int64_t order;
    std::string name;
    std::int64_t account;
    std::int64_t shop;
};

std::string joined(const std::vector<std::string>& words) {
    std::string text;
    for (const auto& word : words) {
        text += " " + word;
    }
    return text;
}

} // namespace

BuyerId MergedBuyerRepository::root_of(BuyerId buyer) const {
    auto root = buyer;
    while (const auto next = merged_into(root)) {
        root = *next;
    }
    return root;
}

std::optional<BuyerId> MergedBuyerRepository::merged_into(BuyerId buyer) const {
    auto row =
        database_->statement("SELECT merged_into_buyer_id FROM buyers WHERE buyer_id = :buyer");
    row.bind(":buyer", buyer.value());
    if (!row.step() || row.is_null(0)) {
        return std::nullopt;
    }
    return BuyerId{row.integer(0)};
}

bool MergedBuyerRepository::any_merged() const {
    return database_
        ->statement("SELECT 1 FROM buyers WHERE merged_into_buyer_id IS NOT NULL LIMIT 1")
        .step();
}

std::optional<BuyerSummary> MergedBuyerRepository::summary(BuyerId root) const {
    auto rows = database_->statement(
        "SELECT shop_id, receipt_id, order_id, buyer_name FROM orders WHERE buyer_id = :buyer "
        "ORDER BY placed_at_utc_s DESC, order_id DESC");
    rows.bind(":buyer", root.value());
    std::optional<BuyerSummary> summary;
    while (rows.step()) {
        if (!summary) {
            summary = BuyerSummary{root,
                                   ShopId{rows.integer(0)},
                                   {},
                                   ReceiptId{rows.integer(1)},
                                   OrderId{rows.integer(2)},
                                   0};
        }
        ++summary->order_count;
        auto name = rows.string(3);
        auto& names = summary->names;
        if (!name.empty() && std::ranges::find(names, name) == names.end() &&
            names.size() < static_cast<std::size_t>(kMost)) {
            names.push_back(std::move(name));
        }
    }
    return summary;
}

std::vector<BuyerId>
MergedBuyerRepository::with_words(std::optional<ShopId> shop,
                                  const std::vector<std::string>& words) const {
    std::set<std::int64_t> left;
    bool first = true;
    auto rows = database_->statement(
        "SELECT buyer_id FROM buyer_words WHERE shop_id IN (SELECT shop_id FROM shops) AND "
        "(:shop IS NULL OR shop_id = :shop) AND word = :word");
    for (const auto& word : words) {
        rows.bind(":shop", shop ? std::optional(shop->value()) : std::nullopt).bind(":word", word);
        std::set<std::int64_t> found;
        while (rows.step()) {
            if (first || left.contains(rows.integer(0))) {
                found.insert(rows.integer(0));
            }
        }
        rows.reset();
        left = std::move(found);
        first = false;
    }
    std::vector<BuyerId> roots;
    for (const auto id : left) {
        const auto root = root_of(BuyerId{id});
        if (std::ranges::find(roots, root) == roots.end() && summary(root)) {
            roots.push_back(root);
        }
        if (roots.size() == static_cast<std::size_t>(kMost)) {
            break;
        }
    }
    return roots;
}

std::vector<OrderId> MergedBuyerRepository::orders_of_account(BuyerId account) const {
    auto rows = database_->statement(std::string(kTree) + std::string(kOrdersOfTree) +
                                     " ORDER BY order_id");
    rows.bind(":root", account.value());
    std::vector<OrderId> orders;
    while (rows.step()) {
        orders.emplace_back(rows.integer(0));
    }
    return orders;
}

void MergedBuyerRepository::merge(BuyerId from, BuyerId into) {
    point(from, into);
    rebuild(into);
}

void MergedBuyerRepository::split(BuyerId from) {
    std::vector<BuyerId> others; // those it was merged into, the root last
    for (auto next = merged_into(from); next; next = merged_into(*next)) {
        others.push_back(*next);
    }
    if (others.empty()) {
        return;
    }
    point(from, std::nullopt);
    rebuild(from);
    rebuild(others.back());
    const auto own = words_of(from);
    for (const auto other : others) {
        const auto kept = words_of(other);
        for (const auto& word : own) {
            if (!kept.contains(word)) { // it has this one by the merge alone
                forget_word(other, word);
            }
        }
    }
}

void MergedBuyerRepository::absorb(BuyerId from, BuyerId to) {
    if (from == to || !any_merged()) {
        return;
    }
    const auto was = root_of(from);
    const auto is_below = [&](BuyerId buyer, BuyerId other) {
        for (auto next = merged_into(buyer); next; next = merged_into(*next)) {
            if (*next == other) {
                return true;
            }
        }
        return false;
    };
    // Its place among the merged ones: never a ring.
    if (is_below(to, from) || (!merged_into(to) && was != to)) {
        point(to, merged_into(from));
    }
    move_place(from, to);
    const auto root = root_of(to);
    rebuild(root);
    if (was != root && was != from) { // some of its orders are another person's by now
        rebuild(was);
    }
}

// All that names `from` but its own orders.
void MergedBuyerRepository::move_place(BuyerId from, BuyerId to) {
    for (const auto* sql : {"UPDATE buyers SET merged_into_buyer_id = :to WHERE "
                            "merged_into_buyer_id = :from AND buyer_id <> :to",
                            "UPDATE buyers SET merged_into_buyer_id = NULL WHERE buyer_id = :from "
                            "AND :to <> :from",
                            "UPDATE order_accounts SET buyer_id = :to WHERE buyer_id = :from",
                            "UPDATE orders SET buyer_id = :to WHERE buyer_id = :from"}) {
        database_->statement(sql).bind(":to", to.value()).bind(":from", from.value()).run();
    }
    for (const auto* sql : // so that the merge can still be undone
         {"UPDATE act_steps SET thing = :to WHERE kind = 'buyer' AND thing = :from",
          "UPDATE act_steps SET before = :to WHERE kind = 'buyer' AND before = :from",
          "UPDATE act_steps SET after = :to WHERE kind = 'buyer' AND after = :from"}) {
        database_->statement(sql)
            .bind(":to", std::to_string(to.value()))
            .bind(":from", std::to_string(from.value()))
            .run();
    }
}

void MergedBuyerRepository::refresh(BuyerId buyer) {
    database_
        ->statement("DELETE FROM buyer_words WHERE buyer_id = :buyer AND shop_id = (SELECT shop_id "
                    "FROM buyers WHERE buyer_id = :buyer)")
        .bind(":buyer", buyer.value())
        .run();
    for (const auto& word : words_of(buyer)) {
        database_
            ->statement("INSERT INTO buyer_words (shop_id, word, buyer_id) SELECT shop_id, :word, "
                        "buyer_id FROM buyers WHERE buyer_id = :buyer")
            .bind(":word", word)
            .bind(":buyer", buyer.value())
            .run();
    }
    if (!merged_into(buyer)) {
        rebuild(buyer);
    }
}

// Of the names on the orders that came with the buyer, or with one merged into it.
std::set<std::string> MergedBuyerRepository::words_of(BuyerId buyer) const {
    auto rows = database_->statement(std::string(kTree) + std::string(kOrdersOfTree));
    rows.bind(":root", buyer.value());
    std::set<std::string> words;
    while (rows.step()) {
        for (auto& word : folded_words(rows.text(1))) {
            words.insert(std::move(word));
        }
    }
    return words;
}

void MergedBuyerRepository::forget_word(BuyerId buyer, const std::string& word) {
    database_
        ->statement(
            "DELETE FROM buyer_words WHERE buyer_id = :buyer AND word = :word AND shop_id = "
            "(SELECT shop_id FROM buyers WHERE buyer_id = :buyer)")
        .bind(":buyer", buyer.value())
        .bind(":word", word)
        .run();
}

void MergedBuyerRepository::point(BuyerId from, std::optional<BuyerId> into) {
    database_->statement("UPDATE buyers SET merged_into_buyer_id = :into WHERE buyer_id = :buyer")
        .bind(":into", into ? std::optional(into->value()) : std::nullopt)
        .bind(":buyer", from.value())
        .run();
}

// Orders point at the root, remember their account where it is another, and are found by every name
// of the person: the words of an order's own name come first.
void MergedBuyerRepository::rebuild(BuyerId root) {
    std::vector<Placed> orders;
    bool one_account = true;
    {
        auto rows = database_->statement(std::string(kTree) + std::string(kOrdersOfTree));
        rows.bind(":root", root.value());
        while (rows.step()) {
            orders.push_back({rows.integer(0), rows.string(1), rows.integer(2), rows.integer(3)});
            one_account = one_account && rows.integer(2) == root.value();
        }
    }
    std::set<std::vector<std::string>> names;
    for (const auto& order : orders) {
        names.insert(folded_words(order.name));
    }
    for (const auto& name : names) {
        for (const auto& word : name) {
            database_
                ->statement("INSERT INTO buyer_words (shop_id, word, buyer_id) VALUES (:shop, "
                            ":word, :buyer) ON CONFLICT (shop_id, word, buyer_id) DO NOTHING")
                .bind(":shop", orders.front().shop)
                .bind(":word", word)
                .bind(":buyer", root.value())
                .run();
        }
    }
    for (const auto& order : orders) {
        const auto own = folded_words(order.name);
        auto words = one_account ? words_beyond_name(order.name) : std::optional(joined(own));
        for (const auto& name : names) {
            if (!one_account && name != own) {
                *words += joined(name);
            }
        }
        database_
            ->statement("UPDATE orders SET buyer_id = :root, buyer_words = :words "
                        "WHERE order_id = :order")
            .bind(":root", root.value())
            .bind(":words", words)
            .bind(":order", order.order)
            .run();
        if (order.account == root.value()) {
            database_->statement("DELETE FROM order_accounts WHERE order_id = :order")
                .bind(":order", order.order)
                .run();
        } else {
            database_
                ->statement("INSERT INTO order_accounts (shop_id, order_id, buyer_id) VALUES "
                            "(:shop, :order, :account) ON CONFLICT (order_id) DO UPDATE SET "
                            "buyer_id = excluded.buyer_id")
                .bind(":shop", order.shop)
                .bind(":order", order.order)
                .bind(":account", order.account)
                .run();
        }
    }
}

std::optional<BuyerId> MergedBuyerRepository::account_of(OrderId order) const {
    auto row = database_->statement(
        "SELECT coalesce(a.buyer_id, o.buyer_id) FROM orders o LEFT JOIN order_accounts a ON "
        "a.order_id = o.order_id WHERE o.order_id = :order");
    row.bind(":order", order.value());
    return row.step() && !row.is_null(0) ? std::optional(BuyerId{row.integer(0)}) : std::nullopt;
}

void MergedBuyerRepository::settle(const Order& order, BuyerId account) {
    const auto root = root_of(account);
    const bool alone =
        root == account &&
        !database_->statement("SELECT 1 FROM buyers WHERE merged_into_buyer_id = :buyer LIMIT 1")
             .bind(":buyer", account.value())
             .step();
    if (alone) {
        database_->statement("DELETE FROM order_accounts WHERE order_id = :order")
            .bind(":order", order.id.value())
            .run();
        return;
    }
    database_
        ->statement("INSERT INTO order_accounts (shop_id, order_id, buyer_id) VALUES (:shop, "
                    ":order, :account) ON CONFLICT (order_id) DO UPDATE SET buyer_id = "
                    "excluded.buyer_id")
        .bind(":shop", order.shop.value())
        .bind(":order", order.id.value())
        .bind(":account", account.value())
        .run();
    rebuild(root);
}

} // namespace etsyorder::orders
