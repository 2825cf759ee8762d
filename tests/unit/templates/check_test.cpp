// SPDX-License-Identifier: MIT
#include "templates/check.hpp"
#include "templates_world.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

using namespace etsyorder;
using namespace etsyorder::templates;
using namespace etsyorder::templates_tests;

namespace {

using Texts = std::vector<std::string>;

struct Desk {
    TemplatesWorld world;
    std::vector<orders::OrderId> orders;

    orders::Order add(const orders::ReceivedOrder& received) {
        auto order = world.record(received);
        orders.push_back(order.id);
        return order;
    }
    CheckResult check(std::vector<std::string> names) {
        return check_templates(
            world.open_library(), world.facts, {std::move(names), orders}, [](std::size_t) {});
    }
    // "kind file:line:column what [orders]"; of one template, a line a finding.
    Texts found(const std::string& name) { return lines(check({name})); }
    static Texts lines(const CheckResult& result) {
        Texts lines;
        for (const auto& finding : result.findings) {
            std::vector<std::int64_t> about;
            for (const auto order : finding.orders) {
                about.push_back(order.value());
            }
            const auto& problem = finding.problem;
            lines.push_back(
                fmt::format("{} {}:{}:{} {}{}",
                            to_string(finding.kind),
                            std::filesystem::path(problem.name).filename().string(),
                            problem.line,
                            problem.column,
                            problem.what,
                            about.empty() ? "" : fmt::format(" [{}]", fmt::join(about, " "))));
        }
        return lines;
    }
};

orders::ReceivedOrder named(std::int64_t receipt, const std::string& buyer) {
    auto order = bare_order(receipt);
    order.buyer_name = buyer;
    return order;
}

} // namespace

TEST_CASE("all holes of one letter are named, not the first alone, and of which orders") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.add(named(1002, "Bo Miller"));
    desk.add(bare_order(1003));
    desk.world.write("a.liquid",
                     "---\nsubject: \"{{ order.gift_sender }}\"\n---\n"
                     "Hi {{ buyer.name }},\n{{ order.gift_message }}\n");
    const auto result = desk.check({"a"});
    CHECK(Desk::lines(result) ==
          Texts{"hole a.liquid:2:14 there is no value for \"order.gift_sender\" [1001 1002 1003]",
                "hole a.liquid:4:7 there is no value for \"buyer.name\" [1001 1003]",
                "hole a.liquid:5:4 there is no value for \"order.gift_message\" [1001 1002 1003]"});
    CHECK(result.findings[1].problem.subject == "buyer.name");
    CHECK(result.findings[1].name == "a");
    CHECK(result.totals.templates == 1);
    CHECK(result.totals.texts == 1);
    CHECK(result.totals.orders == 3);
    CHECK(result.totals.letters == 0);
    CHECK(result.totals.idle.empty());
}

TEST_CASE("what is whole is no finding, and is counted") {
    Desk desk;
    desk.add(example_order());
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "{{ order.name }} {{ buyer.name | default: 'there' }}");
    desk.world.write("a.de.liquid", "{{ order.name }}");
    const auto result = desk.check({"a"});
    CHECK(result.findings.empty());
    CHECK(result.totals.letters == 4);
    CHECK(result.totals.texts == 2);
}

TEST_CASE("a hole in a branch is told of by the orders that come there") {
    Desk desk;
    desk.add(bare_order(1001));
    auto gift = bare_order(1002);
    gift.is_gift = true;
    desk.add(gift);
    desk.world.write("a.liquid", "{% if order.gift %}{{ order.gift_message }}{% endif %}");
    CHECK(desk.found("a") ==
          Texts{"hole a.liquid:1:23 there is no value for \"order.gift_message\" [1002]"});
}

