// SPDX-License-Identifier: MIT
#include "orders/merge_buyers.hpp"
#include "orders/order_queries.hpp"
#include "orders/undo_acts.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <set>

using namespace etsyorder;
using namespace etsyorder::orders;
using test::OrdersWorld;

namespace {

struct Desk : OrdersWorld {
    BuyerKind kind;
    ActRepository acts{database};
    UndoActs undo{database, {kind}};

    // Orders of three accounts, and one of a guest without one.
    Desk() {
        place(1, 55, "Jane Doe");
        place(2, 66, "Jane Smith");
        place(3, 66, "J. Smith");
        place(4, 77, "Ann Other");
        place(5, std::nullopt, "Guest Doe");
    }
    void place(std::int64_t receipt, std::optional<std::int64_t> user, const std::string& name) {
        auto order = test::bare_order(receipt, static_cast<unsigned char>(receipt));
        order.buyer_user_id = user;
        order.buyer_name = name;
        order.status = "paid";
        order.placed_at = test::at(1000 * receipt);
        record(order);
    }
    void merge(std::initializer_list<std::int64_t> receipts) {
        std::vector<BuyerId> buyers;
        for (const auto receipt : receipts) {
            buyers.push_back(*stored(receipt).buyer);
        }
        merge_buyers(database, buyers, now);
    }
    // All that merges touch, as text.
    std::string state() {
        std::string text;
        for (const auto* sql :
             {"SELECT order_id || ' ' || buyer_id || ' ' || coalesce(buyer_words, '-') || "
              "searched_words FROM orders ORDER BY order_id",
              "SELECT buyer_id || ' ' || word FROM buyer_words ORDER BY buyer_id, word",
              "SELECT buyer_id || ' ' || coalesce(merged_into_buyer_id, 0) FROM buyers ORDER BY 1",
              "SELECT order_id || ' ' || buyer_id FROM order_accounts ORDER BY 1"}) {
            auto rows = database.statement(sql);
            while (rows.step()) {
                text += rows.string(0) + "\n";
            }
        }
        return text;
    }
    std::vector<std::int64_t> search(const std::string& words) {
        ListFilter filter;
        filter.buyer = words;
        filter.only_open = false;
        filter.sort = Sort::placed;
        std::vector<std::int64_t> found;
        OrderQueries(database).list(filter, [&](const OrderSummary& order) {
            found.push_back(order.receipt.value());
            repeats.push_back(order.is_repeat_buyer);
        });
        return found;
    }
    std::vector<bool> repeats;
};

using Receipts = std::vector<std::int64_t>;

} // namespace

TEST_CASE("merged buyers are one in searches and repeat marks, and each order keeps its name") {
    Desk desk;
    desk.merge({1, 2});
    CHECK(desk.stored(3).buyer == desk.stored(1).buyer);
    CHECK(desk.stored(3).buyer_name == "J. Smith");
    CHECK(desk.search("jane doe") == Receipts{3, 2, 1});
    CHECK(desk.repeats == std::vector<bool>{true, true, false});
    CHECK(desk.search("smith") == Receipts{3, 2, 1});
    CHECK(desk.search("ann") == Receipts{4});
    CHECK(desk.event_names(desk.stored(2).id) ==
          std::vector<std::string>{"order.placed", "order.buyer_merged"});
    CHECK(desk.event_names(desk.stored(1).id) == std::vector<std::string>{"order.placed"});
}

TEST_CASE("an undo splits merged buyers exactly as they were") {
    Desk desk;
    const auto before = desk.state();
    desk.merge({1, 2, 5});
    CHECK(desk.state() != before);
    CHECK(desk.undo.undo(ActId{1}, desk.now).result == UndoResult::undone);
    CHECK(desk.state() == before);
    CHECK(desk.undo.undo(ActId{2}, desk.now).result == UndoResult::undone); // and merges again
    CHECK(desk.search("guest doe") == Receipts{5, 3, 2, 1});
}

