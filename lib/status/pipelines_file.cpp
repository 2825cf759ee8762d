// SPDX-License-Identifier: MIT
#include "status/pipelines_file.hpp"

#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>

#include <optional>

namespace etsyorder::status {

PipelinesText read_pipelines_text(const std::string& text, const std::filesystem::path& file) {
    Problems problems(file);
    auto drafts = read_drafts(text, problems);
    std::optional<Pipelines> pipelines;
    if (problems.count() == 0) {
        pipelines = put_together(drafts.pipelines, problems);
        pipelines->ship_by = std::move(drafts.ship_by);
    }
    const bool right = problems.count() == 0;
    return {right ? std::move(*pipelines) : standard_pipelines(), problems.take()};
}

Pipelines read_pipelines(const std::filesystem::path& folder) {
    const auto file = folder / kPipelinesFile;
    std::error_code ignored;
    if (!std::filesystem::exists(std::filesystem::symlink_status(file, ignored))) {
        return standard_pipelines();
    }
    std::optional<std::string> text;
    std::string why = "it is a link to nothing";
    try {
        text = base::read_file(file, config::kMaxFileBytes);
    } catch (const base::Error& error) {
        why = error.reason().empty() ? error.summary() : error.reason();
    }
    if (!text) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("cannot read the pipelines in {}", file.string()))
            .because(why);
    }
    auto read = read_pipelines_text(*text, file);
    if (!read.problems.empty()) {
        throw config::as_error(read.problems.front());
    }
    return std::move(read.pipelines);
}

} // namespace etsyorder::status
