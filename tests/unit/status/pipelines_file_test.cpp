// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "status/pipelines_file.hpp"
#include "support/temp_folder.hpp"
#include "texts.hpp"

#include <algorithm>
#include <fstream>
#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::status;

namespace {

PipelinesText read(const std::string& text) {
    return read_pipelines_text(text, "pipelines.yaml");
}

// "3 bad_name", one for each thing that is wrong.
std::vector<std::string> wrong(const std::string& text) {
    std::vector<std::string> all;
    const auto read_text = read(text);
    for (const auto& problem : read_text.problems) {
        CHECK(problem.place == "pipelines.yaml:" + std::to_string(problem.line));
        CHECK(!problem.text.empty());
        all.push_back(std::to_string(problem.line) + " " + problem.code);
    }
    if (!all.empty()) {
        CHECK(read_text.pipelines.all.size() == 1);
        CHECK(read_text.pipelines.all.front().name == "standard");
    }
    return all;
}

using Wrong = test::Texts;

std::vector<std::string> stages(const Pipeline& pipeline) {
    std::vector<std::string> names;
    for (const auto& stage : pipeline.stages) {
        names.push_back(stage.name);
    }
    return names;
}

Pipelines right(const std::string& text) {
    auto read_text = read(text);
    for (const auto& problem : read_text.problems) {
        FAIL_CHECK(problem.place << ": " << problem.text);
    }
    return std::move(read_text.pipelines);
}

// A pipeline with these stages, in flow style.
std::string with_stages(const std::string& stages) {
    return "pipelines:\n- name: own\n  stages: " + stages + "\n";
}

} // namespace

TEST_CASE("an empty pipelines file has the standard pipeline") {
    for (const auto* text : {"", "# nothing yet\n", "---\n", "pipelines:\n", "pipelines: []\n"}) {
        CAPTURE(text);
        const auto pipelines = right(text);
        REQUIRE(pipelines.all.size() == 1);
        CHECK(stages(pipelines.all.front()) == Wrong{"new", "making", "packing", "ready"});
        CHECK(pipelines.of_everything().match.is_everything());
    }
}

