// SPDX-License-Identifier: MIT
#include "status/pipelines_file.hpp"

#include "base/utf8.hpp"
#include "status/pipeline_drafts.hpp"

#include <fmt/format.h>

#include <fstream>
#include <optional>

namespace etsyorder::status {
namespace {

constexpr std::size_t kMostBytes = 1 << 20;

// The first line that is no UTF-8, from 0; empty: all of them are.
std::optional<int> odd_line(std::string_view text) {
    if (base::is_utf8(text)) {
        return std::nullopt;
    }
    for (int line = 0;; ++line) {
        const auto end = text.find('\n');
        if (!base::is_utf8(text.substr(0, end))) {
            return line;
        }
        text.remove_prefix(end + 1);
    }
}

} // namespace

PipelinesText read_pipelines_text(const std::string& text, const std::filesystem::path& file) {
    Problems problems(file);
    DraftFile drafts;
    if (text.size() > kMostBytes) {
        problems.add({}, "too_long", fmt::format("the file is longer than {} bytes", kMostBytes));
    } else if (const auto line = odd_line(text)) { // yaml-cpp would take it as it is
        YAML::Mark mark;
        mark.line = *line;
        problems.add(mark, "not_yaml", "this line is no UTF-8", "save the file as UTF-8");
    } else {
        drafts = read_drafts(text, problems);
    }
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
    while (text.size() <= kMostBytes && (in.read(block, sizeof block) || in.gcount() > 0)) {
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
