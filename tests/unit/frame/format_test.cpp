// SPDX-License-Identifier: MIT
#include "base/clock.hpp"
#include "base/error.hpp"
#include "frame/error_text.hpp"
#include "frame/format.hpp"
#include "frame/output.hpp"
#include "memory_streams.hpp"

#include <doctest/doctest.h>

using namespace etsyorder;
using namespace etsyorder::frame;

namespace {

GlobalFlags with_format(std::string format, bool lax = false) {
    GlobalFlags flags;
    flags.format = std::move(format);
    flags.lax = lax;
    return flags;
}

Table orders() {
    return {.name = "orders",
            .columns = {{.field = "order"},
                        {.field = "buyer"},
                        {.field = "total"},
                        {.field = "late"},
                        {.field = "note"},
                        {.field = "tags"}},
            .when_empty = "no such orders"};
}

std::vector<Cell> ann(int number = 1042) {
    return {Cell(number, "shown otherwise"),
            "Ann <A> & \x1b[2J",
            Value(base::Money{1250, "USD"}),
            true,
            Value(),
            Value::list({"oak", "urgent"})};
}

std::string printed(const GlobalFlags& flags, Table table, bool terminal = false) {
    MemoryStreams streams;
    streams.terminal = terminal;
    Output output(streams, flags, [] { return std::string("auto"); });
    output.table(std::move(table));
    return streams.written;
}

std::string printed(std::string format) {
    auto table = orders();
    table.rows.push_back(ann());
    return printed(with_format(std::move(format)), std::move(table));
}

template <class Do>
std::string refused(Do work) {
    try {
        work();
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        return error_text(error, ErrorForm::text);
    }
    return "nothing was refused";
}

std::string refused_format(std::string format) {
    return refused([&] { (void)printed(std::move(format)); });
}

// As the facts of an order are, and counts how often they were made.
class Facts final : public liquid::Lazy {
public:
    [[nodiscard]] std::optional<liquid::Value> get(std::string_view name) const override {
        return name == "id"     ? std::optional<liquid::Value>(7)
               : name == "note" ? std::optional<liquid::Value>("a fact")
                                : std::nullopt;
    }
    [[nodiscard]] std::vector<std::string> names() const override { return {"id", "note"}; }
};

} // namespace

TEST_CASE("a format is rendered once a row with the fields of JSON") {
    auto table = orders();
    table.rows = {ann(1), ann(2)};
    CHECK(
        printed(with_format("{{ order.order }} {{ total.amount }} {{ total.currency }} {{ late }} "
                            "{{ tags | join: '+' }}|{{ note }}|"),
                table) == "1 12.50 USD true oak+urgent||\n2 12.50 USD true oak+urgent||\n");
}

TEST_CASE("what a format prints into a pipe is no HTML and comes byte for byte") {
    CHECK(printed("{{ buyer }}") == "Ann <A> & \x1b[2J\n");
}

TEST_CASE("what a format prints on a terminal can do nothing to it; lines and tabs stay") {
    auto table = orders();
    table.rows.push_back(ann());
    CHECK(printed(with_format("{{ buyer }}\\t1\\n2"), table, true) ==
          "Ann <A> & <U+001B>[2J\t1\n2\n");
}

TEST_CASE("a line feed follows each row unless the format ends in one") {
    CHECK(printed("x") == "x\n");
    CHECK(printed("x\n") == "x\n");
    CHECK(printed("x\\n") == "x\n");
    CHECK(printed("x\\n\\n") == "x\n\n");
    CHECK(printed("{% if late %}x\\n{% endif %}") == "x\n");
    CHECK(printed("{% unless late %}x\\n{% endunless %}").empty());
    CHECK(printed("{% if late %}x\\n{%- endif %}") == "x\n");
    CHECK(printed("{{ note }}") == "\n");
}

TEST_CASE("backslashes stand for line feed, tab and backslash, and for themselves else") {
    CHECK(printed("a\\tb\\nc\\\\n\\d\\") == "a\tb\nc\\n\\d\\\n");
    CHECK(printed("{{ tags | join: '\\n' }}") == "oak\nurgent\n");
}

TEST_CASE("a table without rows prints nothing, and tells a person why") {
    MemoryStreams streams;
    streams.terminal = true;
    const auto flags = with_format("{{ order.order }}");
    Output output(streams, flags, [] { return std::string("never"); });
    output.table(orders());
    CHECK(streams.written.empty());
    CHECK(streams.told == "no such orders\n");
}

