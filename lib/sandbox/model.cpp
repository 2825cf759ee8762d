// SPDX-License-Identifier: MIT
#include "sandbox/model.hpp"

namespace etsyorder::sandbox {

std::int64_t Order::subtotal_minor() const {
    std::int64_t sum = 0;
    for (const auto& item : items) {
        sum += item.price_minor * item.quantity;
    }
    return sum;
}

std::int64_t Order::shipping_minor() const {
    std::int64_t sum = 0;
    for (const auto& item : items) {
        sum += item.shipping_minor;
    }
    return sum;
}

std::int64_t Order::total_minor() const {
    return subtotal_minor() - discount_minor + shipping_minor() + tax_minor;
}

std::int64_t Order::refunded_minor() const {
    std::int64_t sum = 0;
    for (const auto& refund : refunds) {
        sum += refund.amount_minor;
    }
    return sum;
}

std::string Order::status() const {
    if (canceled) {
        return "Canceled";
    }
    if (!refunds.empty()) {
        return refunded_minor() >= total_minor() ? "Fully Refunded" : "Partially Refunded";
    }
    if (!paid) {
        return "Payment Processing";
    }
    return shipped ? "Completed" : "Paid";
}

} // namespace etsyorder::sandbox
