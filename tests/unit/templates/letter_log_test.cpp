// SPDX-License-Identifier: MIT
#include "events/event_log.hpp"
#include "orders/forget_orders.hpp"
#include "templates/letter_log.hpp"
#include "templates_world.hpp"

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

template <class Set>
LogFilter filter(Set set) {
    LogFilter filter;
    set(filter);
    return filter;
}

struct Book {
    TemplatesWorld world;
    orders::Order order = world.record(example_order());
    base::Instant now = moment("2026-11-22T11:00:00Z");
    Letter letter;

    Book() {
        letter.name = "thanks";
        letter.text = "Hi Anna";
        letter.subject = "Thanks";
        letter.content_hash = "abc";
    }
    LetterId keep(const LetterAbout& about, const UsedFacts& used = {}) {
        return keep(about, {&used, {}, false});
    }
    LetterId keep(const LetterAbout& about, const MadeWith& with) {
        db::UnitOfWork work(world.database);
        const auto id = LetterLog(world.database).rendered(letter, about, with, now);
        work.commit();
        now += std::chrono::hours{1};
        return id;
    }
    std::vector<LoggedLetter> all(const LogFilter& filter = {}) {
        std::vector<LoggedLetter> letters;
        LetterLog(world.database).each(filter, [&](const LoggedLetter& one) {
            letters.push_back(one);
        });
        return letters;
    }
    std::int64_t events() {
        std::int64_t count = 0;
        for (const auto& event : events::EventLog(world.database).of_order(order.id.value())) {
            count += event.name == "letter.rendered" ? 1 : 0;
        }
        return count;
    }
};

} // namespace

TEST_CASE("a letter is kept whole, with what it was made from") {
    Book book;
    UsedFacts used;
    used.note("buyer.first_name", "Anna");
    used.note("order.total", 74.5);
    used.note("order.gift", true);
    used.note("order.item_count", 2);
    used.note("proof.link", {});
    used.note("order.tags", Value::array({"a", "b"}));
    used.note("buyer.first_name", "Somebody else");
    book.letter.language = "de";
    book.letter.as = TextFormat::html;
    const auto id = book.keep({&book.order, 2, {}}, {&used, {{"reason", "oak"}}, true});
    REQUIRE(book.all().size() == 1);
    const auto kept = book.all().front();
    CHECK(kept.id == id);
    CHECK(kept.order == book.order.id);
    CHECK(kept.receipt == orders::ReceiptId{3512345678});
    CHECK(kept.buyer_name == "Anna Miller");
    CHECK(kept.item == 2);
    CHECK(kept.name == "thanks");
    CHECK(kept.language == "de");
    CHECK(kept.content_hash == "abc");
    CHECK(kept.made_as == "html");
    CHECK(kept.subject == "Thanks");
    CHECK(kept.text == "Hi Anna");
    CHECK(kept.facts == R"({"buyer.first_name":"Anna","order.total":74.5,"order.gift":true,)"
                        R"("order.item_count":2,"proof.link":null,"order.tags":["a","b"]})");
    CHECK(kept.set_by_hand == R"({"reason":"oak"})");
    CHECK(kept.anyway);
    CHECK_FALSE(kept.forgotten_at);
    CHECK(kept.state == "rendered");
    CHECK(kept.first_at == moment("2026-11-22T11:00:00Z"));
    CHECK(kept.last_at == kept.first_at);
    CHECK(kept.times == 1);
    CHECK(book.events() == 1);
}

TEST_CASE("the same again counts up, and is no second event") {
    Book book;
    const auto first = book.keep({&book.order, {}, {}});
    CHECK(book.keep({&book.order, {}, {}}) == first);
    CHECK(book.keep({&book.order, {}, {}}) == first);
    REQUIRE(book.all().size() == 1);
    CHECK(book.all().front().times == 3);
    CHECK(book.all().front().first_at == moment("2026-11-22T11:00:00Z"));
    CHECK(book.all().front().last_at == moment("2026-11-22T13:00:00Z"));
    CHECK(book.events() == 1);
}

TEST_CASE("what differs is a letter of its own") {
    Book book;
    const auto before = book.keep({&book.order, {}, {}});
    const auto is_new = [&](const LetterAbout& about) {
        const auto rows = book.all().size();
        const bool other = book.keep(about) != before;
        CHECK(book.all().size() == rows + 1);
        return other;
    };
    SUBCASE("text") {
        book.letter.text += "!";
    }
    SUBCASE("subject") {
        book.letter.subject = "Danke";
    }
    SUBCASE("no subject") {
        book.letter.subject = {};
    }
    SUBCASE("template") {
        book.letter.name = "other";
    }
    SUBCASE("what it was made from") {
        book.letter.content_hash = "abd";
    }
    SUBCASE("language") {
        book.letter.language = "de";
    }
    SUBCASE("form") {
        book.letter.as = TextFormat::html;
    }
    CHECK((book.letter.name != "thanks" || book.letter.text != "Hi Anna" ||
           book.letter.subject != "Thanks" || book.letter.content_hash != "abc" ||
           book.letter.language != "" || book.letter.as != TextFormat::text));
    CHECK(is_new({&book.order, {}, {}}));
    CHECK(book.events() == 2);
}

TEST_CASE("the same words of other facts are a letter of their own") {
    Book book;
    UsedFacts used;
    used.note("order.late", true);
    const MadeWith with{&used, {{"reason", "oak"}}, false};
    const auto before = book.keep({&book.order, {}, {}}, with);
    CHECK(book.keep({&book.order, {}, {}}, with) == before);
    auto other = with;
    UsedFacts changed;
    changed.note("order.late", false);
    SUBCASE("facts") {
        other.facts = &changed;
    }
    SUBCASE("none") {
        other.facts = nullptr;
    }
    SUBCASE("set by hand") {
        other.set_by_hand.front().second = "ash";
    }
    SUBCASE("about an order that it is not for") {
        other.anyway = true;
    }
    const auto after = book.keep({&book.order, {}, {}}, other);
    CHECK(after != before);
    CHECK(book.keep({&book.order, {}, {}}, other) == after);
    CHECK(book.all().size() == 2);
}

