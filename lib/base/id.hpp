// SPDX-License-Identifier: MIT
// Id<Tag>: a number that names one thing. Ids of different things do not compare, add or convert.
//
//     using OrderId = base::Id<struct OrderTag>;     // ours
//     using ReceiptId = base::Id<struct ReceiptTag>; // Etsy's
#pragma once

#include <compare>
#include <cstdint>
#include <functional>

namespace etsyorder::base {

template <class Tag>
class Id {
public:
    constexpr explicit Id(std::int64_t value) : value_(value) {}

    [[nodiscard]] constexpr std::int64_t value() const { return value_; }
    friend constexpr auto operator<=>(const Id&, const Id&) = default;

private:
    std::int64_t value_;
};

} // namespace etsyorder::base

template <class Tag>
struct std::hash<etsyorder::base::Id<Tag>> {
    std::size_t operator()(const etsyorder::base::Id<Tag>& id) const noexcept {
        return std::hash<std::int64_t>{}(id.value());
    }
};
