// SPDX-License-Identifier: MIT
// What a program without the room etsy does when Etsy is to be told something.
#include "frame/needs_program.hpp"
#include "orders/shipment_door.hpp"

namespace etsyorder {

std::unique_ptr<ShipmentDoor> shipment_door(frame::Services&) {
    throw frame::NeedsProgram{"etsyorder-online"};
}

} // namespace etsyorder
