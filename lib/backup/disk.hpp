// SPDX-License-Identifier: MIT
// What backups do with files: copy, hash, sync, remove. All throw base::Error of kind failed that
// names the path; of a full disk it says so.
#pragma once

#include "base/error.hpp"

#include <cstdint>
#include <filesystem>
#include <functional>
#include <string>
#include <string_view>

namespace etsyorder::backup {

struct Hashed {
    std::uint64_t bytes = 0;
    std::string sha256; // 64 small hexadecimal digits
};

using Progress = std::function<void(std::uint64_t bytes)>; // read or written since the last call

// Read from the disk, not from what the system remembers of it.
[[nodiscard]] Hashed hash_file(const std::filesystem::path& file, const Progress& progress = {});

enum class Mode { private_file, private_program }; // 0600, 0700

// Into a new file that is on the disk when this returns. The hash is of the bytes copied.
Hashed copy_file(const std::filesystem::path& from,
                 const std::filesystem::path& to,
                 Mode mode,
                 const Progress& progress = {});

void sync_file(const std::filesystem::path& file);
void sync_folder(const std::filesystem::path& folder); // best effort: some file systems refuse

// Also the folders above it, mode 0700.
void make_private_folder(const std::filesystem::path& folder);

void move_path(const std::filesystem::path& from, const std::filesystem::path& to);
void remove_tree(const std::filesystem::path& path); // nothing there is no error

// Of the disk below a folder that is there; the greatest number where that cannot be told.
[[nodiscard]] std::uint64_t free_bytes(const std::filesystem::path& folder);

// One process at a time in this folder. Given back by the destructor and by the process's end.
class FolderLock {
public:
    // Throws Error of kind conflict, saying `what` another process does here.
    FolderLock(const std::filesystem::path& folder, std::string_view what);
    FolderLock(const FolderLock&) = delete;
    FolderLock& operator=(const FolderLock&) = delete;
    ~FolderLock();

private:
    int descriptor_;
};

} // namespace etsyorder::backup
