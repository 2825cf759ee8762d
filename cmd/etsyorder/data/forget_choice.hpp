// SPDX-License-Identifier: MIT
// Who is to be forgotten, from what a seller types.
#pragma once

#include "frame/services.hpp"
#include "orders/forget_orders.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct ForgetWish {
    std::optional<std::string> buyer;
    std::vector<std::string> orders;
    std::optional<std::string> where; // a query; orders of any state
    std::string older_than;           // "2y"; empty: not asked for

    // Open orders among them are left alone; those that were named are refused.
    [[nodiscard]] bool names_none() const { return where || !older_than.empty(); }
};

// Throws Error of kind usage unless exactly one of them is given, and rightly.
void refuse_wrong_wish(const ForgetWish& wish);

// Throws Error: not_found when there is no such order or buyer, usage when several buyers are
// meant.
[[nodiscard]] std::vector<orders::ForgettableOrder>
chosen_orders(const ForgetWish& wish, frame::Services& services, db::Database& database);

} // namespace etsyorder
