// SPDX-License-Identifier: MIT
// pipelines.yaml: the seller's pipelines as a text (etsyorder-pipelines(5)).
//
//     pipelines:
//       - name: engraved
//         match: {tag: wedding, sku: "OAK-*"}
//         stages:
//           - {name: waiting, public: "We have your order"}
//           - {name: engraving, public: "We engrave it", days: 2, needs: answers, owner: anna}
//           - include: finishing
//       - name: finishing
//         stages: [oiling, packing, {name: ready, needs: tracking}]
#pragma once

#include "config/problem.hpp"
#include "status/pipeline.hpp"

#include <filesystem>
#include <string>
#include <vector>

namespace etsyorder::status {

constexpr const char* kPipelinesFile = "pipelines.yaml";

struct PipelinesText {
    Pipelines pipelines;                   // the standard ones where anything is wrong
    std::vector<config::Problem> problems; // in the order of their lines, at most 20
};

// `file`: for what is wrong. An empty text has the standard pipelines. At most 1 MiB.
[[nodiscard]] PipelinesText read_pipelines_text(const std::string& text,
                                                const std::filesystem::path& file);

// Those of the folder. Without such a file: the standard ones. Throws Error of kind usage with the
// first problem.
[[nodiscard]] Pipelines read_pipelines(const std::filesystem::path& folder);

} // namespace etsyorder::status
