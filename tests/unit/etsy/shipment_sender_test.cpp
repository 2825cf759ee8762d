// SPDX-License-Identifier: MIT
#include "db/lease.hpp"
#include "db/migrations.hpp"
#include "etsy/shipment_sender.hpp"
#include "etsy_world.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/record_order.hpp"
#include "orders/ship_order.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using base::ErrorKind;
using etsy::WhenInDoubt;
using net::TransportProblem;
using orders::ParcelState;
using test::kApi;

namespace {

const std::string kTracking = "POST " + kApi + "shops/7/receipts/1/tracking";
const std::string kReceipt = "GET " + kApi + "shops/7/receipts/1";

const char* const kShipped =
    R"({"receipt_id":1,"status":"completed","is_paid":true,"is_shipped":true,)"
    R"("transactions":[],"shipments":[{"receipt_shipping_id":5,"carrier_name":"usps",)"
    R"("tracking_code":"9400","shipment_notification_timestamp":1000}]})";
const char* const kOpen = R"({"receipt_id":1,"status":"paid","is_paid":true,"is_shipped":false,)"
                          R"("transactions":[],"shipments":[]})";

struct Desk {
    test::TempFolder folder;
    test::EtsyWorld world;
    db::Database database{folder.path() / "test.db", db::Open::for_writing};
    etsy::EnvironmentSession session{
        {"keystring", base::Secret("shared"), base::Secret("1.token"), "7"}};
    etsy::Client client{etsy::Server::etsy(), world.sender, session};
    etsy::ShipmentSender sender{{database, client, world.clock, world.clock}};
    orders::Order order;
    orders::Parcel parcel;

    explicit Desk(const std::string& carrier = "usps", const std::string& code = "9400") {
        db::migrate(database);
        db::UnitOfWork work(database);
        orders::ReceivedOrder received;
        received.receipt = orders::ReceiptId{1};
        received.status = "paid";
        received.is_paid = true;
        received.is_shipped = false;
        orders::OrderRecorder(database, {orders::ShopId{7}, world.clock.now(), "sync"})
            .record(received);
        order = stored();
        parcel =
            orders::prepare_parcels(
                database, order, {{carrier, carrier, code, {"Hello", {}, {}}}}, world.clock.now())
                .front()
                .parcel;
        work.commit();
    }
    [[nodiscard]] orders::Order stored() {
        return orders::OrderRepository(database)
            .find(orders::ShopId{7}, orders::ReceiptId{1})
            .value();
    }
    [[nodiscard]] ParcelState state() {
        return orders::ParcelRepository(database).load(parcel.id).value().state;
    }
    etsy::Told send(WhenInDoubt when = WhenInDoubt::leave) {
        return sender.send(parcel, order, when);
    }
    // Etsy is asked for the order, and then told.
    test::StubHttp::Expected& expect_call() {
        world.http.expect(kReceipt).answer(200, kOpen);
        return world.http.expect(kTracking);
    }
    void die_while_sending() {
        CHECK(orders::claim_parcel(database, parcel.id, world.clock.now()));
    }
};

} // namespace

TEST_CASE("a parcel is told to Etsy as JSON, and the order is at once shipped here") {
    Desk desk;
    desk.expect_call().answer(200, kShipped);
    const auto told = desk.send();
    CHECK(told.by_this_call);
    CHECK(desk.state() == ParcelState::sent);
    CHECK(desk.stored().is_shipped);
    CHECK(desk.stored().shipments.front().tracking_code == "9400");
    const auto& request = desk.world.http.requests().back();
    CHECK(request.headers.find("content-type") == "application/json");
    CHECK(request.body ==
          R"({"tracking_code":"9400","carrier_name":"usps","note_to_buyer":"Hello"})");
}

