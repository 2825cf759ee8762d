// SPDX-License-Identifier: MIT
// connect(): a connection to the file, whatever its disk allows. Used by Database alone.
#pragma once

#include "db/database.hpp"

#include <SQLiteCpp/SQLiteCpp.h>

#include <chrono>
#include <filesystem>

namespace etsyorder::db {

// One that is there for reading can be read. Throws as Database does.
[[nodiscard]] SQLite::Database
connect(const std::filesystem::path& file, Open how, std::chrono::milliseconds busy_time_out);

} // namespace etsyorder::db
