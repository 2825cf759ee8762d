// SPDX-License-Identifier: MIT
// What can be seen of a database file's health without changing it.
//
//     Database database(file, Open::existing_for_reading);
//     if (!damage(database, Depth::quick).empty()) { ... }
#pragma once

#include "db/database.hpp"
#include "db/migrations.hpp"

#include <cstdint>
#include <filesystem>
#include <span>
#include <string>
#include <vector>

namespace etsyorder::db {

inline constexpr int kMostDamage = 20; // lines told of each look

enum class Depth {
    quick, // every page and every row (PRAGMA quick_check)
    deep,  // also that each index has the rows of its table (PRAGMA integrity_check)
};

// SQLite's own words, a line a damage; empty: sound. Reads the whole file.
[[nodiscard]] std::vector<std::string> damage(Database& database, Depth depth);

// "items: 3 rows name orders that are not there"; empty: none.
[[nodiscard]] std::vector<std::string> dangling_rows(Database& database);

enum class SchemaState {
    current,
    older,         // the next command that writes brings it up to date
    newer,         // a newer program made it
    another_build, // a step it went through is not the one this program knows
    foreign,       // some other program's database
    empty,         // a file without tables
};
[[nodiscard]] SchemaState
schema_state(Database& database, std::span<const Migration> migrations = embedded_migrations());
[[nodiscard]] int newest_schema(std::span<const Migration> migrations = embedded_migrations());

// Of the write-ahead log beside the file, what is not moved over yet; 0: there is none.
[[nodiscard]] std::uintmax_t log_bytes(const std::filesystem::path& file);

[[nodiscard]] std::string sqlite_version(); // "3.40.1"

} // namespace etsyorder::db
