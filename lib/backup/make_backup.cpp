// SPDX-License-Identifier: MIT
#include "backup/backups.hpp"
#include "backup/stamp.hpp"
#include "base/atomic_file.hpp"
#include "base/host.hpp"
#include "db/online_copy.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <cerrno>
#include <cstring>
#include <set>
#include <utility>

namespace etsyorder::backup {
namespace {

namespace fs = std::filesystem;

constexpr std::string_view kHolding = "makes a backup, or forgets somebody,";

// What the seller's folder holds, where it is also the folder of other things.
const std::set<std::string> kConfigNames = {
    "config.yaml", "pipelines.yaml", "rules.yaml", "templates", "hooks", "README.md"};

bool is_same(const fs::path& one, const fs::path& other) {
    std::error_code ignored;
    return fs::equivalent(one, other, ignored);
}

struct Source {
    fs::path from;
    ManifestFile file;
};

struct Sources {
    std::vector<Source> files;
    std::vector<fs::path> left_out;
};

// Regular files below a folder. Links are followed, to folders too; one folder only once, as links
// can lead in circles. What git keeps is its own to copy.
class Collector {
public:
    Collector(const MakeRequest& request, Sources& sources)
        : request_(request), sources_(sources) {}

    void
    add_all(const fs::path& folder, const std::string& prefix, const std::set<std::string>& only) {
        std::error_code problem;
        std::vector<fs::directory_entry> entries;
        for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
             at.increment(problem)) {
            entries.push_back(*at);
        }
        if (problem && problem != std::errc::no_such_file_or_directory) {
            throw base::Error(base::ErrorKind::failed,
                              fmt::format("cannot read the folder {}", folder.string()))
                .because(problem.message())
                .hint("check owner and permissions of the folder");
        }
        std::ranges::sort(entries);
        for (const auto& entry : entries) {
            const auto name = entry.path().filename().string();
            if ((only.empty() || only.contains(name)) && name != kGitFolder) {
                add(entry.path(), prefix + name);
            }
        }
    }

private:
    void add(const fs::path& path, const std::string& name) {
        struct stat is {};
        struct stat points_at {};
        if (::lstat(path.c_str(), &is) != 0) {
            return; // gone meanwhile
        }
        if (::stat(path.c_str(), &points_at) != 0) {
            sources_.left_out.push_back(path); // a link to nothing
        } else if (S_ISDIR(points_at.st_mode)) {
            add_folder(path, name, points_at);
        } else if (S_ISREG(points_at.st_mode)) {
            sources_.files.push_back({path,
                                      {name,
                                       static_cast<std::uint64_t>(points_at.st_size),
                                       "",
                                       (points_at.st_mode & S_IXUSR) != 0}});
        } else {
            sources_.left_out.push_back(path);
        }
    }

    void add_folder(const fs::path& path, const std::string& name, const struct stat& is) {
        if (is_same(path, request_.places.data) || is_same(path, request_.places.state) ||
            is_same(path, request_.folder)) {
            return;
        }
        if (inside_.emplace(is.st_dev, is.st_ino).second) {
            add_all(path, name + "/", {});
            inside_.erase({is.st_dev, is.st_ino});
        } else {
            sources_.left_out.push_back(path); // a link to a folder that it stands in
        }
    }

