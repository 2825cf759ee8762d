// SPDX-License-Identifier: MIT
#include "orders/catalogue.hpp"
#include "orders/forget_orders.hpp"
#include "orders/personal_data.hpp"
#include "orders/unread_orders.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <algorithm>
#include <array>
#include <fstream>
#include <map>

using namespace etsyorder;
using namespace etsyorder::orders;

namespace {

struct ColumnOfSchema {
    std::string table;
    std::string name;
    std::string type;
    bool generated = false;
};

std::vector<ColumnOfSchema> schema_of(db::Database& database) {
    std::vector<ColumnOfSchema> columns;
    auto rows = database.statement("SELECT t.name, c.name, c.type, c.hidden FROM sqlite_master t "
                                   "JOIN pragma_table_xinfo(t.name) "
                                   "c WHERE t.type = 'table' ORDER BY t.name, c.cid");
    while (rows.step()) {
        columns.push_back({rows.string(0), rows.string(1), rows.string(2), rows.integer(3) != 0});
    }
    return columns;
}

bool names(std::string_view columns, const std::string& name) {
    return columns == "*" ||
           (' ' + std::string(columns) + ' ').find(' ' + name + ' ') != std::string::npos;
}

const ColumnClass* class_of(const ColumnOfSchema& column) {
    const auto found = std::ranges::find_if(column_classes(), [&](const ColumnClass& one) {
        return one.table == column.table && names(one.columns, column.name);
    });
    return found == column_classes().end() ? nullptr : &*found;
}

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

// Puts a word of the person into every column that may hold one: where the table has no row of the
// order yet, into a new one.
class Filler {
public:
    Filler(test::OrdersWorld& world, const Order& order) : world_(world) {
        numbers_ = {{"shop_id", world.shop.value()},
                    {"order_id", order.id.value()},
                    {"item_id", order.items.front().id.value()},
                    {"transaction_id", order.items.front().transaction.value()},
                    {"receipt_id", order.receipt.value()},
                    {"buyer_id", order.buyer->value()},
                    {"codec", 1},
                    {"is_open", 0},
                    {"position", 9},
                    {"rating", 5},
                    {"step_count", 1},
                    {"header_id", 1},
                    {"order_count", 1}};
    }

    void fill() {
        world_.database.execute("PRAGMA foreign_keys = 0"); // the tables come in any order
        fill_all();
        world_.database.execute("PRAGMA foreign_keys = 1");
    }

private:
    void fill_all() {
        std::map<std::string, std::vector<ColumnOfSchema>> tables;
        for (auto& column : schema_of(world_.database)) {
            tables[column.table].push_back(column);
        }
        std::vector<std::string> names;
        for (const auto& [name, columns] : tables) {
            const bool person = std::ranges::any_of(columns, [](const ColumnOfSchema& column) {
                const auto* found = class_of(column);
                return found != nullptr && found->holds == Holds::person;
            });
            if (person && name != "buyers" && name != "orders") {
                names.push_back(name);
            }
        }
        for (const auto& name : names) {
            insert(name, tables[name]);
        }
        for (const auto* name : {"orders", "buyers"}) {
            for (const auto& column : tables[name]) {
                if (class_of(column)->holds == Holds::person && column.type == "TEXT" &&
                    !column.generated) {
                    world_.database.execute(
                        fmt::format("UPDATE {} SET {} = '{}'", name, column.name, word()));
                }
            }
        }
    }

    std::string word() { return fmt::format("person-{}-word", ++words_); }

    void insert(const std::string& table, const std::vector<ColumnOfSchema>& columns) {
        std::string names;
        std::string values;
        for (const auto& column : columns) {
            if (column.generated || column.name.starts_with("undo") || column.name == "unread_id" ||
                column.name == "listing_id") {
                continue;
            }
            const auto known = numbers_.find(column.name);
            const bool shop = class_of(column)->holds != Holds::person;
            names += (names.empty() ? "" : ", ") + column.name;
            values += (values.empty() ? "" : ", ") +
                      (column.type == "INTEGER"
                           ? std::to_string(known == numbers_.end() ? 1 : known->second)
                       : table == "outbox" && column.name == "state" ? "'sent'" // one of a few
                       : column.type == "BLOB" ? "CAST('" + (shop ? "shop" : word()) + "' AS BLOB)"
                                               : "'" + (shop ? "shop" : word()) + "'");
        }
        INFO(table);
        world_.database.execute(
            fmt::format("INSERT OR REPLACE INTO {} ({}) VALUES ({})", table, names, values));
    }

    test::OrdersWorld& world_;
    std::map<std::string, std::int64_t> numbers_;
    int words_ = 0;
};

void forget(test::OrdersWorld& world, const Order& order) {
    const std::array ids{order.id};
    forget_orders(world.database, ids, world.now);
}

} // namespace

