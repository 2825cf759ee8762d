// SPDX-License-Identifier: MIT
// What the verbs of `events` share: the words that choose events, and how one is shown.
#pragma once

#include "events/event_queries.hpp"
#include "frame/command.hpp"
#include "orders/order.hpp"
#include "orders/shop_zones.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct EventWords {
    std::optional<std::string> since; // the number of an event
    std::vector<std::string> names;   // patterns
    std::optional<std::string> order;
};

void add_event_words(frame::Command& verb, EventWords& words);

// The filter, as far as it is known without what is stored. Throws Error of kind usage.
[[nodiscard]] events::EventFilter filter_from(const EventWords& words);

// Adds the order, the shop of --shop, and what is stored now as the end. Throws Error of kind
// not_found for an order that is not here, and where no event has the number of --since yet.
void complete_filter(events::EventFilter& filter,
                     const EventWords& words,
                     frame::Services& services,
                     db::Database& database);

// Throws Error of kind not_found for a number that was not given yet: of another database, or of
// this one before a backup was restored.
void refuse_unknown_event(std::int64_t number, std::int64_t newest);

[[nodiscard]] frame::Table event_table();

enum class ShownTime { relative, local };

// Belongs to one database. Rows are those of event_table().
class EventRows {
public:
    EventRows(ShownTime time, frame::Services& services, db::Database& database)
        : time_(time), now_(services.now()), zones_(services, database), database_(database) {}

    [[nodiscard]] std::vector<frame::Cell> row_of(const events::Event& event) const;

private:
    ShownTime time_;
    base::Instant now_;
    ShopZones zones_;
    db::Database& database_;
};

} // namespace etsyorder
