// SPDX-License-Identifier: MIT
// The use case "pipelines.yaml has changed": items that stand in a stage which is no longer there
// move to where the file says (`was:`), or to where the caller says.
#pragma once

#include "status/move_items.hpp"

#include <map>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

struct Migrated {
    WorkItem before;
    WorkItem after;  // the same where nobody knows where to
    std::string why; // of one that cannot be moved: "stage \"oiling\" is gone from ..."
    [[nodiscard]] bool is_settled() const { return why.empty(); }
};

// Only items that must move. `to`: stages by the names that are gone.
[[nodiscard]] std::vector<Migrated> plan_migration(db::Database& database,
                                                   const std::map<std::string, std::string>& to,
                                                   Placing& placing);

// One unit of work; those that are not settled stay where they are. Throws Error as db::UnitOfWork
// does.
std::vector<Migrated> migrate_items(db::Database& database,
                                    const std::map<std::string, std::string>& to,
                                    Placing& placing,
                                    const Told& told,
                                    base::Instant now);

} // namespace etsyorder::status
