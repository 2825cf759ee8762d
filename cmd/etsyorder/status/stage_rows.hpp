// SPDX-License-Identifier: MIT
// The rows of a spreadsheet that says where items are.
#pragma once

#include "csv/source.hpp"
#include "status/desk.hpp"
#include "status/import_stages.hpp"
#include "status/item_choice.hpp"

#include <string>
#include <vector>

namespace etsyorder {

// A row that cannot be used, and why.
struct BadStageRow {
    std::uint64_t line = 0;
    std::string item; // as it is written
    std::string why;
    std::string hint;
};

struct StageRows {
    std::vector<status::StageRow> rows;
    std::vector<BadStageRow> bad;
};

// A CSV with a header: "item" (3512345678.2) or "order" and "number", "stage", and maybe
// "quantity", "reason" and "by"; other columns are passed over, and so are rows without a stage.
// Throws Error of kind usage where the file is no such CSV.
[[nodiscard]] StageRows read_stage_rows(csv::Source source,
                                        const std::string& file,
                                        const StatusDesk& desk,
                                        const status::Told& told,
                                        frame::Services& services,
                                        db::Database& database);

} // namespace etsyorder
