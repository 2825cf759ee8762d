// SPDX-License-Identifier: MIT
#include "orders/saved_query_repository.hpp"

namespace etsyorder::orders {
namespace {

SavedQuery from_row(const db::Statement& row) {
    return {row.string(0), row.string(1), base::from_utc_seconds(row.integer(2))};
}

} // namespace

std::optional<SavedQuery> SavedQueryRepository::find(std::string_view name) const {
    auto row = database_->statement("SELECT name, query, saved_at_utc_s FROM saved_queries WHERE "
                                    "shop_id = 0 AND name = :name");
    row.bind(":name", name);
    return row.step() ? std::optional(from_row(row)) : std::nullopt;
}

std::vector<SavedQuery> SavedQueryRepository::all() const {
    std::vector<SavedQuery> all;
    auto rows = database_->statement("SELECT name, query, saved_at_utc_s FROM saved_queries WHERE "
                                     "shop_id = 0 ORDER BY name");
    while (rows.step()) {
        all.push_back(from_row(rows));
    }
    return all;
}

void SavedQueryRepository::save(const SavedQuery& query) {
    auto row = database_->statement(
        "INSERT INTO saved_queries (shop_id, name, query, saved_at_utc_s) VALUES (0, :name, "
        ":query, :saved_at) ON CONFLICT (shop_id, name) DO UPDATE SET query = excluded.query, "
        "saved_at_utc_s = excluded.saved_at_utc_s");
    row.bind(":name", query.name)
        .bind(":query", query.query)
        .bind(":saved_at", base::utc_seconds(query.saved_at))
        .run();
}

void SavedQueryRepository::remove(std::string_view name) {
    auto row = database_->statement("DELETE FROM saved_queries WHERE shop_id = 0 AND name = :name");
    row.bind(":name", name).run();
}

} // namespace etsyorder::orders
