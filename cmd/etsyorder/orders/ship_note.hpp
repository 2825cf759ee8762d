// SPDX-License-Identifier: MIT
// The note to the buyer that goes with a parcel: typed, or a letter made from a template. Etsy puts
// it into its mail.
#pragma once

#include "frame/services.hpp"
#include "orders/order.hpp"
#include "orders/ship_order.hpp"
#include "templates/fact.hpp"
#include "templates/letter.hpp"

#include <optional>
#include <string>

namespace etsyorder {

struct NoteWish {
    std::optional<std::string> text;
    std::optional<std::string> template_name;
};

// Throws Error of kind usage for both, and for a text that is none.
void refuse_odd_note(const NoteWish& wish);

// A letter with what it was made of, until it is kept in the log.
struct MadeNote {
    orders::ParcelNote note;
    std::optional<templates::Letter> letter;
    templates::UsedFacts used;
    bool left_out = false; // the parcel is in doubt, and keeps the note it went out with
};

// For the order with this parcel among its shipments. A template for open orders says nothing of a
// parcel that is in doubt, so none is asked for its note then. Throws Error: not_found (no such
// template), conflict (the template is not for this order), findings (a hole), usage (the template
// is wrong).
[[nodiscard]] MadeNote make_note(const NoteWish& wish,
                                 const orders::Order& order,
                                 const orders::ParcelWish& parcel,
                                 frame::Services& services);

// In the log of letters; nothing of a typed one, which stands with its parcel. Inside the caller's
// unit of work.
void log_note(const MadeNote& made,
              const orders::Order& order,
              db::Database& database,
              base::Instant now);

} // namespace etsyorder
