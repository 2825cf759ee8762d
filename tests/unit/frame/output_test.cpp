// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "frame/error_text.hpp"
#include "frame/output.hpp"
#include "memory_streams.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::frame;

namespace {

Table orders() {
    Table table{
        .name = "orders",
        .columns = {{.field = "order", .heading = "order"}, {.field = "buyer", .heading = "buyer"}},
        .when_empty = "no such orders"};
    table.rows.push_back({1042, "Ann \"A\" \\ \x1b"});
    return table;
}

GlobalFlags json_flags(std::vector<std::string> fields = {}, std::string jq = {}) {
    GlobalFlags flags;
    flags.json = true;
    flags.fields = std::move(fields);
    flags.jq = std::move(jq);
    return flags;
}

std::string printed(const GlobalFlags& flags, const Table& table, bool terminal = false) {
    MemoryStreams streams;
    streams.terminal = terminal;
    Output output(streams, flags, [] { return std::string("auto"); });
    output.table(table);
    return streams.written;
}

} // namespace

TEST_CASE("JSON carries the schema, the name and typed values") {
    CHECK(
        printed(json_flags(), orders()) ==
        "{\"schema\":1,\"orders\":[{\"order\":1042,\"buyer\":\"Ann \\\"A\\\" \\\\ \\u001b\"}]}\n");
}

TEST_CASE("fields come in the order asked for") {
    CHECK(printed(json_flags({"buyer", "order"}), orders()).find("{\"buyer\":") !=
          std::string::npos);
    CHECK(printed(json_flags({"order"}), orders()) ==
          "{\"schema\":1,\"orders\":[{\"order\":1042}]}\n");
}

TEST_CASE("an unknown field names those there are") {
    try {
        (void)printed(json_flags({"buyr"}), orders());
        FAIL("an unknown field was taken");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(error.reason() == "the fields are: order, buyer");
        CHECK(error.remedy() == "did you mean \"buyer\"?");
    }
    GlobalFlags asking = json_flags();
    asking.asks_for_fields = true;
    CHECK_THROWS_AS((void)printed(asking, orders()), base::Error);
}

TEST_CASE("jq filters the JSON; strings come without quotes") {
    CHECK(printed(json_flags({}, ".orders[].order"), orders()) == "1042\n");
    CHECK(printed(json_flags({}, ".orders[] | \"\\(.order)!\""), orders()) == "1042!\n");
    CHECK_THROWS_AS((void)printed(json_flags({}, ".["), orders()), base::Error);
    CHECK_THROWS_AS((void)printed(json_flags({}, ".orders + 1"), orders()), base::Error);
}

TEST_CASE("an empty list is said on a terminal and is silence in a pipe") {
    Table table = orders();
    table.rows.clear();
    CHECK(printed({}, table).empty());
    CHECK(printed(json_flags(), table) == "{\"schema\":1,\"orders\":[]}\n");
    MemoryStreams streams;
    streams.terminal = true;
    const GlobalFlags flags;
    Output output(streams, flags, [] { return std::string("never"); });
    output.table(table);
    CHECK(streams.written.empty());
    CHECK(streams.told == "no such orders\n");
}

TEST_CASE("colour is for terminals unless it is asked for or switched off") {
    MemoryStreams streams;
    std::string setting = "auto";
    const GlobalFlags flags;
    const Output output(streams, flags, [&] { return setting; });
    CHECK_FALSE(output.color());
    streams.terminal = true;
    CHECK(output.color());
    setting = "never";
    CHECK_FALSE(output.color());
    setting = "always";
    streams.terminal = false;
    CHECK(output.color());
}

TEST_CASE("an error has its summary, its reason and its hint on lines of their own") {
    auto error = base::Error(base::ErrorKind::not_found, "order 7 is not here")
                     .because("none")
                     .hint("etsyorder sync");
    error.add_context("tagging");
    CHECK(error_text(error, ErrorForm::text) ==
          "error: tagging: order 7 is not here\n  none\n  hint: etsyorder sync\n");
    CHECK(error_text(error, ErrorForm::json) ==
          "{\"schema\":1,\"error\":{\"kind\":\"not_found\",\"summary\":\"order 7 is not "
          "here\",\"reason\":\"none\","
          "\"notes\":[],\"hint\":\"etsyorder "
          "sync\",\"position\":null,\"context\":[\"tagging\"],\"retryable\":false,\"exit_code\":3}}"
          "\n");
}

TEST_CASE("text of a server in an error cannot reach the terminal raw") {
    const base::Error error(base::ErrorKind::failed, "Etsy said \x1b[2J");
    CHECK(error_text(error, ErrorForm::text) == "error: Etsy said <U+001B>[2J\n");
}

TEST_CASE("lines are written one by one, each an object of its own in JSON") {
    MemoryStreams streams;
    const auto flags = json_flags({"order"});
    Output output(streams, flags, [] { return std::string("never"); });
    auto lines = output.lines(orders());
    CHECK(streams.written.empty());
    lines.add({1042, "Ann"});
    CHECK(streams.written == "{\"order\":1042}\n");
    lines.add({1043, "Bob"});
    CHECK(streams.written == "{\"order\":1042}\n{\"order\":1043}\n");
}

TEST_CASE("lines in a pipe are separated by tabs, with the names first when wanted") {
    MemoryStreams streams;
    GlobalFlags flags;
    flags.header = true;
    Output output(streams, flags, [] { return std::string("never"); });
    auto lines = output.lines(orders());
    lines.add({1042, "Ann\tB"});
    CHECK(streams.written == "order\tbuyer\n1042\tAnn\\tB\n");
}

TEST_CASE("lines on a terminal stand below those before them and fit its width") {
    MemoryStreams streams;
    streams.terminal = true;
    streams.columns = 12;
    const GlobalFlags flags;
    Output output(streams, flags, [] { return std::string("never"); });
    auto lines = output.lines(orders());
    lines.add({1042, "Ann"});
    lines.add({7, "Bob\x1b"});
    lines.add({8, "Ann Example"});
    CHECK(streams.written == "1042  Ann\n7     Bob<U…\n8     Ann E…\n");
}
