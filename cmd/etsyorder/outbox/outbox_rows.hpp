// SPDX-License-Identifier: MIT
// A telling as a row, and how the verbs of `outbox` are told which.
#pragma once

#include "frame/command.hpp"
#include "notify/telling.hpp"
#include "orders/shop_zones.hpp"

#include <string>
#include <vector>

namespace etsyorder {

[[nodiscard]] frame::Table outbox_table();

// Belongs to one database. Rows are those of outbox_table().
class OutboxRows {
public:
    OutboxRows(frame::Services& services, db::Database& database)
        : zones_(services, database), database_(database) {}

    [[nodiscard]] std::vector<frame::Cell> row_of(const notify::Telling& telling) const;

private:
    ShopZones zones_;
    db::Database& database_;
};

// Numbers, and "-" for one a line on standard input; each once. Throws Error of kind usage.
[[nodiscard]] std::vector<notify::TellingId> telling_ids(const std::vector<std::string>& words,
                                                         frame::Services& services);

// Throws Error of kind not_found.
[[nodiscard]] base::Error unknown_telling(notify::TellingId id);

} // namespace etsyorder
