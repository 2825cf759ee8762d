// SPDX-License-Identifier: MIT
// The least a program can do that changes a store for good: open a database, change one row, wait
// for the disk, close.
//
//     least_write FILE SQL
#include <sqlite3.h>

int main(int argc, char** argv) {
    sqlite3* connection = nullptr;
    if (argc < 3 ||
        sqlite3_open_v2(argv[1], &connection, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK ||
        sqlite3_exec(connection, "PRAGMA synchronous = FULL", nullptr, nullptr, nullptr) !=
            SQLITE_OK ||
        sqlite3_exec(connection, argv[2], nullptr, nullptr, nullptr) != SQLITE_OK) {
        return 1;
    }
    return sqlite3_close(connection) == SQLITE_OK ? 0 : 1;
}
