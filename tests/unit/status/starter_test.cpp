// SPDX-License-Identifier: MIT
// The pipelines.yaml of config/starter.hpp, as this room reads it.
#include "config/starter.hpp"
#include "status/pipelines_file.hpp"

#include <doctest/doctest.h>

#include <algorithm>

using namespace etsyorder::status;

namespace {

std::string starter() {
    const auto files = etsyorder::config::starter_files({});
    const auto found = std::find_if(
        files.begin(), files.end(), [](const auto& one) { return one.name == kPipelinesFile; });
    REQUIRE(found != files.end());
    return found->text;
}

// Every example: "#" at once before a key or the dash of a list.
std::string switched_on(std::string text) {
    for (std::size_t at = 0; (at = text.find('#', at)) != std::string::npos;) {
        const char next = at + 1 < text.size() ? text[at + 1] : ' ';
        if (next == '-' || (next >= 'a' && next <= 'z')) {
            text.erase(at, 1);
        } else {
            at = std::min(text.find('\n', at), text.size());
        }
    }
    return text;
}

// "new 1 We have your order" for each stage.
std::vector<std::string> stages_of(const Pipeline& pipeline) {
    std::vector<std::string> all;
    for (const auto& stage : pipeline.stages) {
        all.push_back(stage.name + " " + std::to_string(stage.days.value_or(-1)) + " " +
                      stage.public_name);
    }
    return all;
}

} // namespace

TEST_CASE("the starter file says what holds without it") {
    const auto read = read_pipelines_text(starter(), kPipelinesFile);
    CHECK(read.problems.empty());
    const auto& standard = standard_pipelines();
    REQUIRE(read.pipelines.all.size() == standard.all.size());
    CHECK(read.pipelines.all.front().name == standard.all.front().name);
    CHECK(read.pipelines.all.front().match.is_everything());
    CHECK(stages_of(read.pipelines.all.front()) == stages_of(standard.all.front()));
    CHECK(read.pipelines.ship_by.holidays.empty());
    CHECK(read.pipelines.ship_by.warn_days == standard.ship_by.warn_days);
    CHECK(read.pipelines.ship_by.buyer_wait_days == standard.ship_by.buyer_wait_days);
    CHECK(read.pipelines.ship_by.extension_days == standard.ship_by.extension_days);
}

TEST_CASE("the starter file is sound with every example switched on") {
    const auto read = read_pipelines_text(switched_on(starter()), kPipelinesFile);
    CHECK(read.problems.empty());
    CHECK(read.pipelines.all.size() == 3);
    CHECK(read.pipelines.ship_by.holidays.size() == 4);
}
