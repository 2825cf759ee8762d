// SPDX-License-Identifier: MIT
// What a rule does, as rules.yaml says it. For this room alone.
#pragma once

#include "config/yaml_reader.hpp"
#include "notify/rule.hpp"

#include <string>

namespace etsyorder::notify {

// The key itself where it says what a rule does: send, run, stage or tag; else null.
[[nodiscard]] const char* deed_key(const std::string& key);

// Of what stands behind such a key. What is wrong becomes a problem of the reader's.
[[nodiscard]] Deed
read_deed(const std::string& key, const YAML::Node& node, config::YamlReader& reader);

} // namespace etsyorder::notify
