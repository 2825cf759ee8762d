// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "db/migrations.hpp"
#include "imports/import_orders.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_repository.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::imports;
using orders::Outcome;
using orders::ReceiptId;
using orders::ShopId;

namespace {

const std::string kItemsHead =
    "Sale Date,Item Name,Buyer,Quantity,Price,Order Shipping,Order Sales Tax,Currency,Transaction "
    "ID,Listing ID,Date Paid,Date Shipped,Ship Name,Ship Address1,Ship City,Ship Zipcode,Ship "
    "Country,Order ID,Variations,Payment Type,SKU\n";
const std::string kFirstItem =
    "11/02/26,Oak sign,Pat Example (patexample),1,45.00,5.00,2.10,USD,9001,77,11/02/2026,,Pat "
    "Example,1 Main Street,Springfield,62701,United States,1042,\"Size:8,Personalization:For "
    "Mom\",online_cc,OAK-1\n";
const std::string kSecondItem =
    "11/02/26,Ring,Pat Example (patexample),2,3,5.00,2.10,USD,9002,78,11/02/2026,,Pat Example,1 "
    "Main Street,Springfield,62701,United States,1042,,online_cc,\n";
const std::string kOrdersFile =
    "Sale Date,Order ID,Buyer User ID,Full Name,Number of Items,Payment Method,Date Shipped,Street "
    "1,Ship City,Ship Zipcode,Ship Country,Currency,Order Value,Discount "
    "Amount,Shipping,Sales Tax,Order Total,Status,Buyer\n"
    "11/02/26,1042,patexample,P. Example,2,Credit Card,,1 Main "
    "Street,Springfield,62701,US,USD,51,1,5,2.10,57.10,Paid,patexample\n";
const std::string kItemsFile = kItemsHead + kFirstItem + kSecondItem;

struct Told {
    std::vector<Outcome> outcomes;
    std::vector<std::string> reasons;
};
class Listener final : public ImportListener {
public:
    void order(const orders::Recorded& recorded, std::uint64_t) override {
        told.outcomes.push_back(recorded.outcome);
    }
    void refused(std::uint64_t line, const std::string& reason) override {
        told.reasons.push_back(std::to_string(line) + ": " + reason);
    }
    void noted(std::uint64_t, const std::string&) override {}
    void progressed(std::uint64_t) override {}

