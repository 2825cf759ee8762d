// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "sandbox/shop_file.hpp"
#include "sandbox/shop_seed.hpp"
#include "sandbox/wire.hpp"

#include <doctest/doctest.h>

#include <set>

using namespace etsyorder::sandbox;
using etsyorder::base::Error;
using etsyorder::base::Instant;

namespace {

const Instant kNow{std::chrono::seconds(1'800'000'000)};

std::string receipt_text(const ShopSeed& seed, std::size_t n) {
    JsonWriter out;
    write_receipt(out, {seed.shop, seed.listings, AddressAccess::present}, seed.make(n), n);
    return out.take();
}

std::string summary_of(std::string_view yaml) {
    try {
        (void)read_shop(yaml, "shop.yaml", kNow);
    } catch (const Error& error) {
        CHECK(error.kind() == etsyorder::base::ErrorKind::usage);
        return error.summary() + (error.reason().empty() ? "" : " / " + error.reason());
    }
    return "no complaint";
}

} // namespace

TEST_CASE("the same seed makes the same shop, another seed another one") {
    const auto first = load_shop("busy", 3, kNow);
    const auto again = load_shop("busy", 3, kNow);
    const auto other = load_shop("busy", 4, kNow);
    REQUIRE(first.orders == 300);
    std::size_t different = 0;
    for (std::size_t n = 0; n < first.orders; ++n) {
        CHECK(receipt_text(first, n) == receipt_text(again, n));
        different += receipt_text(first, n) == receipt_text(other, n) ? 0U : 1U;
    }
    CHECK(different > 290);
}

TEST_CASE("the light head of an order agrees with the whole order") {
    const auto seed = load_shop("busy", 3, kNow);
    std::set<std::int64_t> ids;
    for (std::size_t n = 0; n < seed.orders; ++n) {
        const auto head = seed.head(n);
        const auto whole = head_of(seed.make(n));
        CHECK(head.receipt_id == whole.receipt_id);
        CHECK(head.created == whole.created);
        CHECK(head.updated == whole.updated);
        CHECK(head.shipped == whole.shipped);
        CHECK(head.canceled == whole.canceled);
        CHECK(head.created <= head.updated);
        CHECK(head.updated <= kNow);
        ids.insert(head.receipt_id);
    }
    CHECK(ids.size() == seed.orders);
}

TEST_CASE("how many items an order has is known without making it") {
    for (const auto* shop : {"small", "busy", "wedding"}) {
        const auto seed = load_shop(shop, 3, kNow);
        for (std::size_t n = 0; n < seed.orders; ++n) {
            CAPTURE(shop);
            CAPTURE(n);
            CHECK(seed.items(n) == seed.make(n).items.size());
        }
    }
}

TEST_CASE("a busy shop has late, due and coming orders, repeat buyers, cancels and refunds") {
    const auto seed = load_shop("busy", 1, kNow);
    int open = 0;
    int late = 0;
    int canceled = 0;
    int refunded_and_shipped = 0;
    std::set<std::int64_t> buyers;
    for (std::size_t n = 0; n < seed.orders; ++n) {
        const auto order = seed.make(n);
        buyers.insert(order.buyer_id);
        const bool is_open =
            order.paid && !order.shipped && !order.canceled && order.refunds.empty();
        open += is_open ? 1 : 0;
        late += is_open && *order.items[0].ship_by < kNow ? 1 : 0;
        canceled += order.canceled ? 1 : 0;
        refunded_and_shipped += order.status() == "Fully Refunded" && order.shipped ? 1 : 0;
    }
    CHECK(open > 20);
    CHECK(late > 1);
    CHECK(late * 2 < open);
    CHECK(canceled > 0);
    CHECK(refunded_and_shipped > 0);
    CHECK(buyers.size() < seed.orders);
}

TEST_CASE("the wedding shop is one order of sixty items") {
    const auto seed = load_shop("wedding", 1, kNow);
    REQUIRE(seed.orders == 1);
    CHECK(seed.make(0).items.size() == 60);
}

TEST_CASE("a huge shop knows all its heads and makes any order alone") {
    const auto seed = load_shop("huge", 1, kNow);
    CHECK(seed.orders == 100'000);
    CHECK(seed.head(0).created < seed.head(99'999).created);
    CHECK(seed.make(77'777).receipt_id == seed.head(77'777).receipt_id);
}

TEST_CASE("an unknown shop is a usage error that names it") {
    try {
        (void)load_shop("tiny", 1, kNow);
        FAIL("found a shop that is not there");
    } catch (const Error& error) {
        CHECK(error.kind() == etsyorder::base::ErrorKind::usage);
        CHECK(error.summary() == "there is no shop \"tiny\"");
    }
}

TEST_CASE("a wrong shop file is refused with the place and the reason") {
    const std::string listing =
        "listings:\n  - {key: a, title: T, price: 1.50, personalization: x}\n";
    CHECK(summary_of("orders: [") != "no complaint");
    CHECK(summary_of("order: []\n").find("\"order\" is not known here") != std::string::npos);
    CHECK(summary_of("listings:\n  - {key: a, title: T, price: 1.505}\n") ==
          "listings[0].price: \"1.505\" is no amount of money");
    CHECK(summary_of(listing + "orders:\n  - items: [{listing: b}]\n") ==
          "orders[0].items[0]: there is no listing \"b\"");
    CHECK(summary_of(listing + "orders:\n  - {ship_in: soon, items: [{listing: a}]}\n") ==
          "orders[0].ship_in: \"soon\" is no span of time such as 3d, -2h or 45m");
    CHECK(summary_of(listing + "orders:\n  - items: [{listing: a, answers: {Name: x}}]\n") ==
          "orders[0].items[0].answers.Name: listing \"a\" asks no question of this text");
    CHECK(summary_of(listing + "orders:\n  - items: [{listing: a, personalization: \"Ann\"}]\n") ==
          "no complaint");
}

TEST_CASE("money in a shop file follows the currency's own digits") {
    const auto yen = read_shop(
        "shop: {currency: JPY}\nlistings:\n  - {key: a, title: T, price: 1500}\n", "f", kNow);
    CHECK(yen.shop.divisor == 1);
    CHECK(yen.listings[0].price_minor == 1500);
}

TEST_CASE("spans of time are read with their unit and sign") {
    using std::chrono::seconds;
    CHECK(parse_span("3d") == seconds(3 * 86400));
    CHECK(parse_span("-2h") == seconds(-7200));
    CHECK(parse_span("1w") == seconds(7 * 86400));
    CHECK(!parse_span("3"));
    CHECK(!parse_span("d"));
    CHECK(!parse_span("3 d"));
    CHECK(!parse_span("99999999999999999999d"));
}
