// SPDX-License-Identifier: MIT
// Pipelines as they are written, before what they include is put in. For this room alone.
#pragma once

#include "config/yaml_reader.hpp"
#include "status/pipeline.hpp"

#include <optional>
#include <string>
#include <vector>
#include <yaml-cpp/yaml.h>

namespace etsyorder::status {

constexpr std::size_t kMostStages = 100; // of a pipeline

struct Step {
    YAML::Mark at;
    std::optional<Stage> stage; // empty: `include`
    std::string include;
};

struct Draft {
    YAML::Mark at;
    std::string name;
    Match match;
    std::vector<Step> steps;
};

using config::Problems;

struct DraftFile {
    std::vector<Draft> pipelines;
    ShipByRules ship_by;
};
[[nodiscard]] DraftFile read_drafts(const std::string& text, Problems& problems);

// What stands below `ship_by:`.
[[nodiscard]] ShipByRules read_ship_by_rules(const YAML::Node& node, Problems& problems);

// Adds what is wrong with the text of a `query:`, which must ask for no stage. Saved queries that
// it names are taken on trust.
void check_match_query(const YAML::Mark& at, const std::string& text, Problems& problems);

// With what they include. Only for drafts with which nothing is wrong.
[[nodiscard]] Pipelines put_together(const std::vector<Draft>& drafts, Problems& problems);

} // namespace etsyorder::status
