// SPDX-License-Identifier: MIT
// Where backups go and what is in them, as configured.
#pragma once

#include "backup/backups.hpp"
#include "frame/services.hpp"

#include <filesystem>
#include <string>

namespace etsyorder {

[[nodiscard]] backup::Places backup_places(frame::Services& services);

// What is configured, or beside the database. "~/" is the home folder. Throws Error of kind usage
// when there is no home folder.
[[nodiscard]] std::filesystem::path backup_folder(frame::Services& services);

// A path, or the bare name of a backup in the configured folder.
[[nodiscard]] std::filesystem::path backup_named(const std::string& word,
                                                 frame::Services& services);

// "3.4 MB"
[[nodiscard]] std::string bytes_in_words(std::uint64_t bytes);

} // namespace etsyorder
