// SPDX-License-Identifier: MIT
#include "base/utf8.hpp"
#include "templates/front_matter.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

using namespace etsyorder;
using namespace etsyorder::templates;

namespace {

using Texts = std::vector<std::string>;

// Of a text that is right.
Split split(const std::string& content) {
    static std::string kept; // the body is a view of it
    kept = content;
    auto split = split_front_matter(kept, "a.liquid");
    REQUIRE_MESSAGE(split, split.error().text());
    return std::move(*split);
}

FrontMatter front(const std::string& yaml) {
    return split("---\n" + yaml + "---\nbody\n").front;
}

liquid::Problem wrong(const std::string& content) {
    auto split = split_front_matter(content, "a.liquid");
    REQUIRE_FALSE(split);
    CHECK(split.error().name == "a.liquid");
    CHECK(base::is_utf8(split.error().source));
    return split.error();
}

// "3:7 what" of what stands between the fences.
std::string refused(const std::string& yaml) {
    const auto problem = wrong("---\n" + yaml + "---\nbody\n");
    return fmt::format("{}:{} {}", problem.line, problem.column, problem.what);
}

std::string hint_of(const std::string& yaml) {
    return wrong("---\n" + yaml + "---\nbody\n").hint;
}

} // namespace

TEST_CASE("a text without front matter is all body") {
    for (const char* text :
         {"", "Hi", "Hi\n---\nabout: x\n---\n", "----\nHi\n", " ---\nabout: x\n"}) {
        CAPTURE(text);
        const auto found = split(text);
        CHECK(found.body == text);
        CHECK(found.body_line == 1);
        CHECK(found.front.about.empty());
        CHECK_FALSE(found.front.audience);
    }
}

TEST_CASE("every key of the front matter is read") {
    const auto found = split("---\n"
                             "about: Thanks\n"
                             "subject: \"Thank you for {{ order.name }}\"\n"
                             "audience: seller\n"
                             "channels: [message, email, portal, note]\n"
                             "tags: [order, first]\n"
                             "questions:\n"
                             "  - \"did you get my order?\"\n"
                             "applies: order.open and order.paid\n"
                             "ask:\n"
                             "  reason: \"Why?\"\n"
                             "  bare:\n"
                             "  day: {question: \"When?\", type: date, example: \"2026-12-01\"}\n"
                             "  many: {type: number}\n"
                             "  much: {type: money}\n"
                             "attach: [care-card.pdf]\n"
                             "format: html\n"
                             "---\n"
                             "Hi\n---\nthere\n");
    const auto& front = found.front;
    CHECK(front.about == "Thanks");
    REQUIRE(front.subject);
    CHECK(front.subject->text == "Thank you for {{ order.name }}");
    CHECK(front.subject->place.line == 3);
    CHECK(front.subject->place.column == 11); // behind the quotation mark
    CHECK(front.audience == Audience::seller);
    CHECK(front.channels == Texts{"message", "email", "portal", "note"});
    CHECK(front.tags == Texts{"order", "first"});
    CHECK(front.questions == Texts{"did you get my order?"});
    REQUIRE(front.applies);
    CHECK(front.applies->text == "order.open and order.paid");
    CHECK(front.applies->place.line == 9);
    CHECK(front.applies->place.column == 10);
    CHECK(front.asked == std::vector<Asked>{{"reason", "Why?", AskedType::text, ""},
                                            {"bare", "", AskedType::text, ""},
                                            {"day", "When?", AskedType::date, "2026-12-01"},
                                            {"many", "", AskedType::number, ""},
                                            {"much", "", AskedType::money, ""}});
    CHECK(front.attach == Texts{"care-card.pdf"});
    CHECK(front.format == TextFormat::html);
    CHECK(found.body == "Hi\n---\nthere\n"); // later dashes are of the text
    CHECK(found.body_line == 19);
}

