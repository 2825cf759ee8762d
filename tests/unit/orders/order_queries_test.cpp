// SPDX-License-Identifier: MIT
#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/order_queries.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <functional>
#include <limits>

using namespace etsyorder;
using orders::ListFilter;
using orders::Sort;
using test::at;
using Numbers = std::vector<std::int64_t>;

namespace {

template <class Field, class Value>
ListFilter with(Field ListFilter::*field, Value value, ListFilter filter = {}) {
    filter.*field = std::move(value);
    return filter;
}

struct Desk : test::OrdersWorld {
    orders::OrderQueries queries{database};
    unsigned char hashes = 1;

    void add(std::int64_t receipt, const std::function<void(orders::ReceivedOrder&)>& edit = {}) {
        auto order = test::bare_order(receipt, ++hashes);
        order.status = "paid";
        order.buyer_name = "Ann Example";
        order.buyer_user_id = receipt;
        order.placed_at = order.updated_at = at(1000 + receipt);
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{receipt * 10};
        item.ship_by = at(5000 + receipt);
        item.title = "Sign";
        item.quantity = 2;
        order.items = std::vector<orders::ReceivedItem>{item};
        if (edit) {
            edit(order);
        }
        record(order);
    }
    std::vector<orders::OrderSummary> summaries(const ListFilter& filter) const {
        std::vector<orders::OrderSummary> all;
        queries.list(filter, [&](const orders::OrderSummary& one) { all.push_back(one); });
        return all;
    }
    Numbers list(const ListFilter& filter) const {
        Numbers numbers;
        for (const auto& one : summaries(filter)) {
            numbers.push_back(one.receipt.value());
        }
        return numbers;
    }
    // How SQLite runs the statement that the list was made of.
    std::string plan_of(const std::string& sql) {
        std::string plan;
        auto rows = database.statement("EXPLAIN QUERY PLAN " + sql);
        while (rows.step()) {
            plan += rows.string(3) + "\n";
        }
        return plan;
    }
};

} // namespace

TEST_CASE("the list is what is open, soonest first, and those without a date last") {
    Desk desk;
    desk.add(3);
    desk.add(1);
    desk.add(2, [](orders::ReceivedOrder& o) { o.is_shipped = true; });
    desk.add(4, [](orders::ReceivedOrder& o) { o.items->at(0).ship_by.reset(); });
    CHECK(desk.list({}) == Numbers{1, 3, 4});
    CHECK(desk.list(with(&ListFilter::only_open, false)) == Numbers{1, 2, 3, 4});
}

TEST_CASE("each filter leaves what it says") {
    Desk desk;
    desk.add(1);
    desk.add(2, [](orders::ReceivedOrder& o) { o.is_gift = true; });
    desk.add(3, [](orders::ReceivedOrder& o) {
        o.items->at(0).answers = std::vector<orders::Answer>{
            {orders::AnswerKind::personalisation, "Q", "Bo", {}, 54, {}}};
    });
    desk.add(4, [](orders::ReceivedOrder& o) { o.status = "partially refunded"; });
    desk.add(5, [](orders::ReceivedOrder& o) { o.buyer_name = "José Ångström-Müller"; });
    desk.add(6, [](orders::ReceivedOrder& o) { o.buyer_name = "Łukasz Ł."; });
    desk.repository.add_tag(desk.stored(1), "rush");
    CHECK(desk.list(with(&ListFilter::only_personalised, true)) == Numbers{3});
    CHECK(desk.list(with(&ListFilter::only_gifts, true)) == Numbers{2});
    CHECK(desk.list(with(&ListFilter::ship_by_before, at(5003))) == Numbers{1, 2});
    CHECK(desk.list(with(&ListFilter::status, "Partially Refunded")) == Numbers{4});
    CHECK(desk.list(with(&ListFilter::buyer, "jose")) == Numbers{5});
    CHECK(desk.list(with(&ListFilter::buyer, "mull ANG")) == Numbers{5});
    CHECK(desk.list(with(&ListFilter::buyer, "gstr")).empty()); // not the start of a word
    CHECK(desk.list(with(&ListFilter::buyer, "lukasz")) == Numbers{6});
    CHECK(desk.list(with(&ListFilter::buyer, "ŁUKASZ")) == Numbers{6});
    desk.add(7, [](orders::ReceivedOrder& o) { o.buyer_name = "Aoife O’Brien"; });
    for (const auto* asked : {"obrien", "o'brien", "O’Brien", "brien", "aoife obr"}) {
        CAPTURE(asked);
        CHECK(desk.list(with(&ListFilter::buyer, asked)) == Numbers{7});
    }
    CHECK(desk.list(with(&ListFilter::buyer, ".")).empty()); // no word begins a name
    CHECK(desk.list(with(&ListFilter::tag, "rush")) == Numbers{1});
    CHECK(desk.list(with(&ListFilter::tag, "rus")).empty());
    CHECK(desk.list(with(&ListFilter::receipts,
                         std::vector<orders::ReceiptId>{orders::ReceiptId{4},
                                                        orders::ReceiptId{1}})) == Numbers{1, 4});
    CHECK(desk.list(with(&ListFilter::only_gifts, true, with(&ListFilter::tag, "rush"))).empty());
    CHECK(desk.list(with(&ListFilter::shop, orders::ShopId{8})).empty());
}

