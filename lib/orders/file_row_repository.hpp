// SPDX-License-Identifier: MIT
// Rows of imported files, kept as text beside the orders they tell of. What Etsy's downloads say of
// an order is worked out from all their rows kept of it, so that it does not matter which came
// first. Of files of other shops the one that is imported counts.
// Belongs to one database, hence to one thread. Never begins a transaction.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

// Stored by number. The columns of a mapped file are those of imports/mapping.hpp.
enum class FileKind : std::int64_t { sold_items = 1, sold_orders = 2, mapped = 3 };

struct FileHeader {
    std::string columns; // one line of CSV
    bool day_first = false;
};

struct FileRow {
    FileKind kind = FileKind::sold_items;
    std::int64_t transaction = 0; // 0: of the whole order
    std::int64_t header = 0;
    std::string content; // one line of CSV
};

// Of an order that only files told of.
struct OnlyFromFile {
    base::Instant imported_at{};
    bool is_other_shops = false; // not one of Etsy's downloads: Etsy has no page of it
};

class FileRowRepository {
public:
    explicit FileRowRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::int64_t keep_header(const FileHeader& header); // its number
    [[nodiscard]] FileHeader header(std::int64_t number) const;

    [[nodiscard]] std::vector<FileRow> rows_of(OrderId order) const; // by kind and transaction
    // Not of an order whose person was forgotten: the row names the person.
    void keep(const Order& order, const FileRow& row, base::Instant now);
    // A large file is to be stored: makes room for the pages of the indexes it is put into.
    void expect_many();

    // When a file last told something new of the order; empty: no file ever did.
    [[nodiscard]] std::optional<base::Instant> imported_at(OrderId order) const;
    // Empty: Etsy itself told of the order, or no file ever did.
    [[nodiscard]] std::optional<OnlyFromFile> only_from_file(OrderId order) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::orders
