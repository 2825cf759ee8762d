// SPDX-License-Identifier: MIT
// From what a seller types to orders: numbers, "#1042", "-" for one a line on standard input, and
// the shop that is meant.
#pragma once

#include "base/error.hpp"
#include "frame/services.hpp"
#include "orders/order.hpp"

#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder {

// An order as it was named. `name`: what was typed, where the number only follows from it
// (orders/order_name.hpp); empty for a number.
struct OrderReference {
    orders::ReceiptId receipt{0};
    std::string name;
};

// Can it name an order: "3512345678", "#3512345678", "A-1042", or the address of the order's page
// at Etsy? "-" does not. A word with a digit may be meant otherwise: see names_order().
[[nodiscard]] bool is_order_reference(std::string_view word);

// Does it name one, where other words may stand too? Numbers, "#...", addresses, and of words such
// as "A-1042" those that are names of orders here. The database is asked about such a word alone.
[[nodiscard]] bool names_order(std::string_view word, frame::Services& services);

// A piped text may be long, and of buyers: its start, for a message.
[[nodiscard]] std::string shortened(std::string_view word);

// In the order typed, each once. Throws Error of kind usage for a word that is no order number, and
// for more than `most`.
constexpr std::size_t kMostReferences = 10'000;
[[nodiscard]] std::vector<OrderReference> parse_references(const std::vector<std::string>& words,
                                                           frame::Streams& streams,
                                                           std::size_t most = kMostReferences);

// "-" stands for the lines of standard input: of each the first field, so that the lines of a list
// can be piped in. A first line that is the heading of that column is none.
void each_word(const std::vector<std::string>& words,
               frame::Streams& streams,
               const std::function<void(std::string_view)>& take);

// The configured shop; empty: all shops. Throws Error of kind not_found when no shop has that name.
[[nodiscard]] std::optional<orders::ShopId> chosen_shop(frame::Services& services,
                                                        db::Database& database);

struct FoundOrders {
    std::vector<orders::Order> orders;
    std::vector<OrderReference> missing;
};
[[nodiscard]] FoundOrders find_orders(frame::Services& services,
                                      db::Database& database,
                                      const std::vector<OrderReference>& references);

// Is a shop of Etsy's here, or only what files told?
[[nodiscard]] bool has_etsy_shop(db::Database& database);

// Repeats what was typed, and names the nearest orders there are. `missing` is not empty.
[[nodiscard]] base::Error unknown_orders(db::Database& database,
                                         const std::vector<OrderReference>& missing);

// One word names orders of several shops, and what is wished is about one: names the shops, each
// with its --shop. Of kind usage.
[[nodiscard]] base::Error several_shops_have(db::Database& database, const OrderReference& order);

[[nodiscard]] std::string etsy_order_url(orders::ReceiptId receipt);

// Names a shop of which only a part of the orders is here so far; empty: all are whole.
[[nodiscard]] std::string never_synced_to_the_end(db::Database& database);

// What is shown beside orders.
enum class ShownToo { nothing, listings, reviews };

// Advice when the last sync is older than Etsy allows shown data to be (24 hours, what listings say
// 6: Etsy's API terms of use); empty: fresh. Of the chosen shop alone where one was chosen.
[[nodiscard]] std::string
staleness(frame::Services& services, db::Database& database, ShownToo also = ShownToo::nothing);

} // namespace etsyorder
