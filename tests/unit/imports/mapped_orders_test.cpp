// SPDX-License-Identifier: MIT
#include "imports/amounts.hpp"
#include "imports/mapped_answers.hpp"
#include "imports/mapped_cells.hpp"
#include "imports/mapped_orders.hpp"
#include "orders/order_name.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using imports::Meaning;

namespace {

const base::Zone& berlin() {
    static const auto zone = base::Zone::named("Europe/Berlin");
    return zone;
}

struct World {
    imports::Mapping mapping;
    imports::MappedOrders orders{mapping, berlin()};

    explicit World(std::string_view line) : mapping(imports::parse_mapping_line(line)) {}
};

std::string at(std::string_view cell, imports::Mapping mapping = {}) {
    const auto moment = imports::parse_moment(cell, mapping, berlin());
    return moment ? base::format_instant(*moment) : moment.error();
}

} // namespace

TEST_CASE("rows of a stranger's file become orders") {
    World world("order=a,placed=b,buyer=c,title=d,quantity=e,price=f,personalisation=g,options=h,"
                "currency:=eur,total=i,decimal=comma,country=j");
    world.orders.add(2,
                     {{Meaning::order, "#A-1042"},
                      {Meaning::placed, "2026-11-02"},
                      {Meaning::buyer, "Ann Example"},
                      {Meaning::title, "Oak sign"},
                      {Meaning::quantity, "2"},
                      {Meaning::price, "1.012,50 €"},
                      {Meaning::personalisation, " Zoë &amp; Bo\n"},
                      {Meaning::options, "Wood: Oak; Size: 10:20"},
                      {Meaning::total, "2.030"},
                      {Meaning::country, "Germany"}});
    world.orders.add(3,
                     {{Meaning::order, "a-1042"}, {Meaning::placed, ""}, {Meaning::title, "Box"}});
    world.orders.add(4, {{Meaning::order, "77"}, {Meaning::placed, "2026-11-03"}});
    const auto all = world.orders.take();
    CHECK(world.orders.refused().empty());
    REQUIRE(all.size() == 2);
    CHECK(all[0].name == "#A-1042");
    CHECK(orders::is_from_name(all[0].order.receipt));
    CHECK(all[0].line == 2);
    const auto& order = all[0].order;
    CHECK(order.placed_at == base::parse_instant("2026-11-01T23:00:00Z"));
    CHECK_FALSE(order.status); // nobody said it
    CHECK(order.amounts.total == 203'000);
    CHECK(order.amounts.currency == "EUR");
    CHECK(order.address.country == "DE");
    REQUIRE(order.items->size() == 2);
    const auto& item = order.items->front();
    CHECK(item.transaction.value() == 1);
    CHECK(item.price == base::Money{101'250, "EUR"});
    REQUIRE(item.answers->size() == 3);
    CHECK((*item.answers)[0].question == "Wood");
    CHECK((*item.answers)[1].text == "10:20");
    CHECK((*item.answers)[2].text == " Zoë &amp; Bo\n"); // byte for byte: nobody escaped it
    CHECK(order.items->at(1).transaction.value() == 2);
    CHECK(all[1].order.receipt.value() == 77);
    CHECK(all[1].name.empty());
    CHECK_FALSE(all[1].order.items);
}

TEST_CASE("a bad row names its column, and the others go in") {
    World world("order=a,placed=b,transaction=t,title=d,quantity=e,price=f,paid=g,currency=h");
    const auto row = [](std::string order, std::string placed) {
        return imports::MappedCells{{Meaning::order, std::move(order)},
                                    {Meaning::placed, std::move(placed)},
                                    {Meaning::transaction, "L1"},
                                    {Meaning::title, "Sign"}};
    };
    const auto with = [](imports::MappedCells cells, Meaning meaning, std::string value) {
        cells[meaning] = std::move(value);
        return cells;
    };
    const auto good = row("1", "2026-11-02");
    world.orders.add(1, good);
    world.orders.add(2, good);
    world.orders.add(3, row("", "2026-11-02"));
    world.orders.add(4, row(std::string(65, 'x'), "2026-11-02"));
    world.orders.add(5, row("2", ""));
    world.orders.add(6, row("2", "soon"));
    world.orders.add(7, row("2", "2/3/2026"));
    world.orders.add(8, with(row("2", "2026-11-02"), Meaning::quantity, "two"));
    world.orders.add(9, with(row("2", "2026-11-02"), Meaning::price, "3"));
    world.orders.add(10, with(row("2", "2026-11-02"), Meaning::currency, "euros"));
    world.orders.add(11, with(row("2", "2026-11-02"), Meaning::paid, "perhaps"));
    world.orders.add(12, with(row("2", "2026-11-02"), Meaning::quantity, "1000001"));
    world.orders.add(
        13, with(with(row("2", "2026-11-02"), Meaning::price, "-3"), Meaning::currency, "EUR"));
    std::string all;
    for (const auto& [line, why] : world.orders.refused()) {
        all += std::to_string(line) + ": " + why + "\n";
    }
    CHECK(all ==
          "2: the order has an item \"L1\" already\n"
          "3: order is missing\n"
          "4: order is no number or name\n"
          "5: placed is missing\n"
          "6: placed \"soon\" is no day\n"
          "7: placed \"2/3/2026\" is a day in two ways: say dates: day_first or month_first\n"
          "8: quantity \"two\" is no whole number\n"
          "9: price has no currency: map a column, say it under constants or set "
          "shops.NAME.currency\n"
          "10: currency \"euros\" is no currency such as EUR\n"
          "11: paid \"perhaps\" is neither yes nor no\n"
          "12: quantity \"1000001\" is not between 1 and 1000000\n"
          "13: price \"-3\" is negative\n");
    CHECK(world.orders.take().size() == 1);
}

TEST_CASE("days and times are read as the zone and the mapping mean them") {
    imports::Mapping day_first;
    day_first.dates = imports::DateOrder::day_first;
    CHECK(at("2026-11-02") == "2026-11-01T23:00:00Z");
    CHECK(at("2026-07-02 14:30") == "2026-07-02T12:30:00Z");
    CHECK(at("2026-11-02T14:33:05Z") == "2026-11-02T14:33:05Z");
    CHECK(at("2026-11-02 14:33:05 -0500") == "2026-11-02T19:33:05Z");
    CHECK(at("2026-11-02T14:33:05+01:00") == "2026-11-02T13:33:05Z");
    CHECK(at("2/3/2026", day_first) == "2026-03-01T23:00:00Z");
    CHECK(at("13/3/2026") == "2026-03-12T23:00:00Z");
    CHECK(at("3/3/2026") == "2026-03-02T23:00:00Z");
    CHECK(at("2.3.2026") == "2026-03-01T23:00:00Z");
    CHECK(at("99/99/2026") == "\"99/99/2026\" is no day");
    CHECK(at("2026-11-02 14:33:05 UTC") == "2026-11-02T14:33:05Z");
    CHECK(at("13/3/2026 2:33 PM") == "2026-03-13T13:33:00Z");
    CHECK(at("2026-11-02 12:05 am") == "2026-11-01T23:05:00Z");
    CHECK(at("November 2, 2026 09:00:30.5") == "2026-11-02T08:00:30Z");
    CHECK(at("2026-03-29 14:00") == "2026-03-29T12:00:00Z"); // the clock was set on in the night
    for (const auto* wrong :
         {"2026-11-02 99:99", "2026-11-02 13:00 PM", "2026-11-02 14:3x", "2026-11-02 14:"}) {
        CHECK(at(wrong).find("has no time of a day") != std::string::npos);
    }
}

TEST_CASE("a refused row keeps the place of its item and changes nothing of the order") {
    World world("order=a,placed=b,title=d,quantity=e,message=f");
    const auto row = [](std::string title, std::string quantity, std::string note) {
        return imports::MappedCells{{Meaning::order, "7"},
                                    {Meaning::placed, "2026-11-02"},
                                    {Meaning::title, std::move(title)},
                                    {Meaning::quantity, std::move(quantity)},
                                    {Meaning::message, std::move(note)}};
    };
    world.orders.add(1, row("Sign", "1", ""));
    world.orders.add(2, row("Mug", "two", "of the refused row"));
    world.orders.add(3, row("Ring", "1", ""));
    CHECK(world.orders.refused().size() == 1);
    const auto all = world.orders.take();
    REQUIRE(all.size() == 1);
    REQUIRE(all[0].order.items->size() == 2);
    CHECK(all[0].order.items->at(1).title == "Ring");
    CHECK(all[0].order.items->at(1).transaction.value() == 3);
    CHECK_FALSE(all[0].order.message_from_buyer);
    CHECK(all[0].rows.size() == 2);
}

TEST_CASE("an order of too many rows is cut with a reason, and quickly") {
    World world("order=a,placed=b,title=d");
    for (std::uint64_t line = 1; line <= 20'000; ++line) {
        world.orders.add(
            line,
            {{Meaning::order, "7"}, {Meaning::placed, "2026-11-02"}, {Meaning::title, "Sign"}});
    }
    CHECK(world.orders.refused().size() == 19'000);
    CHECK(world.orders.refused().front().why == "the order has more than 1000 rows");
    CHECK(world.orders.take().front().order.items->size() == 1000);
}

TEST_CASE("amounts are read as the mapping says they are written") {
    using imports::Decimal;
    const auto amount = [](std::string_view cell, Decimal decimal, const std::string& currency) {
        return imports::parse_amount(cell, currency, decimal);
    };
    CHECK(amount("1.234,50", Decimal::comma, "EUR") == 123'450);
    CHECK(amount("1.234", Decimal::comma, "EUR") == 123'400);
    CHECK(amount("1,234", Decimal::point, "EUR") == 123'400);
    CHECK(amount("1,234.5", Decimal::point, "EUR") == 123'450);
    CHECK(amount("1.234", Decimal::point, "KWD") == 1234);
    CHECK_FALSE(amount("1.234", Decimal::point, "EUR"));
    CHECK(amount("-3", Decimal::either, "EUR") == -300);
    CHECK_FALSE(amount("free", Decimal::point, "EUR"));
}

TEST_CASE("answers of an export come back byte for byte") {
    const auto answers = imports::parse_answers(
        R"([{"kind":"personalisation","question":"Name?","text":" a\n'b' ","verbatim":null},)"
        R"({"kind":"option","question":"Wood","text":"Oak","verbatim":"O&amp;k","property_id":5}])");
    REQUIRE(answers);
    REQUIRE(answers->size() == 2);
    CHECK((*answers)[0].text == " a\n'b' ");
    CHECK_FALSE((*answers)[0].verbatim);
    CHECK((*answers)[1].verbatim == "O&amp;k");
    CHECK((*answers)[1].property_id == 5);
    CHECK_FALSE(imports::parse_answers("Oak"));
    CHECK_FALSE(imports::parse_answers(R"([{"kind":"colour","text":"x"}])"));
    CHECK_FALSE(imports::parse_answers(std::string(10'000, '[')));
}

TEST_CASE("options come in the shapes of several shops") {
    for (const auto* cell :
         {"Wood: Oak; Size: Large",
          "Wood: Oak\nSize: Large\n",
          R"({"Wood":"Oak","Size":"Large"})",
          R"([{"name":"Wood","value":"Oak"},{"name":"Size","value":"Large"}])"}) {
        CAPTURE(cell);
        const auto options = imports::parse_options(cell);
        REQUIRE(options.size() == 2);
        CHECK(options[0].question == "Wood");
        CHECK(options[1].text == "Large");
    }
    CHECK(imports::parse_options("just words").front().text == "just words");
    CHECK(imports::parse_options("").empty());
    CHECK(imports::parse_personalisation("Not requested on this item.").front().kind ==
          orders::AnswerKind::not_asked);
    CHECK(imports::parse_personalisation(" \n").empty());
}

TEST_CASE("the ' that an export puts in front is taken off again, once") {
    CHECK(imports::unguarded("'=1+1") == "=1+1");
    CHECK(imports::unguarded("''-x") == "'-x");
    CHECK(imports::unguarded("=1+1") == "=1+1");
    CHECK(imports::unguarded("'tis") == "'tis");
    CHECK(imports::unguarded("''") == "''");
}

TEST_CASE("the number of a named order follows from its name alone, and never changes") {
    CHECK(orders::plain_order_name(" #a-1042 ") == "A-1042");
    CHECK(orders::receipt_of("1042").value() == 1042);
    CHECK(orders::receipt_of("999999999999999").value() == 999'999'999'999'999);
    CHECK(orders::is_from_name(orders::receipt_of("0042")));
    CHECK(orders::is_from_name(orders::receipt_of("1234567890123456")));
    CHECK(orders::receipt_of("A-1042") != orders::receipt_of("A-1043"));
    CHECK(orders::receipt_of("A-1042").value() < (std::int64_t{1} << 53));
    CHECK_FALSE(orders::plain_order_name("##"));
    CHECK_FALSE(orders::plain_order_name("a\tb"));
}
