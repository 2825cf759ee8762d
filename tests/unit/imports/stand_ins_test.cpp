// SPDX-License-Identifier: MIT
// A seller's own spreadsheet of orders that Etsy's files or API tell of too.
#include "db/migrations.hpp"
#include "imports/import_mapped.hpp"
#include "imports/stand_ins.hpp"
#include "orders/order_repository.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::imports;
using orders::Outcome;

namespace {

const std::string kEtsysHead =
    "Sale Date,Item Name,Quantity,Price,Currency,Transaction ID,Order ID,Variations\n";
const std::string kSign =
    "11/02/26,Oak sign,1,45.00,USD,9001,1042,\"Size:8,Personalization:For Mom\"\n";
const std::string kRing = "11/02/26,Ring,2,3,USD,9002,1042,Size:7\n";
const std::string kSheetHead = "order,date,product,words,due\n";
const std::string kSheet = kSheetHead + "1042,2026-11-02,oak sign ,For  Mom,2026-11-20\n"
                                        "1042,2026-11-02,Ring,A & B,2026-11-18\n";

class Listener final : public ImportListener {
public:
    void order(const orders::Recorded& recorded, std::uint64_t) override {
        outcomes.push_back(recorded.outcome);
    }
    void refused(std::uint64_t, const std::string& reason) override { notes.push_back(reason); }
    void noted(std::uint64_t line, const std::string& note) override {
        notes.push_back(std::to_string(line) + ": " + note);
    }
    void progressed(std::uint64_t) override {}

