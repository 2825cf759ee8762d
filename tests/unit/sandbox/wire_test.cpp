// SPDX-License-Identifier: MIT
#include "sandbox/json_writer.hpp"
#include "sandbox/shop_file.hpp"
#include "sandbox/wire.hpp"

#include <doctest/doctest.h>
#include <nlohmann/json.hpp>

using namespace etsyorder::sandbox;
using etsyorder::base::Instant;
using nlohmann::json;

namespace {

const Instant kNow{std::chrono::seconds(1'800'000'000)};

json receipt_of(const ShopSeed& seed, std::size_t index, AddressAccess access) {
    JsonWriter out;
    write_receipt(out, {seed.shop, seed.listings, access}, seed.make(index), index);
    return json::parse(out.text());
}

} // namespace

TEST_CASE("the JSON writer places commas and escapes what must be escaped") {
    JsonWriter out;
    out.begin_object();
    out.put("text", "a\"b\\c\n\x01é");
    out.put("none", nullptr);
    out.key("list");
    out.begin_array();
    out.value(1);
    out.value(true);
    out.begin_object();
    out.end_object();
    out.end_array();
    out.put("maybe", std::optional<std::int64_t>());
    out.end_object();
    CHECK(out.text() == "{\"text\":\"a\\\"b\\\\c\\u000a\\u0001é\",\"none\":null,\"list\":[1,true,{}"
                        "],\"maybe\":null}");
}

TEST_CASE("address keys are absent altogether unless the application may see them") {
    const auto seed = load_shop("small", 1, kNow);
    const auto hidden = receipt_of(seed, 0, AddressAccess::absent);
    const auto shown = receipt_of(seed, 0, AddressAccess::present);
    for (const char* key : {"first_line",
                            "second_line",
                            "city",
                            "state",
                            "zip",
                            "country_iso",
                            "formatted_address"}) {
        CHECK_FALSE(hidden.contains(key));
        CHECK(shown.contains(key));
    }
    CHECK(hidden["name"] == "Maya O&#39;Neil");
}

TEST_CASE("text is escaped once and statuses are title-cased") {
    const auto seed = load_shop("small", 1, kNow);
    const auto receipt = receipt_of(seed, 4, AddressAccess::absent);
    CHECK(receipt["status"] == "Paid");
    CHECK(receipt["transactions"][0]["variations"][2]["formatted_value"] ==
          "THE OKAFORS\nest. 2019\n&quot;Home &amp; Heart&quot;");
    CHECK(receipt_of(seed, 0, AddressAccess::absent)["status"] == "Partially Refunded");
}

TEST_CASE("both personalisation shapes are there: classic without and 2026 with a question id") {
    const auto seed = load_shop("small", 1, kNow);
    const auto classic =
        receipt_of(seed, 4, AddressAccess::absent)["transactions"][1]["variations"].back();
    CHECK(classic["property_id"] == 54);
    CHECK(classic["question_id"].is_null());
    CHECK(classic["formatted_value"] == "Not requested on this item.");
    const auto modern = receipt_of(seed, 3, AddressAccess::absent)["transactions"][0]["variations"];
    REQUIRE(modern.size() == 4);
    CHECK(modern[0]["property_id"] == 54);
    CHECK(modern[0]["question_id"].is_number());
    CHECK(modern[0]["formatted_name"] == "Photo of your pet");
    CHECK(modern[0]["formatted_value"].get<std::string>().starts_with("https://"));
}

TEST_CASE("a download is expected at the moment it was bought") {
    const auto seed = load_shop("small", 1, kNow);
    const auto download = receipt_of(seed, 3, AddressAccess::absent)["transactions"][1];
    CHECK(download["is_digital"] == true);
    CHECK(download["expected_ship_date"] == download["created_timestamp"]);
}

TEST_CASE("what the buyer paid is the sum of its parts") {
    const auto seed = load_shop("busy", 7, kNow);
    for (std::size_t n = 0; n < seed.orders; ++n) {
        const auto receipt = receipt_of(seed, n, AddressAccess::absent);
        const auto amount = [&](const char* key) {
            return receipt[key]["amount"].get<std::int64_t>();
        };
        CHECK(amount("grandtotal") ==
              amount("subtotal") + amount("total_shipping_cost") + amount("total_tax_cost"));
        CHECK(amount("subtotal") == amount("total_price") - amount("discount_amt"));
    }
}
