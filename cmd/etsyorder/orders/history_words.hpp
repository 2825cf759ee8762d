// SPDX-License-Identifier: MIT
// Events as a seller reads them.
#pragma once

#include "events/event.hpp"
#include "orders/order.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder {

// One thing that an event says was other than before.
struct ToldChange {
    std::string field;  // as in docs/json-output.md: status, tag, "note 2"
    std::string before; // empty: not known; "none": there was nothing
    std::string after;
};

// Empty: the event says all by its name.
[[nodiscard]] std::vector<ToldChange> changes_of(const events::Event& event);

// Of which item a status update tells; empty: the event is of the order as a whole.
[[nodiscard]] std::optional<orders::ItemId> item_of(const events::Event& event);

// "ship by moved" of "order.ship_by_moved"
[[nodiscard]] std::string event_in_words(std::string_view name);

// "status: paid -> canceled", "+urgent"
[[nodiscard]] std::string change_in_words(const ToldChange& change);

// All that an event says, in one line: "canceled (status: paid -> canceled)". It may hold foreign
// text.
[[nodiscard]] std::string event_in_one_line(const events::Event& event);

// Who said so: "Etsy" of sync, "a file" of import, "you" of user.
[[nodiscard]] std::string source_in_words(std::string_view source);

} // namespace etsyorder
