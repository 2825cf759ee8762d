// SPDX-License-Identifier: MIT
// How rules.yaml is read, rule by rule. For this room alone.
#pragma once

#include "config/yaml_reader.hpp"
#include "notify/rule.hpp"

#include <string>

namespace etsyorder::notify {

// Only for use where nothing was wrong.
[[nodiscard]] Rules read_rules_of(const std::string& text, config::Problems& problems);

} // namespace etsyorder::notify
