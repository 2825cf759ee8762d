// SPDX-License-Identifier: MIT
#include "db/sqlite_error.hpp"

#include <fmt/format.h>
#include <sqlite3.h>

#include <string>

namespace etsyorder::db {

using base::Error;
using base::ErrorKind;

namespace {

Error translate_code(int code,
                     std::string_view message,
                     const std::filesystem::path& file,
                     std::string_view sql) {
    const auto where = file.string();
    if (code == SQLITE_IOERR_SHMSIZE) { // the write-ahead log's index found no room to grow
        code = SQLITE_FULL;
    }
    switch (code & 0xff) { // the low byte is the primary code
    case SQLITE_BUSY:
    case SQLITE_LOCKED:
        return Error(ErrorKind::conflict, fmt::format("the database {} is locked", where))
            .because("another process is writing and did not finish in time")
            .hint("run this again when the other command has ended")
            .retry_later();
    case SQLITE_FULL:
        return Error(ErrorKind::failed,
                     fmt::format("the disk is full: nothing of this step was kept in {}", where))
            .because(std::string(message))
            .hint("free some disk space and run this again; what was stored before is safe");
    case SQLITE_READONLY:
        return Error(ErrorKind::failed, fmt::format("the database {} cannot be written", where))
            .because("the file, its folder or the disk is read-only for this user")
            .hint("check owner and permissions of the folder");
    case SQLITE_CANTOPEN:
        return Error(ErrorKind::failed, fmt::format("the database {} cannot be opened", where))
            .because(std::string(message))
            .hint("check that the folder exists and that this user may use it");
    case SQLITE_CORRUPT:
    case SQLITE_NOTADB:
        return Error(ErrorKind::failed, fmt::format("the database {} is damaged", where))
            .because(std::string(message))
            .hint("move it aside, then restore a copy or sync again; it was not changed");
    case SQLITE_IOERR:
        return Error(ErrorKind::failed, fmt::format("the disk failed under the database {}", where))
            .because(std::string(message))
            .hint("check free space and the disk's health; what was stored before is safe");
    default:
        return Error(ErrorKind::bug, fmt::format("the database refused: {}", message))
            .because(fmt::format("code {} in: {}", code, sql));
    }
}

} // namespace

Error translate(sqlite3* connection,
                int code,
                const std::filesystem::path& file,
                std::string_view sql) {
    if (connection == nullptr) {
        return translate_code(code, sqlite3_errstr(code), file, sql);
    }
    const int extended = sqlite3_extended_errcode(connection);
    if ((extended & 0xff) == (code & 0xff)) {
        code = extended;
    }
    // On a disk that takes no writes the write-ahead log cannot even be opened.
    if ((code & 0xff) == SQLITE_CANTOPEN && sqlite3_db_readonly(connection, "main") == 1) {
        code = SQLITE_READONLY;
    }
    return translate_code(code, sqlite3_errmsg(connection), file, sql);
}

Error translate_open(int code, std::string_view message, const std::filesystem::path& file) {
    return translate_code(code, message, file, "");
}

} // namespace etsyorder::db
