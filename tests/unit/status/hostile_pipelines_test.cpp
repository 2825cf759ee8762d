// SPDX-License-Identifier: MIT
// What an editor, a merge or somebody hostile makes of pipelines.yaml: it is read or refused, soon.
#include "status/pipelines_file.hpp"
#include "texts.hpp"

#include <fmt/format.h>

#include <string>
#include <vector>

using namespace etsyorder;
using namespace etsyorder::status;

namespace {

std::vector<std::string> wrong(const std::string& text) {
    std::vector<std::string> all;
    for (const auto& problem : read_pipelines_text(text, "pipelines.yaml").problems) {
        CHECK(problem.line >= 1);
        all.push_back(std::to_string(problem.line) + " " + problem.code);
    }
    return all;
}

using Wrong = test::Texts;

// Every pipeline that comes out of a text can be used: it has a stage to begin in.
void must_be_usable(const std::string& text) {
    const auto read = read_pipelines_text(text, "pipelines.yaml");
    REQUIRE(!read.pipelines.all.empty());
    for (const auto& pipeline : read.pipelines.all) {
        CAPTURE(pipeline.name);
        REQUIRE(!pipeline.stages.empty());
    }
}

} // namespace

TEST_CASE("a pipeline that includes itself is refused, directly or by way of others") {
    CHECK(wrong("pipelines:\n- {name: a, stages: [include: a]}\n") == Wrong{"2 loop"});
    const std::string round =
        "pipelines:\n- {name: a, match: {tag: x}, stages: [one, include: b]}\n"
        "- {name: b, stages: [two, include: c]}\n"
        "- {name: c, stages: [three, include: b]}\n";
    CHECK(wrong(round) == Wrong{"3 loop", "4 loop"});
    CHECK(read_pipelines_text(round, "f").problems.back().text ==
          "pipeline \"b\" includes itself: b -> c -> b");
}

TEST_CASE("an include of what is not there names the nearest pipeline") {
    const auto read = read_pipelines_text(
        "pipelines:\n- {name: a, match: {tag: x}, stages: [include: finshing]}\n"
        "- {name: finishing, stages: [oiling]}\n",
        "f");
    REQUIRE(read.problems.size() == 1);
    CHECK(read.problems.front().code == "unknown_pipeline");
    CHECK(read.problems.front().hint == "did you mean \"finishing\"?");
}

TEST_CASE("the same stage by way of two includes is refused once") {
    CHECK(wrong("pipelines:\n- {name: a, match: {tag: x}, stages: [include: b, include: c]}\n"
                "- {name: b, stages: [oiling]}\n- {name: c, stages: [oiling]}\n") ==
          Wrong{"4 twice"});
}

TEST_CASE("pipelines that double what they include end soon and are refused") {
    std::string text = "pipelines:\n- {name: p0, match: {tag: x}, stages: [one]}\n";
    for (int i = 1; i < 200; ++i) {
        text += fmt::format("- {{name: p{0}, match: {{tag: x}}, stages: [include: p{1}, include: "
                            "p{1}]}}\n",
                            i,
                            i - 1);
    }
    CHECK(!wrong(text).empty());
    std::string empty = "pipelines:\n"; // they come to no stage at all
    for (int i = 0; i < 200; ++i) {
        empty += fmt::format(
            "- {{name: p{0}, match: {{tag: x}}, stages: [include: p{1}, include: p{1}]}}\n",
            i,
            i + 1);
    }
    empty += "- {name: p200, stages: [include: p0]}\n";
    CHECK(!wrong(empty).empty());
}

TEST_CASE("a long chain of includes is refused") {
    std::string text = "pipelines:\n";
    for (int i = 0; i < 15'000; ++i) {
        text += fmt::format("- {{name: p{}, stages: [include: p{}]}}\n", i, i + 1);
    }
    text += "- {name: p15000, stages: [one]}\n";
    REQUIRE(text.size() < 1 << 20);
    CHECK(!wrong(text).empty());
}

TEST_CASE("however many pipelines there are, each has its stages or the file is refused") {
    std::string stages = "s0";
    for (int i = 1; i < 100; ++i) {
        stages += fmt::format(",s{}", i);
    }
    for (const int count : {20, 99, 101, 300, 2000}) {
        CAPTURE(count);
        std::string text = "pipelines:\n";
        for (int i = 0; i < count; ++i) {
            text += fmt::format("- {{name: p{}, match: {{tag: x}}, stages: [{}]}}\n", i, stages);
        }
        REQUIRE(text.size() < 1 << 20);
        must_be_usable(text);
        const auto read = read_pipelines_text(text, "f");
        CHECK((!read.problems.empty() || read.pipelines.all.size() == std::size_t(count) + 1));
    }
}

