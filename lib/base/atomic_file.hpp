// SPDX-License-Identifier: MIT
// Whole-file reads and writes. A file written here is either the old one or the new one, after a
// crash too: nameless or temporary file in the same folder, fsync, link or rename, fsync of the
// folder.
//
//     AtomicFile file("orders.csv", FileAccess::owner_only);
//     file.write("order,buyer\r\n");
//     file.commit(IfThere::refuse);
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

enum class IfThere { refuse, replace };

// Whoever writes thousands of files into one folder lets sync_folder() follow them once.
enum class FolderSync { with_the_file, by_the_caller };
void sync_folder(const std::filesystem::path& folder);

// A file that is written piece by piece and appears at its path with commit(), whole. Without
// commit(), also when the process is killed, nothing appears; on file systems that know no
// nameless files a kill leaves PATH.PID.new behind. Used from one thread.
class AtomicFile {
public:
    // Throws Error of kind failed, naming the path, when the file cannot be made.
    AtomicFile(std::filesystem::path path, FileAccess access);
    AtomicFile(const AtomicFile&) = delete;
    AtomicFile& operator=(const AtomicFile&) = delete;
    ~AtomicFile();

    // Throws Error of kind failed when the disk refuses (full, read-only).
    void write(std::string_view some);
    // Once, at the end. Throws Error of kind conflict when a file is there that must not be
    // replaced, of kind failed when the disk refuses.
    void commit(IfThere if_there, FolderSync folder = FolderSync::with_the_file);

private:
    void make_temporary();
    void name_it(); // from nameless to the temporary name

    std::filesystem::path path_;
    std::string temporary_;
    int mode_;
    int descriptor_ = -1;
    bool named_ = false; // it stands at temporary_
};

// Removes the PATH.PID.new of writers that were killed, of paths in the folder that end in
// `ending`: where the process is gone, or the file older than an hour, as another machine or a new
// process may have the number. A folder that is not there has none; what cannot be removed stays.
void sweep_unfinished(const std::filesystem::path& folder, std::string_view ending);

// The refusal of commit(), for those who look before the work. Throws Error of kind conflict when
// something is at the path that must not be replaced, of kind usage when that is no file.
void require_free(const std::filesystem::path& path, IfThere if_there);

// Empty: there is no such file. Throws Error when it is there and cannot be read, is a pipe or a
// device (a link to a file is a file), or is larger than `max_bytes`.
[[nodiscard]] std::optional<std::string> read_file(const std::filesystem::path& path,
                                                   std::size_t max_bytes);

} // namespace etsyorder::base
