// SPDX-License-Identifier: MIT
// Questions that several operations ask first. They throw Refusal.
#pragma once

#include "sandbox/world.hpp"

namespace etsyorder::sandbox {

void check_own_shop(const World& world,
                    const httpd::Request& request); // {shop_id}: 403 for another's
[[nodiscard]] std::size_t find_receipt(const World& world,
                                       const httpd::Request& request); // 404; checks the shop
[[nodiscard]] const Listing& find_listing(const World& world, const httpd::Request& request); // 404
[[nodiscard]] httpd::Response receipt_response(const World& world, std::size_t index);

} // namespace etsyorder::sandbox