TEST_CASE("a carrier that Etsy has no word for is \"other\"") {
    Desk desk("yunexpress", "YT1234567890123456");
    desk.expect_call().answer(200, kShipped);
    CHECK(desk.send().by_this_call);
    CHECK(desk.world.http.requests().back().body.find(R"("carrier_name":"other")") !=
          std::string::npos);
}

TEST_CASE("without a code neither code nor carrier is sent") {
    Desk desk("", "");
    desk.expect_call().answer(200, kShipped);
    CHECK(desk.send().by_this_call);
    CHECK(desk.world.http.requests().back().body == R"({"note_to_buyer":"Hello"})");
}

TEST_CASE("telling twice asks Etsy once") {
    Desk desk;
    desk.expect_call().answer(200, kShipped);
    CHECK(desk.send().by_this_call);
    const auto again = desk.send();
    CHECK(again.state == ParcelState::sent);
    CHECK_FALSE(again.by_this_call);
    CHECK(desk.world.http.requests().size() == 2);
}

TEST_CASE("a key that may not do this is told the way by hand") {
    Desk desk;
    desk.expect_call().answer(403, R"({"error":"Unauthorized"})");
    const auto told = desk.send();
    CHECK(told.state == ParcelState::failed);
    CHECK(desk.state() == ParcelState::failed);
    REQUIRE(told.error.has_value());
    CHECK(told.error->kind() == ErrorKind::failed);
    CHECK(told.error->remedy().find("--by-hand") != std::string::npos);
    CHECK_FALSE(desk.stored().is_shipped);
}

TEST_CASE("a number that Etsy demands is asked for") {
    Desk desk("", "");
    desk.expect_call().answer(400, R"({"error":"A tracking number is required"})");
    const auto told = desk.send();
    REQUIRE(told.error.has_value());
    CHECK(told.error->remedy().find("--tracking") != std::string::npos);
    CHECK(desk.state() == ParcelState::failed);
}

TEST_CASE("a state that forbids it is a conflict, and nothing is in doubt") {
    Desk desk;
    desk.expect_call().answer(409, R"({"error":"The receipt is canceled"})");
    const auto told = desk.send();
    REQUIRE(told.error.has_value());
    CHECK(told.error->kind() == ErrorKind::conflict);
    CHECK(desk.state() == ParcelState::failed);
}

TEST_CASE("a lost answer leaves the parcel in doubt, and it is not sent again unasked") {
    Desk desk;
    desk.expect_call().fail(TransportProblem::cut_short);
    const auto told = desk.send();
    CHECK(told.state == ParcelState::in_doubt);
    CHECK(desk.state() == ParcelState::in_doubt);
    desk.world.http.expect(kReceipt).answer(200, kOpen);
    const auto again = desk.send();
    CHECK(again.state == ParcelState::in_doubt);
    CHECK_FALSE(again.error.has_value());
    CHECK(desk.world.http.requests().size() == 3);
}

TEST_CASE("a server in trouble leaves the parcel in doubt") {
    Desk desk;
    desk.expect_call().answer(503, "busy");
    CHECK(desk.send().state == ParcelState::in_doubt);
}

TEST_CASE("a connection that was never made is no doubt: nothing was sent") {
    Desk desk;
    desk.expect_call().fail(TransportProblem::tls);
    CHECK(desk.send().state == ParcelState::failed);
    desk.expect_call().answer(200, kShipped);
    CHECK(desk.send().by_this_call);
}