TEST_CASE("a later order of either account lands at the merged buyer, and goes with it on undo") {
    Desk desk;
    desk.merge({1, 2});
    desk.place(6, 66, "Jane Smith-New");
    desk.place(7, 55, "Jane Doe");
    desk.place(8, 77, "Ann Other");
    CHECK(desk.stored(6).buyer == desk.stored(1).buyer);
    CHECK(desk.search("doe smith") == Receipts{7, 6, 3, 2, 1});
    desk.undo.undo(ActId{1}, desk.now);
    CHECK(desk.stored(6).buyer == desk.stored(2).buyer);
    CHECK(desk.stored(7).buyer == desk.stored(1).buyer);
    CHECK(desk.search("smith") == Receipts{6, 3, 2});
    CHECK(desk.search("new") == Receipts{6});
    CHECK(desk.search("doe") == Receipts{7, 5, 1});
}

TEST_CASE("an order that is learned anew stays with the merged buyer") {
    Desk desk;
    desk.merge({1, 2, 5});
    desk.place(2, 66, "Jane Smith");
    auto renamed = test::bare_order(5, 99);
    renamed.buyer_name = "Guest Doe-Two";
    desk.record(renamed);
    auto changed = test::bare_order(2, 100);
    changed.buyer_user_id = 66;
    changed.buyer_name = "Jane Miller";
    desk.record(changed);
    CHECK(desk.stored(2).buyer == desk.stored(1).buyer);
    CHECK(desk.stored(5).buyer == desk.stored(1).buyer);
    CHECK(desk.search("miller") == Receipts{5, 3, 2, 1});
    CHECK(desk.search("two") == Receipts{5, 3, 2, 1});
    desk.undo.undo(ActId{1}, desk.now);
    CHECK(desk.search("miller") == Receipts{2});
    CHECK(desk.search("two") == Receipts{5});
    CHECK(desk.stored(2).buyer == desk.stored(3).buyer);
}

TEST_CASE("merges in a line can be taken back one by one") {
    Desk desk;
    const auto before = desk.state();
    desk.merge({1, 2});
    const auto between = desk.state();
    desk.merge({4, 1});
    CHECK(desk.search("other") == Receipts{4, 3, 2, 1});
    desk.undo.undo(ActId{2}, desk.now);
    CHECK(desk.state() == between);
    desk.merge({4, 1});
    CHECK(desk.undo.undo(ActId{1}, desk.now).result == UndoResult::undone); // out of turn
    CHECK(desk.search("smith") == Receipts{3, 2});
    CHECK(desk.search("other") == Receipts{4, 1});
    desk.undo.undo(desk.acts.latest_to_undo().value().id, desk.now);
    CHECK(desk.state() == before);
}

TEST_CASE("buyers that are one already stay so") {
    Desk desk;
    desk.merge({1, 2});
    const auto state = desk.state();
    const auto merged =
        merge_buyers(desk.database, {*desk.stored(2).buyer, *desk.stored(1).buyer}, desk.now);
    CHECK(merged[1].outcome == MergeOutcome::already_so);
    CHECK(desk.state() == state);
    CHECK(desk.acts.latest(10).size() == 1);
}

TEST_CASE("likely persons are suggested with the reason, and nobody else") {
    Desk desk;
    const auto write = [&](std::int64_t receipt, const char* column, const char* value) {
        desk.database
            .statement(std::string("UPDATE orders SET ") + column +
                       " = :value WHERE receipt_id = :receipt")
            .bind(":value", value)
            .bind(":receipt", receipt)
            .run();
    };
    CHECK(suggest_merges(desk.database, std::nullopt).empty());
    write(1, "buyer_email", "Jane@Mail.example");
    write(4, "buyer_email", "jane@mail.example");
    write(2, "zip", "12345"); // another name
    write(5, "zip", "12345");
    desk.place(9, 88, "JANE  Smíth");
    write(9, "zip", "12345");
    write(9, "first_line", "1 Oak St");
    write(2, "first_line", "1 oak st");
    const auto found = suggest_merges(desk.database, std::nullopt);
    REQUIRE(found.size() == 2);
    const auto& by_name = found[0].reasons.size() == 2 ? found[0] : found[1];
    const auto& by_mail = found[0].reasons.size() == 2 ? found[1] : found[0];
    CHECK(by_mail.reasons == std::vector<std::string>{"same e-mail"});
    CHECK(by_name.reasons == std::vector<std::string>{"same name and zip", "same name and street"});
    CHECK(by_name.buyers.front().order == ReceiptId{3}); // more orders come first
    desk.merge({2, 9});
    CHECK(suggest_merges(desk.database, std::nullopt).size() == 1);
}

