// SPDX-License-Identifier: MIT
#include "base/email_address.hpp"

#include <doctest/doctest.h>
#include <fmt/format.h>

#include <ostream>
#include <string>

using etsyorder::base::EmailAddress;

template <class Type>
concept Streams = requires(std::ostream& out, const Type& value) {
    out << value;
};
static_assert(!Streams<EmailAddress>);
static_assert(!fmt::is_formattable<EmailAddress>::value);
static_assert(!std::is_convertible_v<EmailAddress, std::string>);
static_assert(!std::is_convertible_v<EmailAddress, std::string_view>);
static_assert(!std::is_constructible_v<EmailAddress, std::string>);

namespace {

bool fits(const std::string& text) {
    const auto address = EmailAddress::parse(text);
    if (address) {
        const auto again = EmailAddress::parse(address->reveal());
        CHECK((again && *again == *address));
    }
    return address.has_value();
}

} // namespace

TEST_CASE("an address keeps its local part and has its domain in lower case") {
    const auto address = EmailAddress::parse("  Jane.Doe+Etsy@Mail.EXAMPLE\n");
    REQUIRE(address.has_value());
    CHECK(address->reveal() == "Jane.Doe+Etsy@mail.example");
    CHECK(address->domain() == "mail.example");
    CHECK(address->is_ascii());
    CHECK((*address == *EmailAddress::parse("Jane.Doe+Etsy@mail.example")));
    CHECK((*address != *EmailAddress::parse("jane.doe+etsy@mail.example")));
}

TEST_CASE("usual addresses and their odd letters are taken") {
    for (const auto* text : {"a@b.co",
                             "o'brien@example.com",
                             "x_y-z@ex-ample.com",
                             "1@2.example",
                             "!#$%&'*+-/=?^_`{|}~@example.com",
                             "a@xn--bcher-kva.example",
                             "a@a.b.c.d.example"}) {
        CHECK(fits(text));
    }
}

TEST_CASE("what is not the plain form is refused") {
    for (const auto* text : {"",
                             "@",
                             "a",
                             "a@",
                             "@b.example",
                             "a@b",
                             "a@b.",
                             "a@.b",
                             "a@b..c",
                             ".a@b.example",
                             "a.@b.example",
                             "a..b@c.example",
                             "a b@c.example",
                             "a@b c.example",
                             "a@b@c.example",
                             "Jane <a@b.example>",
                             "<a@b.example>",
                             "\"a b\"@c.example",
                             "a(x)@b.example",
                             "a@[192.0.2.1]",
                             "a@192.0.2.1",
                             "a@-b.example",
                             "a@b-.example",
                             "a@b_c.example",
                             "a,b@c.example",
                             "a;b@c.example",
                             "a:b@c.example",
                             "a\\b@c.example"}) {
        CHECK_FALSE(fits(text));
    }
}

TEST_CASE("no byte that ends a line or hides is in an address") {
    for (const char* byte : {"\r",
                             "\n",
                             "\x01",
                             "\x7f",
                             "\t",
                             "\xc2\x85",
                             "\xc2\xa0",
                             "\xe2\x80\x8b",
                             "\xe2\x80\xae",
                             "\xe2\x81\xa6",
                             "\xef\xbb\xbf",
                             "\xef\xbf\xbd",
                             "\xff",
                             "\xc3",
                             "\xee\x80\x80",
                             "\xef\xbc\xa0",
                             "\xe3\x80\x82",
                             "\xc2\xad"}) {
        CHECK_FALSE(fits(std::string("a") + byte + "b@c.example"));
        CHECK_FALSE(fits(std::string("a@b") + byte + "c.example"));
    }
    CHECK_FALSE(fits(std::string("a\0b@c.example", 13)));
    CHECK_FALSE(fits("a@b.example\r\nDATA"));
}

TEST_CASE("letters of other scripts are taken, and said to be such") {
    const auto address = EmailAddress::parse("b\xc3\xbcrger@B\xc3\x9c"
                                             "CHER.example");
    REQUIRE(address.has_value());
    CHECK_FALSE(address->is_ascii());
    CHECK(address->reveal() == "b\xc3\xbcrger@b\xc3\x9c"
                               "cher.example");
    CHECK(EmailAddress::parse("a@xn--bcher-kva.example")->is_ascii());
}

TEST_CASE("an address is as long as addresses may be") {
    const std::string label(60, 'b');
    const auto domain = "@" + label + "." + label + "." + label; // 183 bytes
    CHECK(fits(std::string(64, 'a') + domain));
    CHECK_FALSE(fits(std::string(65, 'a') + domain));
    CHECK(fits("a@" + std::string(63, 'b') + ".example"));
    CHECK_FALSE(fits("a@" + std::string(64, 'b') + ".example"));
    CHECK(fits(std::string(10, 'a') + domain + "." + std::string(60, 'c')));
    CHECK_FALSE(fits(std::string(11, 'a') + domain + "." + std::string(60, 'c')));
}