TEST_CASE("after a death while sending Etsy is asked first") {
    Desk desk;
    desk.die_while_sending();
    SUBCASE("and it has the parcel: nothing is sent again") {
        desk.world.http.expect(kReceipt).answer(200, kShipped);
        const auto told = desk.send(WhenInDoubt::send_again);
        CHECK(told.found_at_etsy);
        CHECK(desk.state() == ParcelState::sent);
        CHECK(desk.stored().is_shipped);
    }
    SUBCASE("and it has not: only who says so sends again") {
        desk.world.http.expect(kReceipt).answer(200, kOpen);
        CHECK(desk.send().state == ParcelState::in_doubt);
        desk.world.http.expect(kReceipt).answer(200, kOpen);
        desk.world.http.expect(kTracking).answer(200, kShipped);
        CHECK(desk.send(WhenInDoubt::send_again).by_this_call);
        CHECK(desk.state() == ParcelState::sent);
    }
    SUBCASE("and it cannot be asked: nothing is sent, even for who says so") {
        desk.world.http.expect(kReceipt).fail(TransportProblem::tls);
        const auto told = desk.send(WhenInDoubt::send_again);
        CHECK(told.state == ParcelState::in_doubt);
        CHECK(told.error.has_value());
    }
}

TEST_CASE("what is in doubt is not sent again for an order that is not to be shipped any more") {
    Desk desk;
    desk.die_while_sending();
    const auto refused = [&](const std::string& answer) {
        desk.world.http.expect(kReceipt).answer(200, answer);
        try {
            (void)desk.send(WhenInDoubt::send_again);
            FAIL("it was sent");
        } catch (const base::Error& error) {
            CHECK(error.kind() == ErrorKind::conflict);
        }
        CHECK(desk.state() == ParcelState::in_doubt); // the first call may have arrived
        CHECK(desk.world.http.requests().size() == 1);
    };
    SUBCASE("it was canceled") {
        auto canceled = std::string(kOpen);
        refused(canceled.replace(canceled.find("\"paid\""), 6, "\"canceled\""));
    }
    SUBCASE("it was refunded as a whole") {
        auto refunded = std::string(kOpen);
        refused(refunded.replace(refunded.find("\"paid\""), 6, "\"Fully Refunded\""));
    }
    SUBCASE("it was shipped with another number") {
        auto other = std::string(kShipped);
        refused(other.replace(other.find("9400"), 4, "9999"));
    }
}

TEST_CASE("what Etsy said yes to is never kept as not sent") {
    Desk desk;
    desk.expect_call().answer(200, kShipped);
    desk.database.execute("CREATE TRIGGER no_order BEFORE UPDATE ON orders WHEN NEW.is_shipped = 1 "
                          "BEGIN SELECT RAISE(ABORT, 'the disk says no'); END");
    SUBCASE("the order cannot be stored: the parcel is") {
        const auto told = desk.send();
        CHECK(told.state == ParcelState::sent);
        CHECK(told.by_this_call);
        CHECK_FALSE(told.error.has_value());
        CHECK(desk.state() == ParcelState::sent);
    }
    SUBCASE("neither can be: it is in doubt, and the words say that Etsy said yes") {
        desk.database.execute("CREATE TRIGGER no_yes BEFORE UPDATE ON parcels WHEN NEW.state = "
                              "'sent' BEGIN SELECT RAISE(ABORT, 'the disk says no'); END");
        const auto told = desk.send();
        CHECK(told.state == ParcelState::in_doubt);
        CHECK(told.by_this_call);
        CHECK(desk.state() == ParcelState::in_doubt);
        REQUIRE(told.error.has_value());
        CHECK(told.error->summary().find("Etsy said yes") != std::string::npos);
    }
    SUBCASE("nothing at all can be: it stays as one that was cut off") {
        desk.database.execute("CREATE TRIGGER no_end BEFORE UPDATE ON parcels WHEN OLD.state = "
                              "'sending' BEGIN SELECT RAISE(ABORT, 'the disk says no'); END");
        const auto told = desk.send();
        CHECK(told.state == ParcelState::sending);
        CHECK(desk.state() == ParcelState::sending);
        REQUIRE(told.error.has_value());
        CHECK(told.error->summary().find("Etsy said yes") != std::string::npos);
    }
}