TEST_CASE("every column of the schema is known to hold a person's data or not") {
    test::OrdersWorld world;
    for (const auto& column : schema_of(world.database)) {
        INFO(column.table, ".", column.name, " stands in no row of orders/personal_data.cpp");
        CHECK(class_of(column) != nullptr);
    }
    // A new column beside others of another kind is in no row until somebody puts it there.
    for (const auto& one : column_classes()) {
        INFO(one.table);
        if (one.columns == "*") {
            CHECK(one.holds != Holds::accounts);
            CHECK(std::ranges::count(column_classes(), one.table, &ColumnClass::table) == 1);
        }
    }
}

TEST_CASE("nothing that may be a person's is left in any byte of the store") {
    test::OrdersWorld world;
    world.record(test::full_order());
    Filler(world, world.stored()).fill();
    const auto file = world.folder.path() / "store.db";
    const auto log = world.folder.path() / "store.db-wal";
    const auto order = world.stored();
    REQUIRE((bytes_of(file) + bytes_of(log)).find("person-") != std::string::npos);
    forget(world, order);
    wipe(world.database);
    for (const auto& path : {file, log}) {
        const auto bytes = bytes_of(path);
        const auto at = bytes.find("person-");
        INFO(path.string(), ": ", at == std::string::npos ? "" : bytes.substr(at, 40));
        CHECK(at == std::string::npos);
        for (const char* word : {"Ångström", "jose", "Zoë", "Line 1", "12345", "9400", "sorry"}) {
            CHECK(bytes.find(word) == std::string::npos);
        }
    }
    CHECK(!ForgetQueries(world.database).wipe_is_pending());
}

TEST_CASE("what the accounts need is kept") {
    test::OrdersWorld world;
    world.record(test::full_order());
    const auto before = world.stored();
    forget(world, before);
    const auto after = world.stored();
    CHECK(after.forgotten_at == world.now);
    CHECK(after.receipt == before.receipt);
    CHECK(after.amounts == before.amounts);
    CHECK(after.placed_at == before.placed_at);
    CHECK(after.status == before.status);
    CHECK(after.address.country == before.address.country);
    CHECK(after.payment_method == before.payment_method);
    REQUIRE(after.items.size() == 1);
    CHECK(after.items[0].title == before.items[0].title);
    CHECK(after.items[0].sku == before.items[0].sku);
    CHECK(after.items[0].quantity == before.items[0].quantity);
    CHECK(after.items[0].price == before.items[0].price);
    REQUIRE(after.refunds.size() == 1);
    CHECK(after.refunds[0].amount == before.refunds[0].amount);
    CHECK(after.buyer_name.empty());
    CHECK(!after.buyer);
    CHECK(after.items[0].answers.empty());
    CHECK(after.tags.empty());
    CHECK(world.event_names(after.id).back() == "order.forgotten");
}

TEST_CASE("a later sync does not bring a forgotten person back") {
    test::OrdersWorld world;
    world.record(test::full_order());
    forget(world, world.stored());
    auto again = test::full_order();
    again.content_hash = test::hash_of(2);
    again.status = "completed";
    again.is_shipped = true;
    again.message_from_buyer = "other words";
    again.source_bytes = 3;
    again.source_content = {std::byte{1}};
    const auto recorded = world.record(again);
    CHECK(recorded.buyer_name.empty());
    const auto after = world.stored();
    CHECK(after.status == "completed");
    CHECK(after.forgotten_at);
    CHECK(after.buyer_name.empty());
    CHECK(after.message_from_buyer.empty());
    CHECK(!after.buyer);
    CHECK(!after.buyer_email);
    CHECK(!after.address.city);
    CHECK(after.items[0].answers.empty());
    CHECK(after.shipments[0].tracking_code.empty());
    CHECK(after.refunds[0].note.empty());
    CHECK(!world.repository.source_text(after.id));
    auto buyers = world.database.statement("SELECT count(*) FROM buyers");
    REQUIRE(buyers.step());
    CHECK(buyers.integer(0) == 0);
    CHECK(world.record(again).outcome == Outcome::unchanged);
}

TEST_CASE("a later review and an unreadable receipt do not bring the person back either") {
    test::OrdersWorld world;
    world.record(test::full_order());
    forget(world, world.stored());
    Review review;
    review.transaction_id = 9;
    review.rating = 5;
    review.buyer_user_id = 55;
    review.review = "made for my Zoë";
    db::UnitOfWork work(world.database);
    (void)Catalogue(world.database, world.shop, world.now).save(review);
    UnreadOrders(world.database)
        .keep(world.shop, {ReceiptId{1042}, "odd", test::hash_of(3), 3, {std::byte{1}}}, world.now);
    work.commit();
    auto row = world.database.statement("SELECT review, buyer_user_id, rating FROM reviews");
    REQUIRE(row.step());
    CHECK(row.text(0).empty());
    CHECK(row.is_null(1));
    CHECK(row.integer(2) == 5);
    CHECK(!UnreadOrders(world.database).any(world.shop));
}

