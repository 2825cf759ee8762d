// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "db/migrations.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <array>
#include <fstream>
#include <string>

using namespace etsyorder;
using base::Error;
using base::ErrorKind;
using db::Database;
using db::Migration;
using db::Open;

namespace {

constexpr std::array kSteps = {
    Migration{1,
              "one",
              "aa",
              "CREATE TABLE schema_migrations (version INTEGER, name TEXT, checksum TEXT); "
              "CREATE TABLE first (x INTEGER)"},
    Migration{
        2, "two", "bb", "ALTER TABLE first ADD COLUMN y INTEGER; INSERT INTO first VALUES (1, 2)"},
    Migration{3, "three", "cc", "CREATE TABLE third (z INTEGER); SELECT no_such_function()"}};
constexpr std::span<const Migration> kOne(kSteps.data(), 1);
constexpr std::span<const Migration> kTwo(kSteps.data(), 2);
constexpr std::span<const Migration> kBroken(kSteps.data(), 3);

struct Desk {
    test::TempFolder folder;
    std::filesystem::path file = folder.path() / "store.db";

    Database open() const { return Database(file, Open::for_writing); }
    std::string bytes() const {
        std::ifstream in(file, std::ios::binary);
        return {std::istreambuf_iterator<char>(in), {}};
    }
};

std::string schema(Database& database) {
    std::string all;
    auto rows = database.statement("SELECT name, sql FROM sqlite_master ORDER BY name");
    while (rows.step()) {
        all += rows.string(0) + ": " + rows.string(1) + "\n";
    }
    return all;
}

Error refusal(Database& database, std::span<const Migration> migrations) {
    try {
        db::migrate(database, migrations);
    } catch (const Error& error) {
        return error;
    }
    FAIL("no error");
    throw std::logic_error("unreachable");
}

} // namespace

TEST_CASE("a new file gets the newest schema, and a second call does nothing") {
    const Desk desk;
    auto database = desk.open();
    CHECK(db::schema_version(database) == 0);
    db::migrate(database);
    CHECK(db::schema_version(database) == db::embedded_migrations().back().version);
    const auto before = schema(database);
    db::migrate(database);
    CHECK(schema(database) == before);
    auto rows = database.statement("SELECT count(*) FROM schema_migrations");
    REQUIRE(rows.step());
    CHECK(rows.integer(0) == static_cast<std::int64_t>(db::embedded_migrations().size()));
}

TEST_CASE("the numbers of the schema's steps have no holes") {
    int expected = 1;
    for (const auto& step : db::embedded_migrations()) {
        CHECK(step.version == expected++);
    }
}

TEST_CASE("a migrated store uses the write-ahead log") {
    const Desk desk;
    auto database = desk.open();
    db::migrate(database);
    auto mode = database.statement("PRAGMA journal_mode");
    REQUIRE(mode.step());
    CHECK(mode.text(0) == "wal");
}

TEST_CASE("an older store is brought up step by step and ends like a new one") {
    const Desk old_desk;
    auto old = old_desk.open();
    db::migrate(old, kOne);
    CHECK(db::schema_version(old) == 1);
    db::migrate(old, kTwo);
    CHECK(db::schema_version(old) == 2);
    const Desk new_desk;
    auto fresh = new_desk.open();
    db::migrate(fresh, kTwo);
    CHECK(schema(old) == schema(fresh));
    auto rows = old.statement("SELECT y FROM first");
    REQUIRE(rows.step());
    CHECK(rows.integer(0) == 2);
}

TEST_CASE("a step that fails leaves the store at the step before, whole") {
    const Desk desk;
    auto database = desk.open();
    CHECK_THROWS_AS(db::migrate(database, kBroken), Error);
    CHECK(db::schema_version(database) == 2);
    CHECK(schema(database).find("third") == std::string::npos);
    db::migrate(database, kTwo); // and is usable as that
}

TEST_CASE("a newer store is refused and not touched") {
    const Desk desk;
    auto database = desk.open();
    db::migrate(database, kTwo);
    const auto before = schema(database);
    const auto error = refusal(database, kOne);
    CHECK(error.kind() == ErrorKind::conflict);
    CHECK_FALSE(error.retryable());
    CHECK(error.summary().find("newer etsyorder") != std::string::npos);
    CHECK(schema(database) == before);
    CHECK(db::schema_version(database) == 2);
}

TEST_CASE("a store whose steps are another build's is refused and not touched") {
    const std::array other_one = {Migration{1, "one", "ff", kSteps[0].sql}, kSteps[1]};
    const std::array other_two = {kSteps[0], Migration{2, "two", "ff", kSteps[1].sql}};
    struct Case {
        std::span<const Migration> made_by;
        const char* named;
    };
    for (const auto& one : {Case{std::span(other_one).first(1), "schema one"}, // and not brought up
                            Case{other_one, "schema one"},
                            Case{other_two, "schema two"}}) {
        const Desk desk;
        auto database = desk.open();
        db::migrate(database, one.made_by);
        CHECK(db::is_current(database, one.made_by));
        CHECK_FALSE(db::is_current(database, kTwo));
        const auto before = schema(database);
        const auto error = refusal(database, kTwo);
        CHECK(error.kind() == ErrorKind::conflict);
        CHECK(error.summary().find("another build") != std::string::npos);
        CHECK(error.reason().find(one.named) != std::string::npos);
        CHECK(schema(database) == before);
    }
}

TEST_CASE("a store that lacks the record of a step it says it has is refused") {
    const Desk desk;
    auto database = desk.open();
    db::migrate(database, kTwo);
    CHECK(db::is_current(database, kTwo));
    database.execute("DELETE FROM schema_migrations WHERE version = 2");
    CHECK(refusal(database, kTwo).kind() == ErrorKind::conflict);
}

TEST_CASE(
    "another program's database is refused whatever its number, and not one byte of it changes") {
    for (const int number : {0, 1, 2, 7}) {
        CAPTURE(number);
        const Desk desk;
        {
            auto theirs = desk.open();
            theirs.execute("CREATE TABLE songs (title TEXT); PRAGMA user_version = " +
                           std::to_string(number));
        }
        const auto before = desk.bytes();
        {
            auto database = desk.open();
            CHECK(db::schema_version(database) == 0);
            const auto error = refusal(database, kTwo);
            CHECK(error.kind() == ErrorKind::failed);
            CHECK(error.summary().find("another program's database") != std::string::npos);
        }
        CHECK(desk.bytes() == before);
    }
}

TEST_CASE("two programs that migrate at once both find the schema done") {
    const Desk desk;
    auto one = desk.open();
    auto two = desk.open();
    db::migrate(one, kTwo);
    db::migrate(two, kTwo);
    auto rows = two.statement("SELECT count(*) FROM first");
    REQUIRE(rows.step());
    CHECK(rows.integer(0) == 1);
}
