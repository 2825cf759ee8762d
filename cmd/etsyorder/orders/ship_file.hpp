// SPDX-License-Identifier: MIT
// `orders ship --from`: the parcels of a carrier's list, each in transactions of its own, so that a
// run that was stopped goes on where it was.
#pragma once

#include "frame/action.hpp"
#include "orders/ship_wish.hpp"
#include "orders/shipping.hpp"

#include <string>

namespace etsyorder {

struct ShipFileWish {
    std::string file;    // "-": standard input
    std::string carrier; // of all its parcels; empty: the file or the number says it
    NoteWish note;
    WrongDigit wrong_digit = WrongDigit::refuse;
    ShipMode mode;
};

// `door`: as Shipping takes it. One bad row does not stop others: exit code findings. After the
// rows were told it throws Error for what no other row would survive (no sign-in, no network, a key
// that may not, a stop), and else for the first row in doubt.
[[nodiscard]] frame::ExitCode
ship_file(const ShipFileWish& wish, ShipmentDoor* door, frame::Services& services);

} // namespace etsyorder