namespace {

// Orders 11, 12 and 13 of files, which name buyers, merged as told; then Etsy says of two of them
// that they are one member's, or a file names the buyer of another.
struct Files : Desk {
    Files() {
        place_named(11, "ann", "Ann A");
        place_named(12, "bea", "Bea B");
        place_named(13, "cyd", "Cyd C");
    }
    static ReceivedOrder named(std::int64_t receipt, const std::string& user) {
        ReceivedOrder order;
        order.receipt = ReceiptId{receipt};
        order.buyer_username = user;
        return order;
    }
    void file(const ReceivedOrder& order) {
        db::UnitOfWork work(database);
        (void)OrderRecorder(database, {shop, now, "import"})
            .record_file(order, repository.find_stored(shop, order.receipt));
        work.commit();
    }
    void place_named(std::int64_t receipt, const std::string& user, const std::string& name) {
        auto order = named(receipt, user);
        order.buyer_name = name;
        order.status = "paid";
        order.placed_at = test::at(1000 * receipt);
        file(order);
    }
    void place_known(std::int64_t receipt, std::int64_t user) {
        auto order = test::bare_order(receipt, static_cast<unsigned char>(receipt));
        order.buyer_user_id = user;
        record(order);
    }
    std::int64_t buyers_of(std::initializer_list<std::int64_t> receipts) {
        std::set<std::int64_t> buyers;
        for (const auto receipt : receipts) {
            buyers.insert(stored(receipt).buyer->value());
        }
        return static_cast<std::int64_t>(buyers.size());
    }
    std::int64_t broken() {
        auto row = database.statement("SELECT count(*) FROM pragma_foreign_key_check");
        REQUIRE(row.step());
        return row.integer(0);
    }
};

} // namespace

TEST_CASE("two accounts that turn out to be one stay merged with whom the seller said") {
    for (const std::vector<std::int64_t>& merged : {std::vector<std::int64_t>{12, 11},
                                                    {11, 12},
                                                    {12, 13},
                                                    {13, 12},
                                                    {11, 13},
                                                    {13, 11},
                                                    {11, 12, 13},
                                                    {13, 12, 11},
                                                    {12, 13, 11}}) {
        CAPTURE(merged);
        Files files;
        std::vector<BuyerId> buyers;
        for (const auto receipt : merged) {
            buyers.push_back(*files.stored(receipt).buyer);
        }
        merge_buyers(files.database, buyers, files.now);
        files.place_known(11, 500); // Etsy: 11 and 13 are one member's
        files.place_known(13, 500);
        CHECK(files.broken() == 0);
        CHECK(files.buyers_of({11, 13}) == 1);
        const bool all = std::ranges::count(merged, 12) == 1;
        CHECK(files.buyers_of({11, 12, 13}) == (all ? 1 : 2));
        if (all) {
            CHECK(files.search("bea") == Receipts{13, 12, 11});
        }
    }
}

TEST_CASE("a merge of an account that became another one can still be undone") {
    Files files;
    files.merge({12, 13});
    files.place_known(11, 500);
    files.place_known(13, 500);
    REQUIRE(files.buyers_of({11, 12, 13}) == 1);
    CHECK(files.undo.undo(ActId{1}, files.now).result == UndoResult::undone);
    CHECK(files.buyers_of({11, 13}) == 1);
    CHECK(files.buyers_of({11, 12}) == 2);
    CHECK(files.search("bea") == Receipts{12});
    CHECK(files.search("cyd") == Receipts{13});
    CHECK(files.broken() == 0);
}

TEST_CASE("a file that names the buyer of an order of a guest may name one that was merged") {
    for (const std::vector<std::int64_t>& merged :
         {std::vector<std::int64_t>{13, 12}, {12, 13}, {5, 12}, {12, 5}}) {
        CAPTURE(merged);
        Files files;
        std::vector<BuyerId> buyers;
        for (const auto receipt : merged) {
            buyers.push_back(*files.stored(receipt).buyer);
        }
        merge_buyers(files.database, buyers, files.now);
        files.file(Files::named(5, "bea"));
        CHECK(files.broken() == 0);
        CHECK(files.buyers_of({5, 12}) == 1);
    }
}
