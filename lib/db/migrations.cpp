// SPDX-License-Identifier: MIT
#include "db/migrations.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace etsyorder::db {
namespace {

using base::Error;
using base::ErrorKind;

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

} // namespace

bool has_log(Database& database) {
    auto mode = database.statement("PRAGMA journal_mode");
    return mode.step() && mode.text(0) == "wal";
}

namespace {

void use_wal(Database& database) {
    if (!has_log(database)) {
        database.execute("PRAGMA journal_mode = WAL");
    }
}

// The first step that the database has gone through in another form; null: none.
const Migration*
first_difference(Database& database, std::span<const Migration> migrations, int present) {
    auto rows = database.statement(
        "SELECT checksum FROM schema_migrations WHERE version <= :version ORDER BY version");
    rows.bind(":version", std::int64_t{present});
    for (const auto& migration : migrations) {
        if (migration.version <= present && (!rows.step() || rows.text(0) != migration.checksum)) {
            return &migration;
        }
    }
    return nullptr;
}

void refuse_other_build(Database& database, std::span<const Migration> migrations, int present) {
    if (const auto* other = first_difference(database, migrations, present)) {
        throw Error(
            ErrorKind::conflict,
            fmt::format("{} was made by another build of etsyorder", database.file().string()))
            .because(fmt::format(
                "its schema {} is not the one that this program knows by this name", other->name))
            .note("it was not changed")
            .hint(
                "use the etsyorder that made it; or move its whole folder away and run `etsyorder "
                "sync`: tags, history and orders that Etsy no longer gives stay in the old one");
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

bool is_current(Database& database, std::span<const Migration> migrations) {
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    return schema_version(database) == newest &&
           (newest == 0 || first_difference(database, migrations, newest) == nullptr);
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
    } else {
        refuse_other_build(database, migrations, present);
    }
    use_wal(database); // only now: another program's file is left as it was
    for (const auto& migration : migrations) {
        if (migration.version > present) {
            apply(database, migration);
        }
    }
}

} // namespace etsyorder::db