    Told told;
};

struct World {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    base::Zone zone = base::Zone::named("UTC");
    base::Instant now = base::from_utc_seconds(1'800'000'000);

    World() { db::migrate(database); }

    Told import(const std::string& text, ShopId shop = ShopId{77}) {
        csv::Reader reader(csv::from_text(text));
        const auto first = reader.next();
        REQUIRE(first.has_value());
        const auto header = recognise((*first)->fields);
        REQUIRE(header.has_value());
        Listener listener;
        const ImportOptions options{shop, now, {&zone, DateOrder::month_first}};
        OrderImport import(database, *header, (*first)->fields, options, listener);
        for (;;) {
            const auto row = reader.next();
            if (!row || *row == nullptr) {
                break;
            }
            import.add(read_line(*header, **row, options.rules));
        }
        import.finish();
        return listener.told;
    }

    // What Etsy's API would say: better than any file, but without address and total.
    Outcome sync(const std::string& zip = "") {
        orders::ReceivedOrder said;
        said.receipt = ReceiptId{1042};
        said.buyer_user_id = 55;
        said.buyer_name = "Pat Example";
        said.status = "paid";
        said.is_paid = true;
        said.is_shipped = false;
        said.placed_at = base::from_utc_seconds(1'793'600'123);
        said.updated_at = base::from_utc_seconds(1'793'600'456);
        said.payment_method = "cc";
        said.address.zip = zip;
        said.amounts.currency = "USD";
        said.amounts.discount = 0;
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{9001};
        item.title = "Oak sign";
        item.sku = "";
        item.quantity = 1;
        item.price = base::Money{4500, "USD"};
        item.ship_by = base::from_utc_seconds(1'794'000'000);
        item.answers = std::vector<orders::Answer>{
            {orders::AnswerKind::personalisation, "Name", "For Mom!", {}, 54, 5}};
        auto ring = item;
        ring.transaction = orders::TransactionId{9002};
        ring.title = "Ring";
        ring.quantity = 2;
        ring.answers = std::vector<orders::Answer>{};
        said.items = {item, ring};
        said.content_hash.fill(std::byte{9});
        db::UnitOfWork work(database);
        const auto outcome =
            orders::OrderRecorder(database, {ShopId{77}, now, "sync"}).record(said).outcome;
        work.commit();
        return outcome;
    }

    // The order without what only tells how it came here.
    orders::Order order(ShopId shop = ShopId{77}) {
        auto found = orders::OrderRepository(database).find(shop, ReceiptId{1042}).value();
        found.id = orders::OrderId{0};
        found.fetched_at = {};
        found.buyer.reset();
        for (auto& item : found.items) {
            item.id = orders::ItemId{0};
        }
        return found;
    }

    std::int64_t count(const std::string& sql) {
        auto row = database.statement(sql);
        REQUIRE(row.step());
        return row.integer(0);
    }
};

orders::Order after(const std::string& steps) {
    World world;
    for (const char step : steps) {
        switch (step) {
        case 'i':
            world.import(kItemsFile);
            break;
        case '1':
            world.import(kItemsHead + kFirstItem);
            break;
        case '2':
            world.import(kItemsHead + kSecondItem);
            break;
        case 'o':
            world.import(kOrdersFile);
            break;
        default:
            world.sync();
        }
    }
    CHECK(world.count("SELECT count(*) FROM items") == 2);
    CHECK(world.count("SELECT count(*) FROM orders") == 1);
    CHECK(world.count("SELECT count(*) FROM buyers") == 1);
    CHECK(world.count("SELECT count(*) FROM buyers WHERE username = 'patexample'") == 1);
    return world.order();
}

} // namespace

TEST_CASE("files alone make the same order, however they come") {
    const auto expected = after("io");
    for (const auto* steps : {"oi", "iio", "ooi", "ioi", "12o", "21o", "o21", "1o2", "2o11"}) {
        CAPTURE(std::string(steps));
        CHECK(after(steps) == expected);
    }
    CHECK(expected.buyer_name == "Pat Example"); // whom it is sent to
    CHECK(expected.status == "paid");
    CHECK(expected.is_open);
    CHECK(expected.is_paid);
    CHECK(expected.is_personalised);
    CHECK_FALSE(expected.ship_by);
    CHECK(expected.address.first_line == "1 Main Street");
    CHECK(expected.address.country == "US");
    CHECK(expected.amounts.shipping == 500); // on three rows, and taken once
    CHECK(expected.amounts.total == 5710);
    CHECK(expected.amounts.subtotal == 5000);
    CHECK(expected.payment_method == "Credit Card");
}

TEST_CASE("a sync before, between or after the files makes the same order") {
    const auto expected = after("sio");
    for (const auto* steps :
         {"soi", "iso", "osi", "ios", "ois", "ssio", "sios", "isios", "1s2o", "o2s1"}) {
        CAPTURE(std::string(steps));
        CHECK(after(steps) == expected);
    }
    CHECK(expected.placed_at == base::from_utc_seconds(1'793'600'123)); // Etsy's moment
    CHECK(expected.payment_method == "cc");
    CHECK(expected.amounts.discount == 0);
    CHECK(expected.amounts.total == 5710);  // which Etsy did not say
    CHECK(expected.address.zip == "62701"); // which Etsy said to be empty
    REQUIRE(expected.items.size() == 2);
    CHECK(expected.items[0].answers[0].text == "For Mom!");
    CHECK(expected.items[0].sku == "OAK-1");
    CHECK(expected.ship_by.has_value());
}

TEST_CASE("a sync of an imported order is a change of it, and its item keeps its number") {
    World world;
    world.import(kItemsFile);
    const auto item = world.count("SELECT item_id FROM items WHERE transaction_id = 9001");
    CHECK(world.sync() == Outcome::changed);
    CHECK(world.sync() == Outcome::unchanged);
    CHECK(world.count("SELECT item_id FROM items WHERE transaction_id = 9001") == item);
    CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::unchanged});
}

TEST_CASE("the same file again says nothing new and writes nothing") {
    World world;
    CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::placed});
    const auto events = world.count("SELECT count(*) FROM events");
    CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::unchanged});
    CHECK(world.count("SELECT count(*) FROM events") == events);
    CHECK(world.count("SELECT count(*) FROM file_rows") == 2);
    CHECK(world.count("SELECT count(*) FROM file_headers") == 1);
}

