// SPDX-License-Identifier: MIT
#include "db/health.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <vector>

using namespace etsyorder::db;

namespace {

struct TemporaryDatabase {
    etsyorder::test::TempFolder folder;
    [[nodiscard]] std::filesystem::path file() const { return folder.path() / "test.db"; }
};

const std::vector<Migration> kSteps = {
    {1,
     "0001_a",
     "c1",
     "CREATE TABLE parents (id INTEGER PRIMARY KEY) STRICT; "
     "CREATE TABLE schema_migrations (version INTEGER PRIMARY KEY, "
     "name TEXT NOT NULL, checksum TEXT NOT NULL) STRICT"},
    {3, "0003_b", "c3", "CREATE TABLE children (parent INTEGER REFERENCES parents (id)) STRICT"}};

} // namespace

TEST_CASE("a schema is current, older, newer, of another build, foreign or empty") {
    const TemporaryDatabase temporary;
    Database database(temporary.file(), Open::for_writing);
    CHECK(schema_state(database, kSteps) == SchemaState::empty);
    migrate(database, std::span(kSteps).first(1));
    CHECK(schema_state(database, kSteps) == SchemaState::older);
    migrate(database, kSteps);
    CHECK(schema_state(database, kSteps) == SchemaState::current);
    CHECK(schema_state(database, std::span(kSteps).first(1)) == SchemaState::newer);
    database.execute("UPDATE schema_migrations SET checksum = 'x' WHERE version = 1");
    CHECK(schema_state(database, kSteps) == SchemaState::another_build);
    database.execute("PRAGMA application_id = 7");
    CHECK(schema_state(database, kSteps) == SchemaState::foreign);
}

TEST_CASE("a sound database has no damage, and rows that name others in vain are counted") {
    const TemporaryDatabase temporary;
    Database database(temporary.file(), Open::for_writing);
    migrate(database, kSteps);
    CHECK(damage(database, Depth::quick).empty());
    CHECK(damage(database, Depth::deep).empty());
    CHECK(dangling_rows(database).empty());
    database.execute("PRAGMA foreign_keys = 0; INSERT INTO children VALUES (7), (8)");
    CHECK(dangling_rows(database) ==
          std::vector<std::string>{"children: 2 rows name parents that are not there"});
}

TEST_CASE("what waits beside the database is measured") {
    const TemporaryDatabase temporary;
    CHECK(log_bytes(temporary.file()) == 0);
    Database database(temporary.file(), Open::for_writing);
    migrate(database, kSteps);
    database.execute("INSERT INTO parents VALUES (1)");
    CHECK(log_bytes(temporary.file()) > 0);
}