TEST_CASE("of one order of several the buyer stays, without the words of that order") {
    test::OrdersWorld world;
    auto first = test::full_order();
    first.buyer_name = "Ann Married";
    world.record(first);
    auto second = test::full_order();
    second.receipt = ReceiptId{1043};
    second.buyer_name = "Ann Maiden";
    world.record(second);
    forget(world, world.stored(1043));
    CHECK(world.stored(1042).buyer_name == "Ann Married");
    const ForgetQueries queries(world.database);
    CHECK(queries.buyers(std::nullopt, "ann", 10).size() == 1);
    CHECK(queries.buyers(std::nullopt, "maiden", 10).empty());
    REQUIRE(world.stored(1042).buyer);
    CHECK(queries.of_buyer(*world.stored(1042).buyer).size() == 1);
}

TEST_CASE("accounts that were merged into one another are one person") {
    test::OrdersWorld world;
    auto one = test::full_order();
    for (const std::int64_t user : {55, 56, 57}) {
        one.buyer_user_id = user;
        one.buyer_name = "Ann Account" + std::to_string(user);
        one.receipt = ReceiptId{user};
        world.record(one);
    }
    // The first into the second, the second into the third; orders go along.
    const auto buyer_of = [&](std::int64_t receipt) {
        return world.stored(receipt).buyer->value();
    };
    const auto first = buyer_of(55);
    const auto second = buyer_of(56);
    const auto third = buyer_of(57);
    for (const auto& [from, to] : {std::pair(first, second), std::pair(second, third)}) {
        world.database.execute(fmt::format(
            "UPDATE buyers SET merged_into_buyer_id = {} WHERE buyer_id = {}", to, from));
    }
    world.database.execute(
        fmt::format("INSERT INTO order_accounts (shop_id, order_id, buyer_id) SELECT shop_id, "
                    "order_id, buyer_id "
                    "FROM orders WHERE buyer_id <> {0}; UPDATE orders SET buyer_id = {0}",
                    third));
    const ForgetQueries queries(world.database);
    const auto found = queries.buyers(std::nullopt, "account55", 10);
    REQUIRE(found.size() == 1);
    CHECK(found[0].id.value() == third);
    std::vector<OrderId> ids;
    for (const auto& order : queries.of_buyer(found[0].id)) {
        ids.push_back(order.id);
    }
    CHECK(ids.size() == 3);
    forget_orders(world.database, ids, world.now);
    auto left = world.database.statement(
        "SELECT (SELECT count(*) FROM buyers) + (SELECT count(*) FROM buyer_words) + (SELECT "
        "count(*) FROM order_accounts)");
    REQUIRE(left.step());
    CHECK(left.integer(0) == 0);
}

TEST_CASE("who ordered for somebody else is found by name and user name, and forgotten") {
    test::OrdersWorld world;
    auto order = test::full_order();
    order.buyer_name = "Gift Receiver";
    order.ordered_by = "Liam Smith";
    order.buyer_username = "liams";
    world.record(order);
    SavedQueryRepository(world.database).save({"his", "buyer:liam", world.now});
    const ForgetQueries queries(world.database);
    for (const auto* text : {"Liam Smith", "liams", "receiver"}) {
        CAPTURE(text);
        CHECK(queries.buyers(std::nullopt, text, 10).size() == 1);
    }
    CHECK(queries.buyers(std::nullopt, "Liam Ash", 10).empty());
    const std::array ids{world.stored().id};
    CHECK(queries.saved_queries_of(ids).size() == 1);
    forget_orders(world.database, ids, world.now);
    wipe(world.database);
    CHECK(world.stored().ordered_by == OrderedBy{});
    const auto bytes = bytes_of(world.database.file());
    CHECK(bytes.find("Liam") == std::string::npos);
    CHECK(bytes.find("liam") == std::string::npos);
}

TEST_CASE("a forgotten order is recorded again where other buyers were merged") {
    test::OrdersWorld world;
    world.record(test::full_order());
    forget(world, world.stored());
    auto other = test::full_order();
    other.receipt = ReceiptId{1043};
    other.buyer_user_id = 56;
    world.record(other);
    world.database.execute("INSERT INTO buyers (shop_id, merged_into_buyer_id) SELECT shop_id, "
                           "buyer_id FROM buyers");
    auto again = test::full_order();
    again.content_hash = test::hash_of(2);
    again.status = "completed";
    world.record(again);
    CHECK(world.stored().status == "completed");
    CHECK(!world.stored().buyer);
}

TEST_CASE("of events only the changes of what stays are kept") {
    test::OrdersWorld world;
    world.record(test::full_order());
    auto changed = test::full_order();
    changed.content_hash = test::hash_of(2);
    changed.buyer_name = "New Name";
    changed.amounts.total = 99;
    world.record(changed);
    forget(world, world.stored());
    std::string all;
    for (const auto& event : world.log.of_order(world.stored().id.value())) {
        all += event.data;
    }
    CHECK(all.find("New Name") == std::string::npos);
    CHECK(all.find("\"total\"") != std::string::npos);
}

TEST_CASE("forgetting twice changes nothing the second time") {
    test::OrdersWorld world;
    world.record(test::full_order());
    forget(world, world.stored());
    const auto events = world.event_names(world.stored().id);
    world.now += std::chrono::hours{1};
    forget(world, world.stored());
    CHECK(world.event_names(world.stored().id) == events);
    CHECK(world.stored().forgotten_at != world.now);
}
