// SPDX-License-Identifier: MIT
#pragma once

#include <filesystem>
#include <string>

namespace etsyorder::db {

// By this name SQLite opens a file that nobody writes: no locks, no log
// (https://www.sqlite.org/uri.html).
[[nodiscard]] std::string immutable_uri(const std::filesystem::path& file);

} // namespace etsyorder::db
