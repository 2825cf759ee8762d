// SPDX-License-Identifier: MIT
// ShopSeed: what a sandbox starts with. Orders are made on demand, from the seed and their number,
// so that a shop of 100,000 costs a few megabytes until someone changes an order.
#pragma once

#include "base/clock.hpp"
#include "sandbox/model.hpp"

#include <cstdint>
#include <functional>
#include <string>
#include <vector>

namespace etsyorder::sandbox {

struct OrderHead { // what lists are sorted and filtered by
    std::int64_t receipt_id = 0;
    base::Instant created;
    base::Instant updated;
    bool paid = false;
    bool shipped = false;
    bool delivered = false;
    bool canceled = false;
};

[[nodiscard]] OrderHead head_of(const Order& order);

struct ShopSeed {
    ShopInfo shop;
    std::vector<Listing> listings;
    std::vector<Review> reviews; // oldest first
    std::size_t orders = 0;
    std::function<OrderHead(std::size_t)> head;    // cheap; agrees with make()
    std::function<std::size_t(std::size_t)> items; // how many the order has; likewise
    std::function<Order(std::size_t)> make;        // 0 is the oldest order
};

constexpr std::int64_t kFirstReceiptId = 3'000'000'000;

// `which` is small, busy, wedding, huge, or the path of a shop file. Times are placed around `now`;
// the same seed and now give the same shop. Throws Error of kind usage for an unknown name and an
// unreadable or wrong file.
[[nodiscard]] ShopSeed load_shop(const std::string& which, std::uint64_t seed, base::Instant now);

} // namespace etsyorder::sandbox
