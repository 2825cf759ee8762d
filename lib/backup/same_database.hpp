// SPDX-License-Identifier: MIT
// Do two files hold the same database? Compared are all bytes but those of the header that change
// without its content: how it is journalled, and the counters of writes
// (https://www.sqlite.org/fileformat.html#the_database_header).
#pragma once

#include <filesystem>

namespace etsyorder::backup {

// Both without a log beside them; the second is open for reading, as closing it would give up the
// locks on it. Throws base::Error of kind failed when one cannot be read.
[[nodiscard]] bool is_same_database(const std::filesystem::path& one, int other);

} // namespace etsyorder::backup
