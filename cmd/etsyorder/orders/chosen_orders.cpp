// SPDX-License-Identifier: MIT
#include "orders/chosen_orders.hpp"

#include "orders/order_repository.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<orders::Order>
named_orders(const OrderChoice& choice, frame::Services& services, db::Database& database) {
    const auto chosen = select_orders(choice, WhenNoneNamed::refuse, services, database);
    if (!chosen.missing.empty()) { // all or nothing
        throw unknown_orders(database, chosen.missing);
    }
    std::vector<orders::Order> found;
    for (const auto id : chosen.ids) {
        if (auto order = orders::OrderRepository(database).load(id)) {
            found.push_back(*std::move(order));
        }
    }
    return found;
}

bool may_change(std::size_t count, frame::Services& services) {
    constexpr std::size_t kMany = 20;
    if (count <= kMany || !services.may_ask() ||
        services.confirm(fmt::format("Change {} orders?", count))) {
        return true;
    }
    services.output().note("nothing was changed");
    return false;
}

} // namespace etsyorder
