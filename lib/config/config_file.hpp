// SPDX-License-Identifier: MIT
// config.yaml as a flat list of keys and values with their lines.
#pragma once

#include <filesystem>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::config {

struct FileValue {
    std::string key; // levels joined by dots
    std::string value;
    int line = 0; // 1-based
};

// Throws Error of kind usage, naming `path` and the line, when the text is no YAML, is not a map,
// has an unknown or repeated key, a list where a value belongs, or a tab in its indentation.
[[nodiscard]] std::vector<FileValue> parse_config_file(const std::filesystem::path& path,
                                                       std::string_view text);

} // namespace etsyorder::config
