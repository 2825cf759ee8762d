// SPDX-License-Identifier: MIT
// OrderQueries: the lists a seller looks at. Every query stands on an index and ends in a limit, so
// that it costs the same in a shop of a hundred orders and of a million.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/order_query.hpp"

#include <functional>
#include <optional>
#include <span>
#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder::orders {

enum class Sort { ship_by, placed, updated }; // ship_by: soonest first; the others: newest first

// The parts of a filter that are about days.
struct ShopDays {
    std::optional<base::Instant> ship_by_before;
    std::optional<OrderCondition> query;
};

struct ListFilter {
    std::optional<ShopId> shop; // empty: all shops
    bool only_open = true;
    bool only_personalised = false;
    bool only_gifts = false;
    std::optional<base::Instant> ship_by_before; // open orders due before this instant
    std::optional<std::string> status;           // Etsy's word, any case
    // Words; each must begin a word of the buyer's name. A text without a word finds nothing.
    std::optional<std::string> buyer;
    std::optional<std::string> tag;
    std::vector<ReceiptId> receipts; // not empty: only these
    std::optional<OrderCondition> query;
    // Of shops that count their days in another zone: these instead of ship_by_before and query.
    std::unordered_map<ShopId, ShopDays> own_days;
    Sort sort = Sort::ship_by;
    int limit = 50; // 1 and more
};

// What a list learns beside its orders.
struct Listed {
    bool every_shop_synced = true; // OrderQueries::every_shop_synced()
};

// One line of `orders list`.
struct OrderSummary {
    ShopId shop{0};
    OrderId id{0};
    ReceiptId receipt{0};
    std::string buyer_name;
    std::string country; // empty: withheld
    std::string status;
    bool is_open = false;
    bool is_paid = false;
    bool is_shipped = false;
    bool is_gift = false;
    bool is_personalised = false;
    bool is_repeat_buyer = false; // ordered before this order
    base::Instant placed_at{};
    base::Instant updated_at{};
    std::optional<base::Instant> ship_by;
    std::int64_t item_count = 0;  // lines
    std::int64_t piece_count = 0; // sum of quantities
    std::string first_title;
    std::optional<base::Money> total;
    std::vector<std::string> tags;            // sorted
    std::optional<base::Instant> gone_at;     // Order::gone_at
    std::optional<base::Instant> imported_at; // set: only files told of it, the last of them then
    bool has_etsy_page = true;                // else it is another shop's
    std::int64_t note_count = 0;              // of the seller's own
};

struct OrderName {    // for completions
    std::string word; // its number, or what another shop calls it, without a # in front
    std::string buyer_name;
};

// How fresh a shop's orders are.
struct Freshness {
    ShopId shop{0};
    std::string shop_name;
    std::optional<base::Instant> orders_synced_at; // the last sync that came through; empty: never
    std::optional<base::Instant> listings_synced_at; // as the one of orders
    std::optional<base::Instant> reviews_synced_at;
};

class OrderQueries {
public:
    explicit OrderQueries(db::Database& database) : database_(&database) {}

    // Hands the orders out one by one, in the order of the list: all of a large shop are never in
    // memory at once.
    Listed list(const ListFilter& filter,
                const std::function<void(const OrderSummary&)>& take) const;
    // The same orders by our numbers alone, for those who go on to do something with each.
    [[nodiscard]] std::vector<OrderId> ids(const ListFilter& filter) const;
    // The SQL behind it of one shop, for those who ask SQLite how it would run. `orders` (our
    // numbers), unless empty: only these. `few`: SQL of the only ids that can fit; empty: walk the
    // orders as the list has them.
    [[nodiscard]] static std::string list_statement(const ListFilter& filter,
                                                    std::span<const std::int64_t> orders = {},
                                                    std::string_view few = {});
    // Our numbers of the orders with this number: one a shop. `shop` empty: all shops.
    [[nodiscard]] std::vector<OrderId> ids_of(ReceiptId receipt, std::optional<ShopId> shop) const;
    // Of orders whose number or name starts so; of all when empty.
    [[nodiscard]] std::vector<OrderName> names_starting_with(const std::string& start,
                                                             int limit) const;
    [[nodiscard]] std::vector<ReceiptId> nearest_receipts(ReceiptId receipt,
                                                          int limit) const; // for "did you mean"
    // One a shop of which anything is stored.
    [[nodiscard]] std::vector<Freshness> freshness() const;
    // Have all orders been fetched once, of each shop that Etsy gave a number? One of which nothing
    // came counts too.
    [[nodiscard]] bool every_shop_synced() const;
    // Of those that Etsy told of: it knows nothing of the others, which files brought here.
    [[nodiscard]] std::vector<ReceiptId> open_receipts(ShopId shop) const;
    // What a sync must know to tell an order that Etsy no longer knows (Order::gone_at) from an
    // Etsy that answers nothing. Marked as gone at `since` or later, the latest first.
    [[nodiscard]] std::vector<ReceiptId>
    gone_receipts(ShopId shop, base::Instant since, int limit) const;
    // The order placed last, of those that Etsy told of, that is neither open nor gone; empty:
    // none.
    [[nodiscard]] std::optional<ReceiptId> latest_closed(ShopId shop) const;
    [[nodiscard]] std::vector<std::string> tags() const; // in use, sorted, at most 1000
    [[nodiscard]] int open_order_count(ShopId shop) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
