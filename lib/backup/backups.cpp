// SPDX-License-Identifier: MIT
#include "backup/backups.hpp"

#include "base/atomic_file.hpp"
#include "db/online_copy.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <tuple>

namespace etsyorder::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::size_t kMostProblems = 20;

bool is_backup_name(const std::string& name) {
    constexpr std::string_view kPattern = "etsyorder-########?######?";
    if (name.size() < kPattern.size()) {
        return false;
    }
    for (std::size_t i = 0; i < kPattern.size(); ++i) {
        const char wanted = kPattern[i];
        const bool fits = wanted == '#'   ? name[i] >= '0' && name[i] <= '9'
                          : wanted == '?' ? name[i] == 'T' || name[i] == 'Z'
                                          : name[i] == wanted;
        if (!fits) {
            return false;
        }
    }
    return name.size() == kPattern.size() || name[kPattern.size()] == '-';
}

base::Result<Manifest, std::string> manifest_in(const fs::path& backup) {
    try {
        const auto text = base::read_file(backup / kManifestName, kMaxManifestBytes);
        if (!text) {
            return base::Unexpected<std::string>("there is none");
        }
        return parse_manifest(*text);
    } catch (const base::Error& error) { // the other backups are to be seen all the same
        return base::Unexpected<std::string>("cannot be read: " + error.reason());
    }
}

// Newest first.
bool is_newer(const FoundBackup& one, const FoundBackup& other) {
    const auto key = [](const FoundBackup& backup) {
        const auto name = backup.folder.filename().string();
        return std::tuple(
            backup.manifest ? backup.manifest->made_at : base::Instant{}, name.size(), name);
    };
    return key(other) < key(one);
}

// What is wrong with one file; empty: nothing.
std::string problem_of(const fs::path& file, const ManifestFile& wanted, const Progress& progress) {
    std::error_code none;
    const auto status = fs::symlink_status(file, none);
    if (!fs::exists(status)) {
        return "is not there";
    }
    if (!fs::is_regular_file(status)) {
        return "is no plain file";
    }
    if (const auto bytes = fs::file_size(file, none); none || bytes != wanted.bytes) {
        return fmt::format("has {} bytes, it was made with {}", none ? 0 : bytes, wanted.bytes);
    }
    try {
        return hash_file(file, progress).sha256 == wanted.sha256
                   ? ""
                   : "has other bytes than it was made with";
    } catch (const base::Error& error) {
        return "cannot be read: " + error.reason();
    }
}

} // namespace

std::uint64_t bytes_of(const Manifest& manifest) {
    std::uint64_t bytes = 0;
    for (const auto& file : manifest.files) {
        bytes += file.bytes;
    }
    return bytes;
}

std::vector<FoundBackup> list_backups(const fs::path& folder) {
    std::vector<FoundBackup> all;
    std::error_code problem;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem)) {
        std::error_code ignored;
        if (!is_backup_name(at->path().filename().string()) || at->is_symlink(ignored) ||
            !at->is_directory(ignored)) {
            continue;
        }
        FoundBackup found{at->path(), std::nullopt, "", {}};
        if (auto manifest = manifest_in(at->path())) {
            found.manifest = *std::move(manifest);
        } else {
            found.problem = fmt::format("{}: {}", kManifestName, manifest.error());
        }
        all.push_back(std::move(found));
    }
    std::ranges::sort(all, is_newer);
    return all;
}

std::vector<fs::path>
beyond(const std::vector<FoundBackup>& all, const FoundBackup& made, int keep) {
    std::vector<fs::path> result;
    int kept = 1; // the one just made, wherever the clock puts it
    for (const auto& one : all) {
        const bool same = one.manifest && made.manifest &&
                          one.manifest->host == made.manifest->host &&
                          one.manifest->database == made.manifest->database;
        if (same && one.folder != made.folder && ++kept > keep) {
            result.push_back(one.folder);
        }
    }
    return result;
}

void remove_backups(const std::vector<fs::path>& backups) {
    for (const auto& backup : backups) {
        // Under another name first: what stands under its own is whole, also after a crash.
        const auto going =
            backup.parent_path() / fmt::format(".{}.old", backup.filename().string());
        remove_tree(going);
        move_path(backup, going);
        remove_tree(going);
    }
}

Verified verify_backup(const fs::path& backup, const Watch& watch) {
    auto manifest = manifest_in(backup);
    if (!manifest) {
        return {std::nullopt, {fmt::format("{}: {}", kManifestName, manifest.error())}};
    }
    Verified verified{*std::move(manifest), {}};
    const auto total = bytes_of(*verified.manifest);
    std::uint64_t done = 0;
    const auto advance = [&](std::uint64_t bytes) {
        done += bytes;
        if (watch) {
            watch(std::min(done, total), total);
        }
    };
    for (const auto& file : verified.manifest->files) {
        const auto problem = problem_of(backup / file.path, file, advance);
        if (!problem.empty()) {
            verified.problems.push_back(fmt::format("{} {}", file.path, problem));
        }
        if (verified.problems.size() == kMostProblems) {
            return verified;
        }
    }
    if (verified.problems.empty()) {
        const auto inspected = db::inspect_database(backup / kDatabaseName);
        for (const auto& problem : inspected.problems) {
            verified.problems.push_back(fmt::format("{}: {}", kDatabaseName, problem));
        }
        if (inspected.problems.empty() &&
            (!inspected.is_ours || inspected.schema_version != verified.manifest->schema_version)) {
            verified.problems.push_back(
                fmt::format("{} is not the database that {} says", kDatabaseName, kManifestName));
        }
    }
    return verified;
}

} // namespace etsyorder::backup
