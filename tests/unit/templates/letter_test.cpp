// SPDX-License-Identifier: MIT
#include "templates_world.hpp"

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

struct Desk {
    TemplatesWorld world;
    orders::Order order = world.record(example_order());

    base::Result<Letter, liquid::Problem> try_write(const std::string& name,
                                                    const std::string& language = {},
                                                    TextFormat as = TextFormat::text,
                                                    const Wanted& wanted = {}) {
        const auto library = world.open_library();
        const auto source = library.find(name, language);
        REQUIRE_MESSAGE(source, source.error().text());
        auto settings = world.letter_settings();
        settings.as = as;
        settings.language = language_of(**source, "en");
        return write_letter(library, **source, world.facts.of(order, wanted), settings);
    }
    Letter write(const std::string& name,
                 const std::string& language = {},
                 TextFormat as = TextFormat::text) {
        auto letter = try_write(name, language, as);
        REQUIRE_MESSAGE(letter, letter.error().text());
        return std::move(*letter);
    }
    std::string hash(const std::string& language = {}) { return write("a", language).content_hash; }
};

} // namespace

TEST_CASE("a letter has its subject, its text and what to attach") {
    Desk desk;
    desk.world.write("a.liquid",
                     "---\nsubject: \"Order {{ order.name }}\"\nattach: [care.pdf]\n---\n"
                     "Hi {{ buyer.first_name }},\n");
    const auto letter = desk.write("a");
    CHECK(letter.name == "a");
    CHECK(letter.language.empty());
    CHECK(letter.subject == "Order 3512345678");
    CHECK(letter.text == "Hi Anna,\n");
    CHECK(letter.as == TextFormat::text);
    CHECK(letter.attach == std::vector<std::string>{"care.pdf"});
    CHECK(letter.content_hash.size() == 64);
    desk.world.write("b.liquid", "Hi");
    CHECK_FALSE(desk.write("b").subject);
}

TEST_CASE("a hole is refused with its name and its place, in the text, the subject and a part") {
    Desk desk;
    desk.world.write("text.liquid", "---\nabout: x\n---\nHi\n  {{ order.tracking.code }}\n");
    desk.world.write("subject.liquid", "---\nsubject: \"{{ proof.link }}\"\n---\nHi\n");
    desk.world.write("_part.liquid", "\n{{ proof.note }}");
    desk.world.write("part.liquid", "{% render '_part' %}");
    desk.world.write("asked.liquid", "---\nask: {reason: Why}\n---\n{{ reason }}");
    const auto text = desk.try_write("text");
    REQUIRE_FALSE(text);
    CHECK(text.error().kind == liquid::Problem::Kind::hole);
    CHECK(text.error().subject == "order.tracking.code");
    CHECK(text.error().line == 5);
    CHECK(text.error().column == 6);
    CHECK(text.error().name.ends_with("text.liquid"));
    const auto subject = desk.try_write("subject");
    REQUIRE_FALSE(subject);
    CHECK(subject.error().kind == liquid::Problem::Kind::hole);
    CHECK(subject.error().line == 2);
    CHECK(subject.error().column == 14);
    const auto part = desk.try_write("part");
    REQUIRE_FALSE(part);
    CHECK(part.error().line == 2);
    CHECK(part.error().name.ends_with("_part.liquid"));
    const auto asked =
        desk.try_write("asked", "", TextFormat::text, {.item = {}, .set = {{"reason", Value()}}});
    REQUIRE_FALSE(asked);
    CHECK(asked.error().kind == liquid::Problem::Kind::hole);
    CHECK(asked.error().subject == "reason");
}

TEST_CASE("a letter that is blank as a whole is refused") {
    Desk desk;
    desk.world.write("blank.liquid", "\n{% if order.tracking.code %}It ships.{% endif %}\n ");
    for (const auto as : {TextFormat::text, TextFormat::html}) {
        const auto letter = desk.try_write("blank", "", as);
        REQUIRE_FALSE(letter);
        CHECK(letter.error().kind == liquid::Problem::Kind::hole);
        CHECK(letter.error().what == "the letter is blank");
        CHECK(letter.error().name.ends_with("blank.liquid"));
    }
}

