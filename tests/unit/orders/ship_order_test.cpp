// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "orders/forget_orders.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/ship_order.hpp"
#include "orders_world.hpp"

#include <doctest/doctest.h>

#include <algorithm>
#include <array>

using namespace etsyorder;
using namespace etsyorder::orders;
using Kind = ParcelStep::Kind;

namespace {

struct Desk : test::OrdersWorld {
    Desk() {
        auto received = test::bare_order(1);
        received.status = "paid";
        received.is_paid = true;
        received.is_shipped = false;
        record(received);
    }
    [[nodiscard]] Order order() const { return stored(1); }
    std::vector<ParcelStep> prepare(const std::vector<ParcelWish>& wishes) {
        db::UnitOfWork work(database);
        auto steps = prepare_parcels(database, order(), wishes, now);
        work.commit();
        return steps;
    }
    void settle(ParcelId id, ParcelState state, const std::string& problem = "") {
        db::UnitOfWork work(database);
        settle_parcel(database, id, state, problem, now);
        work.commit();
    }
    [[nodiscard]] std::vector<Parcel> parcels() {
        return ParcelRepository(database).of_order(order().id);
    }
    void shipped_at_etsy(const std::string& code) {
        auto received = test::bare_order(1, 2);
        received.status = "completed";
        received.is_shipped = true;
        received.shipments = std::vector<Shipment>{{5, "usps", code, test::at(9000)}};
        record(received);
    }
    [[nodiscard]] std::ptrdiff_t events(const std::string& name) const {
        const auto names = event_names(order().id);
        return std::count(names.begin(), names.end(), name);
    }
};

ParcelWish usps(const std::string& code, const std::string& note = "") {
    return {code.empty() ? "" : "usps", code.empty() ? "" : "USPS", code, {note, {}, {}}};
}

} // namespace

TEST_CASE("a parcel is written down once, however often it is wished") {
    Desk desk;
    const auto first = desk.prepare({usps("9400A"), usps("9400B")});
    const auto again = desk.prepare({usps("94-00 a")});
    REQUIRE(first.size() == 2);
    CHECK(first[0].kind == Kind::to_tell);
    CHECK(again[0].parcel.id == first[0].parcel.id);
    CHECK(desk.parcels().size() == 2);
    CHECK(desk.parcels()[1].number == 2);
    CHECK(desk.events("parcel.prepared") == 2);
}

TEST_CASE("a parcel that is wished twice at once is one") {
    Desk desk;
    const auto steps = desk.prepare({usps("AB 12345678"), usps("ab12345678"), usps("CD1")});
    REQUIRE(steps.size() == 3);
    CHECK(steps[0].kind == Kind::to_tell);
    CHECK(steps[1].kind == Kind::already);
    CHECK(steps[1].why == "named_twice");
    CHECK(steps[2].kind == Kind::to_tell);
    CHECK(desk.parcels().size() == 2);
}

TEST_CASE("what was not told yet is as it was wished last") {
    Desk desk;
    desk.prepare({usps("9400", "first words")});
    desk.prepare({{"ups", "UPS", "9400", {"other words", {}, {}}}});
    CHECK(desk.parcels().front().note.text == "other words");
    CHECK(desk.parcels().front().carrier == "ups");
}

TEST_CASE("a plan changes nothing") {
    Desk desk;
    CHECK(plan_parcels(desk.database, desk.order(), {usps("9400")}).size() == 1);
    CHECK(desk.parcels().empty());
}

TEST_CASE("only one of two claims gets a parcel") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    CHECK(claim_parcel(desk.database, id, desk.now));
    CHECK_FALSE(claim_parcel(desk.database, id, desk.now));
    CHECK(desk.parcels().front().state == ParcelState::sending);
}

TEST_CASE("what is in doubt is claimed only where somebody says so") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    CHECK(claim_parcel(desk.database, id, desk.now));
    CHECK_FALSE(
        claim_parcel(desk.database, id, desk.now, Claim::in_doubt_too)); // not yet looked up
    desk.settle(id, ParcelState::in_doubt, "cut off");
    CHECK_FALSE(claim_parcel(desk.database, id, desk.now));
    CHECK(desk.parcels().front().state == ParcelState::in_doubt);
    CHECK(claim_parcel(desk.database, id, desk.now, Claim::in_doubt_too));
    CHECK(desk.parcels().front().state == ParcelState::sending);
    CHECK(desk.events("parcel.prepared") == 1);
}

TEST_CASE("what Etsy knows is not to be told again") {
    Desk desk;
    SUBCASE("told from here") {
        const auto id = desk.prepare({usps("9400")})[0].parcel.id;
        desk.settle(id, ParcelState::sent);
        const auto again = desk.prepare({usps("9400")});
        CHECK(again[0].kind == Kind::already);
        CHECK(again[0].why == "sent");
        CHECK_FALSE(claim_parcel(desk.database, id, desk.now));
        CHECK(desk.events("parcel.sent") == 1);
    }
    SUBCASE("typed into its page by hand") {
        const auto id = desk.prepare({usps("9400")})[0].parcel.id;
        desk.settle(id, ParcelState::by_hand);
        CHECK(desk.prepare({usps("9400")})[0].why == "by_hand");
        CHECK(desk.prepare({usps("")})[0].why == "by_hand");
    }
    SUBCASE("shipped there") {
        desk.shipped_at_etsy("9400");
        CHECK(desk.prepare({usps("94 00")})[0].why == "at_etsy");
        CHECK(desk.prepare({usps("")})[0].why == "at_etsy");
        CHECK(desk.parcels().empty());
    }
}