TEST_CASE("the facts of a row win over its fields, and are made when they are asked for") {
    MemoryStreams streams;
    int made = 0;
    const RowFacts facts = [&made] {
        ++made;
        return liquid::Value::lazy(std::make_shared<Facts>());
    };
    const auto print = [&](const char* format) {
        streams.written.clear();
        const auto flags = with_format(format);
        Output output(streams, flags, [] { return std::string("never"); });
        auto rows = output.rows(orders());
        rows.add(ann(), facts);
        rows.end();
        return streams.written;
    };
    CHECK(print("{{ buyer }}{{ note }}") == "Ann <A> & \x1b[2J\n");
    CHECK(made == 0);
    CHECK(print("{{ order.id }} {{ order.note }} {{ order.order }}") == "7 a fact 1042\n");
    CHECK(made == 1);
    CHECK(print("{{ order.size }}") == "7\n");
}

TEST_CASE("a table's own facts go with its rows") {
    auto table = orders();
    table.rows = {ann(1), ann(2)};
    table.facts = [](std::size_t row) {
        return liquid::Value::object({{"id", static_cast<std::int64_t>(row) + 10}});
    };
    CHECK(printed(with_format("{{ order.id }}"), table) == "10\n11\n");
}

TEST_CASE("rows leave as they come, a terminal's too") {
    MemoryStreams streams;
    streams.terminal = true;
    const auto flags = with_format("{{ order.order }}{{ tags | join: ',' }}");
    Output output(streams, flags, [] { return std::string("never"); });
    auto rows = output.rows(orders());
    for (int row = 0; row < 10'000; ++row) {
        rows.add(ann(row));
    }
    CHECK(streams.written.size() > 64 * 1024);
    CHECK(streams.written.size() < 10'000 * 16);
    rows.end();
    CHECK(streams.written.ends_with("9999oak,urgent\n"));
}

TEST_CASE("an unknown variable is refused before a row is printed, with those there are") {
    auto table = orders();
    table.rows.push_back(ann());
    MemoryStreams streams;
    const auto flags = with_format("{{ order.order }}\\t{{ buyr }}");
    Output output(streams, flags, [] { return std::string("never"); });
    CHECK(refused([&] { output.table(table); }) ==
          "error: --format:1:23: unknown variable \"buyr\"\n"
          "  {{ order.order }}\\t{{ buyr }}\n"
          "                        ^^^^\n"
          "  there are: order, buyer, total, late, note, tags, now\n"
          "  hint: did you mean \"buyer\"?\n");
    CHECK(streams.written.empty());
    CHECK(refused_format("{{ order.byer }}").find("did you mean \"order.buyer\"?") !=
          std::string::npos);
    CHECK(refused_format("{{ total.amunt }}").find("total has: amount, currency") !=
          std::string::npos);
}

TEST_CASE("a format that is lax may name what there is not") {
    auto table = orders();
    table.rows.push_back(ann());
    CHECK(printed(with_format("{{ buyr }}{{ order.no.where }}.", true), table) == ".\n");
}

TEST_CASE("names that no row has are refused where there is no row, and before anything is done") {
    CHECK(refused([] { (void)printed(with_format("{{ buyr }}"), orders()); }) !=
          "nothing was refused");
    MemoryStreams streams;
    const auto flags = with_format("{{ order.buyer }}{{ buyr }}");
    Output output(streams, flags, [] { return std::string("never"); });
    CHECK(refused([&] { output.require_fields({"buyer"}, "orders"); }).find("\"buyr\"") !=
          std::string::npos);
    output.require_fields({"buyer"}); // that it has another name than the row is not known here
    CHECK(refused([&] { output.require_fields({"buyr"}, "orders"); }) == "nothing was refused");
}

TEST_CASE("a trial without values refuses nothing that a row could be right for") {
    CHECK(
        printed("{% for tag in tags %}{{ tag }} {% endfor %}{{ 100 | divided_by: order.order }}") ==
        "oak urgent 0\n");
}

TEST_CASE("a text that is no template is refused where it is wrong") {
    CHECK(refused_format("a\\n{{ order | upcas }}") ==
          "error: --format:1:15: unknown filter \"upcas\"\n"
          "  a\\n{{ order | upcas }}\n"
          "                ^^^^^\n"
          "  hint: did you mean \"upcase\"?\n");
    CHECK(refused_format("a\n{{ order | upcas }}").find("--format:2:12: ") != std::string::npos);
    CHECK(refused_format("{{ order").find("--format:1:1: ") != std::string::npos);
    CHECK(refused_format("{% nothing %}").find("--format:1:") != std::string::npos);
    MemoryStreams streams;
    const auto flags = with_format("{{ order");
    Output output(streams, flags, [] { return std::string("never"); });
    CHECK_THROWS_AS(output.require_filter(), base::Error);
}

TEST_CASE("a long format is cut around what is wrong with it") {
    const auto text =
        refused_format(std::string(500, 'x') + " {{ buyr }} " + std::string(500, 'y'));
    CHECK(text.find("…") != std::string::npos);
    CHECK(text.find("\n  " + std::string(31, ' ') + "^^^^\n") != std::string::npos);
}

TEST_CASE("bytes that nobody could mean are refused") {
    CHECK(refused_format(std::string("a\0b", 3)).find("NUL") != std::string::npos);
    CHECK(refused_format("a\xff").find("--format is not UTF-8\n  byte 2") != std::string::npos);
    CHECK(refused_format(std::string(2 << 20, 'x')).find("2097152 bytes") != std::string::npos);
    CHECK(refused_format("--limit").find("\"--limit\" is a flag") != std::string::npos);
}

TEST_CASE("a page is one row named as it is, a page of a list has its rows") {
    MemoryStreams streams;
    const auto flags = with_format("{{ order.number }} {{ number }}");
    Output output(streams, flags, [] { return std::string("never"); });
    output.page("order", Value::object({{"number", 1}}), Page().line("for people"));
    const auto list = Value::list({Value::object({{"number", 2}}), Value::object({{"number", 3}})});
    output.page("orders", list, {});
    output.document("order", Value::object({{"number", 4}}), "for people");
    CHECK(streams.written == "1 1\n2 2\n3 3\n4 4\n");
    output.page("orders", list, {}, [](std::size_t row) {
        return liquid::Value::object({{"number", row == 0 ? "first" : "second"}});
    });
    CHECK(streams.written.ends_with("first 2\nsecond 3\n"));
}

TEST_CASE("a list may print more than one row may") {
    MemoryStreams streams;
    const auto flags = with_format("{{ text }}");
    Output output(streams, flags, [] { return std::string("never"); });
    const Value one = Value::object({{"text", std::string(1 << 20, 'x')}});
    output.page("orders", Value::list({one, one, one, one, one}), {});
    CHECK(streams.written.size() == 5 * ((1 << 20) + 1));
}

TEST_CASE("JSON kept as somebody else wrote it has no rows, but within a row it is looked into") {
    MemoryStreams streams;
    const auto flags =
        with_format("{{ event.data.to }} {{ event.data.big }} {{ event.data.list[1] }}");
    Output output(streams, flags, [] { return std::string("never"); });
    CHECK(refused([&] { output.kept_json("{}"); }).find("--format cannot be used here") !=
          std::string::npos);
    output.page("event",
                Value::object({{"data",
                                Value::from_json(
                                    R"({"to":"Ann","big":18446744073709551615,"list":[1,2.5]})")}}),
                {});
    CHECK(streams.written.starts_with("Ann 1.8446744073709552e+19 "));
    CHECK(streams.written.ends_with(" 2.5\n"));
}

TEST_CASE("a format knows what its surroundings are, and asks only when there is a format") {
    MemoryStreams streams;
    int asked = 0;
    liquid::Filters filters;
    filters.add("shout",
                {0, 0},
                [](const liquid::FilterCall& call) -> base::Result<liquid::Value, std::string> {
                    return liquid::Value(call.input_text() + "!");
                });
    const auto print = [&](const GlobalFlags& flags) {
        streams.written.clear();
        Output output(streams, flags, [] { return std::string("never"); });
        output.surround_format({[&] {
                                    ++asked;
                                    return &filters;
                                },
                                [&] {
                                    ++asked;
                                    liquid::Surroundings surroundings;
                                    surroundings.now = base::parse_instant("2026-11-22T10:00:00Z");
                                    surroundings.zone = base::Zone::named("Europe/Berlin");
                                    return surroundings;
                                }});
        auto table = orders();
        table.rows = {ann(1), ann(2)};
        output.table(std::move(table));
        return streams.written;
    };
    (void)print({});
    CHECK(asked == 0);
    CHECK(print(with_format("{{ now }} {{ now | date: '%H:%M' }}\\n")) ==
          "2026-11-22 11:00:00 +0100 11:00\n2026-11-22 11:00:00 +0100 11:00\n");
    CHECK(asked == 2);
    CHECK(print(with_format("{{ order.order | shout }} ")) == "1! \n2! \n");
}

TEST_CASE("one of a list is called by a plain rule") {
    for (const auto& [list, one] : {std::pair("orders", "order"),
                                    {"entries", "entry"},
                                    {"boxes", "box"},
                                    {"addresses", "address"},
                                    {"silences", "silence"},
                                    {"codes", "code"},
                                    {"history", "history"},
                                    {"status", "status"},
                                    {"address", "address"},
                                    {"saved", "saved"}}) {
        CHECK(name_of_one(list) == one);
    }
}
