// SPDX-License-Identifier: MIT
#include "etsy/receipt_reader.hpp"
#include "etsy/receipt_walk.hpp"
#include "orders/source_text.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using etsy::ReceiptReader;
using etsy::WireError;
using orders::AnswerKind;

namespace {

etsy::ReceiptPage page_of(std::string body) {
    auto page = ReceiptReader().read_page(body);
    REQUIRE_MESSAGE(page.has_value(), (page ? "" : page.error().detail));
    return std::move(*page);
}

orders::ReceivedOrder receipt_of(const std::string& fields) {
    auto page = page_of(R"({"count":1,"results":[{"receipt_id":7,)" + fields + "}]}");
    REQUIRE(page.orders.size() == 1);
    return std::move(page.orders.front());
}

// What is said of a receipt that cannot be read.
std::string fault_of(const std::string& fields) {
    const auto page = page_of(R"({"count":1,"results":[{"receipt_id":7,)" + fields + "}]}");
    CHECK(page.orders.empty());
    REQUIRE(page.unreadable.size() == 1);
    CHECK(page.unreadable[0].order.receipt == orders::ReceiptId{7});
    return page.unreadable[0].order.why;
}

std::vector<orders::Answer> answers_of(const std::string& variations) {
    const auto order =
        receipt_of(R"("transactions":[{"transaction_id":9,"variations":[)" + variations + "]}]");
    return order.items.value().at(0).answers.value();
}

WireError::Kind refusal_of(std::string body) {
    const auto page = ReceiptReader().read_page(body);
    REQUIRE_FALSE(page.has_value());
    return page.error().kind;
}

} // namespace

TEST_CASE("a receipt with every optional field missing is a receipt, and says nothing else") {
    const auto page = page_of(R"({"count":1,"results":[{"receipt_id":1042}]})");
    REQUIRE(page.orders.size() == 1);
    const auto& order = page.orders[0];
    CHECK(order.receipt.value() == 1042);
    CHECK_FALSE(order.buyer_name);
    CHECK_FALSE(order.items);
    CHECK_FALSE(order.address.city);
    CHECK_FALSE(order.is_paid);
}

