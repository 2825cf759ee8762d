// SPDX-License-Identifier: MIT
#include "liquid/template.hpp"
#include "templates/check.hpp"
#include "templates/letter_filters.hpp"
#include "templates/placeholder_text.hpp"
#include "templates/placeholders.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using templates::PlaceholderText;

namespace {

std::string converted(std::string_view text, std::string_view language = "en") {
    return PlaceholderText(language).convert(text);
}

std::string fact_of(std::string_view written) {
    const auto* meaning = templates::meaning_of(written);
    return meaning == nullptr ? "" : std::string(meaning->fact);
}

} // namespace

TEST_CASE("every placeholder of the table is a fact") {
    for (const auto& one : templates::placeholders()) {
        CAPTURE(one.words);
        CHECK(templates::is_fact(one.fact));
        CHECK(fact_of(one.words) == one.fact);
    }
}

TEST_CASE("placeholders of other tools are known however they are written") {
    CHECK(fact_of("Customer First Name") == "buyer.first_name");
    CHECK(fact_of("ticket.customer.firstname") == "buyer.first_name");
    CHECK(fact_of("customer.firstName") == "buyer.first_name");
    CHECK(fact_of("contact.name") == "buyer.name");
    CHECK(fact_of("Vorname") == "buyer.first_name");
    CHECK(fact_of("Name des K\u00e4ufers").empty());
    CHECK(fact_of("order_id") == "order.name");
    CHECK(fact_of("your order number") == "order.name");
    CHECK(fact_of("Bestellnummer") == "order.name");
    CHECK(fact_of("TRACKING-NUMBER") == "order.tracking.code");
    CHECK(fact_of("Sendungsnummer") == "order.tracking.code");
    CHECK(fact_of("tracking_url") == "links.tracking");
    CHECK(fact_of("your name") == "shop.signature");
    CHECK(fact_of("current_user.firstname") == "shop.signature");
    CHECK(fact_of("last name").empty());
    CHECK(fact_of("refund amount").empty());
}

TEST_CASE("all kinds of brackets are read") {
    const auto* buyer = "{{ buyer.first_name | default: \"there\" }}";
    for (const auto* text : {"{{first_name}}",
                             "{{{ first_name }}}",
                             "{first name}",
                             "%first_name%",
                             "[First Name]",
                             "[[first name]]",
                             "<<first name>>",
                             "${firstName}",
                             "{%customer.firstName%}",
                             "%%first_name%%"}) {
        CAPTURE(text);
        CHECK(converted(text) == buyer);
    }
    CHECK(converted("{%customer.firstName,fallback=friend%}") ==
          "{{ buyer.first_name | default: \"friend\" }}");
    CHECK(converted("{{ customer.first_name | default: 'you' }}") ==
          "{{ buyer.first_name | default: \"you\" }}");
    CHECK(converted("{Vorname}", "de") == "{{ buyer.first_name }}");
    CHECK(converted("[order total]") == "{{ order.total | money }}");
}

TEST_CASE("what is no placeholder stays as it is") {
    for (const auto* text : {"50% off, 20% more",
                             "a {1} b",
                             "[the shop](https://example.com)",
                             "100%",
                             "[1]",
                             "a < b > c",
                             "{ \"a\": 1 }",
                             "{}",
                             "{",
                             "%",
                             "[]"}) {
        CAPTURE(text);
        CHECK(converted(text) == text);
    }
}

TEST_CASE("what is not known is asked for, once") {
    PlaceholderText reply("en");
    CHECK(reply.convert("[Delay Reason] {{delay_reason}} [new date] [status]") ==
          "{{ delay_reason }} {{ delay_reason }} {{ new_date | date: \"%-d %B %Y\" }} "
          "{{ the_status }}");
    REQUIRE(reply.asked().size() == 3);
    CHECK(reply.asked()[0].question == "delay reason");
    CHECK(reply.asked()[1].type == templates::AskedType::date);
    CHECK(reply.asked()[2].name == "the_status");
    CHECK(reply.uses().size() == 4);
    CHECK(reply.uses()[0].asked);
}

TEST_CASE("text that looks like Liquid comes out as it went in") {
    for (const std::string text : {"{{",
                                   "{%",
                                   "a {{ b",
                                   "{% if %}",
                                   "{{{",
                                   "{%{%",
                                   "{{#if x}}",
                                   "{%}",
                                   "{{}}",
                                   "{% endraw %}",
                                   "{ {{ 1 }} }",
                                   "{{%",
                                   "{%-"}) {
        CAPTURE(text);
        liquid::CompileOptions options;
        options.filters = &templates::letter_filters();
        const auto compiled = liquid::Template::compile(converted(text), "x", options);
        REQUIRE(compiled);
        CHECK(*compiled->render({}, {}) == text);
    }
    CHECK(converted("{[name]") == "{% raw %}{{% endraw %}{{ buyer.name | default: \"there\" }}");
}

TEST_CASE("what cannot be taken over is told, each once") {
    PlaceholderText reply("en");
    (void)reply.convert("{$amount} {% if x %}{{ order.id | nofilter }}{% endif %}{$amount} {a:b} "
                        "{{#if y}} [Reason] { \"a\": 1 } {1} {{ name | default: 'you' }} "
                        "{{ total | default: '0' }}");
    CHECK(reply.lost() ==
          std::vector<std::string>{"{$amount} is not known and stays text",
                                   "{% if x %} is not known and stays text",
                                   "of {{ order.id | nofilter }} \"nofilter\" is left out",
                                   "{% endif %} is not known and stays text",
                                   "{a:b} is not known and stays text",
                                   "{{#if y}} is not known and stays text",
                                   "of {{ total | default: '0' }} \"0\" is left out"});
}

TEST_CASE("very many values to be asked for take no longer each than a few") {
    std::string text;
    for (int i = 0; i < 20'000; ++i) {
        text += "[the " + std::string(i % 2 == 0 ? "" : "\u00e9") + "b" + std::to_string(i) + "]";
        text += "[\u65e5 " + std::to_string(i) + "]";
    }
    PlaceholderText reply("en");
    (void)reply.convert(text);
    CHECK(reply.asked().size() == 40'000);
}