TEST_CASE("what is misspelt is told of where no order comes, and without any order") {
    Desk desk;
    desk.world.write("a.liquid",
                     "{% if order.shipped %}{{ order.nam }}{{ reson }}"
                     "{% render '_nope' %}{% endif %}");
    const Texts expected{"unknown a.liquid:1:26 unknown variable \"order.nam\"",
                         "unknown a.liquid:1:41 unknown variable \"reson\"",
                         "unknown a.liquid:1:59 there is no partial \"_nope\""};
    CHECK(desk.found("a") == expected);
    desk.add(bare_order(1001));
    CHECK(desk.found("a") == expected);
    const auto result = desk.check({"a"});
    CHECK(result.findings[0].problem.hint == "did you mean \"order.name\"?");
    CHECK(result.findings[1].problem.hint.find("ask: {reson:") != std::string::npos);
}

TEST_CASE("what is written wrong is told of with its place, once and not again by each language") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "Hi\n{{ order.name | upcas }}");
    desk.world.write("a.de.liquid", "Hallo");
    CHECK(desk.found("a") == Texts{"unknown a.liquid:2:17 unknown filter \"upcas\""});
    desk.world.write("b.liquid", "Hi");
    desk.world.write("b.de.liquid", "{% if %}");
    const auto found = desk.found("b");
    REQUIRE(found.size() == 1);
    CHECK(found[0].starts_with("syntax b.de.liquid:1:"));
}

TEST_CASE("unknown filters hide neither each other nor what else is wrong with a text") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid",
                     "---\nsubject: \"{{ order.name | trimm }}\"\n---\n"
                     "{{ order.name | upcas }} {{ order.name | dwncase | mony: 1, 2, 3 }}\n"
                     "{{ order.gift_message }} {{ order.nam }} {% render '_nope' %}\n");
    const Texts of_text{"unknown a.liquid:2:27 unknown filter \"trimm\"",
                        "unknown a.liquid:4:17 unknown filter \"upcas\"",
                        "unknown a.liquid:4:42 unknown filter \"dwncase\"",
                        "unknown a.liquid:4:52 unknown filter \"mony\"",
                        "unknown a.liquid:5:29 unknown variable \"order.nam\"",
                        "unknown a.liquid:5:52 there is no partial \"_nope\""};
    CHECK(desk.found("a") == of_text);
    desk.world.write("b.liquid", "{{ order.name | upcas }}\n{{ order.gift_message }}");
    CHECK(desk.found("b") ==
          Texts{"unknown b.liquid:1:17 unknown filter \"upcas\"",
                "hole b.liquid:2:4 there is no value for \"order.gift_message\" [1001]"});
}

TEST_CASE("what an unknown filter was to make is not told of as a hole or a wrong value") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid",
                     "{{ buyer.name | defualt: 'there' }} {{ 'a-b' | spilt: '-' | plus: 1 }}");
    const auto result = desk.check({"a"});
    CHECK(Desk::lines(result) == Texts{"unknown a.liquid:1:17 unknown filter \"defualt\"",
                                       "unknown a.liquid:1:48 unknown filter \"spilt\""});
    CHECK(result.totals.letters == 0);
}

TEST_CASE("a value of the wrong kind is told of by the orders that have it") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "{{ order.item_count | divided_by: 0 }}");
    const auto found = desk.found("a");
    REQUIRE(found.size() == 1);
    CHECK(found[0].starts_with("refused a.liquid:1:"));
    CHECK(found[0].ends_with("[1001]"));
}

TEST_CASE("answers that are asked for have a sample") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid",
                     "---\nask:\n  reason: Why\n  day: {type: date}\n  many: {type: number}\n"
                     "  much: {type: money, example: \"12.50\"}\n---\n"
                     "{{ reason }} {{ day | date: '%d' }} {{ many | plus: 1 }} {{ much | money }}");
    CHECK(desk.found("a").empty());
    desk.world.write("b.liquid",
                     "---\nask: {day: {type: date, example: soon}}\n---\n"
                     "{{ day | business_days }}");
    CHECK(desk.found("b").size() == 1); // the example is no day
}

