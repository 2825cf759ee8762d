// SPDX-License-Identifier: MIT
// Whole databases as files: a copy taken while others read and write, a look at one that nobody may
// change, and the hold that lets a file be exchanged under its name.
//
// Source: https://www.sqlite.org/backup.html and https://www.sqlite.org/wal.html. All throw
// base::Error as db::Database does.
#pragma once

#include <cstdint>
#include <filesystem>
#include <functional>
#include <memory>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::db {

// Bytes copied so far, and all there are.
using CopyProgress = std::function<void(std::uint64_t done, std::uint64_t total)>;

// Copies what `from` holds at this moment into the new file `to`. Others may go on reading and
// writing: what they write meanwhile is not in the copy. The copy is one file of mode 0600 without
// a log beside it, and without leases: who holds one now does not hold it in the copy. It is not
// synced to the disk.
void copy_database(const std::filesystem::path& from,
                   const std::filesystem::path& to,
                   const CopyProgress& progress = {});

struct Inspected {
    bool is_ours = false; // made by this program, by its mark in the file
    int schema_version = 0;
    std::vector<std::string> problems; // of SQLite's own checks, at most a few; empty: sound
};

// Reads a file that nobody writes, and leaves nothing beside it. Damage is no error but a problem.
[[nodiscard]] Inspected inspect_database(const std::filesystem::path& file);

// Does it begin as SQLite's files do? To open another one with SQLite may cost the log beside it.
[[nodiscard]] bool looks_like_database(const std::filesystem::path& file);

// Throws Error of kind conflict when another process has the database open at this moment. The
// calling process must not have it open: it would lose its own locks.
void refuse_if_open_elsewhere(const std::filesystem::path& file);

// Nobody else has the database open, and nobody can open it until this is gone; it stands in the
// one file, no log beside it. So the file may be renamed and another put in its place. At the end
// it is used with a log again, as before.
class ExclusiveHold {
public:
    // Throws Error of kind conflict when another process has it open. A file that SQLite cannot
    // read is held all the same, with its log left where it is: see is_sound().
    explicit ExclusiveHold(const std::filesystem::path& file);
    ExclusiveHold(const ExclusiveHold&) = delete;
    ExclusiveHold& operator=(const ExclusiveHold&) = delete;
    ~ExclusiveHold();

    [[nodiscard]] bool is_sound() const;

    // From here on the file may get another name: a log that is begun at the end would stand beside
    // the one that took its place.
    void leave_without_log();

    // To read the file's bytes with. Whoever opens it by its name and closes it again gives the
    // locks of the whole process up, as POSIX has it; db::Open::held_for_reading does not.
    [[nodiscard]] int descriptor() const;

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace etsyorder::db