TEST_CASE("a letter that takes too long is given up, in its subject, its text and its rule") {
    Desk desk;
    desk.world.write("text.liquid", "{% for i in (1..2000) %}{{ i }}{% endfor %}");
    desk.world.write("subject.liquid", "---\nsubject: \"{{ order.name }}\"\n---\nHi");
    desk.world.write("rule.liquid", "---\napplies: order.name == '1'\n---\nHi");
    const auto library = desk.world.open_library();
    auto settings = desk.world.letter_settings();
    const auto said = [&](const std::string& name) {
        const auto source = library.find(name, "");
        REQUIRE_MESSAGE(source, source.error().text());
        const auto facts = desk.world.facts.of(desk.order, {});
        const auto problem = name == "rule"
                                 ? is_for(**source, facts, settings).error()
                                 : write_letter(library, **source, facts, settings).error();
        CHECK(problem.kind == liquid::Problem::Kind::stopped);
        return problem.what;
    };
    CHECK(desk.write("text").text.size() > 2000);
    settings.most_time = {};
    CHECK(said("text") == "it takes longer than 0 seconds");
    CHECK(said("subject") == "it takes longer than 0 seconds");
    CHECK(said("rule") == "it takes longer than 0 seconds");
}

TEST_CASE("a fact that is only spaces is not known") {
    auto changed = example_order();
    changed.receipt = orders::ReceiptId{3512345680};
    changed.gift_message = "  \n";
    Desk desk;
    const auto order = desk.world.record(changed);
    CHECK(desk.world.print("{{ order.gift_message | default: 'none' }}", order) == "none");
    CHECK(desk.world.print("{{ order.gift_message }}", order)
              .starts_with("! there is no value for \"order.gift_message\""));
}

TEST_CASE("a name that does not exist is another problem than a hole") {
    Desk desk;
    desk.world.write("a.liquid", "{{ order.nam }}");
    const auto letter = desk.try_write("a");
    REQUIRE_FALSE(letter);
    CHECK(letter.error().kind == liquid::Problem::Kind::unknown);
}

TEST_CASE("words of buyers cannot become HTML, those of the template are HTML") {
    Desk desk;
    auto received = example_order();
    received.receipt = orders::ReceiptId{4};
    received.buyer_name = "<b>Bo</b> & \"Co\"";
    desk.order = desk.world.record(received);
    desk.world.write("html.liquid", "<p>{{ buyer.name }}</p>");
    desk.world.write("text.liquid", "Hi {{ buyer.name }}\n\nBye");
    CHECK(desk.write("html", "", TextFormat::html).text ==
          "<p>&lt;b&gt;Bo&lt;/b&gt; &amp; &quot;Co&quot;</p>");
    CHECK(desk.write("html").text == "<b>Bo</b> & \"Co\"\n"); // as text no tag of ours is left
    CHECK(desk.write("text", "", TextFormat::html).text ==
          "<p>Hi &lt;b&gt;Bo&lt;/b&gt; &amp; &quot;Co&quot;</p>\n<p>Bye</p>\n");
    CHECK(desk.write("text").text == "Hi <b>Bo</b> & \"Co\"\n\nBye");
}

TEST_CASE("as text a letter in HTML has its words, its lines and where its links lead") {
    Desk desk;
    desk.world.write(
        "a.liquid",
        "<!DOCTYPE html><html><head><title>No</title><style>p {}</style></head>\n"
        "<p>Hi <center>{{ order.name }}</center>,<br>it costs 5&nbsp;&euro; &amp;c.</p>\n"
        "<p>See <a href=\"https://example.com/?a=1&amp;b=2\">your order</a>.</p>"
        "<ul><li>one</li><li>two</li></ul>");
    CHECK(desk.write("a").text == "Hi 3512345678,\nit costs 5 \u20ac &c.\n\n"
                                  "See your order (https://example.com/?a=1&b=2).\n\n"
                                  "- one\n- two\n");
    desk.world.write("blank.liquid", "<p><br></p>");
    const auto blank = desk.try_write("blank");
    REQUIRE_FALSE(blank);
    CHECK(blank.error().what == "the letter is blank");
}

TEST_CASE("what HTML does not know stays in the text form as it stands") {
    Desk desk;
    desk.world.write("a.liquid", "Dear <name>, write to <a@b.example>. <b>Now</b> <Size 3>\n");
    CHECK(desk.write("a").text == "Dear <name>, write to <a@b.example>. Now <Size 3>\n");
}