TEST_CASE("the other orders of a list are newest first, and the limit holds") {
    Desk desk;
    for (const std::int64_t receipt : {2, 1, 3}) {
        desk.add(receipt);
    }
    CHECK(desk.list(with(&ListFilter::sort, Sort::placed)) == Numbers{3, 2, 1});
    CHECK(desk.list(with(&ListFilter::sort, Sort::updated)) == Numbers{3, 2, 1});
    CHECK(desk.list(with(&ListFilter::sort, Sort::placed, with(&ListFilter::limit, 2))) ==
          Numbers{3, 2});
}

TEST_CASE("a repeat buyer is one that ordered before this order") {
    Desk desk;
    desk.add(1, [](orders::ReceivedOrder& o) { o.buyer_user_id = 99; });
    desk.add(2, [](orders::ReceivedOrder& o) { o.buyer_user_id = 99; });
    desk.add(3);
    const auto list = desk.summaries(with(&ListFilter::sort, Sort::placed));
    REQUIRE(list.size() == 3);
    CHECK_FALSE(list[0].is_repeat_buyer);
    CHECK(list[1].is_repeat_buyer);
    CHECK_FALSE(list[2].is_repeat_buyer);
}

TEST_CASE("a line sums up the items that are still there") {
    Desk desk;
    desk.add(1, [](orders::ReceivedOrder& o) {
        auto second = o.items->at(0);
        second.transaction = orders::TransactionId{11};
        second.title = "Ring";
        o.items->push_back(second);
    });
    desk.add(1); // the ring is gone
    const auto line = desk.summaries({}).at(0);
    CHECK(line.item_count == 1);
    CHECK(line.piece_count == 2);
    CHECK(line.first_title == "Sign");
}

TEST_CASE("numbers are completed by their first digits, the highest first") {
    Desk desk;
    for (const std::int64_t receipt : {12, 120, 1299, 13, 2}) {
        desk.add(receipt);
    }
    const auto names = [&](const std::string& digits) {
        Numbers numbers;
        for (const auto& name : desk.queries.names_starting_with(digits, 10)) {
            numbers.push_back(std::stoll(name.word));
        }
        std::ranges::sort(numbers);
        return numbers;
    };
    CHECK(names("12") == Numbers{12, 120, 1299});
    CHECK(names("") == Numbers{2, 12, 13, 120, 1299});
    CHECK(names("x").empty());
    CHECK(names("99999999999999999999").empty());
    CHECK(desk.queries.names_starting_with("", 2).size() == 2);
}

