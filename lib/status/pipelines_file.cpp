// SPDX-License-Identifier: MIT
#include "status/pipelines_file.hpp"

#include "config/config_file.hpp"
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>

#include <fstream>
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
    std::ifstream in(file, std::ios::binary);
    std::string text;
    char block[1 << 14];
    while (text.size() <= config::kMaxFileBytes &&
           (in.read(block, sizeof block) || in.gcount() > 0)) {
        text.append(block, static_cast<std::size_t>(in.gcount()));
    }
    if (!in.is_open() || in.bad()) {
        throw base::Error(base::ErrorKind::usage, "pipelines cannot be read")
            .because(file.string() + " is there and cannot be opened");
    }
    auto read = read_pipelines_text(text, file);
    if (!read.problems.empty()) {
        throw config::as_error(read.problems.front());
    }
    return std::move(read.pipelines);
}

} // namespace etsyorder::status