    std::vector<Outcome> outcomes;
    std::vector<std::string> notes;
};

struct World {
    test::TempFolder folder;
    db::Database database{folder.path() / "store.db", db::Open::for_writing};
    base::Zone zone = base::Zone::named("UTC");
    Mapping mapping = parse_mapping_line(
        "order=order,placed=date,title=product,personalisation=words,ship_by=due");
    ImportOptions options{
        orders::ShopId{77}, base::from_utc_seconds(1'800'000'000), {&zone, DateOrder::month_first}};
    Listener told;

    World() { db::migrate(database); }

    void etsys(const std::string& rows) {
        csv::Reader reader(csv::from_text(kEtsysHead + rows));
        const auto first = reader.next();
        const auto header = recognise((*first)->fields);
        REQUIRE(header.has_value());
        OrderImport import(database, *header, (*first)->fields, options, told);
        for (auto row = reader.next(); row && *row != nullptr; row = reader.next()) {
            import.add(read_line(*header, **row, options.rules));
        }
        import.finish();
    }

    void sheet(const std::string& text = kSheet) {
        csv::Reader reader(csv::from_text(text));
        MappedOrders orders(mapping, zone);
        (void)reader.next();
        for (auto row = reader.next(); row && *row != nullptr; row = reader.next()) {
            const auto fields = (*row)->fields;
            orders.add((*row)->line,
                       {{Meaning::order, std::string(fields[0])},
                        {Meaning::placed, std::string(fields[1])},
                        {Meaning::title, std::string(fields[2])},
                        {Meaning::personalisation, std::string(fields[3])},
                        {Meaning::ship_by, std::string(fields[4])}});
        }
        import_mapped(database, orders.take(), options, told);
    }

    void sync() {
        orders::ReceivedOrder said;
        said.receipt = orders::ReceiptId{1042};
        said.status = "paid";
        said.placed_at = base::from_utc_seconds(1'793'600'123);
        orders::ReceivedItem sign;
        sign.transaction = orders::TransactionId{9001};
        sign.title = "Oak sign";
        sign.answers =
            std::vector<orders::Answer>{{orders::AnswerKind::option, "Size", "8", {}, {}, {}}};
        said.items = {sign};
        said.content_hash.fill(std::byte{9});
        db::UnitOfWork work(database);
        (void)orders::OrderRecorder(database, {orders::ShopId{77}, options.now, "sync"})
            .record(said);
        work.commit();
    }

    // Those that are to be made, in words, by their numbers.
    std::vector<std::string> items() {
        auto order =
            orders::OrderRepository(database).find(options.shop, orders::ReceiptId{1042}).value();
        std::ranges::sort(order.items, {}, &orders::Item::transaction);
        std::vector<std::string> words;
        for (const auto& item : order.items) {
            if (item.removed_at) {
                continue;
            }
            auto& line = words.emplace_back(std::to_string(item.transaction.value()) + " " +
                                            std::to_string(item.quantity) + " x " + item.title);
            for (const auto& answer : item.answers) {
                line += ", " + answer.text;
            }
            line += item.ship_by ? ", " + base::format_instant(*item.ship_by).substr(0, 10) : "";
        }
        return words;
    }
};

using Words = std::vector<std::string>;
const Words kBoth = {"9001 1 x Oak sign, 8, For Mom, 2026-11-20",
                     "9002 2 x Ring, 7, A & B, 2026-11-18"};

} // namespace

TEST_CASE("a spreadsheet of an order adds to the items of Etsy's file, and makes none") {
    World world;
    world.etsys(kSign + kRing);
    world.sheet();
    CHECK(world.items() == kBoth);
    CHECK(world.told.outcomes == std::vector{Outcome::placed, Outcome::changed});
    world.sheet();
    world.etsys(kSign + kRing);
    CHECK(world.items() == kBoth);
    CHECK(world.told.outcomes.at(2) == Outcome::unchanged);
    CHECK(world.told.outcomes.at(3) == Outcome::unchanged);
    CHECK(world.told.notes.empty());
}

TEST_CASE("items of Etsy's file replace those of a spreadsheet, with what only that said") {
    World world;
    world.sheet();
    CHECK(world.items().size() == 2);
    world.etsys(kSign + kRing);
    CHECK(world.items() == kBoth);
    for (int again = 0; again < 2; ++again) {
        world.sheet();
        CHECK(world.told.outcomes.back() == Outcome::unchanged);
        world.etsys(kSign + kRing);
        CHECK(world.told.outcomes.back() == Outcome::unchanged);
    }
    CHECK(world.items() == kBoth);
    CHECK(world.told.notes.empty());
}

TEST_CASE("an item that comes in a later file of Etsy's still gets the words of the spreadsheet") {
    World world;
    world.sheet();
    world.etsys(kSign);
    CHECK(world.items() == Words{kBoth[0]});
    CHECK(world.told.notes == Words{"2: order 1042: \"Ring\" of another file is marked as removed: "
                                    "none of Etsy's items has that title"});
    world.etsys(kRing);
    CHECK(world.items() == kBoth);
    CHECK(world.told.notes.size() == 1);
}

TEST_CASE("what cannot be told to be an item of Etsy's is named, and its words go to no other") {
    World world;
    world.etsys(kSign + kRing + "11/02/26,Ring,1,3,USD,9003,1042,Size:9\n");
    const auto before = world.items();
    world.sheet(kSheetHead + "1042,2026-11-02,Ring,A,\n1042,2026-11-02,Bowl,B,\n");
    CHECK(world.items() == before);
    CHECK(world.told.notes ==
          Words{"2: order 1042: \"Ring\" is left out: of Etsy's items several have that title, and "
                "which it is cannot be told",
                "2: order 1042: \"Bowl\" is left out: none of Etsy's items has that title"});
}

TEST_CASE("of items with one title each gets what was said of its own words") {
    const std::string two = "11/02/26,Ring,1,3,USD,9002,1042,Personalization:Mia\n"
                            "11/02/26,Ring,1,3,USD,9003,1042,Personalization:Lou\n";
    const auto sheet = kSheetHead + "1042,2026-11-02,Ring,Lou,2026-11-18\n"
                                    "1042,2026-11-02,Ring,Mia,2026-11-20\n";
    for (const bool etsy_first : {false, true}) {
        World world;
        if (etsy_first) {
            world.etsys(two);
        }
        world.sheet(sheet);
        world.etsys(two);
        CHECK(world.items() ==
              Words{"9002 1 x Ring, Mia, 2026-11-20", "9003 1 x Ring, Lou, 2026-11-18"});
        CHECK(world.told.notes.empty());
    }
}

TEST_CASE("Etsy's words stay where a spreadsheet has others, and the seller is told") {
    const auto sheet = kSheetHead + "1042,2026-11-02,Oak sign,For Dad,\n";
    World after;
    after.etsys(kSign);
    after.sheet(sheet);
    CHECK(after.items() == Words{"9001 1 x Oak sign, 8, For Mom"});
    CHECK(after.told.notes ==
          Words{"2: order 1042: the words for \"Oak sign\" are not Etsy's, which stay"});
    World before;
    before.sheet(sheet);
    before.etsys(kSign);
    CHECK(before.items() == after.items());
    CHECK(before.told.notes ==
          Words{"2: order 1042: the words for \"Oak sign\" in another file are "
                "not Etsy's, which count"});
}

TEST_CASE("of a synced order a spreadsheet fills what Etsy leaves open, and no words beside") {
    World world;
    world.sync();
    world.sheet();
    CHECK(world.items() == Words{"9001 1 x Oak sign, 8"});
    CHECK(
        world.told.notes ==
        Words{
            "2: order 1042: the words for \"oak sign\" are left out: Etsy says that there are none",
            "2: order 1042: \"Ring\" is left out: none of Etsy's items has that title"});
}

TEST_CASE("a spreadsheet without titles is understood where there is one item") {
    World world;
    world.etsys("11/02/26,Oak sign,1,45.00,USD,9001,1042,\n");
    world.sheet(kSheetHead + "1042,2026-11-02,,For Mom,\n");
    CHECK(world.items() == Words{"9001 1 x Oak sign, For Mom"});
    CHECK(world.told.notes.empty());
}

TEST_CASE("items of another shop's file are its own as long as Etsy names none") {
    World world;
    world.sheet();
    world.sheet();
    CHECK(world.told.outcomes == std::vector{Outcome::placed, Outcome::unchanged});
    CHECK(world.items().size() == 2);
    world.sheet(kSheet + "1042,2026-11-02,Bowl,,\n");
    CHECK(world.items().size() == 3);
}