TEST_CASE("an older download does not take back what a newer one said") {
    auto shipped = kItemsFile;
    for (auto at = shipped.find(",11/02/2026,,"); at != std::string::npos;
         at = shipped.find(",11/02/2026,,")) {
        shipped.replace(at, 13, ",11/02/2026,11/05/2026,");
    }
    World world;
    world.import(kItemsFile);
    CHECK(world.import(shipped).outcomes == std::vector{Outcome::changed});
    CHECK(world.order().status == orders::kCompleted);
    CHECK_FALSE(world.order().is_open);
    CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::unchanged});
    CHECK(world.order().is_shipped);
}

TEST_CASE("a file never opens a closed order again, whichever came first") {
    const auto with = [](const std::string& status) {
        auto text = kOrdersFile;
        const auto at = text.find(",Paid,");
        return text.replace(at, 6, "," + status + ",");
    };
    for (const std::string status : {"Canceled", "Completed", "Fully Refunded"}) {
        CAPTURE(status);
        World world;
        world.import(with(status));
        CHECK(world.import(kOrdersFile).outcomes == std::vector{Outcome::unchanged});
        world.import(kItemsFile); // which has no status, and it is not shipped
        CHECK(world.order().status == base::ascii_lower(status));
        CHECK_FALSE(world.order().is_open);
        World other;
        other.import(kOrdersFile);
        other.import(with(status));
        other.import(kItemsFile);
        CHECK(other.order() == world.order());
    }
}

TEST_CASE("what a file leaves empty takes nothing from what files said before") {
    auto bare = kItemsFile;
    for (const std::string word : {"Personalization:For Mom", "Oak sign", "OAK-1"}) {
        bare.replace(bare.find(word), word.size(), "");
    }
    World world;
    world.import(kItemsFile);
    const auto before = world.order();
    world.import(bare);
    CHECK(world.order().items[0].title == "Oak sign");
    CHECK(world.order().items[0].sku == "OAK-1");
    CHECK(world.order().is_personalised);
    CHECK(world.order().address == before.address);
}

TEST_CASE("a dry run tells the same and leaves everything as it was") {
    World world;
    {
        const db::Rehearsal rehearsal(world.database);
        CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::placed});
        CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::unchanged});
        CHECK(world.import(kOrdersFile).outcomes == std::vector{Outcome::changed});
    }
    CHECK(world.count("SELECT count(*) FROM orders") == 0);
    CHECK(world.count("SELECT count(*) FROM file_headers") == 0);
    CHECK(world.count("SELECT count(*) FROM shops") == 0);
}

TEST_CASE("a bad row is refused by line and reason, and the others go in") {
    World world;
    const auto told = world.import(kItemsHead + kFirstItem +
                                   "bad,x,,1,1,,,USD,5,,,,,,,,,7,,,\n"
                                   "1/1/26,x,,1,1,,,USD,,,,,,,,,,7,,,\n"
                                   "1/1/26,x,,one,1,,,USD,5,,,,,,,,,7,,,\n"
                                   "1/1/26,x,,1,a lot,,,USD,5,,,,,,,,,7,,,\n"
                                   "1/1/26,x,,1,1,,,USD,5,,,,,,,,,3.5E+09,,,\n" +
                                   kSecondItem + ",,,,,,,,,,,,,,,,,8,,,,too many\n");
    CHECK(told.outcomes == std::vector{Outcome::placed});
    CHECK(told.reasons ==
          std::vector<std::string>{"3: Sale Date \"bad\" is no date (month/day/year)",
                                   "4: Transaction ID is missing",
                                   "5: Quantity \"one\" is no whole number",
                                   "6: Price \"a lot\" is no amount of USD",
                                   "7: Order ID \"3.5E+09\" is no whole number",
                                   "9: it has 22 fields, the header has 21"});
    CHECK(world.order().items.size() == 2);
}