TEST_CASE("names are decoded from HTML once, and only once") {
    CHECK(receipt_of(R"("name":"Mary &amp;amp; O&#39;Neil &quot;M&#039;s&quot;")").buyer_name ==
          "Mary &amp; O'Neil \"M's\"");
    CHECK(receipt_of(R"("name":"A & B &unknown; &#0; &#xD800; &#x1F496;")").buyer_name ==
          "A & B &unknown; &#0; &#xD800; \xF0\x9F\x92\x96");
}

TEST_CASE("an absent text says nothing, null says empty") {
    CHECK(receipt_of(R"("message_from_buyer":null)").message_from_buyer == "");
    CHECK_FALSE(receipt_of(R"("is_gift":false)").message_from_buyer);
}

TEST_CASE("the classic personalisation shape is read, its verbatim form kept") {
    const auto answers = answers_of(
        R"({"property_id":54,"value_id":null,"formatted_name":"Personalization","formatted_value":"1. Mom\n2. Dad&#39;s "},)"
        R"({"property_id":200,"formatted_name":"Primary color","formatted_value":"Rose gold"})");
    REQUIRE(answers.size() == 2);
    CHECK(answers[0].kind == AnswerKind::personalisation);
    CHECK(answers[0].text == "1. Mom\n2. Dad's ");
    CHECK(answers[0].verbatim == "1. Mom\n2. Dad&#39;s ");
    CHECK(answers[1].kind == AnswerKind::option);
    CHECK_FALSE(answers[1].verbatim);
}

TEST_CASE("the shape of 2026 has several questions, a file among them") {
    const auto answers = answers_of(
        R"({"property_id":54,"question_id":1,"formatted_name":"Name on the sign","formatted_value":"Ana"},)"
        R"({"property_id":54,"question_id":2,"formatted_name":"Your photo","formatted_value":"https://i.etsystatic.example/p/1.png"},)"
        R"({"property_id":54,"question_id":3,"formatted_name":"Motto","formatted_value":"see https://a.example"})");
    REQUIRE(answers.size() == 3);
    CHECK(answers[0].kind == AnswerKind::personalisation);
    CHECK(answers[1].kind == AnswerKind::file);
    CHECK(answers[2].kind == AnswerKind::personalisation);
}

TEST_CASE("Etsy's sentence for a question nobody asked is no personalisation") {
    for (const auto* sentence : {"Not requested on this item.",
                                 "not requested on this item",
                                 "NOT REQUESTED ON THIS ITEM. "}) {
        CAPTURE(sentence);
        const auto answers = answers_of(
            R"({"property_id":54,"formatted_name":"Personalization","formatted_value":")" +
            std::string(sentence) + "\"}");
        CHECK(answers.at(0).kind == AnswerKind::not_asked);
    }
    CHECK(answers_of(R"({"property_id":54,"formatted_value":"Not requested on this item? Ask me"})")
              .at(0)
              .kind == AnswerKind::personalisation);
}

TEST_CASE("title-cased and unknown statuses are kept in lower case") {
    CHECK(receipt_of(R"("status":"Fully Refunded")").status == "fully refunded");
    CHECK(receipt_of(R"("status":"Held By Elves")").status == "held by elves");
}

TEST_CASE("where little hangs on it a wrong type counts as not said; the receipt survives") {
    const auto order = receipt_of(
        R"("name":{"a":[1,{"b":2}]},"subtotal":"12","created_timestamp":-5,"refunds":{"x":1},)"
        R"("status":42,"is_gift":1,"buyer_user_id":"123")");
    CHECK_FALSE(order.buyer_name);
    CHECK_FALSE(order.amounts.subtotal);
    CHECK_FALSE(order.placed_at);
    CHECK_FALSE(order.refunds);
    CHECK(order.status == "42");
    CHECK(order.is_gift == true);
    CHECK(order.buyer_user_id == 123);
}

TEST_CASE("a receipt whose items are no list of items is unreadable, and named") {
    for (const auto* transactions : {R"("none")", R"({"x":1})", "null", "7", "true"}) {
        CAPTURE(transactions);
        CHECK(fault_of(R"("transactions":)" + std::string(transactions)) ==
              "receipt 7: transactions is not a list");
    }
    for (const auto* entry : {"null", "7", R"("x")", R"([{"transaction_id":9}])"}) {
        CAPTURE(entry);
        CHECK(fault_of(R"("transactions":[{"transaction_id":9},)" + std::string(entry) + "]") ==
              "receipt 7: transactions: an entry is not an object");
    }
    CHECK(fault_of(R"("transactions":[{"transaction_id":9},{"title":"Sign"}])") ==
          "receipt 7: transactions: an item has no transaction_id");
}

TEST_CASE("a wrong type where it decides what is made, by when or for how much is unreadable") {
    const std::pair<const char*, const char*> cases[] = {
        {R"("status":{"a":1})", "status is not a word"},
        {R"("is_shipped":"yes")", "is_shipped is neither true nor false"},
        {R"("is_paid":[])", "is_paid is neither true nor false"},
        {R"("grandtotal":"12")", "grandtotal is not an amount"},
        {R"("grandtotal":{"amount":"x","divisor":100})", "grandtotal is not an amount"},
        {R"("created_timestamp":"yesterday")", "created_timestamp is not a time"},
        {R"("updated_timestamp":{})", "updated_timestamp is not a time"},
    };
    for (const auto& [fields, fault] : cases) {
        const std::string given = fields; // clang 14 captures no structured binding
        CAPTURE(given);
        CHECK(fault_of(given) == "receipt 7: " + std::string(fault));
    }
    const std::pair<const char*, const char*> items[] = {
        {R"("quantity":"two")", "quantity is no number of pieces"},
        {R"("quantity":-1)", "quantity is no number of pieces"},
        {R"("price":5)", "price is not an amount"},
        {R"("is_digital":"no")", "is_digital is neither true nor false"},
        {R"("expected_ship_date":"soon")", "expected_ship_date is not a time"},
        {R"("variations":"Ana")", "variations is not a list"},
        {R"("variations":[7])", "variations: an entry is not an object"},
        {R"("variations":[{"formatted_value":["Ana"]}])",
         "variations: formatted_value is not a text"},
    };
    for (const auto& [fields, fault] : items) {
        const std::string given = fields;
        CAPTURE(given);
        CHECK(fault_of(R"("transactions":[{"transaction_id":9,)" + given + "}]") ==
              "receipt 7: transactions: " + std::string(fault));
    }
}

TEST_CASE(
    "null where Etsy may say nothing is no fault, and a bad receipt leaves the others alone") {
    const auto order = receipt_of(
        R"("status":null,"is_shipped":null,"grandtotal":null,"created_timestamp":null,)"
        R"("transactions":[{"transaction_id":9,"quantity":null,"price":null,"is_digital":null,)"
        R"("expected_ship_date":null,"variations":null}])");
    CHECK(order.items.value().size() == 1);
    CHECK_FALSE(order.items->at(0).quantity);
    const auto page = page_of(R"({"count":3,"results":[{"receipt_id":1},)"
                              R"({"receipt_id":2,"transactions":[7,{"variations":[{}]}],)"
                              R"("updated_timestamp":1795000000},{"receipt_id":3}]})");
    CHECK(page.orders.size() == 2);
    CHECK(etsy::facts_of(page, etsy::WalkBy::updated).latest_s == 1795000000);
    std::string bare = R"({"receipt_id":7,"transactions":"x"})";
    const auto alone = ReceiptReader().read_receipt(bare);
    REQUIRE(alone.has_value());
    CHECK(alone->unreadable.at(0).order.receipt == orders::ReceiptId{7});
}

TEST_CASE("amounts of another currency than the total's are not mixed in") {
    const auto order =
        receipt_of(R"("grandtotal":{"amount":1999,"divisor":100,"currency_code":"EUR"},)"
                   R"("subtotal":{"amount":5,"divisor":100,"currency_code":"USD"})");
    CHECK(order.amounts.total == 1999);
    CHECK_FALSE(order.amounts.subtotal);
}

TEST_CASE("the source text is kept whole, unknown fields too") {
    const std::string receipt = R"({"receipt_id":7, "from_the_future":{"deep":[1,2,{"x":null}]}})";
    const auto page = page_of(R"({"count":1,"results":[)" + receipt + "]}");
    const auto& order = page.orders.at(0);
    CHECK(orders::decompress_source(orders::kCodecZstd, order.source_content, order.source_bytes) ==
          receipt);
}

TEST_CASE("the same bytes have the same hash, other bytes another") {
    const auto one = receipt_of(R"("status":"Paid")");
    CHECK(one.content_hash == receipt_of(R"("status":"Paid")").content_hash);
    CHECK(one.content_hash != receipt_of(R"("status":"Completed")").content_hash);
}

TEST_CASE("a bare receipt is read like one of a page") {
    std::string body = R"({"receipt_id":7,"status":"Paid"})";
    const auto page = ReceiptReader().read_receipt(body);
    REQUIRE(page.has_value());
    const auto& order = page->orders.at(0);
    CHECK(order.status == "paid");
    CHECK(order.content_hash == receipt_of(R"("status":"Paid")").content_hash);
}

TEST_CASE("half a surrogate pair and bytes that are no UTF-8 do not stop a page") {
    CHECK(receipt_of(R"("name":"A\ud83d")").buyer_name == R"(A\ud83d)");
    CHECK(receipt_of("\"name\":\"A\xff\"").buyer_name == "A\xef\xbf\xbd");
}

TEST_CASE("what is no page of receipts is refused with its reason") {
    CHECK(refusal_of("") == WireError::Kind::not_json);
    CHECK(refusal_of("<html><body>Service unavailable</body></html>") == WireError::Kind::not_json);
    CHECK(refusal_of("upstream error\n") == WireError::Kind::not_json);
    CHECK(refusal_of(R"({"error":"nope"})") == WireError::Kind::wrong_shape);
    CHECK(refusal_of(R"({"results":{}})") == WireError::Kind::wrong_shape);
    CHECK(refusal_of("[1,2]") == WireError::Kind::wrong_shape);
}

TEST_CASE("text that comes as a number is its digits") {
    const auto order = receipt_of(
        R"("zip":12345 ,"transactions":[{"transaction_id":9,"sku":17,"variations":[{"property_id":54,"formatted_name":2026,"formatted_value":1942}]}],)"
        R"("shipments":[{"tracking_code":9400111899223})" +
        std::string("]"));
    CHECK(order.address.zip == "12345");
    CHECK(order.items->at(0).sku == "17");
    CHECK(order.items->at(0).answers->at(0).text == "1942");
    CHECK(order.items->at(0).answers->at(0).question == "2026");
    CHECK(order.shipments->at(0).tracking_code == "9400111899223");
}

TEST_CASE("whole numbers written as decimals are numbers; others are not said") {
    const auto order = receipt_of(
        R"("created_timestamp":1795000000.0,"buyer_user_id":1.5,"grandtotal":{"amount":1.999e3,"divisor":100,"currency_code":"USD"},)"
        R"("updated_timestamp":1e300)");
    CHECK(order.placed_at == base::Instant{std::chrono::seconds{1795000000}});
    CHECK_FALSE(order.buyer_user_id);
    CHECK(order.amounts.total == 1999);
    CHECK_FALSE(order.updated_at);
}

TEST_CASE("a variation that a seller calls Personalization is an option; without a property it is "
          "words") {
    const auto answers = answers_of(
        R"({"property_id":513,"value_id":2,"formatted_name":"Personalization","formatted_value":"Yes"},)"
        R"({"formatted_name":"Personalisation","formatted_value":"Bo"},)"
        R"({"property_id":513,"question_id":4,"formatted_name":"Your name","formatted_value":"Ann"},)"
        R"({"property_id":200,"question_id":0,"formatted_name":"Color","formatted_value":"Red"})");
    REQUIRE(answers.size() == 4);
    CHECK(answers[0].kind == AnswerKind::option);
    CHECK(answers[1].kind == AnswerKind::personalisation);
    CHECK(answers[2].kind == AnswerKind::personalisation);
    CHECK(answers[3].kind == AnswerKind::option);
}

TEST_CASE("several uploads in one answer are files; words with an address in them are words") {
    for (const auto* files : {"https://a.example/1.png,https://a.example/2.png",
                              "https://a.example/1.png\\nhttps://a.example/2.png",
                              "https://a.example/?a=1&amp;b=2"}) {
        CAPTURE(files);
        const auto answers = answers_of(R"({"property_id":54,"question_id":1,"formatted_value":")" +
                                        std::string(files) + "\"}");
        CHECK(answers.at(0).kind == AnswerKind::file);
    }
    CHECK(answers_of(
              R"({"property_id":54,"question_id":1,"formatted_value":"https://a.example please"})")
              .at(0)
              .kind == AnswerKind::personalisation);
    CHECK(answers_of(R"({"property_id":54,"formatted_value":"https://a.example"})").at(0).kind ==
          AnswerKind::personalisation);
    CHECK(answers_of(R"({"property_id":54,"question_id":1,"formatted_value":""})").at(0).kind ==
          AnswerKind::personalisation);
}

TEST_CASE("an odd shipment or refund does not take the others with it") {
    const auto order = receipt_of(
        R"("shipments":[null,{"receipt_shipping_id":9},7,{"receipt_shipping_id":10},"x"],"refunds":[null])");
    REQUIRE(order.shipments->size() == 2);
    CHECK(order.shipments->at(1).receipt_shipping_id == 10);
    CHECK(order.refunds->empty());
}

TEST_CASE("a buyer without a number is nobody in particular") {
    CHECK_FALSE(receipt_of(R"("buyer_user_id":0)").buyer_user_id);
    CHECK_FALSE(receipt_of(R"("buyer_user_id":null)").buyer_user_id);
}

TEST_CASE("a byte order mark and a newline around the page are ignored") {
    CHECK(page_of("\xef\xbb\xbf{\"count\":0,\"results\":[]}\n").orders.empty());
}

TEST_CASE("half a page is refused wherever it breaks off") {
    const std::string whole =
        R"({"count":2,"results":[{"receipt_id":1,"name":"A","transactions":[{"transaction_id":2,"variations":[{"property_id":54,"formatted_value":"x"}]}]},{"receipt_id":2,"grandtotal":{"amount":1,"divisor":100,"currency_code":"USD"}}]})";
    for (std::size_t size = 1; size < whole.size(); ++size) {
        CAPTURE(size);
        auto half = whole.substr(0, size);
        CHECK_FALSE(ReceiptReader().read_page(half).has_value());
    }
}