TEST_CASE("orders of another shop are completed by the names it gave them, not by our numbers") {
    Desk desk;
    desk.add(104);
    const std::pair<std::int64_t, const char*> named[] = {
        {orders::receipt_of("A-1042").value(), "#A-1042"},
        {orders::receipt_of("A-99").value(), "a-99"},
        {orders::receipt_of("104/B").value(), "104/B"}};
    for (const auto& [receipt, name] : named) {
        desk.add(receipt);
        const auto order = desk.queries.ids_of(orders::ReceiptId{receipt}, std::nullopt).front();
        orders::OrderNameRepository(desk.database).keep(desk.shop, order, name);
    }
    const auto words = [&](const std::string& start) {
        std::vector<std::string> all;
        for (const auto& name : desk.queries.names_starting_with(start, 10)) {
            all.push_back(name.word);
        }
        return all;
    };
    using Words = std::vector<std::string>;
    CHECK(words("A-") == Words{"A-1042", "a-99"});
    CHECK(words("#a-1") == Words{"A-1042"});
    CHECK(words("10") == Words{"104", "104/B"});
    CHECK(words("").size() == 4);
    CHECK(words(std::to_string(named[0].first)).empty());
    CHECK(words("B").empty());
}

TEST_CASE("the orders nearest to a mistyped number are offered") {
    Desk desk;
    for (const std::int64_t receipt : {100, 200, 300}) {
        desk.add(receipt);
    }
    const auto nearest = desk.queries.nearest_receipts(orders::ReceiptId{190}, 2);
    REQUIRE(nearest.size() == 2);
    CHECK(nearest[0].value() == 200);
    CHECK(nearest[1].value() == 100);
}

// Few and many are looked for in different ways.
TEST_CASE("a name that few buyers have and one that many have find all of their orders") {
    Desk desk;
    const std::int64_t many = 45; // more than are few among open orders, and few among all
    for (std::int64_t receipt = 1; receipt <= many; ++receipt) {
        desk.add(receipt);
    }
    desk.add(50, [](orders::ReceivedOrder& o) { o.buyer_name = "Bea Anndotter"; });
    desk.add(51, [](orders::ReceivedOrder& o) {
        o.buyer_name = "Bea Ann";
        o.status = "completed";
    });
    desk.add(52, [](orders::ReceivedOrder& o) { o.buyer_name = "Bea O'Neil"; });
    for (const auto sort : {Sort::ship_by, Sort::placed, Sort::updated}) {
        for (const bool only_open : {true, false}) {
            auto filter = with(&ListFilter::sort, sort);
            filter.only_open = only_open;
            filter.buyer = "ann";
            CHECK(desk.list(filter).size() == (only_open ? 46 : 47));
            filter.buyer = "example ANN";
            CHECK(desk.list(filter).size() == 45);
            filter.limit = 7;
            CHECK(desk.list(filter).size() == 7);
            filter.limit = 50;
            filter.buyer = "bea";
            const auto bea = sort == Sort::ship_by ? Numbers{50, 51, 52} : Numbers{52, 51, 50};
            CHECK(desk.list(filter) == (only_open ? Numbers{bea.front(), bea.back()} : bea));
            filter.buyer = "neil";
            CHECK(desk.list(filter) == Numbers{52});
        }
    }
}

TEST_CASE("many orders of few buyers are newest first and end at the limit") {
    Desk desk;
    for (std::int64_t receipt = 1; receipt <= 130; ++receipt) {
        desk.add(receipt, [](orders::ReceivedOrder& o) { o.buyer_user_id = 99; });
    }
    auto filter = with(&ListFilter::buyer, "ann", with(&ListFilter::sort, Sort::placed));
    filter.only_open = false;
    filter.limit = 125;
    const auto list = desk.list(filter);
    REQUIRE(list.size() == 125);
    CHECK(std::ranges::is_sorted(list, std::ranges::greater{}));
    CHECK(list.front() == 130);
    filter.limit = std::numeric_limits<int>::max();
    CHECK(desk.list(filter).size() == 130);
}