TEST_CASE("of a letter about no order no word is kept, as nobody could have it forgotten") {
    Book book;
    UsedFacts used;
    used.note("shop.name", "AcornSigns");
    const LetterAbout none{nullptr, {}, book.world.shop};
    const auto id = book.keep(none, {&used, {{"name", "Anna"}}, false});
    REQUIRE(book.all().size() == 1);
    const auto kept = book.all().front();
    CHECK(kept.name == "thanks");
    CHECK(kept.content_hash == "abc");
    CHECK(kept.text.empty());
    CHECK_FALSE(kept.subject);
    CHECK(kept.facts == "{}");
    CHECK(kept.set_by_hand == "{}");
    book.letter.text = "Hi Bo";
    CHECK(book.keep(none, {&used, {{"name", "Bo"}}, false}) == id);
    CHECK(book.all().front().times == 2);
    CHECK(book.all(filter([&](auto& one) { one.shop = book.world.shop; })).size() == 1);
    CHECK(book.all(filter([&](auto& one) { one.shop = orders::ShopId{8}; })).empty());
}

TEST_CASE("a letter about another order, another item or none is another one") {
    Book book;
    const auto other = book.world.record(bare_order(1001));
    const auto one = book.keep({&book.order, {}, {}});
    const auto of_item = book.keep({&book.order, 1, {}});
    const auto of_other = book.keep({&other, {}, {}});
    const auto of_none = book.keep({});
    CHECK(book.all().size() == 4);
    CHECK(one != of_item);
    CHECK(one != of_other);
    CHECK(book.keep({}) == of_none);
    CHECK(book.keep({&book.order, 1, {}}) == of_item);
    CHECK(book.all().size() == 4);
    const auto none = book.all(filter([&](auto& wanted) { wanted.id = of_none; }));
    REQUIRE(none.size() == 1);
    CHECK_FALSE(none.front().order);
    CHECK_FALSE(none.front().receipt);
}

TEST_CASE("what was said in between is not forgotten: a text that comes again is a row again") {
    Book book;
    (void)book.keep({&book.order, {}, {}});
    book.letter.text = "Other";
    (void)book.keep({&book.order, {}, {}});
    book.letter.text = "Hi Anna";
    (void)book.keep({&book.order, {}, {}});
    CHECK(book.all().size() == 3);
}

TEST_CASE("letters come latest first, as filtered and at most so many") {
    Book book;
    const auto other = book.world.record(bare_order(1001));
    const auto first = book.keep({&book.order, {}, {}});
    const auto second = book.keep({&other, {}, {}});
    book.letter.name = "delay";
    const auto third = book.keep({&book.order, {}, {}});
    const auto last = book.keep({});
    const auto ids = [&](auto set) {
        std::vector<LetterId> found;
        for (const auto& letter : book.all(filter(set))) {
            found.push_back(letter.id);
        }
        return found;
    };
    using Ids = std::vector<LetterId>;
    CHECK(ids([](LogFilter&) {}) == Ids{last, third, second, first});
    CHECK(ids([&](LogFilter& one) { one.order = book.order.id; }) == Ids{third, first});
    CHECK(ids([](LogFilter& one) { one.name = "delay"; }) == Ids{last, third});
    CHECK(ids([&](LogFilter& one) {
              one.name = "delay";
              one.order = book.order.id;
          }) == Ids{third});
    CHECK(ids([](LogFilter& one) { one.limit = 1; }) == Ids{last});
    // About no order: of every shop.
    CHECK(ids([](LogFilter& one) { one.shop = orders::ShopId{8}; }) == Ids{last});
    CHECK(ids([&](LogFilter& one) { one.shop = book.world.shop; }).size() == 4);
    CHECK(ids([&](LogFilter& one) { one.id = second; }) == Ids{second});
    CHECK(ids([](LogFilter& one) { one.id = LetterId{99}; }).empty());
}

TEST_CASE("forgetting a person leaves that something was told, and nothing of what") {
    Book book;
    UsedFacts used;
    used.note("buyer.first_name", "Anna");
    const auto id = book.keep({&book.order, 1, {}}, {&used, {{"reason", "Anna"}}, false});
    const std::vector<orders::OrderId> orders{book.order.id};
    orders::forget_orders(book.world.database, orders, book.now);
    REQUIRE(book.all().size() == 1);
    const auto kept = book.all().front();
    CHECK(kept.id == id);
    CHECK(kept.name == "thanks");
    CHECK(kept.content_hash == "abc");
    CHECK(kept.times == 1);
    CHECK(kept.order == book.order.id);
    CHECK(kept.text.empty());
    CHECK(kept.subject.value_or("").empty());
    CHECK(kept.facts.find("Anna") == std::string::npos);
    CHECK(kept.set_by_hand == "{}");
    CHECK(kept.forgotten_at);
    CHECK(kept.buyer_name.empty());
}

TEST_CASE("bytes that are no text do not break the record") {
    Book book;
    UsedFacts used;
    used.note("reason", "a\xFF\"b");
    used.note("answers", Value::array({Value::object({{"text", "x"}, {"question", Value()}})}));
    CHECK(facts_as_json(used) == "{\"reason\":\"a\xEF\xBF\xBD\\\"b\",\"answers\":[{\"text\":\"x\","
                                 "\"question\":null}]}");
    CHECK(facts_as_json({}) == "{}");
}
