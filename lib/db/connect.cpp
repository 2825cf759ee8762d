// SPDX-License-Identifier: MIT
#include "db/connect.hpp"

#include "base/error.hpp"
#include "base/private_folder.hpp"
#include "db/immutable_uri.hpp"
#include "db/sqlite_error.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <sqlite3.h>
#include <unistd.h>

#include <cerrno>

namespace etsyorder::db {
namespace {

// Each connection belongs to one thread, so SQLite need not lock it at every call.
constexpr int kOneThread = SQLITE_OPEN_NOMUTEX;

// Counts nothing that nobody asks for: each count takes a lock at each allocation.
void prepare_sqlite() {
    [[maybe_unused]] static const int done = sqlite3_config(SQLITE_CONFIG_MEMSTATUS, 0);
}

// With the folders above it. SQLite gives the files beside it (-wal, -shm) the same mode. What went
// wrong, if anything did; opening tells of a file that is there.
std::error_code create_private_file(const std::filesystem::path& file) {
    std::error_code problem;
    base::create_private_folder(file.parent_path(), problem);
    if (problem) {
        return problem;
    }
    const int descriptor =
        ::open(file.c_str(), O_WRONLY | O_CREAT | O_EXCL | O_CLOEXEC, S_IRUSR | S_IWUSR);
    if (descriptor < 0) {
        return {errno, std::generic_category()};
    }
    ::close(descriptor);
    return {};
}

base::Error absent(const std::filesystem::path& file, Open how, const std::error_code& problem) {
    if (how == Open::for_writing) {
        return base::Error(base::ErrorKind::failed, fmt::format("cannot create {}", file.string()))
            .because(problem.message())
            .hint("check who owns the folders above it, or set ETSYORDER_HOME to another one");
    }
    return base::Error(base::ErrorKind::not_found,
                       fmt::format("there is no database at {}", file.string()))
        .because("nothing has been synced or imported yet")
        .hint("etsyorder sync");
}

SQLite::Database connect_at_once(const std::filesystem::path& file,
                                 Open how,
                                 std::chrono::milliseconds busy_time_out) {
    const int wait = static_cast<int>(busy_time_out.count());
    prepare_sqlite();
    std::error_code not_created;
    try {
        if (how == Open::for_writing) {
            not_created = create_private_file(file);
            return SQLite::Database(
                file.string(), SQLite::OPEN_READWRITE | SQLite::OPEN_CREATE | kOneThread, wait);
        }
        return SQLite::Database(file.string(), SQLite::OPEN_READWRITE | kOneThread, wait);
    } catch (const SQLite::Exception& problem) {
        if (!std::filesystem::exists(file)) {
            throw absent(file, how, not_created);
        }
        throw translate_open(problem.getExtendedErrorCode(), problem.what(), file);
    }
}

// A disk or folder that refuses writes can still be read as it is, unless the newest pages stand in
// a log beside it, which this way of reading would leave out.
SQLite::Database connect_immutable(const std::filesystem::path& file) {
    std::error_code none;
    const auto log_bytes = std::filesystem::file_size(file.string() + "-wal", none);
    if (!none && log_bytes > 0) {
        throw base::Error(base::ErrorKind::failed,
                          fmt::format("the database {} cannot be read completely", file.string()))
            .because("its newest changes are still in the file beside it, and this user may not "
                     "write there")
            .hint("run this as the user who owns the folder");
    }
    try {
        return SQLite::Database(immutable_uri(file),
                                SQLite::OPEN_READONLY | SQLite::OPEN_URI | kOneThread);
    } catch (const SQLite::Exception& problem) {
        throw translate_open(problem.getExtendedErrorCode(), problem.what(), file);
    }
}

// On a full disk the index of the write-ahead log, a file shared with others, cannot grow. Alone
// with the database it is kept in memory instead (https://www.sqlite.org/wal.html#noshm): nobody
// else can open the database meanwhile, and if somebody has it open, this fails as locked.
SQLite::Database connect_alone(const std::filesystem::path& file,
                               std::chrono::milliseconds busy_time_out) {
    auto connection = connect_at_once(file, Open::existing_for_reading, busy_time_out);
    // What stands in the log stays there: to move it over would need writes.
    sqlite3_db_config(
        connection.getHandle(), SQLITE_DBCONFIG_NO_CKPT_ON_CLOSE, 1, static_cast<int*>(nullptr));
    sqlite3_exec(
        connection.getHandle(), "PRAGMA locking_mode = EXCLUSIVE", nullptr, nullptr, nullptr);
    return connection;
}

bool is_full(int extended_code) {
    return (extended_code & 0xff) == SQLITE_FULL || extended_code == SQLITE_IOERR_SHMSIZE;
}

bool readable(SQLite::Database& connection) {
    return sqlite3_exec(connection.getHandle(),
                        "SELECT 1 FROM sqlite_master LIMIT 1",
                        nullptr,
                        nullptr,
                        nullptr) == SQLITE_OK;
}

} // namespace

SQLite::Database
connect(const std::filesystem::path& file, Open how, std::chrono::milliseconds busy_time_out) {
    if (how == Open::held_for_reading) {
        return connect_immutable(file);
    }
    auto connection = connect_at_once(file, how, busy_time_out);
    if (how == Open::for_writing || readable(connection)) {
        return connection;
    }
    if (is_full(sqlite3_extended_errcode(connection.getHandle()))) {
        connection = connect_alone(file, busy_time_out);
    }
    if (!readable(connection)) {
        const int code = sqlite3_errcode(connection.getHandle());
        if (code != SQLITE_READONLY && code != SQLITE_CANTOPEN) {
            throw translate(connection.getHandle(), code, file, "");
        }
        connection = connect_immutable(file);
    }
    return connection;
}

} // namespace etsyorder::db
