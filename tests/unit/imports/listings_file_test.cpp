// SPDX-License-Identifier: MIT
#include "csv/reader.hpp"
#include "imports/listings_file.hpp"

#include <doctest/doctest.h>

#include <string>
#include <vector>

using namespace etsyorder;

namespace {

const std::string kEnglish =
    "TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY,TAGS,MATERIALS,IMAGE1,IMAGE2,IMAGE3,IMAGE4,"
    "IMAGE5,IMAGE6,IMAGE7,IMAGE8,IMAGE9,IMAGE10,VARIATION 1 TYPE,VARIATION 1 NAME,VARIATION 1 "
    "VALUES,VARIATION 2 TYPE,VARIATION 2 NAME,VARIATION 2 VALUES,SKU\n";
const std::string kItalian =
    "TITOLO,DESCRIZIONE,PREZZO,CURRENCY_CODE,QUANTITÀ,TAG,MATERIALI,IMMAGINE1,IMMAGINE2,IMMAGINE3,"
    "IMMAGINE4,IMMAGINE5,IMMAGINE6,IMMAGINE7,IMMAGINE8,IMMAGINE9,IMMAGINE10,TIPO VARIANTE 1,NOME "
    "VARIANTE 1,VALORI VARIANTE 1,TIPO VARIANTE 2,NOME VARIANTE 2,VALORI VARIANTE 2,SKU\n";
// No language at all: what an account in a language nobody saw would have.
const std::string kUnseen =
    "A,B,C,CURRENCY_CODE,E,F,G,H1,H2,H3,H4,H5,H6,H7,H8,H9,H10,I,J,K,L,M,N,SKU\n";
const std::string kRow =
    "\"Oak &quot;sign&quot;\",\"Line one\nLine two\",24.50,EUR,12,\"wall_art,wood sign\",\"oak\","
    "https://img.example/1.jpg,,,,,,,,,,Custom Property,Wood,\"Oak,Ash\",,,,\"OAK-1,ASH-1\"\n";

std::vector<base::Result<orders::FileListing, std::string>> read(const std::string& text) {
    csv::Reader reader(csv::from_text(text));
    const auto* header = *reader.next();
    const auto columns = imports::listing_columns(header->fields);
    REQUIRE(columns);
    std::vector<base::Result<orders::FileListing, std::string>> all;
    for (const auto* row = *reader.next(); row != nullptr; row = *reader.next()) {
        all.push_back(imports::read_listing(*columns, row->fields));
    }
    return all;
}

} // namespace

TEST_CASE("a listings file is read in every language of its header") {
    for (const auto& header : {kEnglish, kItalian, kUnseen, "\xef\xbb\xbf" + kEnglish}) {
        CAPTURE(header);
        const auto all = read(header + kRow);
        REQUIRE(all.size() == 1);
        REQUIRE(all[0]);
        const auto& listing = *all[0];
        CHECK(listing.title == "Oak \"sign\"");
        CHECK(listing.description == "Line one\nLine two");
        CHECK(listing.price == base::Money{2450, "EUR"});
        CHECK(listing.quantity == 12);
        CHECK(listing.tags == std::vector<std::string>{"wall art", "wood sign"});
        CHECK(listing.materials == std::vector<std::string>{"oak"});
        CHECK(listing.skus == std::vector<std::string>{"OAK-1", "ASH-1"});
        CHECK(listing.images == std::vector<std::string>{"https://img.example/1.jpg"});
        REQUIRE(listing.variations.size() == 1);
        CHECK(listing.variations[0] ==
              orders::ListingVariation{"Custom Property", "Wood", {"Oak", "Ash"}});
    }
}

TEST_CASE("what only resembles a listings file is none") {
    for (const auto* header :
         {"Sale Date,Item Name,Currency,SKU\n",
          "TITLE,PRICE\n",
          "TITLE,CURRENCY_CODE\n",
          "A,B,C,CURRENCY_CODE,E,F,G,H1,H2,H3,H4,H5,H6,H7,H8,H9,H10,I,J,K,L,M,SKU\n"}) {
        csv::Reader reader(csv::from_text(header));
        CHECK_FALSE(imports::listing_columns((*reader.next())->fields));
    }
}

TEST_CASE("columns may be missing or stand in another order") {
    const auto all = read("SKU,CURRENCY_CODE,TAGS,TITLE\nS-1,,\"a,,b_c\",Box\n");
    REQUIRE(all.size() == 1);
    CHECK(all[0]->title == "Box");
    CHECK(all[0]->tags == std::vector<std::string>{"a", "b c"});
    CHECK_FALSE(all[0]->price);
    CHECK_FALSE(all[0]->quantity);
}

TEST_CASE("a bad row says what is wrong, and the others are read") {
    const auto all = read("TITLE,DESCRIPTION,PRICE,CURRENCY_CODE,QUANTITY\n"
                          "Good,,1.00,EUR,1\n,,1.00,EUR,1\nNo price,,cheap,EUR,1\n"
                          "No currency,,1.00,,1\nNo number,,1.00,EUR,many\nShort\n");
    REQUIRE(all.size() == 6);
    CHECK(all[0]);
    CHECK(all[1].error() == "it has no title");
    CHECK(all[2].error() == "\"cheap\" \"EUR\" is no price with a currency");
    CHECK(all[3].error() == "\"1.00\" \"\" is no price with a currency");
    CHECK(all[4].error() == "\"many\" is no quantity");
    CHECK(all[5]);
}
