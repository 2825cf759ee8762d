// SPDX-License-Identifier: MIT
// config.yaml as a flat list of keys and values with their lines.
#pragma once

#include "config/problem.hpp"

#include <cstddef>
#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::config {

inline constexpr std::size_t kMaxFileBytes = 1 << 20;
inline constexpr std::size_t kMostProblems = 100; // told of one file; then reading stops

struct FileValue {
    std::string key; // levels joined by dots
    std::string value;
    int line = 0; // 1-based
};

struct ConfigText {
    std::vector<FileValue> values; // of known options, each once
    // The first ones of the text, in its order: no YAML, not a map, a second document, an unknown
    // or repeated key, a list where a value belongs, a tab in the indentation. After what is no
    // YAML nothing is read.
    std::vector<Problem> problems;
};

// Never throws for what is wrong with the text; `path` is for the places.
[[nodiscard]] ConfigText read_config_text(const std::filesystem::path& path, std::string_view text);

// The values alone. Throws Error of kind usage, naming `path` and the line, for the first problem.
[[nodiscard]] std::vector<FileValue> parse_config_file(const std::filesystem::path& path,
                                                       std::string_view text);

} // namespace etsyorder::config
