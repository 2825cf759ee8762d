// SPDX-License-Identifier: MIT
// The filters that letters have beyond those of Liquid. They write in the language, the currency
// and the zone of the surroundings.
//
//     {{ order.total | money }}                  $12.50      {{ x | money: "EUR" }}  €12.50
//     {{ order.ship_by | relative }}             in 3 days
//     {{ order.ship_by | business_days }}        3           working days until then
//     {{ "now" | business_days: 5 }}             2026-12-08  a day; print it with `| date`
//     {{ items | names }}                        Mug, Bag and Board       {{ x | names: "or" }}
//     {{ buyer.name | first_name }}              Anna
//     {{ order.piece_count | plural: "sign", "signs" }}      signs
//
// Arithmetic (`plus`, `round`, `sum` and their kin) and `date` of Liquid are stricter here: words
// are no number and no day. To `default` a blank text is none.
//
// Amounts of an order keep its currency, also when they are counted with: another one is an error.
//
// What is no amount, day or number is an error, not an empty text: a letter must not have a hole.
#pragma once

#include "liquid/filters.hpp"

namespace etsyorder::templates {

// Made once. Safe from any thread.
[[nodiscard]] const liquid::Filters& letter_filters();

} // namespace etsyorder::templates
