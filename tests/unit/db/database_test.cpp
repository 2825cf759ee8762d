// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "db/database.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <fstream>

using namespace etsyorder;
using base::Error;
using base::ErrorKind;
using db::Database;
using db::Open;
using db::UnitOfWork;
using namespace std::chrono_literals;

namespace {

struct Desk {
    test::TempFolder folder;
    std::filesystem::path file = folder.path() / "new" / "store.db";
    Database database{file, Open::for_writing};

    Desk() { database.execute("CREATE TABLE things (name TEXT NOT NULL, size INTEGER) STRICT"); }

    static std::int64_t count(Database& database) {
        auto row = database.statement("SELECT count(*) FROM things");
        REQUIRE(row.step());
        return row.integer(0);
    }
};

template <class Work>
Error error_of(Work work) {
    try {
        work();
    } catch (const Error& error) {
        return error;
    }
    FAIL("no error");
    throw std::logic_error("unreachable");
}

} // namespace

TEST_CASE("a unit of work keeps what was committed and nothing else") {
    Desk desk;
    {
        UnitOfWork work(desk.database);
        desk.database.execute("INSERT INTO things VALUES ('kept', 1)");
        work.commit();
    }
    {
        UnitOfWork work(desk.database);
        desk.database.execute("INSERT INTO things VALUES ('dropped', 1)");
    }
    CHECK(Desk::count(desk.database) == 1);
}

TEST_CASE("a statement that was used before the schema changed is still good afterwards") {
    Desk desk;
    for (const std::string change : {"one", "two", "three"}) {
        desk.database.statement("INSERT INTO things (name, size) VALUES (:name, :size)")
            .bind(":name", change)
            .bind(":size", std::int64_t{1})
            .run();
        desk.database.execute("ALTER TABLE things ADD COLUMN " + change + " TEXT");
    }
    CHECK(Desk::count(desk.database) == 3);
}

TEST_CASE("an exception rolls the unit of work back") {
    Desk desk;
    CHECK_THROWS_AS(
        [&] {
            UnitOfWork work(desk.database);
            desk.database.execute("INSERT INTO things VALUES ('dropped', 1)");
            throw std::runtime_error("half way");
        }(),
        std::runtime_error);
    CHECK(Desk::count(desk.database) == 0);
    UnitOfWork next(desk.database); // nothing is left open
}

TEST_CASE(
    "what units of work commit in a rehearsal is seen by the next ones and undone at its end") {
    Desk desk;
    Database other(desk.file, Open::for_writing, 1ms);
    {
        const db::Rehearsal rehearsal(desk.database);
        {
            UnitOfWork elsewhere(other); // nothing is held yet
            other.execute("INSERT INTO things VALUES ('of another', 1)");
            elsewhere.commit();
        }
        UnitOfWork first(desk.database);
        desk.database.execute("INSERT INTO things VALUES ('first', 1)");
        first.commit();
        {
            UnitOfWork dropped(desk.database);
            desk.database.execute("INSERT INTO things VALUES ('dropped', 1)");
        }
        CHECK(Desk::count(desk.database) == 2);
        UnitOfWork second(desk.database);
        desk.database.execute("INSERT INTO things VALUES ('second', 1)");
        second.commit();
        CHECK(Desk::count(desk.database) == 3);
        CHECK(Desk::count(other) == 1);
    }
    CHECK(Desk::count(desk.database) == 1);
    UnitOfWork real(desk.database); // from now on it counts again
    desk.database.execute("INSERT INTO things VALUES ('real', 1)");
    real.commit();
    CHECK(Desk::count(other) == 2);
}

TEST_CASE("a store that another process writes to is a conflict, and nothing is written") {
    Desk desk;
    Database other(desk.file, Open::for_writing, 1ms);
    UnitOfWork held(desk.database);
    const auto error = error_of([&] { UnitOfWork second(other); });
    CHECK(error.kind() == ErrorKind::conflict);
    CHECK(error.retryable());
    CHECK(error.summary().find("is locked") != std::string::npos);
}

TEST_CASE("a reader sees the last commit while another process writes") {
    Desk desk;
    desk.database.execute("PRAGMA journal_mode = WAL");
    Database reader(desk.file, Open::existing_for_reading, 1ms);
    UnitOfWork work(desk.database);
    desk.database.execute("INSERT INTO things VALUES ('new', 1)");
    CHECK(Desk::count(reader) == 0);
    work.commit();
    CHECK(Desk::count(reader) == 1);
}

