// SPDX-License-Identifier: MIT
// The schema, as numbered files lib/db/migrations/NNNN_name.sql, embedded. A released file is never
// edited, and no number is left out: a file that fills a hole later would never reach the databases
// that are past it.
#pragma once

#include "db/database.hpp"

#include <cstdint>
#include <span>
#include <string_view>

namespace etsyorder::db {

// "etso" in ASCII; tells our files from other programs'
// (https://www.sqlite.org/pragma.html#pragma_application_id)
inline constexpr std::int64_t kApplicationId = 0x6574736f;

struct Migration {
    int version; // growing; of the embedded ones 1, 2, 3 and so on
    std::string_view name;
    std::string_view checksum; // SHA-256 of the file, hexadecimal
    std::string_view sql;
};

[[nodiscard]] std::span<const Migration> embedded_migrations();

// Brings the schema to the newest version, each step in one transaction with its version, and the
// file to SQLite's write-ahead log. Nothing to do costs four small queries. Throws Error: conflict
// when the database is newer than this program, or a step it has gone through is not the one this
// program knows (by checksum: another build made it, and its tables may be others); failed when the
// file is some other program's database.
void migrate(Database& database, std::span<const Migration> migrations = embedded_migrations());

// Has the database gone through exactly these migrations? Then there is nothing to do or to refuse.
[[nodiscard]] bool is_current(Database& database,
                              std::span<const Migration> migrations = embedded_migrations());

// Is it written by way of SQLite's write-ahead log? If not, whoever reads keeps others from
// writing: a copy that was brought here by hand, or one whose exchange was cut off.
[[nodiscard]] bool has_log(Database& database);

// 0: an empty file, or some other program's database whatever its number says
[[nodiscard]] int schema_version(Database& database);

} // namespace etsyorder::db
