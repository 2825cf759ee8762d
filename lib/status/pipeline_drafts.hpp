// SPDX-License-Identifier: MIT
// Pipelines as they are written, before what they include is put in. For this room alone.
#pragma once

#include "config/problem.hpp"
#include "status/pipeline.hpp"

#include <filesystem>
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

// What is wrong with one file, so far.
class Problems {
public:
    static constexpr std::size_t kMost = 20;

    // The file must outlive this.
    explicit Problems(const std::filesystem::path& file) : file_(&file) {}

    void add(const YAML::Mark& mark,
             const char* code,
             std::string text,
             std::string hint = {},
             std::string reason = {});
    [[nodiscard]] bool full() const { return all_.size() >= kMost; }
    [[nodiscard]] std::size_t count() const { return all_.size(); }
    [[nodiscard]] std::vector<config::Problem> take(); // in the order of their lines

private:
    const std::filesystem::path* file_;
    std::vector<config::Problem> all_;
};

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

// Adds what is wrong with a key that is not known here.
void add_unknown_key(const YAML::Node& key,
                     const std::vector<std::string>& known,
                     Problems& problems);

// With what they include. Only for drafts with which nothing is wrong.
[[nodiscard]] Pipelines put_together(const std::vector<Draft>& drafts, Problems& problems);

} // namespace etsyorder::status
