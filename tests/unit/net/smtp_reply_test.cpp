// SPDX-License-Identifier: MIT
#include "net/smtp_reply.hpp"

#include <doctest/doctest.h>

#include <string>

using namespace etsyorder;
using net::ReplyReader;

namespace {

net::ServerReply told(const std::string& bytes, const std::vector<net::HiddenWord>& hidden = {}) {
    ReplyReader reader;
    reader.add(bytes);
    const auto reply = reader.next();
    REQUIRE(reply.has_value());
    return net::told(*reply, hidden);
}

bool breaks(const std::string& bytes) {
    ReplyReader reader;
    reader.add(bytes);
    while (reader.next()) {
    }
    return reader.broken();
}

} // namespace

TEST_CASE("a reply is whole with its last line, however it arrives") {
    ReplyReader reader;
    for (const char c : std::string("250-mail.example\r\n250-SIZE 1000\r\n250 HELP\r")) {
        reader.add({&c, 1});
        CHECK_FALSE(reader.next().has_value());
    }
    reader.add("\n354 go");
    const auto reply = reader.next();
    REQUIRE(reply.has_value());
    CHECK(reply->code == 250);
    CHECK(reply->lines == std::vector<std::string>{"mail.example", "SIZE 1000", "HELP"});
    CHECK(reader.has_more());
    CHECK_FALSE(reader.next().has_value());
    reader.add(" on\n");
    CHECK(reader.next()->code == 354);
    CHECK_FALSE(reader.has_more());
}

TEST_CASE("a code alone is a reply, too") {
    CHECK(told("250\r\n").code == 250);
    CHECK(told("250 \r\n").text.empty());
}

TEST_CASE("what is not a reply breaks the reader for good") {
    CHECK(breaks("hello\r\n"));
    CHECK(breaks("\r\n"));
    CHECK(breaks("25\r\n"));
    CHECK(breaks("2500 no\r\n"));
    CHECK(breaks("150 no\r\n"));
    CHECK(breaks("650 no\r\n"));
    CHECK(breaks("2x0 no\r\n"));
    CHECK(breaks("250-one\r\n550 another\r\n"));
    CHECK_FALSE(breaks("250-one\r\n250 the same\r\n"));
    ReplyReader reader;
    reader.add("hello\r\n");
    CHECK_FALSE(reader.next().has_value());
    reader.add("250 OK\r\n");
    CHECK_FALSE(reader.next().has_value());
}

TEST_CASE("a line or a reply without an end is not waited for") {
    CHECK_FALSE(breaks("250 " + std::string(ReplyReader::kMostLineBytes - 4, 'x')));
    CHECK(breaks("250 " + std::string(ReplyReader::kMostLineBytes - 3, 'x')));
    std::string lines;
    for (std::size_t i = 0; i < ReplyReader::kMostLines; ++i) {
        lines += "250-more\r\n";
    }
    CHECK_FALSE(breaks(lines));
    CHECK(breaks(lines + "250-more\r\n"));
}

TEST_CASE("people are told codes apart from the text, in one clean line") {
    const auto reply =
        told("550-5.1.1 no\x07 such\r\n550-5.1.1 \r\n550 5.1.1 user\x1b[31m\x80\r\n");
    CHECK(reply.code == 550);
    CHECK(reply.enhanced == "5.1.1");
    CHECK(reply.text == "no  such user [31m\xef\xbf\xbd");
    CHECK(told("250 2.0.0\r\n").enhanced == "2.0.0");
    CHECK(told("250 2.0\r\n").enhanced.empty());
    CHECK(told("250 3.0.0 x\r\n").enhanced.empty());
    CHECK(told("250 2.1234.0 x\r\n").enhanced.empty());
    CHECK(told("250 10.0.0.1 x\r\n").text == "10.0.0.1 x");
    CHECK(told("250 " + std::string(4000, 'x') + "\r\n").text.size() == 500);
}

TEST_CASE("hidden words are replaced, in any case and every time") {
    const auto reply = told("550 <Jane@example.com>: jane@EXAMPLE.com is jane@example.com\r\n",
                            {{"jane@example.com", "(address)"}, {"", "(nothing)"}});
    CHECK(reply.text == "<(address)>: (address) is (address)");
}
