// SPDX-License-Identifier: MIT
#include "base/error.hpp"
#include "db/migrations.hpp"
#include "db/online_copy.hpp"
#include "support/temp_folder.hpp"

#include <doctest/doctest.h>

#include <filesystem>
#include <fstream>
#include <string>

using namespace etsyorder;
using db::Database;
using db::Open;

namespace {

struct Desk {
    test::TempFolder folder;
    std::filesystem::path file = folder.path() / "store.db";
    std::filesystem::path copy = folder.path() / "copy.db";
    Database database{file, Open::for_writing};

    Desk() { db::migrate(database); }

    void add_shops(int count) {
        db::UnitOfWork work(database);
        auto insert = database.statement("INSERT INTO shops (title) VALUES (:title)");
        for (int i = 0; i < count; ++i) {
            insert.bind(":title", std::string(1000, 'x')).run();
        }
        work.commit();
    }
};

std::int64_t shops_in(const std::filesystem::path& file) {
    Database database(file, Open::existing_for_reading);
    auto row = database.statement("SELECT count(*) FROM shops");
    return row.step() ? row.integer(0) : -1;
}

} // namespace

TEST_CASE("a copy has what was there when it began, whatever is written meanwhile") {
    Desk desk;
    desk.add_shops(10'000); // more than one step of the copy
    int told = 0;
    std::uint64_t last = 0;
    db::copy_database(desk.file, desk.copy, [&](std::uint64_t done, std::uint64_t total) {
        CHECK(done >= last); // it never begins anew
        CHECK(done <= total);
        last = done;
        ++told;
        desk.add_shops(1);
    });
    CHECK(told > 2);
    CHECK(shops_in(desk.copy) == 10'000);
    CHECK(shops_in(desk.file) == 10'000 + told);
}

TEST_CASE("a copy stands in one file, and a look at it leaves nothing beside it") {
    Desk desk;
    db::copy_database(desk.file, desk.copy);
    const auto inspected = db::inspect_database(desk.copy);
    CHECK(inspected.is_ours);
    CHECK(inspected.schema_version == db::embedded_migrations().back().version);
    CHECK(inspected.problems.empty());
    for (const char* tail : {"-wal", "-shm", "-journal"}) {
        CHECK(!std::filesystem::exists(desk.copy.string() + tail));
    }
}

TEST_CASE("damage is a problem and no error") {
    Desk desk;
    desk.add_shops(1'000);
    db::copy_database(desk.file, desk.copy);
    {
        std::fstream file(desk.copy, std::ios::in | std::ios::out | std::ios::binary);
        file.seekp(400'000);
        file << std::string(100'000, '\xff');
    }
    CHECK(!db::inspect_database(desk.copy).problems.empty());
    std::ofstream(desk.copy) << "no database";
    CHECK(!db::inspect_database(desk.copy).problems.empty());
    CHECK(!db::inspect_database(desk.folder.path() / "nowhere").problems.empty());
}

TEST_CASE("an existing file is never copied over") {
    Desk desk;
    std::ofstream(desk.copy) << "mine";
    CHECK_THROWS_AS(db::copy_database(desk.file, desk.copy), base::Error);
    CHECK(std::filesystem::file_size(desk.copy) == 4);
}