TEST_CASE("a template for none of the orders is idle, one with a finding is not") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("for-none.liquid", "---\napplies: order.shipped\n---\n{{ order.name }}");
    desk.world.write("for-all.liquid", "x");
    desk.world.write("broken.liquid", "{{ order.gift_message }}");
    const auto result = desk.check({"for-none", "for-all", "broken"});
    CHECK(result.totals.idle == Texts{"for-none"});
    CHECK(result.totals.letters == 1);
    CHECK(result.findings.size() == 1);
}

TEST_CASE("a condition that is wrong is told of, and so is one that only some orders make wrong") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "---\napplies: order.opne\n---\nx");
    const auto found = desk.found("a");
    REQUIRE(found.size() == 1);
    CHECK(found[0].find("order.opne") != std::string::npos);
    CHECK(found[0].find("a.liquid:2:") != std::string::npos);
}

TEST_CASE("a letter about one item is checked with each item of an order") {
    Desk desk;
    desk.add(example_order()); // the second item has no words and no number of the seller's
    desk.world.write("a.liquid", "{{ item.title }} {{ item.sku }}");
    auto result = desk.check({"a"});
    CHECK(Desk::lines(result) ==
          Texts{"hole a.liquid:1:21 there is no value for \"item.sku\" [3512345678]"});
    CHECK(result.totals.letters == 1);
    // Also where only a part speaks of it ...
    desk.world.write("_part.liquid", "{{ item.title }}");
    desk.world.write("a.liquid", "{% render '_part' %}");
    result = desk.check({"a"});
    CHECK(result.findings.empty());
    CHECK(result.totals.letters == 2);
    // ... and not where the part is given one.
    desk.world.write("a.liquid", "{% for i in items %}{% render '_part', item: i %}{% endfor %}");
    CHECK(desk.check({"a"}).totals.letters == 1);
}

TEST_CASE("each language is checked, in what differs") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "{{ order.name }}");
    desk.world.write("a.de.liquid", "{{ order.gift_message }}");
    const auto result = desk.check({"a"});
    REQUIRE(result.findings.size() == 1);
    CHECK(result.findings[0].language == "de");
    CHECK(result.findings[0].problem.name.ends_with("a.de.liquid"));
}

TEST_CASE("a hole in a part is told of with the part's own place") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("_part.liquid", "\n{{ order.gift_message }}");
    desk.world.write("a.liquid", "x{% render '_part' %}");
    CHECK(desk.found("a") ==
          Texts{"hole _part.liquid:2:4 there is no value for \"order.gift_message\" [1001]"});
    CHECK(desk.check({"_part"}).totals.templates == 0);
}

TEST_CASE("a file to attach that is not there is told of") {
    Desk desk;
    desk.world.write("a.liquid", "---\nattach: [there.pdf, gone.pdf]\n---\nx");
    desk.world.write("there.pdf", "x");
    CHECK(desk.found("a") ==
          Texts{"attach a.liquid:0:0 the file to attach is not there: gone.pdf"});
}

TEST_CASE("files that cannot be used are told of once, by name and in the check of all") {
    Desk desk;
    desk.add(bare_order(1001));
    std::filesystem::create_directory(desk.world.templates() / "folder.liquid");
    desk.world.write("alone.de.liquid", "x");
    desk.world.write("long.liquid", std::string(10 << 20, 'x'));
    desk.world.write("nul.liquid", std::string("a\0b", 3));
    desk.world.write("bytes.liquid", "a\xFF");
    desk.world.write("two words.liquid", "x");
    CHECK(desk.found("folder") == Texts{"file folder.liquid:0:0 it is no file"});
    CHECK(desk.found("alone") ==
          Texts{"file alone.de.liquid:0:0 there is no alone.liquid that this is the de text of"});
    CHECK(desk.found("long").size() == 1);
    CHECK(desk.found("nul").size() == 1);
    CHECK(desk.found("bytes").size() == 1);
    const auto all = Desk::lines(desk.check({}));
    const auto of_file = [&](const std::string& file) {
        return std::count_if(all.begin(), all.end(), [&](const std::string& line) {
            return line.find(" " + file + ":") != std::string::npos;
        });
    };
    for (const char* file : {"folder.liquid",
                             "alone.de.liquid",
                             "long.liquid",
                             "nul.liquid",
                             "bytes.liquid",
                             "two words.liquid"}) {
        CAPTURE(file);
        CHECK(of_file(file) == 1);
    }
    CHECK(all.size() == 6); // nothing in what comes with the program
}