TEST_CASE("one text is a list of one, and an empty list is none") {
    CHECK(front("tags: order\n").tags == Texts{"order"});
    CHECK(front("tags: []\n").tags.empty());
    CHECK(front("tags:\n").tags.empty());
    CHECK(front("ask:\n").asked.empty());
    CHECK_FALSE(front("subject: \"\"\n").subject);
    CHECK_FALSE(front("applies: ''\n").applies);
}

TEST_CASE("an empty front matter says nothing") {
    CHECK(split("---\n---\nHi").body == "Hi");
    CHECK(split("---\n\n  \n---\nHi").body_line == 5);
    CHECK(split("---\n# only a remark\n---\n").body.empty());
    CHECK(split("---\nabout: x\n---").body.empty()); // no line end at the very end
}

TEST_CASE("line ends of Windows and a byte order mark are no part of it") {
    const auto found = split("\xEF\xBB\xBF---\r\nabout: Thanks\r\nformat: text\r\n---\r\nHi\r\n");
    CHECK(found.front.about == "Thanks");
    CHECK(found.front.format == TextFormat::text);
    CHECK(found.body == "Hi\r\n");
    CHECK(found.body_line == 5);
    CHECK(split("\xEF\xBB\xBFHi").body == "Hi");
    const auto problem = wrong("\xEF\xBB\xBF---\r\nabout: x\r\naudiance: buyer\r\n---\r\n");
    CHECK(problem.line == 3);
    CHECK(problem.column == 1);
    CHECK(problem.source == "audiance: buyer");
}

TEST_CASE("dashes with blanks behind them are a fence, others are not") {
    CHECK(split("--- \t\nabout: x\n---  \nHi").front.about == "x");
    CHECK(wrong("---\nabout: x\n----\nHi").what.find("does not end") != std::string::npos);
}

TEST_CASE("what is no YAML is told with its place") {
    const auto problem = wrong("---\nabout: Thanks\nsubject: {{ order.name }}: x\n---\nHi\n");
    CHECK(problem.line == 3);
    CHECK(problem.source == "subject: {{ order.name }}: x");
    CHECK(problem.hint.find("quotes") != std::string::npos);
    CHECK(refused("about: \"open\n").find("the front matter is no YAML") != std::string::npos);
    CHECK(refused("about: x\n\ttags: y\n").starts_with("3:"));
    CHECK(refused("tags: [a, b\n").find("no YAML") != std::string::npos);
    CHECK(refused("about: *nobody\n").find("no YAML") != std::string::npos);
    CHECK(refused("- a\n- b\n") == "2:1 the front matter needs lines of `key: value`");
    CHECK(refused("just words\n") == "2:1 the front matter needs lines of `key: value`");
}

TEST_CASE("a key that does not exist is told with the one that was meant") {
    CHECK(refused("about: x\naudiance: buyer\n") == "3:1 there is no key \"audiance\"");
    CHECK(hint_of("audiance: buyer\n") == "did you mean \"audience\"?");
    CHECK(hint_of("zzzzzzzz: 1\n").starts_with("known are: about, subject"));
    CHECK(refused("ask:\n  a: {kind: date}\n") == "3:7 there is no key \"kind\"");
    CHECK(hint_of("ask:\n  a: {typ: date}\n") == "did you mean \"type\"?");
    CHECK(refused("? [a, b]\n: x\n").find("takes one text") != std::string::npos);
}

TEST_CASE("a value that is not known is told with the one that was meant") {
    CHECK(refused("audience: buyers\n") == "2:11 \"audience\": \"buyers\" is not known");
    CHECK(hint_of("audience: buyers\n") == "did you mean \"buyer\"?");
    CHECK(refused("format: pdf\n") == "2:9 \"format\": \"pdf\" is not known");
    CHECK(refused("channels: [message, sms]\n").find("\"sms\" is no channel") != std::string::npos);
    CHECK(hint_of("channels: e-mail\n") == "did you mean \"email\"?");
    CHECK(refused("ask:\n  a: {type: day}\n") == "3:13 \"type\": \"day\" is not known");
}