TEST_CASE("as text the buyer's own lines and blanks stay letter for letter") {
    Desk desk;
    auto received = example_order();
    received.receipt = orders::ReceiptId{5};
    const std::string words = "Nana\nest.  2026\n\n  <3 &\u00a0\tco &amp; <b>";
    received.buyer_name = words;
    desk.order = desk.world.record(received);
    desk.world.write("a.liquid", "<p>To {{ buyer.name }}:&nbsp;!</p>\n<p>Bye</p>");
    CHECK(desk.write("a").text == "To " + words + ": !\n\nBye\n");
    desk.world.write("b.liquid",
                     "{% capture all %}{{ buyer.name }}{% endcapture %}<p>{{ all }}</p>");
    CHECK(desk.write("b").text == words + "\n");
}

TEST_CASE("a <b> in a text makes it HTML, whose lines stay lines") {
    Desk desk;
    desk.world.write("a.liquid", "Hi <b>Anna</b>,\nthanks & bye\n\n{{ order.name }}\n");
    CHECK(desk.write("a").text == "Hi Anna,\nthanks & bye\n\n3512345678\n");
    CHECK(desk.write("a", "", TextFormat::html).text ==
          "<p>Hi <b>Anna</b>,<br>\nthanks & bye</p>\n<p>3512345678</p>\n");
    desk.world.write("b.liquid", "---\nformat: html\n---\nHi <b>Anna</b>,\n\nthanks");
    CHECK(desk.write("b", "", TextFormat::html).text == "Hi <b>Anna</b>,\n\nthanks");
    desk.world.write("c.liquid", "---\nformat: text\n---\nHi <b>Anna</b>");
    CHECK(desk.write("c").text == "Hi <b>Anna</b>");
}

TEST_CASE("plain text becomes paragraphs and line breaks") {
    CHECK(as_html("").empty());
    CHECK(as_html("\n \n\t\n").empty());
    CHECK(as_html("a") == "<p>a</p>\n");
    CHECK(as_html("a\nb\n\n\nc") == "<p>a<br>\nb</p>\n<p>c</p>\n");
    CHECK(as_html("a\r\nb\r\n\r\nc\r\n") == "<p>a<br>\nb</p>\n<p>c</p>\n");
    CHECK(as_html("<&>\"'") == "<p>&lt;&amp;&gt;&quot;&#39;</p>\n");
}

TEST_CASE("a subject is one line, whatever stands in it") {
    CHECK(one_line("a\r\nBcc: x") == "a Bcc: x");
    CHECK(one_line("  a \n\n b\t") == "a b");
    CHECK(one_line("\n").empty());
    Desk desk;
    desk.world.write("a.liquid", "---\nsubject: |\n  Hi\n  {{ order.name }}\n---\nx");
    CHECK(desk.write("a").subject == "Hi 3512345678");
    desk.world.write("b.liquid", "---\nsubject: \"{{ order.gift_message }}\"\n---\nx");
    auto received = example_order();
    received.receipt = orders::ReceiptId{5};
    received.gift_message = "one\ntwo";
    desk.order = desk.world.record(received);
    CHECK(desk.write("b").subject == "one two");
}

TEST_CASE("a subject is not escaped, it is no HTML") {
    Desk desk;
    auto received = example_order();
    received.receipt = orders::ReceiptId{6};
    received.buyer_name = "A & B";
    desk.order = desk.world.record(received);
    desk.world.write("a.liquid", "---\nsubject: \"{{ buyer.name }}\"\n---\n<p>x</p>");
    CHECK(desk.write("a", "", TextFormat::html).subject == "A & B");
}

TEST_CASE("the content hash changes with the text, its base and the parts it used") {
    Desk desk;
    desk.world.write("a.liquid", "---\nsubject: S\n---\n{% render '_p' %}");
    desk.world.write("a.de.liquid", "{% render '_p' %}");
    desk.world.write("_p.liquid", "p");
    desk.world.write("_other.liquid", "o");
    const auto english = desk.hash();
    const auto german = desk.hash("de");
    CHECK(english != german);
    CHECK(desk.hash() == english);

    desk.world.write("_other.liquid", "changed, and not used");
    desk.world.write("b.liquid", "new");
    CHECK(desk.hash() == english);
    CHECK(desk.hash("de") == german);

    desk.world.write("a.liquid", "---\nsubject: T\n---\n{% render '_p' %}");
    const auto other_base = desk.hash("de");
    CHECK(desk.hash() != english);
    CHECK(other_base != german);

    desk.world.write("_p.liquid", "q");
    CHECK(desk.hash("de") != other_base);

    const auto own = desk.hash("de");
    desk.world.write("a.de.liquid", "{% render '_p' %}.");
    CHECK(desk.hash("de") != own);
}