TEST_CASE("a list of more than is held at once is whole, in order, and each order once") {
    Desk desk;
    constexpr std::int64_t kOrders = 1100; // three times what is held
    constexpr std::int64_t kBuyers = 250;  // more than are few in a list by day
    for (std::int64_t receipt = 1; receipt <= kOrders; ++receipt) {
        desk.add(receipt, [&](orders::ReceivedOrder& o) {
            o.buyer_user_id = receipt % kBuyers;
            o.is_shipped = receipt % 2 == 0;
        });
    }
    for (const auto& buyer : {std::optional<std::string>(), std::optional<std::string>("ann")}) {
        for (const auto sort : {Sort::ship_by, Sort::placed, Sort::updated}) {
            auto filter = with(&ListFilter::sort, sort, with(&ListFilter::buyer, buyer));
            filter.limit = std::numeric_limits<int>::max();
            CHECK(desk.list(filter).size() == kOrders / 2);
            filter.only_open = false;
            auto list = desk.list(filter);
            if (sort != Sort::ship_by) {
                std::ranges::reverse(list);
            }
            REQUIRE(list.size() == kOrders);
            CHECK(list.front() == 1);
            CHECK(list.back() == kOrders);
            CHECK(std::ranges::adjacent_find(list, std::ranges::greater_equal{}) == list.end());
            filter.limit = 501;
            CHECK(desk.list(filter).size() == 501);
        }
    }
    const auto all = desk.summaries(with(&ListFilter::limit, 1000));
    CHECK(std::ranges::all_of(all, [](const auto& one) { return one.first_title == "Sign"; }));
}

TEST_CASE("the common lists stand on the index made for them") {
    Desk desk;
    desk.add(1);
    const orders::ShopId shop{7};
    const auto plan = [&](ListFilter filter) {
        filter.shop = shop;
        return desk.plan_of(orders::OrderQueries::list_statement(filter));
    };
    auto all = with(&ListFilter::sort, Sort::placed);
    all.only_open = false;
    for (const auto& [filter, index] :
         {std::pair(ListFilter{}, "orders_open_by_ship_by"),
          std::pair(with(&ListFilter::buyer, "ann"), "orders_open_by_ship_by"),
          std::pair(all, "orders_by_placed"),
          std::pair(with(&ListFilter::status, "completed", all), "orders_by_placed"),
          std::pair(with(&ListFilter::status, "Canceled", all), "orders_by_status"),
          std::pair(with(&ListFilter::sort, Sort::updated, all), "orders_by_updated")}) {
        const auto found = plan(filter);
        CAPTURE(found);
        CHECK(found.find(std::string("INDEX ") + index + " ") != std::string::npos);
        CHECK(found.find("TEMP B-TREE") == std::string::npos);
    }
}

TEST_CASE("no list reads the whole table of orders") {
    Desk desk;
    for (std::int64_t receipt = 1; receipt <= 40; ++receipt) {
        desk.add(receipt);
    }
    const orders::ShopId shop{7};
    for (const auto& filter :
         {ListFilter{},
          with(&ListFilter::shop, shop),
          with(&ListFilter::only_personalised, true),
          with(&ListFilter::only_gifts, true),
          with(&ListFilter::ship_by_before, at(5003)),
          with(&ListFilter::status, "paid"),
          with(&ListFilter::only_open,
               false,
               with(&ListFilter::status, "paid", with(&ListFilter::sort, Sort::placed))),
          with(&ListFilter::buyer, "ann"),
          with(&ListFilter::tag, "rush"),
          with(&ListFilter::receipts, std::vector<orders::ReceiptId>{orders::ReceiptId{1}}),
          with(&ListFilter::only_open, false, with(&ListFilter::sort, Sort::placed))}) {
        const auto sql = orders::OrderQueries::list_statement(filter);
        CAPTURE(sql);
        const auto plan = desk.plan_of(sql);
        CAPTURE(plan);
        CHECK(plan.find("SEARCH") != std::string::npos);
        CHECK(plan.find("SCAN o\n") == std::string::npos);
        CHECK(plan.find("SCAN o ") == std::string::npos);
        CHECK(plan.find("SCAN t") == std::string::npos);
    }
}
