// SPDX-License-Identifier: MIT
// ShipmentDoor: how a command tells Etsy of parcels. Only etsyorder-online has the room etsy; the
// other programs become it when they ask for the door (no_online.cpp).
#pragma once

#include "base/error.hpp"
#include "frame/services.hpp"
#include "orders/order.hpp"
#include "orders/parcel.hpp"

#include <memory>
#include <optional>

namespace etsyorder {

// What became of telling Etsy of one parcel; it is stored by then.
struct ToldParcel {
    orders::ParcelState state = orders::ParcelState::prepared;
    bool by_this_call = false; // Etsy said yes now, kept here or not; else somebody told it before
    std::optional<base::Error> error;
    bool key_refused = false; // Etsy does not give this call to the key: no other would fare better
};

enum class InDoubt { leave, send_again };

class ShipmentDoor {
public:
    ShipmentDoor() = default;
    ShipmentDoor(const ShipmentDoor&) = delete;
    ShipmentDoor& operator=(const ShipmentDoor&) = delete;
    virtual ~ShipmentDoor() = default;

    // Throws Error when there is no sign-in for the shop, or the store is of another server.
    virtual void make_ready(orders::ShopId shop) = 0;
    // See etsy::ShipmentSender::send(). The user's wish to stop is an error of kind interrupted.
    [[nodiscard]] virtual ToldParcel
    tell(const orders::Parcel& parcel, const orders::Order& order, InDoubt in_doubt) = 0;
};

// To be called before anything is read from standard input, printed or changed: throws
// frame::NeedsProgram in a program without it. `services` must outlive the door.
[[nodiscard]] std::unique_ptr<ShipmentDoor> shipment_door(frame::Services& services);

} // namespace etsyorder
