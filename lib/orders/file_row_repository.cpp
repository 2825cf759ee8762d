// SPDX-License-Identifier: MIT
#include "orders/file_row_repository.hpp"

#include "base/optional_instant.hpp"

namespace etsyorder::orders {

std::int64_t FileRowRepository::keep_header(const FileHeader& header) {
    const std::int64_t day_first = header.day_first ? 1 : 0;
    {
        auto find = database_->statement("SELECT header_id FROM file_headers WHERE columns = "
                                         ":columns AND day_first = :day_first");
        find.bind(":columns", header.columns).bind(":day_first", day_first);
        if (find.step()) {
            return find.integer(0);
        }
    }
    database_
        ->statement("INSERT INTO file_headers (shop_id, columns, day_first) "
                    "VALUES (0, :columns, :day_first)")
        .bind(":columns", header.columns)
        .bind(":day_first", day_first)
        .run();
    return database_->last_insert_id();
}

FileHeader FileRowRepository::header(std::int64_t number) const {
    auto row = database_->statement(
        "SELECT columns, day_first FROM file_headers WHERE header_id = :header");
    row.bind(":header", number);
    return row.step() ? FileHeader{row.string(0), row.integer(1) != 0} : FileHeader{};
}

std::vector<FileRow> FileRowRepository::rows_of(OrderId order) const {
    std::vector<FileRow> found;
    auto rows = database_->statement("SELECT kind, transaction_id, header_id, content FROM "
                                     "file_rows WHERE order_id = :order ORDER BY kind, "
                                     "transaction_id");
    rows.bind(":order", order.value());
    while (rows.step()) {
        found.push_back({static_cast<FileKind>(rows.integer(0)),
                         rows.integer(1),
                         rows.integer(2),
                         rows.string(3)});
    }
    return found;
}

void FileRowRepository::expect_many() {
    database_->execute("PRAGMA cache_size = -9000"); // KiB; names are put all over their index
}

// In two statements: an upsert may fail after its first half, for which SQLite copies each page
// that it writes to, and most rows are new.
void FileRowRepository::keep(const Order& order, const FileRow& row, base::Instant now) {
    for (const auto* sql :
         {"INSERT INTO file_rows (shop_id, order_id, kind, transaction_id, header_id, content, "
          "imported_at_utc_s) VALUES (:shop, :order, :kind, :transaction, :header, :content, :now) "
          "ON CONFLICT (order_id, kind, transaction_id) DO NOTHING",
          "UPDATE file_rows SET shop_id = :shop, header_id = :header, content = :content, "
          "imported_at_utc_s = :now WHERE order_id = :order AND kind = :kind AND transaction_id = "
          ":transaction"}) {
        database_->statement(sql)
            .bind(":shop", order.shop.value())
            .bind(":order", order.id.value())
            .bind(":kind", static_cast<std::int64_t>(row.kind))
            .bind(":transaction", row.transaction)
            .bind(":header", row.header)
            .bind(":content", row.content)
            .bind(":now", base::utc_seconds(now))
            .run();
        if (database_->rows_changed() == 1) {
            return;
        }
    }
}

std::optional<base::Instant> FileRowRepository::imported_at(OrderId order) const {
    auto row = database_->statement(
        "SELECT max(imported_at_utc_s) FROM file_rows WHERE order_id = :order");
    row.bind(":order", order.value());
    return row.step() ? base::maybe_from_utc_seconds(row.maybe_integer(0)) : std::nullopt;
}

std::optional<OnlyFromFile> FileRowRepository::only_from_file(OrderId order) const {
    auto row = database_->statement(
        "SELECT coalesce(max(f.imported_at_utc_s), max(o.fetched_at_utc_s)), min(f.kind) FROM "
        "orders o LEFT JOIN file_rows f ON f.order_id = o.order_id WHERE o.order_id = :order AND "
        "o.content_hash = zeroblob(16) AND (f.order_id IS NOT NULL OR o.forgotten_at_utc_s IS NOT "
        "NULL)"); // the rows of a forgotten order are gone
    row.bind(":order", order.value());
    if (!row.step() || row.is_null(0)) {
        return std::nullopt;
    }
    return OnlyFromFile{base::from_utc_seconds(row.integer(0)),
                        row.maybe_integer(1) == static_cast<std::int64_t>(FileKind::mapped)};
}

} // namespace etsyorder::orders
