// SPDX-License-Identifier: MIT
#include "sandbox/shop_checks.hpp"

#include "sandbox/parameters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::sandbox {

void check_own_shop(const World& world, const httpd::Request& request) {
    const auto shop_id = path_id(request, "shop_id");
    if (shop_id != world.seed.shop.shop_id) {
        throw Refusal{
            403, fmt::format("User {} does not own Shop {}", world.seed.shop.user_id, shop_id), ""};
    }
}

std::size_t find_receipt(const World& world, const httpd::Request& request) {
    check_own_shop(world, request);
    const auto index = world.orders.index_of(path_id(request, "receipt_id"));
    if (!index) {
        throw Refusal{404, "Resource not found", ""};
    }
    return *index;
}

const Listing& find_listing(const World& world, const httpd::Request& request) {
    const auto found =
        std::ranges::find(world.seed.listings, path_id(request, "listing_id"), &Listing::id);
    if (found == world.seed.listings.end()) {
        throw Refusal{404, "Resource not found", ""};
    }
    return *found;
}

httpd::Response receipt_response(const World& world, std::size_t index) {
    JsonWriter json;
    write_receipt(json, world.wire(), world.orders.order(index), index);
    return httpd::json_response(200, json.take());
}

} // namespace etsyorder::sandbox
