// SPDX-License-Identifier: MIT
// Shared by the two halves of the control door.
#pragma once

#include "sandbox/world.hpp"

#include <nlohmann/json.hpp>

#include <functional>
#include <string>

namespace etsyorder::sandbox {

using ControlWork = std::function<httpd::Response(World&, const httpd::Request&)>;

// Adds a route below /_sandbox; Refusal and base::Error become a 4xx with {"error": ...}.
void add_control(httpd::Router& router,
                 World& world,
                 const std::string& method,
                 const std::string& path,
                 ControlWork work);

// The body as a JSON object; {} when there is none. Throws Refusal.
[[nodiscard]] nlohmann::json control_body(const httpd::Request& request);

void add_machine_control_routes(httpd::Router& router, World& world);

} // namespace etsyorder::sandbox