TEST_CASE("another number of a shipped order is a further parcel, and says so") {
    Desk desk;
    CHECK_FALSE(desk.prepare({usps("9400")})[0].further);
    desk.shipped_at_etsy("9400");
    const auto next = desk.prepare({usps("9500")});
    CHECK(next[0].kind == Kind::to_tell);
    CHECK(next[0].further);
}

TEST_CASE("a parcel whose call was cut off is in doubt, not to be told") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    CHECK(claim_parcel(desk.database, id, desk.now));
    CHECK(desk.prepare({usps("9400")})[0].kind == Kind::in_doubt);
    desk.settle(id, ParcelState::in_doubt, "the call was cut off");
    CHECK(desk.prepare({usps("9400")})[0].kind == Kind::in_doubt);
    CHECK(desk.parcels().front().problem == "the call was cut off");
}

TEST_CASE("what is in doubt is looked up for a canceled order, too, and nothing is told for it") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    CHECK_FALSE(is_in_doubt(desk.database, desk.order().id, "9400"));
    CHECK(claim_parcel(desk.database, id, desk.now));
    CHECK(is_in_doubt(desk.database, desk.order().id, "94 00"));
    desk.settle(id, ParcelState::in_doubt, "cut off");
    auto received = test::bare_order(1, 2);
    received.status = "canceled";
    desk.record(received);
    CHECK(why_unfit(desk.order()).has_value());
    CHECK(desk.prepare({usps("9400")})[0].kind == Kind::in_doubt);
    CHECK(is_in_doubt(desk.database, desk.order().id, "9400"));
    CHECK_THROWS_AS(desk.prepare({usps("9500")}), base::Error);
    CHECK_THROWS_AS(desk.prepare({usps("9400"), usps("9500")}), base::Error);
    desk.mark_gone(1);
    CHECK(desk.prepare({usps("9400")})[0].kind == Kind::in_doubt);
}

TEST_CASE("what is told stays told, whatever a slower process thinks") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    desk.settle(id, ParcelState::in_doubt); // no call was under way
    CHECK(desk.parcels().front().state == ParcelState::prepared);
    desk.settle(id, ParcelState::sent);
    for (const auto late : {ParcelState::failed, ParcelState::in_doubt, ParcelState::by_hand}) {
        desk.settle(id, late);
        CHECK(desk.parcels().front().state == ParcelState::sent);
    }
    CHECK(desk.events("parcel.sent") == 1);
}

TEST_CASE("what failed may be told anew") {
    Desk desk;
    const auto id = desk.prepare({usps("9400")})[0].parcel.id;
    desk.settle(id, ParcelState::failed, "403");
    CHECK(desk.prepare({usps("9400")})[0].kind == Kind::to_tell);
    CHECK(desk.parcels().front().state == ParcelState::prepared);
    CHECK(claim_parcel(desk.database, id, desk.now));
}

TEST_CASE("orders that must not be shipped are refused with a conflict") {
    Desk desk;
    const auto refused = [&] {
        try {
            (void)plan_parcels(desk.database, desk.order(), {usps("9400")});
        } catch (const base::Error& error) {
            return error.kind() == base::ErrorKind::conflict;
        }
        return false;
    };
    CHECK_FALSE(refused());
    SUBCASE("canceled") {
        auto received = test::bare_order(1, 2);
        received.status = "canceled";
        desk.record(received);
        CHECK(refused());
    }
    SUBCASE("gone") {
        desk.mark_gone(1);
        CHECK(refused());
    }
    SUBCASE("forgotten") {
        desk.prepare({usps("9400", "for Jane")});
        const std::array ids{desk.order().id};
        forget_orders(desk.database, ids, desk.now);
        CHECK(refused());
        CHECK(desk.parcels().empty());
    }
}

TEST_CASE("the shop's country is the one that Etsy names") {
    Desk desk;
    CHECK(shop_country(desk.database, desk.shop).empty());
    desk.database.execute(
        R"(UPDATE shops SET raw = '{"shop_location_country_iso":"GB"}' WHERE shop_id = 7)");
    CHECK(shop_country(desk.database, desk.shop) == "GB");
    desk.database.execute("UPDATE shops SET raw = 'no json' WHERE shop_id = 7");
    CHECK(shop_country(desk.database, desk.shop).empty());
}

TEST_CASE("while a parcel is in doubt no other one goes out unless somebody says so") {
    Desk desk;
    const auto id = desk.prepare({usps("9400A")})[0].parcel.id;
    CHECK(claim_parcel(desk.database, id, desk.now));
    for (const auto state : {ParcelState::sending, ParcelState::in_doubt}) {
        desk.settle(id, state, "cut off");
        CHECK_THROWS_AS((void)desk.prepare({usps("9400B")}), base::Error);
        CHECK_THROWS_AS((void)desk.prepare({usps("")}), base::Error);
        CHECK(plan_parcels(desk.database, desk.order(), {usps("9400-a")})[0].kind ==
              Kind::in_doubt);
    }
    CHECK(desk.parcels().size() == 1);
    const auto both = plan_parcels(desk.database, desk.order(), {usps("9400B"), usps("9400A")});
    CHECK(both[0].kind == Kind::to_tell);
    const auto further =
        plan_parcels(desk.database, desk.order(), {usps("9400B")}, BesideDoubt::tell);
    CHECK(further[0].kind == Kind::to_tell);
    desk.settle(id, ParcelState::sent);
    CHECK(desk.prepare({usps("9400B")})[0].further);
}