TEST_CASE("a store opened for reading cannot be written") {
    Desk desk;
    Database reader(desk.file, Open::existing_for_reading);
    CHECK(error_of([&] { reader.execute("INSERT INTO things VALUES ('x', 1)"); }).kind() ==
          ErrorKind::failed);
    CHECK(Desk::count(reader) == 0);
}

TEST_CASE("a store that is not there is not found, and is not made by looking") {
    const test::TempFolder folder;
    const auto file = folder.path() / "none.db";
    CHECK(error_of([&] { Database reader(file, Open::existing_for_reading); }).kind() ==
          ErrorKind::not_found);
    CHECK_FALSE(std::filesystem::exists(file));
}

TEST_CASE("a store that cannot be made says so, and why") {
    const test::TempFolder folder;
    std::ofstream(folder.path() / "file") << "no folder";
    const auto error = error_of(
        [&] { Database writer(folder.path() / "file" / "etsyorder.db", Open::for_writing); });
    CHECK(error.kind() == ErrorKind::failed);
    CHECK(error.summary().starts_with("cannot create "));
    CHECK(error.reason() == "Not a directory");
}

TEST_CASE("a file that is no database is called damaged and is left alone") {
    const test::TempFolder folder;
    const auto file = folder.path() / "diary.db";
    const std::string text(4096, 'a');
    std::ofstream(file) << text;
    for (const auto how : {Open::existing_for_reading, Open::for_writing}) {
        const auto error = error_of([&] {
            Database database(file, how);
            database.execute("SELECT 1 FROM sqlite_master");
        });
        CHECK(error.kind() == ErrorKind::failed);
        CHECK(error.summary().find("damaged") != std::string::npos);
    }
    std::ifstream in(file);
    CHECK(std::string(std::istreambuf_iterator<char>(in), {}) == text);
}

TEST_CASE("values come back as they were bound; null is not nothing") {
    Desk desk;
    const std::string odd("a\0b\xff", 4);
    auto insert = desk.database.statement("INSERT INTO things VALUES (:name, :size)");
    insert.bind(":name", odd).bind(":size", std::optional<std::int64_t>()).run();
    insert.bind(":name", std::string()).bind(":size", std::int64_t{1} << 62).run();
    auto rows = desk.database.statement("SELECT name, size FROM things ORDER BY rowid");
    REQUIRE(rows.step());
    CHECK(rows.string(0) == odd);
    CHECK_FALSE(rows.maybe_integer(1));
    CHECK(error_of([&] { (void)rows.integer(1); }).kind() == ErrorKind::bug);
    REQUIRE(rows.step());
    CHECK(rows.string(0).empty());
    CHECK(rows.integer(1) == std::int64_t{1} << 62);
    CHECK_FALSE(rows.step());
}

TEST_CASE("a parameter that the text does not have is a bug, not silence") {
    Desk desk;
    auto insert = desk.database.statement("INSERT INTO things VALUES (:name, :size)");
    CHECK(error_of([&] { insert.bind(":nmae", "x"); }).kind() == ErrorKind::bug);
}

TEST_CASE("a statement that is kept while the schema changes still knows its parameters") {
    Desk desk;
    for (std::int64_t i = 0; i < 4; ++i) {
        desk.database.execute("CREATE TABLE more_" + std::to_string(i) + " (x INTEGER) STRICT");
        auto insert = desk.database.statement(
            "INSERT INTO things (name, size) VALUES (:the_name, :the_size)");
        insert.bind(":the_size", i).bind(":the_name", "thing").run();
    }
    CHECK(Desk::count(desk.database) == 4);
}

TEST_CASE("SQL may ask a function of ours about two texts, and null is an empty one") {
    Desk desk;
    auto& database = desk.database;
    const auto begins = [](std::string_view text, std::string_view start) {
        return text.starts_with(start);
    };
    database.define("begins", begins);
    database.define("begins", begins);
    auto row =
        database.statement("SELECT begins('rose', 'ro'), begins('rose', 'x'), begins(NULL, '')");
    REQUIRE(row.step());
    CHECK(row.integer(0) == 1);
    CHECK(row.integer(1) == 0);
    CHECK(row.integer(2) == 1);
}
