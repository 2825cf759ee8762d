// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "orders/source_dictionary.hpp"
#include "orders/source_text.hpp"

#include <doctest/doctest.h>

#include <cstdint>
#include <string>

using namespace etsyorder;

namespace {

const std::string kReceipt =
    R"({"receipt_id":3013699185,"receipt_type":0,"seller_user_id":12345678,"name":"Zoë Nguyen",)"
    R"("status":"Paid","is_paid":true,"grandtotal":{"amount":5136,"divisor":100,"currency_code":"USD"}})";

} // namespace

TEST_CASE("a receipt's text comes back byte for byte") {
    orders::SourceCompressor compressor;
    for (const auto& text : {kReceipt, std::string("{}"), std::string(300'000, 'x')}) {
        CHECK(orders::decompress_source(
                  orders::kCodecZstd, compressor.compress(text), text.size()) == text);
    }
}

TEST_CASE("what all receipts have in common takes hardly any room") {
    orders::SourceCompressor compressor;
    CHECK(compressor.compress(kReceipt).size() * 5 < kReceipt.size() * 3);
}

TEST_CASE("damaged or cut bytes are told apart from a text") {
    orders::SourceCompressor compressor;
    auto content = compressor.compress(kReceipt);
    CHECK_THROWS_AS(
        (void)orders::decompress_source(orders::kCodecZstd, content, kReceipt.size() + 1),
        base::Error);
    content.resize(content.size() / 2);
    CHECK_THROWS_AS((void)orders::decompress_source(orders::kCodecZstd, content, kReceipt.size()),
                    base::Error);
}

// Changing one byte would make every stored text unreadable.
TEST_CASE("the dictionary is the one that texts were stored with") {
    std::uint32_t sum = 2'166'136'261U; // FNV-1a
    for (const char c : orders::kReceiptDictionary) {
        sum = (sum ^ static_cast<unsigned char>(c)) * 16'777'619U;
    }
    CHECK(orders::kReceiptDictionary.size() == 2782);
    CHECK(sum == 3'372'277'492U);
}
