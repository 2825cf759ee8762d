// SPDX-License-Identifier: MIT
#include "status/gates.hpp"

#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"

#include <algorithm>

namespace etsyorder::status {

std::optional<std::string> Gates::missing(Need need, const WorkItem& item) {
    switch (need) {
    case Need::tracking:
        return has_tracking(item) ? std::nullopt
                                  : std::optional<std::string>("the order has no tracking code");
    case Need::answers:
        return missing_answers(item);
    case Need::approved_proof:
        break;
    }
    // Nobody can have approved one here: this version keeps no proofs.
    return "no approved proof is recorded, as this version keeps none";
}

bool Gates::has_tracking(const WorkItem& item) {
    const auto order = orders::OrderRepository(*database_).load(item.order);
    if (order && std::any_of(order->shipments.begin(), order->shipments.end(), [](const auto& one) {
            return !one.tracking_code.empty();
        })) {
        return true;
    }
    // Told to Etsy from here, or by hand, of which Etsy's orders may not say anything yet.
    const auto parcels = orders::ParcelRepository(*database_).of_order(item.order);
    return std::any_of(parcels.begin(), parcels.end(), [](const auto& one) {
        return !one.tracking_code.empty() && (one.state == orders::ParcelState::sent ||
                                              one.state == orders::ParcelState::by_hand);
    });
}

std::optional<std::string> Gates::missing_answers(const WorkItem& item) {
    const auto order = orders::OrderRepository(*database_).load(item.order);
    if (!order) {
        return "the order is no longer here";
    }
    const auto whole = std::find_if(order->items.begin(), order->items.end(), [&](const auto& one) {
        return one.id == item.item;
    });
    if (whole == order->items.end()) {
        return "the item is no longer here";
    }
    const auto* const questions =
        whole->listing_id ? asked_.questions(item.shop, *whole->listing_id) : nullptr;
    for (const auto& finding : linter_.lint({whole->quantity, whole->answers, questions})) {
        if (finding.code == lint::Code::answer_missing) {
            return "the buyer's words are missing: " + finding.message;
        }
    }
    return std::nullopt;
}

} // namespace etsyorder::status
