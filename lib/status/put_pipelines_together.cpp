// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <map>
#include <set>
#include <utility>

namespace etsyorder::status {
namespace {

constexpr std::size_t kMostSteps = 10'000; // of all pipelines, with what they include
constexpr std::size_t kDeepest = 50;       // includes that include others

class Together {
public:
    Together(const std::vector<Draft>& drafts, Problems& problems)
        : drafts_(drafts), problems_(problems) {}

    Pipelines put_together() {
        for (const auto& draft : drafts_) {
            if (!by_name_.emplace(draft.name, &draft).second) {
                problems_.add(
                    draft.at, "twice", fmt::format("there are two pipelines \"{}\"", draft.name));
            }
            for (const auto& step : draft.steps) {
                if (!step.stage) {
                    included_.insert(step.include);
                }
            }
        }
        Pipelines pipelines;
        const Draft* everything = nullptr;
        for (const auto& draft : drafts_) {
            Pipeline pipeline{draft.name, draft.match, {}};
            std::vector<std::string> open{draft.name};
            // One that others include and that matches nothing is only there for them.
            takes_items_ = !draft.match.is_everything() || !included_.contains(draft.name);
            add_steps(draft, pipeline, open);
            if (!takes_items_) {
                continue;
            }
            if (everything != nullptr) {
                problems_.add(
                    draft.at,
                    "never_asked",
                    fmt::format("no item comes to pipeline \"{}\"", draft.name),
                    fmt::format("\"{}\" above has no `match`, so that it takes every item: it "
                                "belongs to the end",
                                everything->name));
            }
            everything = draft.match.is_everything() ? &draft : everything;
            pipelines.all.push_back(std::move(pipeline));
        }
        if (everything == nullptr) {
            auto standard = standard_pipelines().all.front();
            if (by_name_.contains(standard.name)) {
                problems_.add(by_name_.at(standard.name)->at,
                              "bad_name",
                              "a pipeline \"standard\" takes every item: it has no `match`");
            }
            pipelines.all.push_back(std::move(standard));
        }
        return pipelines;
    }

private:
    void add_steps(const Draft& draft, Pipeline& to, std::vector<std::string>& open) {
        for (const auto& step : draft.steps) {
            if (problems_.full() || is_too_much(step, open.size())) {
                return;
            }
            if (step.stage) {
                add_stage(step, to);
                continue;
            }
            const auto found = by_name_.find(step.include);
            if (found == by_name_.end()) {
                std::vector<std::string> names;
                for (const auto& [name, known] : by_name_) {
                    names.push_back(name);
                }
                const auto meant = base::nearest(step.include, names);
                problems_.add(step.at,
                              "unknown_pipeline",
                              fmt::format("there is no pipeline \"{}\" to include", step.include),
                              meant ? fmt::format("did you mean \"{}\"?", *meant) : "");
            } else if (std::find(open.begin(), open.end(), step.include) != open.end()) {
                if (open.size() == 1 ||
                    open.front() == step.include) { // told once, where it begins
                    problems_.add(step.at,
                                  "loop",
                                  fmt::format("pipeline \"{}\" includes itself: {} -> {}",
                                              step.include,
                                              fmt::join(open, " -> "),
                                              step.include));
                }
            } else if (to.stages.size() <= kMostStages) {
                open.push_back(step.include);
                add_steps(*found->second, to, open);
                open.pop_back();
            }
        }
    }

    // Pipelines that include each other again and again. What is cut off must be told: a pipeline
    // could be left without a stage.
    bool is_too_much(const Step& step, std::size_t depth) {
        if (++steps_ <= kMostSteps && depth <= kDeepest) {
            return false;
        }
        if (!std::exchange(too_much_, true)) {
            problems_.add(
                step.at,
                "too_long",
                depth > kDeepest
                    ? fmt::format("pipelines include each other more than {} deep", kDeepest)
                    : fmt::format("all pipelines have more than {} stages, with those "
                                  "that they include",
                                  kMostSteps));
        }
        return true;
    }

    // Items stand in the first stage from the start: what it needs would never be asked.
    void refuse_needs(const Step& step, const Pipeline& of) {
        if (takes_items_ && !step.stage->needs.empty() && told_needs_.insert(&step).second) {
            problems_.add(step.at,
                          "needs_first",
                          fmt::format("\"{}\" is the first stage of pipeline \"{}\", and its "
                                      "\"needs\" would never be asked",
                                      step.stage->name,
                                      of.name),
                          "give \"needs\" to the stage behind it, or put a stage in front, such as "
                          "waiting",
                          "items stand there from the start, and needs are asked of those that go "
                          "on");
        }
    }

    void add_stage(const Step& step, Pipeline& to) {
        if (to.stages.empty()) {
            refuse_needs(step, to);
        }
        if (to.stage(step.stage->name)) {
            const bool told = !twice_.insert({to.name, step.stage->name}).second;
            if (!told) {
                problems_.add(step.at,
                              "twice",
                              fmt::format("stage \"{}\" is twice in pipeline \"{}\"",
                                          step.stage->name,
                                          to.name),
                              "pieces that come back go back: `etsyorder status back`");
            }
        } else if (to.stages.size() == kMostStages) {
            problems_.add(
                step.at,
                "too_long",
                fmt::format("pipeline \"{}\" has more than {} stages", to.name, kMostStages));
        }
        to.stages.push_back(*step.stage);
    }

    const std::vector<Draft>& drafts_;
    Problems& problems_;
    std::map<std::string, const Draft*> by_name_;
    std::set<std::string> included_;
    std::set<std::pair<std::string, std::string>> twice_;
    std::set<const Step*> told_needs_;
    bool takes_items_ = true; // the pipeline that is being put together
    std::size_t steps_ = 0;
    bool too_much_ = false;
};

} // namespace

Pipelines put_together(const std::vector<Draft>& drafts, Problems& problems) {
    return Together(drafts, problems).put_together();
}

} // namespace etsyorder::status
