// SPDX-License-Identifier: MIT
// The files of a backup on their way to their places: copied beside them first, which is slow and
// changes nothing, then renamed, which is quick. Part of restore().
//
//     RestoreFiles files(request, restored); // says in `restored` what would be done
//     files.stage(progress);
//     files.put();
#pragma once

#include "backup/restore.hpp"

#include <filesystem>
#include <optional>
#include <vector>

namespace etsyorder::backup {

// What stands at `file` gets this name; nothing has it yet.
[[nodiscard]] std::filesystem::path aside_name(const std::filesystem::path& file,
                                               base::Instant now);

// Throws base::Error of kind failed, as backup/disk.hpp. Both references must outlive it.
class RestoreFiles {
public:
    RestoreFiles(const RestoreRequest& request, Restored& restored);
    RestoreFiles(const RestoreFiles&) = delete;
    RestoreFiles& operator=(const RestoreFiles&) = delete;
    ~RestoreFiles(); // what was staged and not put is removed

    void stage(const Progress& progress);
    // config.yaml comes last: a home without one is a new one, also after a kill.
    void put();

private:
    struct Way {
        ManifestFile file;
        std::filesystem::path target;
        std::filesystem::path staged;
        std::optional<std::filesystem::path> aside;
        bool is_staged;
    };
    enum class OfThoseThatDiffer { keep, put_aside };

    void plan(const ManifestFile& file);
    void plan_config(const ManifestFile& file);
    void add(const ManifestFile& file, std::filesystem::path target, OfThoseThatDiffer those);

    const RestoreRequest& request_;
    Restored& restored_;
    bool is_new_home_;
    std::vector<Way> ways_;
};

// Files that a restore which was killed left beside their places, or one at work has there.
[[nodiscard]] std::vector<std::filesystem::path> staged_files(const Places& places);

// The caller holds the lock of the data folder.
void remove_staged_files(const Places& places);

} // namespace etsyorder::backup
