// SPDX-License-Identifier: MIT
// The use case "my spreadsheet says where everything is": one unit of work for all rows, and one
// act that takes it back. Rows of one item that have a quantity say together how its pieces are
// spread, those of one stage added up; a row without one means all of them. Rows that ask for more
// pieces than there are are refused.
#pragma once

#include "status/move_items.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

struct StageRow {
    std::uint64_t line = 0; // of the file, for what is told of it
    ItemChoice item;        // without a number: every item of the order
    std::string stage;
    std::optional<std::int64_t> quantity;
    Told told;
};

struct ImportedRow {
    StageRow row;
    std::vector<Moved> items; // empty: there is no such item
};

struct StageImport {
    std::vector<ImportedRow> rows; // in the order of the file
    bool written = false;          // false: something was refused and nothing was changed
    [[nodiscard]] bool any_refused() const;
};

// As move_items(); `anyway`: past gates and holds. Throws Error as db::UnitOfWork does.
StageImport import_stages(db::Database& database,
                          const std::vector<StageRow>& rows,
                          Placing& placing,
                          bool keep_going,
                          bool anyway,
                          base::Instant now);

} // namespace etsyorder::status
