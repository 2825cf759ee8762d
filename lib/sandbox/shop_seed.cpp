// SPDX-License-Identifier: MIT
#include "sandbox/shop_seed.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "sandbox/builtin_shops.hpp"
#include "sandbox/generated_shop.hpp"
#include "sandbox/shop_file.hpp"

#include <fmt/format.h>

namespace etsyorder::sandbox {

namespace {

constexpr std::size_t kMaxShopFileBytes = 16 * 1024 * 1024;

} // namespace

OrderHead head_of(const Order& order) {
    return {order.receipt_id,
            order.created,
            order.updated,
            order.paid,
            order.shipped,
            order.delivered,
            order.canceled};
}

ShopSeed load_shop(const std::string& which, std::uint64_t seed, base::Instant now) {
    if (which == "small") {
        return read_shop(
            std::string(kCatalogueYaml) + std::string(kSmallOrdersYaml), "the built-in shop", now);
    }
    if (which == "busy") {
        return generated_shop(300, std::chrono::days(60), seed, now);
    }
    if (which == "wedding") {
        return wedding_shop(seed, now);
    }
    if (which == "huge") {
        return generated_shop(100'000, std::chrono::days(3 * 365), seed, now);
    }
    const auto yaml = base::read_file(which, kMaxShopFileBytes);
    if (!yaml) {
        throw base::Error(base::ErrorKind::usage, fmt::format("there is no shop \"{}\"", which))
            .because("it is neither small, busy, wedding or huge nor a file that exists");
    }
    return read_shop(*yaml, which, now);
}

} // namespace etsyorder::sandbox
