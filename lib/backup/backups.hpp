// SPDX-License-Identifier: MIT
// Backups: folders named etsyorder-20261122T100000Z beside each other, each with a manifest. One
// stands under its name only once it is whole and on the disk (make_backup), so what is listed here
// was whole when it was made; whether it still is, verify_backup reads back.
//
//     auto made = make_backup({places, folder, now, "0.1.0"});
//     remove_backups(beyond(list_backups(folder), made, 7));
//
// All throw base::Error: failed (disk), conflict (another process makes one here).
#pragma once

#include "backup/disk.hpp"
#include "backup/manifest.hpp"

#include <filesystem>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::backup {

class FolderLock;

// Where everything is that a backup holds, and what must never be in one.
struct Places {
    std::filesystem::path database; // etsyorder.db
    std::filesystem::path data;     // with files/
    std::filesystem::path config;   // the seller's own files
    std::filesystem::path state;    // tokens and locks: never in a backup
};

// Told of bytes done, and of all that there are.
using Watch = std::function<void(std::uint64_t done, std::uint64_t total)>;

struct MakeRequest {
    Places places;
    std::filesystem::path folder; // of the backups; made when it is not there
    base::Instant now;
    std::string version; // of this program
};

struct FoundBackup {
    std::filesystem::path folder;
    std::optional<Manifest> manifest; // empty: it cannot be read
    std::string problem;              // then why
    // Of one just made or planned: what of the folders is no file and no folder (a pipe, a link to
    // nothing) and so is not in it.
    std::vector<std::filesystem::path> left_out;
};

[[nodiscard]] std::uint64_t bytes_of(const Manifest& manifest);

// What would be copied, without content hashes. For a dry run.
[[nodiscard]] FoundBackup plan_backup(const MakeRequest& request);

// Of the folder's path only the last one is made. Throws Error of kind failed when those above it
// are missing; also when the database is damaged or the disk too small, and whatever `watch`
// throws; then nothing is left of it, and older backups are as they were.
[[nodiscard]] FoundBackup make_backup(const MakeRequest& request, const Watch& watch = {});

// The newest first. What is not a backup of ours is passed over. Empty: none, or no such folder.
[[nodiscard]] std::vector<FoundBackup> list_backups(const std::filesystem::path& folder);

// Those of the same database beyond the `keep` newest, the one at `made` among them.
[[nodiscard]] std::vector<std::filesystem::path>
beyond(const std::vector<FoundBackup>& all, const FoundBackup& made, int keep);

// Is it one of the database at these places on this machine? Only such make room for each other,
// and only such are of use when this database is lost.
[[nodiscard]] bool is_of(const FoundBackup& backup, const Places& places);

// Nobody makes a backup in the folder while this is there, and what one that was killed left is
// gone.
class BackupsHeld {
public:
    // Throws Error of kind conflict while another process makes one there. Does nothing where there
    // is no such folder.
    explicit BackupsHeld(const std::filesystem::path& folder);
    BackupsHeld(const BackupsHeld&) = delete;
    BackupsHeld& operator=(const BackupsHeld&) = delete;
    ~BackupsHeld();

private:
    std::unique_ptr<FolderLock> lock_;
};

// Removes them, each as a whole or not at all.
void remove_backups(const std::vector<std::filesystem::path>& backups);

struct Verified {
    std::optional<Manifest> manifest;  // empty: there is none that can be read
    std::vector<std::string> problems; // each names the file; empty: whole
};

// Reads every byte back.
[[nodiscard]] Verified verify_backup(const std::filesystem::path& backup, const Watch& watch = {});

} // namespace etsyorder::backup
