// SPDX-License-Identifier: MIT
// How rules.yaml is read, rule by rule. For this room alone.
#pragma once

#include "config/yaml_reader.hpp"
#include "notify/rule.hpp"

#include <string>

namespace etsyorder::notify {

// Only for use where nothing was wrong.
[[nodiscard]] Rules read_rules_of(const std::string& text, config::Problems& problems);

// Adds what is wrong with a rule's `orders:`. What is saved under a name is taken on trust: the
// file is read where there is no store.
void check_query(const YAML::Node& node, const std::string& text, config::Problems& problems);

} // namespace etsyorder::notify
