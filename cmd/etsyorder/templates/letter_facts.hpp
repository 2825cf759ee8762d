// SPDX-License-Identifier: MIT
// What the configuration says of a shop's letters, and values that are set by hand.
#pragma once

#include "frame/services.hpp"
#include "templates/facts.hpp"
#include "templates/letter.hpp"

#include <memory>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder {

// `services` must outlive it.
[[nodiscard]] templates::SettingsOf shop_settings(frame::Services& services);

// Where pieces stand by the seller's pipelines, which are read when a template asks for them. Both
// must outlive it.
[[nodiscard]] templates::PlacingOf placing_by_pipelines(frame::Services& services,
                                                        db::Database& database);

// Is anything stored?
[[nodiscard]] bool has_database(frame::Services& services);

// Of what is stored, where anything is: letters about no order, and looking at templates, need no
// store. `services` must outlive it, and the reading must not end before it.
[[nodiscard]] std::unique_ptr<templates::Facts> letter_facts(frame::Services& services);

using SetValues = std::vector<std::pair<std::string, liquid::Value>>;

// "reason=the oak is late", "proof.link=https://...". true and false are no texts. Throws Error of
// kind usage.
[[nodiscard]] SetValues set_values(const std::vector<std::string>& words);

[[nodiscard]] const liquid::Value* value_set(const SetValues& set, const std::string& name);

} // namespace etsyorder
