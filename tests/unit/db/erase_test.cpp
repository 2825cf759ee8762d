// SPDX-License-Identifier: MIT
#include "db/erase.hpp"
#include "db/tables.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <chrono>
#include <fstream>
#include <iterator>
#include <string>

using namespace etsyorder;

namespace {

std::string bytes_of(const std::filesystem::path& file) {
    std::ifstream in(file, std::ios::binary);
    return {std::istreambuf_iterator<char>(in), {}};
}

struct Store {
    test::TempFolder folder;
    std::filesystem::path file = folder.path() / "store.db";
    db::Database database{file, db::Open::for_writing, std::chrono::milliseconds{1}};

    Store() {
        database.execute("PRAGMA journal_mode = WAL"); // as migrate() does
        database.execute("PRAGMA secure_delete = 0");  // whatever SQLite was built with
        database.execute("CREATE TABLE words (word TEXT, other INTEGER)");
        database.execute("INSERT INTO words VALUES ('quackenbush', 1), ('stays', 2)");
        REQUIRE(db::empty_log(database));
    }
    std::string bytes() const { return bytes_of(file) + bytes_of(file.string() + "-wal"); }
};

} // namespace

TEST_CASE("nothing of what was deleted is left in file and log") {
    Store store;
    store.database.execute("DELETE FROM words WHERE other = 1");
    REQUIRE(store.bytes().find("quackenbush") != std::string::npos);
    CHECK(db::erase_deleted(store.database));
    CHECK(store.bytes().find("quackenbush") == std::string::npos);
    CHECK(store.bytes().find("stays") != std::string::npos);
}

TEST_CASE("a log that somebody reads is not said to be empty") {
    Store store;
    db::Database reader(store.file, db::Open::existing_for_reading);
    auto row = reader.statement("SELECT word FROM words");
    REQUIRE(row.step()); // and reads on
    store.database.execute("DELETE FROM words WHERE other = 1");
    CHECK_FALSE(db::empty_log(store.database));
    row.reset();
    CHECK(db::empty_log(store.database));
}

TEST_CASE("which columns there are") {
    Store store;
    CHECK(db::has_column(store.database, "words", "other"));
    CHECK_FALSE(db::has_column(store.database, "words", "another"));
    CHECK_FALSE(db::has_column(store.database, "nothing", "other"));
}