TEST_CASE("the content hash does not change with the order, or with how often a part is used") {
    Desk desk;
    desk.world.write("a.liquid",
                     "{% for item in items %}{% render '_p', item: item %}{% endfor %}"
                     "{{ buyer.name | default: '' }}");
    desk.world.write("_p.liquid", "{{ item.number }}");
    const auto of_two_items = desk.hash();
    desk.order = desk.world.record(bare_order(9));
    CHECK(desk.hash() == of_two_items);
    const auto text = desk.write("a").content_hash;
    CHECK(desk.write("a", "", TextFormat::html).content_hash == text);
}

TEST_CASE("two texts cannot be one with another border between them") {
    Desk desk;
    desk.world.write("a.liquid", "{% render '_p' %}");
    desk.world.write("_p.liquid", "x{% render '_q' %}y");
    desk.world.write("_q.liquid", "z");
    const auto one = desk.hash();
    desk.world.write("_p.liquid", "x{% render '_q' %}");
    desk.world.write("_q.liquid", "yz");
    CHECK(desk.hash() != one);
}

TEST_CASE("a letter is written in the language of its text") {
    Desk desk;
    desk.world.write("a.liquid", "{{ order.ship_by | date: '%B' }} {% render '_p' %}");
    desk.world.write("a.de.liquid", "{{ order.ship_by | date: '%B' }} {% render '_p' %}");
    desk.world.write("_p.liquid", "part");
    desk.world.write("_p.de.liquid", "Teil");
    CHECK(desk.write("a").text == "December part");
    CHECK(desk.write("a", "de").text == "Dezember Teil");
    CHECK(desk.write("a", "de-at").language == "de");
    const auto library = desk.world.open_library();
    CHECK(language_of(**library.find("a", ""), "de") == "de");            // the shop's own
    CHECK(language_of(**library.find("order-thanks", ""), "de") == "en"); // ours is English
}

TEST_CASE("a template is for the orders of which its condition holds") {
    Desk desk;
    const auto is_for_order = [&](const std::string& applies) {
        desk.world.write("a.liquid", "---\napplies: " + applies + "\n---\nx");
        const auto library = desk.world.open_library();
        const auto source = library.find("a", "");
        REQUIRE_MESSAGE(source, source.error().text());
        return is_for(**source, desk.world.facts.of(desk.order, {}), desk.world.letter_settings());
    };
    CHECK(*is_for_order("order.open and order.gift"));
    CHECK_FALSE(*is_for_order("order.shipped"));
    CHECK_FALSE(*is_for_order("order.tracking")); // nothing there is no hole in a condition
    CHECK_FALSE(is_for_order("order.opne"));
    desk.world.write("b.liquid", "x");
    const auto library = desk.world.open_library();
    CHECK(*is_for(**library.find("b", ""), Value::object({}), {}));
}

TEST_CASE("the facts a letter used are told by their path, each once") {
    Desk desk;
    desk.world.write("a.liquid",
                     "---\nsubject: \"{{ order.name }}\"\nask: {reason: Why}\n---\n"
                     "{{ buyer.first_name }} {{ buyer.first_name }} {{ order.name }} {{ reason }} "
                     "{% for item in items %}{{ item.title }}{{ item.options[0].text }}{% endfor %}"
                     "{{ order.tags | size }}{{ proof.link }}");
    UsedFacts used;
    const auto letter = desk.try_write(
        "a",
        "",
        TextFormat::text,
        {.item = {}, .set = {{"reason", "late"}, {"proof.link", "https://a"}}, .used = &used});
    REQUIRE_FALSE(letter); // the second item has no options
    std::string paths;
    for (const auto& [path, value] : used.all()) {
        paths += path + " ";
    }
    CHECK(paths.starts_with("order.name buyer.first_name items[0].title items[0].options "
                            "items[1].title items[1].options "));
}
