// SPDX-License-Identifier: MIT
// pipelines.yaml of anybody: it is refused with a place, or every pipeline in it can be worked
// with.
#include "base/utf8.hpp"
#include "status/pipelines_file.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <set>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void check(const status::Pipelines& pipelines) {
    require(!pipelines.all.empty() && pipelines.of_everything().match.is_everything());
    std::set<std::string> names;
    for (const auto& pipeline : pipelines.all) {
        require(status::is_stage_name(pipeline.name) && names.insert(pipeline.name).second);
        require(pipelines.find(pipeline.name) == &pipeline);
        require(!pipeline.stages.empty() && pipeline.stages.size() <= 100);
        std::set<std::string> stages;
        for (const auto& stage : pipeline.stages) {
            require(status::is_stage_name(stage.name) && stages.insert(stage.name).second);
            require(base::is_utf8(stage.name) && base::is_utf8(stage.public_name));
            require(!stage.days || (*stage.days >= 0 && *stage.days <= 365));
        }
        for (const auto listing : pipeline.match.listings) {
            require(listing > 0);
        }
    }
    const base::Date today{std::chrono::year{2026}, std::chrono::November, std::chrono::day{23}};
    const auto days = pipelines.ship_by.business_days(today);
    (void)days.after(today, 21);
    require(pipelines.ship_by.extension_days >= 0 && pipelines.ship_by.warn_days >= 0);
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(bytes), size);
    const auto lines = 1 + std::ranges::count_if(text, [](char c) {
                           return c == '\n' || c == '\r'; // YAML ends a line with either
                       });
    const auto read = status::read_pipelines_text(text, "fuzz.yaml");
    require(read.problems.size() <= 20);
    for (const auto& problem : read.problems) {
        require(!problem.text.empty() && !problem.code.empty());
        require(problem.line >= 1 && problem.line <= lines + 1);
    }
    check(read.pipelines);
    return 0;
}