TEST_CASE("a key that is there twice is refused wherever it stands") {
    CHECK(refused("about: x\ntags: a\nabout: y\n") == "4:1 \"about\" is there twice");
    CHECK(refused("ask:\n  a: x\n  a: y\n") == "4:3 \"a\" is there twice");
    CHECK(refused("ask:\n  a:\n    type: date\n    type: text\n") == "5:5 \"type\" is there twice");
}

TEST_CASE("a value of another kind is refused") {
    CHECK(refused("about: [a]\n") == "2:8 \"about\" takes one text");
    CHECK(refused("about: {a: b}\n") == "2:8 \"about\" takes one text");
    CHECK(refused("subject: {{ order.name }}\n").find("\"subject\" takes one text") !=
          std::string::npos);
    CHECK(refused("tags: {a: b}\n").find("takes a list") != std::string::npos);
    CHECK(refused("tags: [[a]]\n") == "2:8 \"tags\" takes one text");
    CHECK(refused("ask: [a]\n").find("takes names with a question each") != std::string::npos);
}

TEST_CASE("what is asked for has the name of a variable, and hides no fact") {
    CHECK(refused("ask:\n  new date: x\n") == "3:3 \"new date\" is no name of a variable");
    CHECK(refused("ask:\n  1st: x\n").find("is no name of a variable") != std::string::npos);
    for (const char* fact :
         {"order", "item", "items", "buyer", "shop", "thread", "proof", "status", "links", "now"}) {
        CHECK(refused(fmt::format("ask:\n  {}: x\n", fact)) ==
              fmt::format("3:3 \"{}\" is a fact already", fact));
    }
}

TEST_CASE("files to attach are names in the folder of templates") {
    for (const char* file : {"../secret", "/etc/passwd", "a/b.pdf", "..", ".hidden", "\"\""}) {
        CAPTURE(file);
        CHECK(refused(fmt::format("attach: [{}]\n", file)).find("is no name of a file") !=
              std::string::npos);
    }
}

TEST_CASE("a front matter that does not end is refused") {
    CHECK(wrong("---\nabout: x\nHi\n").what == "the front matter does not end within 16 KiB");
    CHECK(wrong("---").what == "the front matter does not end within 16 KiB");
    CHECK(wrong("---\n").what == "the front matter does not end within 16 KiB");
}

TEST_CASE("a front matter has a longest length, and so have its values and lists") {
    const auto with = [](std::size_t bytes) {
        return "---\n#" + std::string(bytes - 2, 'x') + "\n---\n";
    };
    CHECK(split(with(kMostFrontMatter)).body.empty());
    CHECK(wrong(with(kMostFrontMatter + 1)).what == "the front matter does not end within 16 KiB");
    CHECK(front("about: " + std::string(1000, 'x') + "\n").about.size() == 1000);
    CHECK(refused("about: " + std::string(1001, 'x') + "\n") ==
          "2:8 \"about\" is longer than 1000 bytes");
    std::string many = "tags: [a";
    for (int i = 0; i < 100; ++i) {
        many += ", a";
    }
    CHECK(refused(many + "]\n").find("up to 100 texts") != std::string::npos);
}

TEST_CASE("anchors and aliases are plain YAML, and do not grow beyond what one may write") {
    CHECK(front("about: &it Thanks\nsubject: *it\n").subject->text == "Thanks");
    CHECK(front("tags: &all [a, b]\nquestions: *all\n").questions == Texts{"a", "b"});
    CHECK(refused("tags: &a [x, x]\nquestions: [*a, *a]\n").find("takes one text") !=
          std::string::npos);
    CHECK(refused("<<: {about: x}\n") == "2:1 there is no key \"<<\"");
    (void)refused("tags: &a [*a]\n"); // one that is in itself
}

