// SPDX-License-Identifier: MIT
// That what was deleted is gone from the disk, too. SQLite keeps the bytes of deleted rows in free
// pages and in its log (https://www.sqlite.org/pragma.html#pragma_secure_delete); another store has
// ways of its own. Outside of a unit of work.
#pragma once

#include "db/database.hpp"

namespace etsyorder::db {

// What this connection deletes from now on is overwritten.
void overwrite_deleted(Database& database);

// The log beside the file has nothing any more. False: another process reads from it.
[[nodiscard]] bool empty_log(Database& database);

// Writes the whole file anew without anything deleted, then empties the log; false as above. Throws
// base::Error: failed (as much free disk is needed as the file has), conflict (another process
// works in it).
[[nodiscard]] bool erase_deleted(Database& database);

} // namespace etsyorder::db
