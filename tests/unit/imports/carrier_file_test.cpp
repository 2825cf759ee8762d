// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "imports/carrier_file.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using imports::CarrierFile;
using imports::ParcelRow;

namespace {

std::vector<ParcelRow> rows_of(const std::string& text) {
    CarrierFile file(csv::from_text(text), "parcels.csv");
    std::vector<ParcelRow> rows;
    while (auto row = file.next()) {
        rows.push_back(std::move(*row));
    }
    return rows;
}

std::optional<base::Error> error_of(const std::string& text) {
    try {
        (void)rows_of(text);
    } catch (const base::Error& error) {
        return error;
    }
    return std::nullopt;
}

} // namespace

TEST_CASE("exports of label shops and carriers say order, number and carrier") {
    struct Case {
        const char* header;
        const char* row;
        const char* carrier;
    };
    for (const auto& one :
         {// Pirate Ship
          Case{"Created Date,Recipient,Tracking Number,Cost,Order ID,Carrier,Service\n",
               "2026-11-20,Ann,94001,4.50,35001,USPS,Ground Advantage\n",
               "USPS"},
          // Royal Mail Click & Drop
          Case{"Order number;Channel reference;Shipping service;Tracking number\n",
               "17;35001;Royal Mail Tracked 48;94001\n",
               ""},
          // DHL
          Case{"\xEF\xBB\xBFSendungsnummer;Empf\xC3\xA4nger;Referenz;Produkt\n",
               "94001;Ann;35001;DHL Paket\n",
               ""},
          // USPS Click-N-Ship
          Case{"\"Tracking/Label #\",\"Ship Date\",\"Reference Number\"\n",
               "\"=\"\"94001\"\"\",\"11/20/2026\",\"=\"\"35001\"\"\"\n",
               ""},
          // Shippo
          Case{"Order Number,Tracking Number,Provider,Service Level\n",
               "#35001,94001,USPS,Priority\n",
               "USPS"},
          // ShipStation
          Case{"Order - Number\tShipment - Tracking Number\tShipment - Carrier\n",
               "35001\t94001\tUPS\n",
               "UPS"},
          // Colissimo
          Case{"Référence;N° de suivi;Produit\n", "35001;94001;Colissimo\n", ""}}) {
        CAPTURE(one.header);
        const auto rows = rows_of(std::string(one.header) + one.row);
        REQUIRE(rows.size() == 1);
        REQUIRE(!rows[0].orders.empty());
        CHECK((rows[0].orders.front() == "35001" || rows[0].orders.front() == "#35001"));
        CHECK(rows[0].tracking == "94001");
        CHECK(rows[0].carrier == one.carrier);
        CHECK(rows[0].line == 2);
    }
}

TEST_CASE("every column that may name the order is told, the likeliest first") {
    const auto rows =
        rows_of("Order number,Channel reference,Reference,Tracking number\n17,35001,x,9\n");
    REQUIRE(rows.size() == 1);
    CHECK(rows[0].orders == std::vector<std::string>{"35001", "17", "x"});
}

TEST_CASE("rows without order and number are passed over, others are told as they are") {
    const auto rows = rows_of("Order ID,Tracking Number,Weight\n,,3\n1,,3\n,9400,3\n");
    REQUIRE(rows.size() == 2);
    CHECK(rows[0].tracking.empty());
    CHECK(rows[0].line == 3);
    CHECK(rows[1].orders.empty());
}

TEST_CASE("a file without these columns is refused with those it has") {
    const auto error = error_of("Name,Price\nSign,3\n");
    REQUIRE(error.has_value());
    CHECK(error->kind() == base::ErrorKind::usage);
    CHECK(error->reason().find("Price") != std::string::npos);
    CHECK(error_of("").has_value());
    CHECK(error_of("PK\x03\x04xxxx").has_value());
}

TEST_CASE("a number of which a spreadsheet threw digits away is known by its shape") {
    CHECK(imports::lost_digits("9.40551E+21"));
    CHECK(imports::lost_digits("9,40551E+21"));
    CHECK_FALSE(imports::lost_digits("9405510000000000000000"));
    CHECK_FALSE(imports::lost_digits("RE123456789DE"));
    CHECK_FALSE(imports::lost_digits("E+21"));
}

TEST_CASE("what spreadsheets put around a number is taken off") {
    CHECK(imports::bare_cell(" =\"0940\" ") == "0940");
    CHECK(imports::bare_cell("'0940") == "0940");
    CHECK(imports::bare_cell("\xC2\xA0"
                             "0940") == "0940");
    CHECK(imports::bare_cell("=\"") == "=\"");
}
