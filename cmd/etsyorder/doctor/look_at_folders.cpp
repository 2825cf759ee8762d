// SPDX-License-Identifier: MIT
#include "doctor/look.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <sys/statfs.h>
#include <sys/statvfs.h>
#include <unistd.h>

#include <algorithm>
#include <array>
#include <cerrno>
#include <cstring>
#include <vector>

namespace etsyorder {
namespace {

namespace fs = std::filesystem;

constexpr std::uintmax_t kMegabyte = 1'000'000;

// The folder itself, or the nearest one above it that is there.
fs::path nearest_there(fs::path folder) {
    std::error_code ignored;
    while (!fs::exists(folder, ignored) && folder != folder.parent_path()) {
        folder = folder.parent_path();
    }
    return folder;
}

std::string in_words(std::uintmax_t bytes) {
    return bytes >= 1000 * kMegabyte ? fmt::format("{:.1f} GB", static_cast<double>(bytes) / 1e9)
                                     : fmt::format("{:.1f} MB", static_cast<double>(bytes) / 1e6);
}

enum class Contents { private_, shared }; // shared: others may read it, but not write

struct Place {
    const char* check;
    fs::path path;
    Contents contents;
};

// Says what is wrong with who may do what; false: nothing is.
bool wrong_mode(const Place& place, const struct stat& state, Diagnosis& diagnosis) {
    const mode_t bad =
        place.contents == Contents::private_ ? (S_IRWXG | S_IRWXO) : (S_IWGRP | S_IWOTH);
    if ((state.st_mode & bad) == 0) {
        return false;
    }
    const bool folder = S_ISDIR(state.st_mode);
    diagnosis.warning(place.check,
                      fmt::format("{} is open to others (mode {:04o})",
                                  place.path.string(),
                                  state.st_mode & 07777U),
                      fmt::format("chmod {} {}", folder ? "700" : "600", place.path.string()));
    return true;
}

void look_at_folder(const Place& place, Diagnosis& diagnosis) {
    struct stat state {};
    if (::stat(place.path.c_str(), &state) != 0) {
        const int code = errno;
        const auto above = nearest_there(place.path);
        if (code == ENOENT && ::access(above.c_str(), W_OK | X_OK) == 0) {
            diagnosis.ok(place.check, place.path.string() + " is made when it is needed");
        } else {
            diagnosis.failed(place.check,
                             fmt::format("{}: {}",
                                         code == ENOENT ? "cannot be made in " + above.string()
                                                        : place.path.string(),
                                         std::strerror(code == ENOENT ? EACCES : code)),
                             "check who owns the folder, or set ETSYORDER_HOME to another one");
        }
        return;
    }
    if (!S_ISDIR(state.st_mode)) {
        diagnosis.failed(place.check,
                         place.path.string() + " is no folder",
                         "move it away: its place is needed for one");
        return;
    }
    if (state.st_uid != ::geteuid()) {
        diagnosis.warning(place.check,
                          fmt::format("{} belongs to another user (number {})",
                                      place.path.string(),
                                      state.st_uid),
                          "run etsyorder as that user, or give yourself the folder with chown -R");
        return;
    }
    if (::access(place.path.c_str(), R_OK | W_OK | X_OK) != 0) {
        diagnosis.failed(place.check,
                         fmt::format("{}: {}", place.path.string(), std::strerror(errno)),
                         "chmod u+rwx " + place.path.string());
        return;
    }
    if (!wrong_mode(place, state, diagnosis)) {
        diagnosis.ok(place.check, place.path.string());
    }
}

// Files with buyers' words or tokens in them.
void look_at_files(const config::Folders& folders, Diagnosis& diagnosis) {
    std::vector<fs::path> files;
    const auto database = folders.database_file().string();
    for (const char* end : {"", "-wal", "-shm"}) {
        files.emplace_back(database + end);
    }
    std::error_code problem;
    for (fs::directory_iterator at(folders.state, problem), end; !problem && at != end;
         at.increment(problem)) {
        files.push_back(at->path());
    }
    std::ranges::sort(files);
    bool any = false;
    std::size_t seen = 0;
    for (const auto& file : files) {
        struct stat state {};
        if (::stat(file.c_str(), &state) == 0 && S_ISREG(state.st_mode)) {
            ++seen;
            any = wrong_mode({"files", file, Contents::private_}, state, diagnosis) || any;
        }
    }
    if (!any) {
        diagnosis.ok("files", seen == 0 ? "none yet" : "only you can read what is stored");
    }
}

void look_at_space(const fs::path& folder, std::uintmax_t database_bytes, Diagnosis& diagnosis) {
    struct statvfs state {};
    if (::statvfs(folder.c_str(), &state) != 0) {
        diagnosis.failed("space", fmt::format("{}: {}", folder.string(), std::strerror(errno)), "");
        return;
    }
    if ((state.f_flag & ST_RDONLY) != 0) {
        diagnosis.failed("space",
                         folder.string() + " is on a disk that can only be read",
                         "what is stored can be looked at; to sync, set ETSYORDER_HOME elsewhere");
        return;
    }
    const std::uintmax_t free = std::uintmax_t{state.f_bavail} * state.f_frsize;
    const auto seen = in_words(free) + " free at " + folder.string();
    const std::string remedy = "free some disk space: a sync or a backup needs room";
    if (free < 20 * kMegabyte) {
        diagnosis.failed("space", seen, remedy);
    } else if (free < std::max(200 * kMegabyte, 2 * database_bytes)) {
        diagnosis.warning("space", seen, remedy);
    } else {
        diagnosis.ok("space", seen);
    }
}

struct Kind {
    std::uint32_t magic; // statfs(2)
    const char* name;
};

// Where several machines may write, or where locks and shared memory may not do what they promise:
// https://www.sqlite.org/wal.html ("does not work over a network filesystem").
constexpr std::array kDistant{Kind{0x6969, "NFS"},
                              Kind{0xFF534D42, "CIFS"},
                              Kind{0xFE534D42, "SMB2"},
                              Kind{0x517B, "SMB"},
                              Kind{0x01021997, "9p"},
                              Kind{0x00C36400, "Ceph"},
                              Kind{0x5346414F, "AFS"},
                              Kind{0x73757245, "Coda"},
                              Kind{0x564C, "NCP"},
                              Kind{0x65735546, "FUSE"}};

void look_at_file_system(const fs::path& folder, Diagnosis& diagnosis) {
    struct statfs state {};
    if (::statfs(folder.c_str(), &state) != 0) {
        return; // told by look_at_space()
    }
    const auto magic = static_cast<std::uint32_t>(state.f_type);
    const auto* const found = std::ranges::find(kDistant, magic, &Kind::magic);
    if (found == kDistant.end()) {
        diagnosis.ok("file system", "a local one");
        return;
    }
    diagnosis.warning(
        "file system",
        fmt::format("{} is on {}, where SQLite cannot rely on locks", folder.string(), found->name),
        "keep the database on a disk of this machine (ETSYORDER_HOME), and copies of "
        "it there");
}

} // namespace

void look_at_folders(const config::Folders& folders, Diagnosis& diagnosis) {
    diagnosis.area("folders");
    look_at_folder({"configuration", folders.config, Contents::shared}, diagnosis);
    look_at_folder({"data", folders.data, Contents::private_}, diagnosis);
    look_at_folder({"state", folders.state, Contents::private_}, diagnosis);
    look_at_files(folders, diagnosis);
}

void look_at_disk(const config::Folders& folders, Diagnosis& diagnosis) {
    diagnosis.area("disk");
    const auto folder = nearest_there(folders.data);
    std::error_code none;
    const auto bytes = fs::file_size(folders.database_file(), none);
    look_at_space(folder, none ? 0 : bytes, diagnosis);
    look_at_file_system(folder, diagnosis);
}

} // namespace etsyorder
