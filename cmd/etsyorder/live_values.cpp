// SPDX-License-Identifier: MIT
#include "commands.hpp"
#include "frame/services.hpp"
#include "orders/order_queries.hpp"

namespace etsyorder {
namespace {

constexpr int kMostOrders = 100; // more than fit on a screen

std::vector<frame::Candidate> orders_starting_with(db::Database& database,
                                                   const std::string& digits) {
    std::vector<frame::Candidate> result;
    for (const auto& order :
         orders::OrderQueries(database).names_starting_with(digits, kMostOrders)) {
        result.push_back({std::to_string(order.receipt.value()), order.buyer_name});
    }
    return result;
}

std::vector<frame::Candidate> shops(db::Database& database) {
    std::vector<frame::Candidate> result;
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        result.push_back({std::to_string(shop.shop.value()), shop.shop_name});
        if (!shop.shop_name.empty()) {
            result.push_back({shop.shop_name, std::to_string(shop.shop.value())});
        }
    }
    return result;
}

std::vector<frame::Candidate> tags(db::Database& database, const char* sign) {
    std::vector<frame::Candidate> result;
    for (const auto& tag : orders::OrderQueries(database).tags()) {
        result.push_back({sign + tag, ""});
    }
    return result;
}

} // namespace

std::vector<frame::Candidate>
live_values(frame::Services& services, std::string_view what, const std::string& start) {
    auto& database = services.database_for_reading();
    if (what == "order") {
        return orders_starting_with(database, start);
    }
    if (what == "shop") {
        return shops(database);
    }
    if (what == "order or tag" && !start.starts_with('+')) {
        return orders_starting_with(database, start);
    }
    return tags(database, what == "tag" ? "" : "+");
}

} // namespace etsyorder