TEST_CASE("anchors and aliases say a thing once") {
    const auto read = read_pipelines_text("pipelines:\n- name: a\n  match: &m {tag: x}\n"
                                          "  stages: &s [one, two]\n"
                                          "- {name: b, match: *m, stages: *s}\n",
                                          "f");
    REQUIRE(read.problems.empty());
    CHECK(read.pipelines.find("b")->stages.size() == 2);
    CHECK(wrong("pipelines: &a\n- {name: a, stages: *a}\n") == Wrong{"2 unknown_key"});
    CHECK(wrong("pipelines:\n- {name: a, stages: *nowhere}\n") == Wrong{"2 not_yaml"});
}

TEST_CASE("aliases that multiply end soon and are refused") {
    std::string needs = "answers";
    for (int i = 0; i < 20'000; ++i) {
        needs += ",answers";
    }
    std::string stages = "{name: s0, needs: &n [" + needs + "]}";
    for (int i = 1; i < 100; ++i) {
        stages += fmt::format(", {{name: s{}, needs: *n}}", i);
    }
    std::string text =
        "pipelines:\n- {name: p0, match: &m {tag: x}, stages: &s [" + stages + "]}\n";
    for (int i = 1; i < 10'000; ++i) {
        text += fmt::format("- {{name: p{}, match: *m, stages: *s}}\n", i);
    }
    REQUIRE(text.size() < 1 << 20);
    CHECK(!wrong(text).empty());
    std::string skus = "x";
    for (int i = 0; i < 100'000; ++i) {
        skus += ",x";
    }
    text = "pipelines:\n- {name: p0, match: &m {sku: [" + skus + "]}, stages: &s [a]}\n";
    for (int i = 1; i < 15'000; ++i) {
        text += fmt::format("- {{name: p{}, match: *m, stages: *s}}\n", i);
    }
    REQUIRE(text.size() < 1 << 20);
    CHECK(!wrong(text).empty());
}

TEST_CASE("a file of more than a mebibyte is refused") {
    const std::string text = "pipelines:\n- {name: a, stages: [one]}\n";
    const std::string filler(std::size_t{1 << 20} - text.size() - 1, 'x');
    CHECK(wrong(text + "#" + filler).empty());
    CHECK(wrong(text + "##" + filler) == Wrong{"1 too_long"});
}

TEST_CASE("a second document is refused with its line") {
    CHECK(wrong("pipelines:\n- {name: a, stages: [one]}\n---\npipelines: []\n") ==
          Wrong{"3 wrong_shape"});
}

TEST_CASE("what is no YAML is told with its line") {
    CHECK(wrong("pipelines:\n\t- name: a\n") == Wrong{"2 not_yaml"});
    CHECK(wrong("pipelines: [\n") == Wrong{"2 not_yaml"});
    CHECK(!wrong("pipelines:\n- name: 'a\n").empty());
    CHECK(wrong("pipelines: }\n") == Wrong{"1 not_yaml"});
    CHECK(!wrong(std::string("pipelines:\n- {name: a\0b, stages: [one]}\n", 40)).empty());
    CHECK(!wrong(std::string("\0\0\0\0", 4)).empty());
    CHECK(!wrong(std::string(200'000, '[')).empty());
    CHECK(!wrong(std::string(200'000, '{')).empty());
    std::string deep;
    for (int i = 0; i < 1000; ++i) {
        deep += std::string(static_cast<std::size_t>(i), ' ') + "a:\n";
    }
    CHECK(!wrong(deep).empty());
}

TEST_CASE("a file that is no UTF-8 is refused with its line") {
    CHECK(wrong("pipelines:\n- {name: a, stages: [gravur]}\n- {name: b, stages: [grav\xfcr]}\n") ==
          Wrong{"3 not_yaml"});
    CHECK(wrong("pipelines:\n- {name: a, stages: [gravür]} # \xe2\x82") == Wrong{"2 not_yaml"});
    CHECK(wrong(std::string("\xff\xfe"
                            "p\0",
                            4)) == Wrong{"1 not_yaml"}); // UTF-16
    CHECK(wrong("\xef\xbb\xbfpipelines:\n- {name: a, stages: [gravür]}\n").empty());
}