TEST_CASE("every key of a pipeline and of a stage is read") {
    const auto pipelines = right(R"(pipelines:
  - name: engraved
    match:
      listing: [1234567890, 42]
      sku: "OAK-*"
      tag: [wedding, rush]
      query: "total:>100"
    stages:
      - waiting
      - name: engraving
        public: We engrave it
        days: 2
        needs: [answers, approved proof]
        owner: anna
        was: carving
      - include: finishing
  - name: finishing
    stages: [oiling, {name: ready, needs: tracking, days: 0}]
  - {name: rest, stages: [all-of-it]}
)");
    REQUIRE(pipelines.all.size() == 2);
    const auto& engraved = pipelines.all.front();
    CHECK(engraved.name == "engraved");
    CHECK(engraved.match.listings == std::vector<std::int64_t>{1'234'567'890, 42});
    CHECK(engraved.match.skus == Wrong{"OAK-*"});
    CHECK(engraved.match.tags == Wrong{"wedding", "rush"});
    CHECK(engraved.match.queries == Wrong{"total:>100"});
    REQUIRE(stages(engraved) == Wrong{"waiting", "engraving", "oiling", "ready"});
    const auto& engraving = engraved.stages[1];
    CHECK(engraving.public_name == "We engrave it");
    CHECK(engraving.days == 2);
    CHECK(engraving.needs == std::vector<Need>{Need::answers, Need::approved_proof});
    CHECK(engraving.owner == "anna");
    CHECK(engraving.was == "carving");
    CHECK(engraved.stages[2].days == std::nullopt);
    CHECK(engraved.stages[3].days == 0);
    CHECK(engraved.stages[3].needs == std::vector<Need>{Need::tracking});
    CHECK(pipelines.of_everything().name == "rest");
    CHECK(pipelines.find("finishing") == nullptr);
    CHECK(pipelines.stage_names() == Wrong{"waiting", "engraving", "oiling", "ready", "all-of-it"});
}

TEST_CASE("the standard pipeline takes what no other one does") {
    const auto pipelines = right("pipelines:\n- {name: a, match: {tag: x}, stages: [one]}\n");
    REQUIRE(pipelines.all.size() == 2);
    CHECK(pipelines.of_everything().name == "standard");
}

TEST_CASE("a pipeline that others include may take items of its own") {
    const auto pipelines = right("pipelines:\n"
                                 "- {name: a, match: {tag: x}, stages: [one, include: b]}\n"
                                 "- {name: b, match: {tag: y}, stages: [two]}\n");
    CHECK(pipelines.find("b") != nullptr);
    CHECK(stages(*pipelines.find("a")) == Wrong{"one", "two"});
}

TEST_CASE("each wrong key and value of a pipeline is told with its line") {
    CHECK(wrong("pipelnes: []\n") == Wrong{"1 unknown_key"});
    CHECK(read("pipelnes: []\n").problems.front().hint == "did you mean \"pipelines\"?");
    CHECK(wrong("- name: a\n") == Wrong{"1 wrong_shape"});
    CHECK(wrong("just words\n") == Wrong{"1 wrong_shape"});
    CHECK(wrong("pipelines: one\n") == Wrong{"1 wrong_shape"});
    CHECK(wrong("pipelines:\n- one\n") == Wrong{"2 wrong_shape"});
    CHECK(wrong("pipelines:\n- name: a\n") == Wrong{"2 missing"});
    CHECK(wrong("pipelines:\n- stages: [a]\n") == Wrong{"2 missing"});
    CHECK(wrong("pipelines:\n- {name: a, stages: []}\n") == Wrong{"2 missing"});
    CHECK(wrong("pipelines:\n- name: Big Name\n  stages: [a]\n") == Wrong{"2 bad_name"});
    CHECK(wrong("pipelines:\n- name: a\n  stages: [a]\n  colour: red\n") == Wrong{"4 unknown_key"});
    CHECK(wrong("pipelines:\n- name: a\n  name: b\n  stages: [a]\n") == Wrong{"3 twice"});
    CHECK(wrong("pipelines: []\npipelines: []\n") == Wrong{"2 twice"});
    CHECK(wrong("pipelines:\n- {name: a, match: {tag: x}, stages: [a]}\n"
                "- {name: a, match: {tag: y}, stages: [b]}\n") == Wrong{"3 twice"});
    CHECK(wrong("pipelines:\n- {name: a, stages: [a]}\n- {name: b, stages: [b]}\n") ==
          Wrong{"3 never_asked"});
    CHECK(wrong("pipelines:\n- {name: standard, match: {tag: x}, stages: [a]}\n") ==
          Wrong{"2 bad_name"});
    CHECK(wrong("pipelines:\n- {[1]: a, name: a, stages: [a]}\n") == Wrong{"2 unknown_key"});
}

TEST_CASE("each wrong match is told with its line") {
    const auto of = [](const std::string& match) {
        return wrong("pipelines:\n- name: a\n  match: " + match + "\n  stages: [a]\n");
    };
    CHECK(of("wedding") == Wrong{"3 wrong_shape"});
    CHECK(of("{}") == Wrong{"3 wrong_shape"});
    CHECK(of("{skus: a}") == Wrong{"3 unknown_key", "3 wrong_shape"});
    CHECK(of("{sku: ''}") == Wrong{"3 wrong_shape"});
    CHECK(of("{sku: [a, [b]]}") == Wrong{"3 wrong_shape"});
    CHECK(of("{tag: }") == Wrong{"3 wrong_shape"});
    CHECK(of("{tag: a, tag: b}") == Wrong{"3 twice"});
    for (const auto* number : {"0", "-1", "1.5", "12x", "99999999999999999999", "'1 2'"}) {
        CAPTURE(number);
        CHECK(of(std::string("{listing: ") + number + "}") == Wrong{"3 bad_value"});
    }
    CHECK(of("{query: " + std::string(201, 'x') + "}") == Wrong{"3 wrong_shape"});
    CHECK(of("{query: " + std::string(200, 'x') + "}").empty());
}

TEST_CASE("a query of a pipeline that is wrong is told with its line and the place in it") {
    const std::string before = "pipelines:\n- name: a\n  match:\n    tag: x\n    query:\n";
    const std::string after = "  stages: [a]\n";
    for (const auto* query :
         {"colour:red", "(a or b", "due:soon", "'\"open'", "stage:a", "-stage:a", "a or"}) {
        CAPTURE(query);
        CHECK(wrong(before + "    - total:>100\n    - " + query + "\n" + after) ==
              Wrong{"7 bad_query"});
    }
    const auto colour = read(before + "    - tag:é colour:red\n" + after).problems.front();
    CHECK(colour.text.find("colour") != std::string::npos);
    CHECK(colour.reason == "at character 7 of: tag:é colour:red");
    const auto due = read(before + "    - dew:<3d\n" + after).problems.front();
    CHECK(due.hint.find("due") != std::string::npos);
    // What is saved under a name is in a store that the reader of a file does not have.
    CHECK(wrong(before + "    - query:rush total:>100\n" + after).empty());
    CHECK(wrong(before + "    - query:rush total:>x\n" + after) == Wrong{"6 bad_query"});
}

TEST_CASE("each wrong stage is told with its line") {
    CHECK(wrong(with_stages("engraving")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("{name: engraving}")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("[[engraving]]")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("[Engraving]")) == Wrong{"3 bad_name"});
    CHECK(wrong(with_stages("[-engraving]")) == Wrong{"3 bad_name"});
    CHECK(wrong(with_stages("['two words']")) == Wrong{"3 bad_name"});
    CHECK(wrong(with_stages("['']")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("[" + std::string(41, 'a') + "]")) == Wrong{"3 bad_name"});
    CHECK(wrong(with_stages("[" + std::string(40, 'a') + "]")).empty());
    CHECK(wrong(with_stages("[\"tab\\tname\"]")) == Wrong{"3 bad_name"});
    CHECK(wrong(with_stages("[gravür]")).empty());
    CHECK(wrong(with_stages("[{days: 2}]")) == Wrong{"3 missing"});
    CHECK(wrong(with_stages("[{name: a, day: 2}]")) == Wrong{"3 unknown_key"});
    CHECK(wrong(with_stages("[{name: a, name: b}]")) == Wrong{"3 twice"});
    CHECK(wrong(with_stages("[{include: a, name: b}]")) == Wrong{"3 unknown_key"});
    CHECK(wrong(with_stages("[{name: a, public: [x]}]")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("[{name: a, owner: ''}]")) == Wrong{"3 wrong_shape"});
    CHECK(wrong(with_stages("[{name: a, was: A B}]")) == Wrong{"3 bad_name"});
    for (const auto* days : {"-1", "366", "1.5", "two", "''", "2x", "[2]", "99999999999"}) {
        CAPTURE(days);
        CHECK(wrong(with_stages(std::string("[{name: a, days: ") + days + "}]")) ==
              Wrong{"3 bad_value"});
    }
    CHECK(wrong(with_stages("[{name: a, days: 365}]")).empty());
    CHECK(wrong(with_stages("[{name: a, needs: traking}]")) == Wrong{"3 bad_value"});
    CHECK(read(with_stages("[{name: a, needs: traking}]")).problems.front().hint ==
          "did you mean \"tracking\"?");
    CHECK(wrong("pipelines:\n- name: a\n  stages:\n  - b\n  - c\n  - b\n") == Wrong{"6 twice"});
}

TEST_CASE("needs of a first stage, which nobody would ever ask, are refused with their line") {
    CHECK(wrong(with_stages("\n  - {name: a, needs: answers}\n  - b")) == Wrong{"4 needs_first"});
    CHECK(wrong(with_stages("[a, {name: b, needs: answers}]")).empty());
    CHECK(!read(with_stages("[{name: a, needs: answers}]")).problems.front().hint.empty());
    // A stage that is included first is first, too; it is told once.
    const std::string shop = "- name: shop\n  stages: [{name: cut, needs: answers}, pack]\n";
    CHECK(wrong("pipelines:\n" + shop +
                "- {name: a, match: {tag: x}, stages: [include: shop]}\n"
                "- {name: b, stages: [include: shop]}\n") == Wrong{"3 needs_first"});
    // One that is only there for others begins nowhere.
    CHECK(wrong("pipelines:\n" + shop + "- {name: a, stages: [new, include: shop]}\n").empty());
    CHECK(wrong("pipelines:\n- name: shop\n  match: {tag: x}\n"
                "  stages: [{name: cut, needs: answers}, pack]\n"
                "- {name: a, stages: [new, include: shop]}\n") == Wrong{"4 needs_first"});
}

TEST_CASE("a pipeline has at most a hundred stages") {
    std::string names;
    for (int i = 0; i < 100; ++i) {
        names += (i == 0 ? "s" : ", s") + std::to_string(i);
    }
    CHECK(wrong(with_stages("[" + names + "]")).empty());
    CHECK(wrong(with_stages("[" + names + ", more]")) == Wrong{"3 wrong_shape"});
    CHECK(wrong("pipelines:\n- {name: a, match: {tag: x}, stages: [" + names +
                "]}\n- name: b\n  stages: [include: a, more]\n") == Wrong{"4 too_long"});
}

TEST_CASE("the settings of the ship-by guardian are read") {
    const auto rules = right("ship_by:\n  holidays: [12-25, 2026-12-28, 02-29]\n"
                             "  extension_days: 14\n  warn_days: 5\n  buyer_wait_days: 0\n")
                           .ship_by;
    REQUIRE(rules.holidays.size() == 3);
    CHECK(rules.holidays[0].year == std::nullopt);
    CHECK(rules.holidays[0].month == 12);
    CHECK(rules.holidays[0].day == 25);
    CHECK(rules.holidays[1].year == 2026);
    CHECK(rules.extension_days == 14);
    CHECK(rules.warn_days == 5);
    CHECK(rules.buyer_wait_days == 0);
    const ShipByRules untold = right("").ship_by;
    CHECK(untold.extension_days == 21);
    CHECK(untold.warn_days == 3);
    CHECK(untold.buyer_wait_days == 3);
}

TEST_CASE("each wrong setting of the ship-by guardian is told with its line") {
    CHECK(wrong("ship_by: soon\n") == Wrong{"1 wrong_shape"});
    CHECK(wrong("ship_by:\n  holiday: [12-25]\n") == Wrong{"2 unknown_key"});
    CHECK(wrong("ship_by:\n  warn_days: 1\n  warn_days: 2\n") == Wrong{"3 twice"});
    CHECK(wrong("ship_by:\n  holidays: 12-25\n") == Wrong{"2 wrong_shape"});
    for (const auto* day : {"13-01",
                            "12-32",
                            "00-10",
                            "02-30",
                            "2026-02-29",
                            "1-1",
                            "12.25",
                            "[12-25]",
                            "2026-1-01",
                            "-1-01",
                            "12-+5",
                            "christmas"}) {
        CAPTURE(day);
        CHECK(wrong(std::string("ship_by:\n  holidays:\n  - ") + day + "\n") ==
              Wrong{"3 bad_value"});
    }
    for (const auto* days : {"-1", "366", "x", "''", "1.0", "[1]"}) {
        CAPTURE(days);
        CHECK(wrong(std::string("ship_by:\n  extension_days: ") + days + "\n") ==
              Wrong{"2 bad_value"});
    }
}

TEST_CASE("what is wrong is told in the order of the lines, twenty things at most") {
    std::string text = "pipelines:\n";
    for (int i = 0; i < 30; ++i) {
        text += "- {name: B" + std::to_string(i) + ", stages: [a]}\n";
    }
    const auto told = wrong(text);
    REQUIRE(told.size() == 20);
    CHECK(told.front() == "2 bad_name");
    CHECK(told.back() == "21 bad_name");
    // A loop is found after all lines are read and still stands where it begins.
    CHECK(wrong("pipelines:\n- {name: a, match: {tag: x}, stages: [include: nowhere]}\n"
                "- {name: b, match: {tag: x}, stages: [include: b]}\n") ==
          Wrong{"2 unknown_pipeline", "3 loop"});
}

TEST_CASE("a folder without the file has the standard pipelines, one with a wrong file none") {
    const test::TempFolder folder;
    CHECK(read_pipelines(folder.path()).all.front().name == "standard");
    std::ofstream(folder.path() / kPipelinesFile) << "pipelines:\n- {name: own, stages: [a]}\n";
    CHECK(read_pipelines(folder.path()).all.front().name == "own");
    std::ofstream(folder.path() / kPipelinesFile) << "pipelines:\n- {name: own, stages: [a, a]}\n";
    try {
        (void)read_pipelines(folder.path());
        FAIL("it was read");
    } catch (const base::Error& error) {
        CHECK(error.kind() == base::ErrorKind::usage);
        CHECK(error.summary().find("pipelines.yaml:2") != std::string::npos);
    }
    std::filesystem::remove(folder.path() / kPipelinesFile);
    std::filesystem::create_directory(folder.path() / kPipelinesFile);
    CHECK_THROWS_AS((void)read_pipelines(folder.path()), base::Error);
}
