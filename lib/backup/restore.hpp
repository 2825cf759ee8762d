// SPDX-License-Identifier: MIT
// The use case "bring a backup back". Everything is read, checked and copied beside its place
// first, which may take minutes and changes nothing. Then nobody else may have the present database
// open, what it has forgotten is forgotten in the other, and renames exchange them: a process that
// is killed has either done it or not, and the next run goes on. The present database is put aside,
// not deleted.
//
//     auto restored = restore({backup, places, now, ConfigFiles::of_a_new_home, take_over});
#pragma once

#include "backup/backups.hpp"
#include "db/database.hpp"

#include <filesystem>
#include <functional>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::backup {

inline constexpr std::string_view kAside = ".before-restore-";

enum class ConfigFiles {
    of_a_new_home, // only where there is no config.yaml; what is there and differs is left alone
    all,           // present ones that differ are put aside
};

// What of the present database must not get lost. Both are asked twice: before the copying, as it
// may take long, and once nobody else can write. A plan asks only what there is to learn.
struct TakeOver {
    std::function<void(db::Database& present)> learn; // not asked when there is none
    std::function<void(db::Database& restored)> apply;
};

struct RestoreRequest {
    std::filesystem::path backup;
    Places places;
    base::Instant now;
    ConfigFiles config = ConfigFiles::of_a_new_home;
    TakeOver take_over = {};
};

struct Restored {
    Manifest manifest;
    bool already_so = false; // the database that is here is the one of the backup
    std::optional<std::filesystem::path> database_aside; // empty: there was none to put aside
    // Why the present database could not be read, so that what was forgotten in it is not known.
    // Empty: it was read, or there was none.
    std::string present_problem;
    std::vector<std::filesystem::path> written;  // files and config files
    std::vector<std::filesystem::path> aside;    // what stood in their place
    std::vector<std::filesystem::path> kept;     // config files that differ and were left alone
    std::vector<std::filesystem::path> left_out; // config files that are not there, and stay so
};

// What it would do; changes nothing. Throws as restore().
[[nodiscard]] Restored plan_restore(const RestoreRequest& request, const Watch& watch = {});

// Throws Error: failed (the backup is torn: it names the file; the disk), conflict (another process
// has the database open, holds a job in it or has written meanwhile, or the backup is of a newer
// program), and whatever `watch` throws, which is asked until the databases are exchanged. Nothing
// is changed then.
Restored restore(const RestoreRequest& request, const Watch& watch = {});

// What a restore that was killed left beside the places, whole databases among it. Does nothing
// while another process restores.
void remove_leftovers_of_restores(const Places& places);

// The same, to be looked at; also of one that is at work now.
[[nodiscard]] std::vector<std::filesystem::path> leftovers_of_restores(const Places& places);

// Databases that restores put aside, beside the present one; the newest first.
[[nodiscard]] std::vector<std::filesystem::path> put_aside(const Places& places);

} // namespace etsyorder::backup