TEST_CASE("an order that another process ships now is left alone") {
    Desk desk;
    const auto other = db::Lease::take(desk.database, {7, "shipping of order 1"}, desk.world.clock);
    try {
        (void)desk.send();
        FAIL("no error");
    } catch (const base::Error& error) {
        CHECK(error.kind() == ErrorKind::conflict);
        CHECK(error.retryable());
    }
    CHECK(desk.state() == ParcelState::prepared);
}

TEST_CASE("an order that another process took over while Etsy was asked is not told") {
    Desk desk;
    desk.world.http.expect(kReceipt)
        .meanwhile([&] {
            desk.world.clock.advance(std::chrono::minutes{11});
            desk.database.execute("UPDATE leases SET holder = 'another'");
        })
        .answer(200, kOpen);
    CHECK_THROWS_AS((void)desk.send(), base::Error);
    CHECK(desk.world.http.requests().size() == 1);
    CHECK(desk.state() == ParcelState::prepared);
}

TEST_CASE("while Etsy is asked nobody waits for the database") {
    Desk desk;
    desk.expect_call()
        .meanwhile([&] {
            db::Database other(desk.folder.path() / "test.db",
                               db::Open::for_writing,
                               std::chrono::milliseconds{0});
            db::UnitOfWork work(other);
            CHECK(orders::ParcelRepository(other).load(desk.parcel.id)->state ==
                  ParcelState::sending);
        })
        .answer(200, kShipped);
    CHECK(desk.send().by_this_call);
}

TEST_CASE("what happened to the order at Etsy meanwhile is seen before it is told") {
    Desk desk;
    SUBCASE("somebody typed the parcel in there: nothing is sent") {
        desk.world.http.expect(kReceipt).answer(200, kShipped);
        const auto told = desk.send();
        CHECK(told.found_at_etsy);
        CHECK_FALSE(told.by_this_call);
        CHECK(desk.state() == ParcelState::sent);
    }
    SUBCASE("it was shipped with another number: the seller's yes was about something else") {
        auto other = std::string(kShipped);
        other.replace(other.find("9400"), 4, "9999");
        desk.world.http.expect(kReceipt).answer(200, other);
        const auto told = desk.send();
        REQUIRE(told.error.has_value());
        CHECK(told.error->kind() == ErrorKind::conflict);
        CHECK(desk.state() == ParcelState::failed);
        CHECK(desk.stored().is_shipped);
    }
    SUBCASE("it was canceled") {
        auto canceled = std::string(kOpen);
        canceled.replace(canceled.find("\"paid\""), 6, "\"canceled\"");
        desk.world.http.expect(kReceipt).answer(200, canceled);
        const auto told = desk.send();
        REQUIRE(told.error.has_value());
        CHECK(told.error->kind() == ErrorKind::conflict);
    }
    SUBCASE("it was refunded as a whole") {
        auto refunded = std::string(kOpen);
        refunded.replace(refunded.find("\"paid\""), 6, "\"Fully Refunded\"");
        desk.world.http.expect(kReceipt).answer(200, refunded);
        const auto told = desk.send();
        REQUIRE(told.error.has_value());
        CHECK(told.error->kind() == ErrorKind::conflict);
        CHECK(desk.state() == ParcelState::failed);
    }
    SUBCASE("another order came: it says nothing about this one") {
        auto other = std::string(kShipped);
        other.replace(other.find("\"receipt_id\":1"), 14, "\"receipt_id\":2");
        desk.world.http.expect(kReceipt).answer(200, other);
        const auto told = desk.send();
        REQUIRE(told.error.has_value());
        CHECK(told.error->kind() == ErrorKind::try_later);
        CHECK(desk.state() == ParcelState::failed);
        CHECK_FALSE(
            orders::OrderRepository(desk.database).find(orders::ShopId{7}, orders::ReceiptId{2}));
    }
    SUBCASE("it cannot be asked") {
        desk.world.http.expect(kReceipt).fail(TransportProblem::tls);
        CHECK(desk.send().state == ParcelState::failed);
    }
}