    const MakeRequest& request_;
    Sources& sources_;
    std::set<std::pair<dev_t, ino_t>> inside_; // the folders on the way here
};

// Without the database.
Sources sources_of(const MakeRequest& request) {
    const auto& places = request.places;
    Sources sources;
    Collector collector(request, sources);
    collector.add_all(places.data / "files", std::string(kFilesFolder), {});
    const bool shared = is_same(places.config, places.data) || is_same(places.config, places.state);
    collector.add_all(
        places.config, std::string(kConfigFolder), shared ? kConfigNames : std::set<std::string>());
    return sources;
}

std::uint64_t database_bytes(const fs::path& database) {
    std::error_code none;
    const auto bytes = fs::file_size(database, none);
    if (none) {
        return 0;
    }
    const auto log = fs::file_size(database.string() + "-wal", none);
    return bytes + (none ? 0 : log);
}

Manifest empty_manifest(const MakeRequest& request) {
    return {request.version,
            0,
            request.now,
            base::host_name(),
            fs::absolute(request.places.database).lexically_normal().string(),
            {}};
}

std::uint64_t total_of(const Sources& sources) {
    std::uint64_t total = 0;
    for (const auto& source : sources.files) {
        total += source.file.bytes;
    }
    return total;
}

void refuse_small_disk(const fs::path& folder, std::uint64_t needed) {
    const auto free = free_bytes(folder);
    constexpr std::uint64_t kSpare = std::uint64_t{1} << 20;
    if (free < needed + kSpare) {
        throw base::Error(
            base::ErrorKind::failed,
            fmt::format("the disk is full: no backup was made in {}", folder.string()))
            .because(
                fmt::format("it needs {} MB, {} MB are free", (needed >> 20U) + 1, free >> 20U))
            .note("the backups that are there are as they were")
            .hint("free some disk space and run this again, or name another folder");
    }
}

void remove_quietly(const fs::path& path) {
    std::error_code ignored;
    fs::remove_all(path, ignored);
}

// What a process that was killed left behind. Under the folder's lock nobody works on them.
void remove_leftovers(const fs::path& folder) {
    std::error_code problem;
    for (fs::directory_iterator at(folder, problem), end; !problem && at != end;
         at.increment(problem)) {
        const auto name = at->path().filename().string();
        if (name.starts_with(".etsyorder-") && (name.ends_with(".new") || name.ends_with(".old"))) {
            remove_quietly(at->path());
        }
    }
}

fs::path free_name(const fs::path& folder, base::Instant now) {
    const auto name = "etsyorder-" + stamp(now);
    fs::path path = folder / name;
    std::error_code none;
    for (int n = 2; fs::exists(path, none); ++n) {
        path = folder / fmt::format("{}-{}", name, n);
    }
    return path;
}

// The backup while it grows; gone unless it was finished.
class Growing {
public:
    explicit Growing(const fs::path& finished)
        : finished_(finished),
          folder_(finished.parent_path() / fmt::format(".{}.new", finished.filename().string())) {
        make_private_folder(folder_);
    }
    Growing(const Growing&) = delete;
    Growing& operator=(const Growing&) = delete;
    ~Growing() {
        if (!done_) {
            remove_quietly(folder_);
        }
    }
    [[nodiscard]] const fs::path& folder() const { return folder_; }
    void finish() {
        move_path(folder_, finished_);
        done_ = true;
        sync_folder(finished_.parent_path());
    }

private:
    fs::path finished_;
    fs::path folder_;
    bool done_ = false;
};

base::Error damaged_copy(const fs::path& file, std::string why) {
    return base::Error(base::ErrorKind::failed,
                       fmt::format("no backup was made: {} is not sound", file.string()))
        .because(std::move(why))
        .note("the backups that are there are as they were")
        .hint("look at the disk; etsyorder restore brings an older backup back");
}

ManifestFile copy_store(const Places& places,
                        const fs::path& folder,
                        int& schema_version,
                        const db::CopyProgress& copied,
                        const Progress& read_back) {
    const auto to = folder / kDatabaseName;
    db::copy_database(places.database, to, copied);
    sync_file(to);
    const auto hashed = hash_file(to, read_back);
    const auto inspected = db::inspect_database(to);
    if (!inspected.problems.empty()) {
        throw damaged_copy(places.database, inspected.problems.front());
    }
    if (!inspected.is_ours) {
        throw damaged_copy(places.database, "it is another program's database");
    }
    schema_version = inspected.schema_version;
    return {std::string(kDatabaseName), hashed.bytes, hashed.sha256};
}

// Empty: it is gone by now.
std::optional<ManifestFile>
copy_one(const Source& source, const fs::path& folder, const Progress& progress) {
    std::error_code none;
    if (!fs::exists(source.from, none) && !none) {
        return std::nullopt;
    }
    const auto to = folder / source.file.path;
    make_private_folder(to.parent_path());
    const auto mode = source.file.is_executable ? Mode::private_program : Mode::private_file;
    const auto copied = copy_file(source.from, to, mode, progress);
    if (hash_file(to, progress).sha256 != copied.sha256) {
        throw damaged_copy(source.from, "what was written reads back otherwise");
    }
    return ManifestFile{source.file.path, copied.bytes, copied.sha256, source.file.is_executable};
}

// What is read by nobody makes no backup whole: of the manifest, too, only what comes back counts.
void write_manifest(const Manifest& manifest, const fs::path& folder, const Places& places) {
    const auto file = folder / kManifestName;
    base::write_file_atomically(file, manifest_text(manifest), base::FileAccess::owner_only);
    std::string why = "it is not there";
    if (const auto text = base::read_file(file, kMaxManifestBytes)) {
        const auto read = parse_manifest(*text);
        if (read && *read == manifest) {
            return;
        }
        why = read ? "it reads back otherwise" : read.error();
    }
    throw base::Error(base::ErrorKind::failed,
                      fmt::format("no backup of {} was made: its {} would not be understood",
                                  places.database.string(),
                                  kManifestName))
        .because(std::move(why))
        .note("the backups that are there are as they were")
        .hint("look at the disk, and how many files there are: etsyorder backup --dry-run");
}

void sync_folders(const fs::path& folder) {
    for (const auto& entry : fs::recursive_directory_iterator(folder)) {
        if (entry.is_directory()) {
            sync_folder(entry.path());
        }
    }
    sync_folder(folder);
}

// The folder of the backups is made, those above it are not: where they are missing, the disk most
// likely is, too, and the backup would stand on the one that it is to outlive.
void refuse_missing_disk(const fs::path& folder) {
    const auto above =
        folder.has_filename() ? folder.parent_path() : folder.parent_path().parent_path();
    std::error_code problem;
    if (fs::exists(folder, problem) || problem || fs::exists(above, problem) || problem) {
        return; // what keeps us out is told when it is written to
    }
    throw base::Error(base::ErrorKind::failed, fmt::format("there is no folder {}", above.string()))
        .because("a backup makes the last folder of its path only: the disk may not be there")
        .note("no backup was made")
        .hint(fmt::format("mount the disk, or make the folder: mkdir -p {}", above.string()));
}

} // namespace

