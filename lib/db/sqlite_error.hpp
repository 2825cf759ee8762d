// SPDX-License-Identifier: MIT
// SQLite's result codes (https://www.sqlite.org/rescode.html) as errors a seller can act on. For
// the db room only.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <string_view>

struct sqlite3;

namespace etsyorder::db {

[[nodiscard]] base::Error
translate(sqlite3* connection, int code, const std::filesystem::path& file, std::string_view sql);

[[nodiscard]] base::Error
translate_open(int code, std::string_view message, const std::filesystem::path& file);

} // namespace etsyorder::db
