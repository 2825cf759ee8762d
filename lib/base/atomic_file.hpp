// SPDX-License-Identifier: MIT
// Whole-file reads and writes. A file written here is either the old one or the new one, after a
// crash too: temporary file in the same folder, fsync, rename, fsync of the folder.
#pragma once

#include <filesystem>
#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::base {

enum class FileAccess { owner_only, everyone_reads }; // 0600, 0644

// Throws Error of kind failed, naming the path, when the disk refuses (full, read-only).
void write_file_atomically(const std::filesystem::path& path,
                           std::string_view content,
                           FileAccess access);

// Empty: there is no such file. Throws Error when it is there and cannot be read, or is larger than
// `max_bytes`.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path,
                                                   std::size_t max_bytes);

} // namespace etsyorder::base