TEST_CASE("deep nesting ends in a problem") {
    for (const char* open : {"[", "{a: ", "- ", "? "}) {
        std::string yaml = "tags: ";
        for (int i = 0; i < 3000; ++i) {
            yaml += open;
        }
        CAPTURE(open);
        CHECK_FALSE(refused(yaml + "\n").empty());
    }
}

TEST_CASE("there is one document of YAML, nothing behind it is lost") {
    CHECK(refused("about: x\n...\napplies: false\n").find("one document") != std::string::npos);
    CHECK(front("about: x\n...\n").about == "x");
    // A second line of dashes is the end, whatever follows.
    const auto found = split("---\nabout: x\n---\nsubject: y\n---\n");
    CHECK(found.body == "subject: y\n---\n");
    CHECK_FALSE(found.front.subject);
}

TEST_CASE("columns count characters, and a long line is not cut within one") {
    CHECK(refused("{about: \"Grüße\", zzzz: 1}\n").starts_with("2:18 "));
    std::string yaml = "audience: ";
    for (int i = 0; i < 80; ++i) {
        yaml += "\xC3\xBC";
    }
    for (const char* shift : {"", "x"}) {
        const auto problem = wrong("---\naudience: " + std::string(shift) + yaml + "\n---\n");
        CHECK(problem.line == 2);
        CHECK(base::is_utf8(problem.source));
    }
}

TEST_CASE("a language says what differs, and has the rest of its base") {
    const auto base = front("about: Thanks\nsubject: Thank you\naudience: seller\n"
                            "channels: email\ntags: order\nquestions: why\napplies: order.open\n"
                            "ask:\n  day: {question: When, type: date, example: 2026-12-01}\n"
                            "  other: Other\nattach: a.pdf\nformat: html\n");
    SUBCASE("nothing of its own") {
        const auto own = over_base({}, base);
        CHECK(own.about == "Thanks");
        CHECK(own.subject->text == "Thank you");
        CHECK(own.audience == Audience::seller);
        CHECK(own.channels == Texts{"email"});
        CHECK(own.tags == Texts{"order"});
        CHECK(own.questions == Texts{"why"});
        CHECK(own.applies->text == "order.open");
        CHECK(own.asked == base.asked);
        CHECK(own.attach == Texts{"a.pdf"});
        CHECK(own.format == TextFormat::html);
    }
    SUBCASE("words of its own") {
        const auto own = over_base(front("about: Danke\nsubject: Vielen Dank\naudience: buyer\n"
                                         "channels: message\ntags: bestellung\nquestions: warum\n"
                                         "applies: order.paid\nask: {day: Wann, mehr: Mehr}\n"
                                         "attach: b.pdf\nformat: text\n"),
                                   base);
        CHECK(own.about == "Danke");
        CHECK(own.subject->text == "Vielen Dank");
        CHECK(own.audience == Audience::buyer);
        CHECK(own.channels == Texts{"message"});
        CHECK(own.tags == Texts{"bestellung"});
        CHECK(own.questions == Texts{"warum"});
        CHECK(own.applies->text == "order.paid");
        CHECK(own.attach == Texts{"b.pdf"});
        CHECK(own.format == TextFormat::text);
        CHECK(own.asked == std::vector<Asked>{{"day", "Wann", AskedType::date, "2026-12-01"},
                                              {"mehr", "Mehr", AskedType::text, ""},
                                              {"other", "Other", AskedType::text, ""}});
    }
}

TEST_CASE("what begins no document of YAML ends the reading") {
    for (const char* const yaml : {",", "a: b\n...\n,", "]", "a: b\n--- ,\n"}) {
        CAPTURE(yaml);
        const auto content = std::string("---\n") + yaml + "\n---\nx";
        CHECK_FALSE(split_front_matter(content, "a.liquid"));
    }
}