TEST_CASE(
    "all that comes with the program is whole about an order that has everything, or nothing") {
    Desk desk;
    desk.add(example_order());
    desk.add(named(1002, "Bo"));
    const auto result = desk.check({});
    CHECK(Desk::lines(result) == Texts{});
    CHECK(result.totals.templates >= 24);
    CHECK(result.totals.texts == 2 * result.totals.templates);
}

TEST_CASE("who watches is told after each order, and orders that are gone are passed over") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.orders.push_back(orders::OrderId{9999});
    desk.add(bare_order(1002));
    desk.world.write("a.liquid", "x");
    std::vector<std::size_t> told;
    const auto result = check_templates(desk.world.open_library(),
                                        desk.world.facts,
                                        {{"a"}, desk.orders},
                                        [&](std::size_t done) { told.push_back(done); });
    CHECK(told == std::vector<std::size_t>{1, 2, 3});
    CHECK(result.totals.orders == 2);
}

TEST_CASE("a template that goes on for ever is refused, and the others are checked") {
    Desk desk;
    desk.add(bare_order(1001));
    desk.world.write("a.liquid", "{% for i in (1..100000000) %}{{ i }}{% endfor %}");
    desk.world.write("b.liquid", "{% render 'b' %}");
    desk.world.write("c.liquid", "x");
    const auto result = desk.check({"a", "b", "c"});
    CHECK(result.findings.size() == 2);
    CHECK(result.totals.letters == 1);
}

TEST_CASE("a value that is refused is one finding, however many orders have another one") {
    Desk desk;
    desk.add(named(1001, "Anna Miller"));
    desk.add(named(1002, "Bo Miller"));
    desk.world.write("a.liquid", "{{ buyer.name | money }}");
    const auto found = desk.found("a");
    REQUIRE(found.size() == 1);
    CHECK(found[0].ends_with("[1001 1002]"));
}

TEST_CASE("a text that hits a limit is not run again about every other order") {
    Desk desk;
    for (int i = 1001; i < 1004; ++i) {
        desk.add(bare_order(i));
    }
    desk.world.write("a.liquid",
                     "{% for i in (1..9999) %}{% for j in (1..9999) %}"
                     "{% for k in (1..9999) %}{% assign x = k %}{% endfor %}{% endfor %}"
                     "{% endfor %}");
    const auto result = desk.check({"a"});
    const auto lines = Desk::lines(result);
    REQUIRE(lines.size() == 1);
    CHECK(lines[0].ends_with("[1001]"));
    CHECK(result.findings[0].problem.hint == "no other order was tried with this text");
}

TEST_CASE("a day that is asked for is sampled where the shop is") {
    Desk desk;
    desk.world.settings.zone = base::Zone::named("Pacific/Kiritimati");
    desk.add(bare_order(1001)); // 11:00 UTC is the next day there
    desk.world.write("a.liquid",
                     "---\nask: {day: {type: date}}\n---\n"
                     "{% if day != '2026-12-07' %}{{ order.gift_message }}{% endif %}x");
    CHECK(desk.found("a").empty());
}

TEST_CASE("a file to attach is one in the folder, not one that a link leads to elsewhere") {
    Desk desk;
    desk.world.write("a.liquid", "---\nattach: [in.pdf, out.pdf, none.pdf]\n---\nx");
    desk.world.write("in.pdf", "x");
    std::ofstream(desk.world.folder.path() / "secret") << "x";
    std::filesystem::create_symlink(desk.world.folder.path() / "secret",
                                    desk.world.templates() / "out.pdf");
    const auto found = desk.found("a");
    REQUIRE(found.size() == 2);
    CHECK(found[0].find("none.pdf") != std::string::npos);
    CHECK(found[1].find("out.pdf") != std::string::npos);
}