bool is_of(const FoundBackup& backup, const Places& places) {
    const auto own = empty_manifest({places, {}, {}, {}});
    return backup.manifest && backup.manifest->host == own.host &&
           backup.manifest->database == own.database;
}

BackupsHeld::BackupsHeld(const fs::path& folder) {
    std::error_code none;
    if (fs::is_directory(folder, none)) {
        lock_ = std::make_unique<FolderLock>(folder, kHolding);
        remove_leftovers(folder);
    }
}

BackupsHeld::~BackupsHeld() = default;

FoundBackup plan_backup(const MakeRequest& request) {
    refuse_missing_disk(request.folder);
    auto manifest = empty_manifest(request);
    manifest.files.push_back(
        {std::string(kDatabaseName), database_bytes(request.places.database), ""});
    auto sources = sources_of(request);
    for (const auto& source : sources.files) {
        manifest.files.push_back(source.file);
    }
    return {request.folder / "etsyorder-...", std::move(manifest), "", std::move(sources.left_out)};
}

FoundBackup make_backup(const MakeRequest& request, const Watch& watch) {
    refuse_missing_disk(request.folder);
    make_private_folder(request.folder);
    const FolderLock lock(request.folder, kHolding);
    remove_leftovers(request.folder);
    auto sources = sources_of(request);
    const auto store_bytes = database_bytes(request.places.database);
    refuse_small_disk(request.folder, store_bytes + total_of(sources));

    std::uint64_t done = 0;
    const std::uint64_t total = 2 * (store_bytes + total_of(sources)); // written and read back
    const auto advance = [&](std::uint64_t bytes) {
        done += bytes;
        if (watch) {
            watch(std::min(done, total), total);
        }
    };
    const auto finished = free_name(request.folder, request.now);
    Growing growing(finished);
    auto manifest = empty_manifest(request);
    std::uint64_t copied = 0;
    // The database first: whatever it names among the files was there by then.
    manifest.files.push_back(copy_store(
        request.places,
        growing.folder(),
        manifest.schema_version,
        [&](std::uint64_t at, std::uint64_t) {
            advance(at - copied);
            copied = at;
        },
        advance));
    for (const auto& source : sources.files) {
        if (auto file = copy_one(source, growing.folder(), advance)) {
            manifest.files.push_back(*std::move(file));
        }
    }
    write_manifest(manifest, growing.folder(), request.places);
    sync_folders(growing.folder());
    growing.finish();
    return {finished, std::move(manifest), "", std::move(sources.left_out)};
}

} // namespace etsyorder::backup
