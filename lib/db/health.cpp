// SPDX-License-Identifier: MIT
#include "db/health.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <algorithm>
#include <map>
#include <system_error>
#include <utility>

namespace etsyorder::db {

// https://www.sqlite.org/pragma.html#pragma_quick_check: one row "ok", or one a damage.
std::vector<std::string> damage(Database& database, Depth depth) {
    std::vector<std::string> lines;
    auto check = database.statement(fmt::format(
        "PRAGMA {}({})", depth == Depth::deep ? "integrity_check" : "quick_check", kMostDamage));
    while (check.step()) {
        if (check.text(0) != "ok") {
            lines.push_back(check.string(0));
        }
    }
    return lines;
}

std::vector<std::string> dangling_rows(Database& database) {
    std::map<std::pair<std::string, std::string>, std::int64_t> counts;
    auto check = database.statement("PRAGMA foreign_key_check"); // table, row, parent, key
    while (check.step()) {
        ++counts[{check.string(0), check.string(2)}];
    }
    std::vector<std::string> lines;
    for (const auto& [tables, count] : counts) {
        lines.push_back(fmt::format(
            "{}: {} rows name {} that are not there", tables.first, count, tables.second));
    }
    return lines;
}

SchemaState schema_state(Database& database, std::span<const Migration> migrations) {
    const int present = schema_version(database);
    const int newest = newest_schema(migrations);
    if (present == 0) {
        auto tables = database.statement("SELECT count(*) FROM sqlite_master");
        return tables.step() && tables.integer(0) > 0 ? SchemaState::foreign : SchemaState::empty;
    }
    if (present > newest) {
        return SchemaState::newer;
    }
    const auto behind = std::ranges::upper_bound(migrations, present, {}, &Migration::version);
    const auto gone_through = static_cast<std::size_t>(behind - migrations.begin());
    if (!is_current(database, migrations.first(gone_through))) {
        return SchemaState::another_build;
    }
    return present == newest ? SchemaState::current : SchemaState::older;
}

int newest_schema(std::span<const Migration> migrations) {
    return migrations.empty() ? 0 : migrations.back().version;
}

std::uintmax_t log_bytes(const std::filesystem::path& file) {
    std::error_code none;
    const auto bytes = std::filesystem::file_size(file.string() + "-wal", none);
    return none ? 0 : bytes;
}

std::string sqlite_version() {
    return sqlite3_libversion();
}

} // namespace etsyorder::db
