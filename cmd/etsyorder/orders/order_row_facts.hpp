// SPDX-License-Identifier: MIT
// What --format may ask of a row's order by the names of letters (etsyorder-facts(5)): {{ order.id
// }}, {{ order.buyer.name }}, {{ order.items.size }}.
#pragma once

#include "frame/services.hpp"
#include "orders/order.hpp"
#include "templates/facts.hpp"

#include <memory>
#include <string>

namespace etsyorder {

struct OrderRow {
    orders::OrderId id;
    orders::ReceiptId receipt;
    std::string name; // what another shop calls it; empty: the number says it
    std::string buyer;
};

// For the rows of one command. Both references must outlive it, and it all values that it made.
class OrderRowFacts {
public:
    OrderRowFacts(frame::Services& services, db::Database& database);

    // What the row itself knows (`id`, `name`, `buyer.name`) costs nothing; with anything else the
    // order is read.
    [[nodiscard]] liquid::Value of(OrderRow row);

private:
    friend class OrderOfRow;
    db::Database& database_;
    templates::Facts facts_;
};

// The filters of letters, and in which language and currency they write, for --format. `services`
// must outlive it.
void know_letters(frame::Services& services);

} // namespace etsyorder
