// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace etsyorder::db {
namespace {

using base::Error;
using base::ErrorKind;

// "etso" in ASCII; tells our files from other programs'
// (https://www.sqlite.org/pragma.html#pragma_application_id)
constexpr std::int64_t kApplicationId = 0x6574736f;

std::int64_t pragma(Database& database, std::string_view sql) {
    auto statement = database.statement(sql);
    return statement.step() ? statement.integer(0) : 0;
}

bool is_ours(Database& database) {
    return pragma(database, "PRAGMA application_id") == kApplicationId;
}

void refuse_foreign(Database& database) {
    if (!is_ours(database) && pragma(database, "SELECT count(*) FROM sqlite_master") > 0) {
        throw Error(ErrorKind::failed,
                    fmt::format("{} is another program's database", database.file().string()))
            .because("it holds tables, but not ours")
            .hint("choose another folder; this file was not changed");
    }
}

void use_wal(Database& database) {
    auto mode = database.statement("PRAGMA journal_mode");
    if (mode.step() && mode.text(0) != "wal") {
        mode.reset();
        database.execute("PRAGMA journal_mode = WAL");
    }
}

void apply(Database& database, const Migration& migration) {
    UnitOfWork work(database);
    if (schema_version(database) >= migration.version) {
        return; // another process was quicker
    }
    database.execute(std::string(migration.sql));
    database.execute(fmt::format(
        "PRAGMA user_version = {}; PRAGMA application_id = {}", migration.version, kApplicationId));
    auto record = database.statement("INSERT INTO schema_migrations (version, name, checksum) "
                                     "VALUES (:version, :name, :checksum)");
    record.bind(":version", std::int64_t{migration.version})
        .bind(":name", migration.name)
        .bind(":checksum", migration.checksum)
        .run();
    work.commit();
}

} // namespace

int schema_version(Database& database) {
    const auto version = pragma(database, "PRAGMA user_version");
    return version != 0 && is_ours(database) ? static_cast<int>(version) : 0;
}

void migrate(Database& database, std::span<const Migration> migrations) {
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    const int present = schema_version(database);
    if (present > newest) {
        throw Error(ErrorKind::conflict,
                    fmt::format("{} was written by a newer etsyorder", database.file().string()))
            .because(
                fmt::format("its schema is version {}, this program knows {}", present, newest))
            .hint("update etsyorder; the database was not changed");
    }
    if (present == 0) {
        refuse_foreign(database);
    }
    use_wal(database); // only now: another program's file is left as it was
    for (const auto& migration : migrations) {
        if (migration.version > present) {
            apply(database, migration);
        }
    }
}

} // namespace etsyorder::db
