// SPDX-License-Identifier: MIT
#include "db/tables.hpp"

namespace etsyorder::db {

std::vector<std::string> tables_with_column(Database& database, std::string_view column) {
    std::vector<std::string> tables;
    auto rows = database.statement(
        "SELECT t.name FROM sqlite_schema t JOIN pragma_table_info(t.name) c WHERE t.type = "
        "'table' AND t.name NOT LIKE 'sqlite%' AND c.name = :column ORDER BY t.name");
    rows.bind(":column", column);
    while (rows.step()) {
        tables.push_back(rows.string(0));
    }
    return tables;
}

bool has_column(Database& database, std::string_view table, std::string_view column) {
    auto row = database.statement("SELECT 1 FROM pragma_table_info(:table) WHERE name = :column");
    row.bind(":table", table).bind(":column", column);
    return row.step();
}

} // namespace etsyorder::db
