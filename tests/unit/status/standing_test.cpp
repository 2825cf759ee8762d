// SPDX-License-Identifier: MIT
#include "status/standing.hpp"
#include "status_world.hpp"

using namespace etsyorder;
using namespace etsyorder::status;
using namespace etsyorder::test;

namespace {

const char* const kTwoPipelines = R"(pipelines:
- name: cards
  match: {sku: CARD}
  stages: [{name: print, public: We print it}, pack]
- name: signs
  stages:
  - design
  - {name: cut, public: We make it}
  - oil
  - {name: pack, public: We pack it}
  - ready
)";

WorkItem in(const char* pipeline, std::vector<PiecesAt> pieces) {
    WorkItem item;
    item.pipeline = pipeline;
    item.pieces = std::move(pieces);
    return item;
}

std::string behind(const std::vector<const WorkItem*>& items, const Pipelines& pipelines) {
    const auto standing = standing_of(items, pipelines);
    return standing ? standing->pieces->stage : "none";
}

} // namespace

TEST_CASE("pieces with the most stages before them are furthest behind, whatever their pipeline") {
    const auto pipelines = pipelines_of(kTwoPipelines);
    const auto card = in("cards", {{"print", 1, {}}});                 // two stages left
    const auto oiled = in("signs", {{"oil", 1, {}}, {"pack", 3, {}}}); // three
    const auto packed = in("signs", {{"pack", 1, {}}});                // two
    CHECK(behind({&card, &oiled}, pipelines) == "oil");
    CHECK(behind({&oiled, &card}, pipelines) == "oil");
    CHECK(behind({&card, &packed}, pipelines) == "print"); // the first of those alike
    CHECK(behind({&packed, &card}, pipelines) == "pack");
    CHECK(behind({}, pipelines) == "none");
    const auto nowhere = in("", {});
    CHECK(behind({&nowhere}, pipelines) == "none");
    CHECK(standing_of(std::vector{&nowhere, &oiled}, pipelines)->item == &oiled);
}

TEST_CASE("what is not in the file any more counts as behind, and buyers are told nothing of it") {
    const auto pipelines = pipelines_of(kTwoPipelines);
    const auto cut = in("signs", {{"cut", 1, {}}});
    const auto gone_stage = in("signs", {{"glaze", 1, {}}});
    const auto gone_pipeline = in("mugs", {{"pack", 1, {}}});
    CHECK(behind({&cut, &gone_stage}, pipelines) == "glaze");
    CHECK(behind({&gone_stage, &gone_pipeline}, pipelines) == "pack");
    const auto standing = standing_of(std::vector{&gone_stage}, pipelines);
    CHECK(standing->stage() == nullptr);
    CHECK(public_name(standing->pipeline, "glaze").empty());
    CHECK(public_name(nullptr, "pack").empty());
}

TEST_CASE("of a stage without a public name buyers are told the one before it") {
    const auto pipelines = pipelines_of(kTwoPipelines);
    const auto* const signs = pipelines.find("signs");
    CHECK(public_name(signs, "design").empty()); // there is none before it
    CHECK(public_name(signs, "cut") == "We make it");
    CHECK(public_name(signs, "oil") == "We make it");
    CHECK(public_name(signs, "pack") == "We pack it");
    CHECK(public_name(signs, "ready") == "We pack it");
    CHECK(public_name(pipelines.find("cards"), "pack") == "We print it");
}

TEST_CASE("all is done when every piece is in the last stage of its own pipeline") {
    const auto pipelines = pipelines_of(kTwoPipelines);
    const auto card = in("cards", {{"pack", 1, {}}});
    const auto sign = in("signs", {{"ready", 2, {}}});
    const auto partly = in("signs", {{"pack", 1, {}}, {"ready", 1, {}}});
    const auto gone = in("mugs", {{"ready", 1, {}}});
    CHECK(is_all_done(std::vector{&card, &sign}, pipelines));
    CHECK_FALSE(is_all_done(std::vector{&card, &partly}, pipelines));
    CHECK_FALSE(is_all_done(std::vector{&gone}, pipelines));
    CHECK_FALSE(is_all_done({}, pipelines));
}
