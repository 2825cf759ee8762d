// SPDX-License-Identifier: MIT
// The least a program with a store can do: open a database, run one query, print one number.
//
//     empty_sqlite FILE
#include <sqlite3.h>

#include <cstdio>

int main(int argc, char** argv) {
    sqlite3* connection = nullptr;
    sqlite3_stmt* query = nullptr;
    if (argc < 2 ||
        sqlite3_open_v2(argv[1], &connection, SQLITE_OPEN_READWRITE, nullptr) != SQLITE_OK ||
        sqlite3_prepare_v2(connection, "SELECT count(*) FROM sqlite_master", -1, &query, nullptr) !=
            SQLITE_OK ||
        sqlite3_step(query) != SQLITE_ROW) {
        return 1;
    }
    std::printf("%d\n", sqlite3_column_int(query, 0));
    sqlite3_finalize(query);
    sqlite3_close(connection);
}
