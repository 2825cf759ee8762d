// SPDX-License-Identifier: MIT
// What tables there are: for a rule that holds for all of them, those of later versions too.
#pragma once

#include "db/database.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::db {

// By name; without SQLite's own.
[[nodiscard]] std::vector<std::string> tables_with_column(Database& database,
                                                          std::string_view column);

// Of a database of whatever version: false, too, where there is no such table.
[[nodiscard]] bool has_column(Database& database, std::string_view table, std::string_view column);

} // namespace etsyorder::db
