// SPDX-License-Identifier: MIT
#include "imports/kept_rows.hpp"

#include "csv/reader.hpp"

namespace etsyorder::imports {

std::vector<KeptRow> kept_rows(db::Database& database, orders::OrderId order) {
    const orders::FileRowRepository repository(database);
    std::vector<KeptRow> rows;
    for (const auto& row : repository.rows_of(order)) {
        csv::Reader reader(csv::from_text(repository.header(row.header).columns + row.content));
        auto& kept = rows.emplace_back(KeptRow{row.kind, {}});
        if (const auto columns = reader.next(); columns && *columns != nullptr) {
            for (const auto name : (*columns)->fields) {
                kept.cells.emplace_back(name, "");
            }
        }
        const auto cells = reader.next();
        const auto count = cells && *cells != nullptr ? (*cells)->fields.size() : 0;
        for (std::size_t at = 0; at < count; ++at) {
            if (at == kept.cells.size()) {
                kept.cells.emplace_back();
            }
            kept.cells[at].second = (*cells)->fields[at];
        }
    }
    return rows;
}

} // namespace etsyorder::imports
