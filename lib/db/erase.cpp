// SPDX-License-Identifier: MIT
#include "db/erase.hpp"

namespace etsyorder::db {

void overwrite_deleted(Database& database) {
    database.execute("PRAGMA secure_delete = 1");
}

bool empty_log(Database& database) {
    auto log = database.statement("PRAGMA wal_checkpoint(TRUNCATE)");
    return !log.step() || log.integer(0) == 0;
}

bool erase_deleted(Database& database) {
    database.execute("VACUUM");
    return empty_log(database);
}

} // namespace etsyorder::db
