// SPDX-License-Identifier: MIT
// What `auth login` and `auth status` say about a sign-in.
#pragma once

#include "etsy/server.hpp"
#include "etsy/token_store.hpp"
#include "frame/output.hpp"
#include "frame/services.hpp"

#include <chrono>
#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] const std::vector<std::string>& sign_in_fields(); // of the JSON object
[[nodiscard]] frame::Value sign_in_value(const etsy::Server& server, const etsy::Grant& grant);
[[nodiscard]] frame::Page
sign_in_page(const etsy::Server& server, const etsy::Grant& grant, frame::Services& services);

// "2026-11-22 12:00 (in 59 min)" in the shop's zone, for an instant of Etsy's clock. `etsy_ahead`:
// that clock minus this machine's.
[[nodiscard]] std::string
spoken_instant(base::Instant instant, std::chrono::seconds etsy_ahead, frame::Services& services);
[[nodiscard]] std::string spoken_span(std::chrono::seconds span);

} // namespace etsyorder
