// SPDX-License-Identifier: MIT
// Orders to ask a query about, and what SQLite plans to do for it.
#pragma once

#include "orders/order_queries.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace etsyorder::test {

using Numbers = std::vector<std::int64_t>;

inline constexpr std::int64_t kDay = 86'400;
inline const base::Date kToday{
    std::chrono::year{2026}, std::chrono::November, std::chrono::day{22}};
inline constexpr std::int64_t kMidnight = 1'795'305'600; // kToday in UTC

inline orders::Amounts priced(const char* currency, std::int64_t total) {
    return {currency, total, {}, {}, {}, {}, {}, {}};
}

struct Shelf : OrdersWorld {
    orders::OrderQueries queries{database};
    base::Zone zone = base::Zone::named("UTC");
    unsigned char hashes = 1;

    Shelf() {
        database.fill_temporary([&] { database.execute(orders::kStageOrdersTable); });
    }

    void add(std::int64_t receipt, const std::function<void(orders::ReceivedOrder&)>& edit = {}) {
        auto order = bare_order(receipt, ++hashes);
        order.status = "paid";
        order.is_paid = true;
        order.buyer_name = "Ann Example";
        order.buyer_user_id = receipt;
        order.placed_at = order.updated_at = at(kMidnight - 10 * kDay + receipt);
        order.amounts = priced("EUR", 1000 * receipt);
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{receipt * 10};
        item.ship_by = at(kMidnight + receipt * kDay);
        item.title = "Sign";
        item.quantity = receipt;
        order.items = std::vector<orders::ReceivedItem>{item};
        if (edit) {
            edit(order);
        }
        record(order);
    }
    orders::ListFilter filter(const std::string& text) const {
        const auto tree = query::parse(text, orders::query_vocabulary(), {});
        CAPTURE(text);
        REQUIRE(tree);
        orders::ListFilter filter;
        filter.query = orders::compile(*tree, kToday, zone);
        filter.only_open = false;
        return filter;
    }
    Numbers find(const std::string& text) const {
        auto asked = filter(text);
        Numbers numbers;
        queries.list(asked, [&](const auto& one) { numbers.push_back(one.receipt.value()); });
        std::ranges::sort(numbers);
        CHECK(queries.ids(asked).size() == numbers.size());
        return numbers;
    }
    std::string plan_of(const std::string& sql) {
        std::string plan;
        auto rows = database.statement("EXPLAIN QUERY PLAN " + sql);
        while (rows.step()) {
            plan += rows.string(3) + "\n";
        }
        return plan;
    }
};

} // namespace etsyorder::test