TEST_CASE("headers are known in either English, in any case and order") {
    const auto kind = [](std::vector<std::string_view> columns) {
        const auto header = recognise(columns);
        return header ? static_cast<int>(header->kind) : 0;
    };
    CHECK(kind({"ORDER ID", " transaction  id", "Item Name"}) == 1);
    CHECK(kind({"Sale Date", "Order ID", "Order total", "Delivery"}) == 2);
    CHECK(kind({"Sale Date", "Order ID"}) == 0);
    CHECK(kind({"TITLE", "DESCRIPTION", "PRICE"}) == 0);
    const std::vector<std::string_view> british = {"Date Posted",
                                                   "Order Delivery",
                                                   "Delivery Country",
                                                   "Order ID",
                                                   "Transaction ID",
                                                   "Item Name"};
    const auto header = recognise(british).value();
    CHECK(header.cell(british, Field::date_shipped) == "Date Posted");
    CHECK(header.cell(british, Field::order_shipping) == "Order Delivery");
    CHECK(header.cell(british, Field::country) == "Delivery Country");
    CHECK(header.cell(british, Field::sku).empty());
}

TEST_CASE("one buyer of several orders is one, also once a sync gives the number") {
    World world;
    auto other = kFirstItem;
    other.replace(other.find("9001"), 4, "9003");
    other.replace(other.find("1042"), 4, "1043");
    world.import(kItemsFile);
    world.import(kItemsHead + other);
    CHECK(world.count("SELECT count(*) FROM buyers") == 1);
    world.sync();
    CHECK(world.count("SELECT count(*) FROM buyers WHERE etsy_user_id = 55") == 1);
    CHECK(world.count("SELECT count(DISTINCT buyer_id) FROM orders") == 1);
}

TEST_CASE("what was imported without a key becomes the shop's that is signed in") {
    World world;
    {
        db::UnitOfWork work(world.database);
        CHECK(orders::make_local_shop(world.database, "Acorn").value() == -1);
        work.commit();
    }
    world.import(kItemsFile, ShopId{-1});
    auto another = kFirstItem;
    another.replace(another.find("9001"), 4, "9003");
    another.replace(another.find("1042"), 4, "1043");
    world.import(kItemsHead + another, ShopId{-1});
    world.database.execute("INSERT INTO order_tags SELECT shop_id, 'urgent', order_id FROM orders");
    world.sync(); // of shop 77, with one of the two orders
    {
        db::UnitOfWork work(world.database);
        CHECK(orders::take_in_local_shops(world.database, ShopId{77}, world.now) == 1);
        work.commit();
    }
    CHECK(world.order() == [] {
        auto expected = after("si");
        expected.tags = {"urgent"};
        return expected;
    }());
    CHECK(world.count("SELECT count(*) FROM shops") == 1);
    CHECK(world.count("SELECT count(*) FROM orders WHERE shop_id = 77") == 2);
    CHECK(world.count("SELECT count(*) FROM items WHERE shop_id = 77") == 3);
    CHECK(world.count("SELECT count(*) FROM order_tags WHERE shop_id = 77") == 2);
    CHECK(world.count("SELECT count(*) FROM file_rows WHERE shop_id = 77") == 3);
    CHECK(world.count("SELECT count(*) FROM buyers") == 1);
    CHECK(world.import(kItemsFile).outcomes == std::vector{Outcome::unchanged});
    CHECK(world.count("SELECT count(*) FROM pragma_foreign_key_check") == 0);
}

TEST_CASE("a local shop of another name without a common order stays apart") {
    World world;
    {
        db::UnitOfWork work(world.database);
        (void)orders::make_local_shop(world.database, "Acorn");
        work.commit();
    }
    auto another = kFirstItem;
    another.replace(another.find("1042"), 4, "1043");
    world.import(kItemsHead + another, ShopId{-1});
    world.sync();
    world.database.execute("UPDATE shops SET name = 'Willow' WHERE shop_id = 77");
    db::UnitOfWork work(world.database);
    CHECK(orders::take_in_local_shops(world.database, ShopId{77}, world.now) == 0);
}
