// SPDX-License-Identifier: MIT
// How far the plan has come. Belongs to one database, hence to one thread. For this room alone.
#pragma once

#include "db/database.hpp"

#include <cstdint>
#include <optional>
#include <string>

namespace etsyorder::notify {

struct PlanPlace {
    std::int64_t event = 0; // the orders of all events up to it are planned
    std::string settings;   // by which they are
};

class PlanCursor {
public:
    explicit PlanCursor(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::optional<PlanPlace> load() const; // empty: nothing was ever planned
    void store(const PlanPlace& place);                  // inside the caller's unit of work

private:
    db::Database* database_;
};

} // namespace etsyorder::notify
