// SPDX-License-Identifier: MIT
// Tracking numbers and addresses as people paste them: whatever comes, what is made of it is
// printable, of bounded length, and read again as the same.
#include "orders/tracking_number.hpp"

#include <algorithm>
#include <cstdint>
#include <cstdlib>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view typed(reinterpret_cast<const char*>(data), size);
    for (const auto* shop : {"", "US", "DE", "GB", "CA", "JP", "AU"}) {
        const auto read = orders::read_tracking(typed, {shop, "FR"});
        if (!read) {
            require(!orders::in_words(read.error()).empty());
            continue;
        }
        for (const auto& candidate : read->candidates) {
            require(!candidate.slug.empty() && !candidate.number.empty());
            require(candidate.number.size() <= orders::kLongestTracking + 1);
            require(std::all_of(candidate.number.begin(), candidate.number.end(), [](char c) {
                return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || c == '-';
            }));
            const auto again = orders::read_tracking(candidate.number, {shop, "FR"});
            require(again.has_value());
        }
        for (const auto& carrier : orders::carriers()) {
            require(!orders::settle_carrier(*read, &carrier).candidates.empty());
        }
        require(!orders::settle_carrier(*read, nullptr).candidates.empty());
    }
    return 0;
}
