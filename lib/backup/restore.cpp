// SPDX-License-Identifier: MIT
#include "backup/restore.hpp"

#include "backup/present.hpp"
#include "backup/restore_files.hpp"
#include "backup/same_database.hpp"
#include "db/migrations.hpp"
#include "db/online_copy.hpp"

#include <fcntl.h>
#include <fmt/format.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>
#include <cstdio>

namespace etsyorder::backup {
namespace {

namespace fs = std::filesystem;
using base::Error;
using base::ErrorKind;

constexpr std::string_view kStaged = ".restored";
constexpr const char* kTails[] = {"", "-wal", "-shm", "-journal"};

// Where the database really is: a link that the seller made, to an encrypted disk say, stays.
Places followed(Places places) {
    std::error_code problem;
    if (!fs::is_symlink(places.database, problem)) {
        return places;
    }
    const auto real = fs::canonical(places.database, problem);
    if (problem) {
        throw Error(
            ErrorKind::failed,
            fmt::format("{} is a link, and what it names is not there", places.database.string()))
            .because(problem.message())
            .note("nothing was changed")
            .hint("connect the disk it is on, or remove the link");
    }
    places.database = real;
    return places;
}

Manifest whole_manifest(const fs::path& backup, const Watch& watch) {
    std::error_code none;
    if (!fs::is_directory(backup, none)) {
        throw Error(ErrorKind::not_found, fmt::format("there is no backup at {}", backup.string()))
            .hint("etsyorder backup list");
    }
    auto verified = verify_backup(backup, watch);
    if (verified.problems.empty()) {
        return *std::move(verified.manifest);
    }
    auto error =
        Error(ErrorKind::failed, fmt::format("the backup {} is not whole", backup.string()))
            .because(verified.problems.front());
    for (std::size_t i = 1; i < verified.problems.size(); ++i) {
        error = Error(std::move(error).note(verified.problems[i])); // never moved onto itself
    }
    throw std::move(error).note("nothing was changed").hint("etsyorder backup list has the others");
}

void refuse_newer(const Manifest& manifest) {
    const auto migrations = db::embedded_migrations();
    const int newest = migrations.empty() ? 0 : migrations.back().version;
    if (manifest.schema_version > newest) {
        throw Error(ErrorKind::conflict, "the backup is of a newer etsyorder")
            .because(fmt::format("its schema is version {}, this program knows {}; etsyorder {} "
                                 "made it",
                                 manifest.schema_version,
                                 newest,
                                 manifest.version))
            .note("nothing was changed")
            .hint("update etsyorder");
    }
}

// A run that was killed between its link and its rename left the present database under a second
// name: that is no database put aside.
void remove_second_names(const Places& places) {
    for (const auto& aside : put_aside(places)) {
        std::error_code none;
        if (fs::equivalent(aside, places.database, none)) {
            remove_tree(aside);
        }
    }
}

fs::path staged_name(const Places& places) {
    return places.database.string() + std::string(kStaged);
}

void remove_staged_database(const Places& places) {
    for (const char* tail : kTails) {
        remove_tree(staged_name(places).string() + tail);
    }
}

// The database of the backup, ready beside the present one; gone unless it took its place.
class StagedDatabase {
public:
    StagedDatabase(const RestoreRequest& request,
                   const Manifest& manifest,
                   const Progress& progress)
        : request_(request), path_(staged_name(request.places)) {
        const auto wanted = std::ranges::find(manifest.files, kDatabaseName, &ManifestFile::path);
        try {
            const auto copied =
                copy_file(request.backup / kDatabaseName, path_, Mode::private_file, progress);
            if (copied.sha256 != wanted->sha256) {
                throw Error(ErrorKind::failed,
                            fmt::format("{} changed while it was read", kDatabaseName))
                    .hint("run this again when nobody works on the backup");
            }
            bring_to_date();
        } catch (...) {
            remove();
            throw;
        }
    }
    StagedDatabase(const StagedDatabase&) = delete;
    StagedDatabase& operator=(const StagedDatabase&) = delete;
    ~StagedDatabase() { remove(); } // what took its place has another name

    [[nodiscard]] const fs::path& path() const { return path_; }

    void bring_to_date() {
        try {
            {
                db::Database database(path_, db::Open::for_writing);
                db::migrate(database);
                if (request_.take_over.apply) {
                    request_.take_over.apply(database);
                }
            }
            sync_file(path_);
        } catch (...) {
            remove(); // at once: on a full disk whoever ends the hold needs the room
            throw;
        }
    }

private:
    void remove() const {
        for (const char* tail : kTails) {
            std::error_code ignored;
            fs::remove(path_.string() + tail, ignored);
        }
    }

    const RestoreRequest& request_;
    fs::path path_;
};

void move_if_there(const fs::path& from, const fs::path& to) {
    if (is_there(from)) {
        move_path(from, to);
    }
}

// Where no database is: one that came into being meanwhile is not written over.
void put_where_none_is(const fs::path& staged, const fs::path& database, const fs::path& aside) {
    // A log without its database belongs to one that is gone, and would be taken for ours.
    move_if_there(database.string() + "-wal", aside.string() + "-wal");
    remove_tree(database.string() + "-shm");
    if (::renameat2(AT_FDCWD, staged.c_str(), AT_FDCWD, database.c_str(), RENAME_NOREPLACE) != 0) {
        if (errno == EEXIST) {
            throw Error(ErrorKind::conflict, "another command made a database meanwhile")
                .note("nothing was changed")
                .hint("run this again")
                .retry_later();
        }
        move_path(staged, database); // a file system that cannot
    }
    sync_folder(database.parent_path());
}

struct Exchange {
    fs::path fresh;
    fs::path present; // gets the name `aside`
    fs::path aside;
};

// The present database gets its second name first, so that at no moment there is none.
void carry_out(const Exchange& exchange) {
    if (::link(exchange.present.c_str(), exchange.aside.c_str()) != 0) {
        move_path(exchange.present, exchange.aside); // a file system without links
    }
    move_path(exchange.fresh, exchange.present);
    sync_folder(exchange.present.parent_path());
}

void swap_database(StagedDatabase& staged,
                   Present& present,
                   const RestoreRequest& request,
                   Restored& restored) {
    const auto& database = request.places.database;
    const auto aside = aside_name(database, request.now);
    present.let_go();
    if (!is_there(database)) {
        put_where_none_is(staged.path(), database, aside);
        return;
    }
    db::ExclusiveHold hold(database);
    if (hold.is_sound()) {
        present.learn_held();
        staged.bring_to_date();
        if (is_same_database(staged.path(), hold.descriptor())) {
            restored.already_so = true;
            return;
        }
        remove_tree(database.string() + "-journal"); // of the hold itself: ended, and empty
    } else {
        move_if_there(database.string() + "-journal", aside.string() + "-journal");
    }
    move_if_there(database.string() + "-wal", aside.string() + "-wal");
    remove_tree(database.string() + "-shm");
    hold.leave_without_log();
    carry_out({staged.path(), database, aside});
    restored.database_aside = aside;
}

} // namespace

void remove_leftovers_of_restores(const Places& given) {
    try {
        const FolderLock lock(given.data, "restores a backup");
        const auto places = followed(given);
        remove_staged_database(places);
        remove_staged_files(places);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) {
            throw;
        }
    }
}

std::vector<fs::path> leftovers_of_restores(const Places& given) {
    const auto places = followed(given);
    auto found = staged_files(places);
    if (is_there(staged_name(places))) {
        found.insert(found.begin(), staged_name(places));
    }
    return found;
}

std::vector<fs::path> put_aside(const Places& given) {
    const auto places = followed(given);
    const auto prefix = places.database.filename().string() + std::string(kAside);
    std::vector<fs::path> found;
    std::error_code problem;
    for (fs::directory_iterator at(places.database.parent_path(), problem), end;
         !problem && at != end;
         at.increment(problem)) {
        const auto name = at->path().filename().string();
        if (name.starts_with(prefix) && !name.ends_with("-wal") && !name.ends_with("-journal")) {
            found.push_back(at->path());
        }
    }
    std::ranges::sort(found, std::greater<>());
    return found;
}

Restored plan_restore(const RestoreRequest& given, const Watch& watch) {
    auto request = given;
    request.places = followed(given.places);
    Restored restored;
    restored.manifest = whole_manifest(request.backup, watch);
    refuse_newer(restored.manifest);
    refuse_while_in_use(request);
    const RestoreFiles files(request, restored);
    if (auto present = present_database(request.places, restored.present_problem)) {
        learn_from(*present, request, restored);
    }
    if (is_there(request.places.database)) {
        restored.database_aside = aside_name(request.places.database, request.now);
    }
    return restored;
}

Restored restore(const RestoreRequest& given, const Watch& watch) {
    auto request = given;
    request.places = followed(given.places);
    Restored restored;
    restored.manifest = whole_manifest(request.backup, watch);
    refuse_newer(restored.manifest);
    make_private_folder(request.places.data);
    const FolderLock lock(request.places.data, "restores a backup");
    refuse_while_in_use(request);
    remove_second_names(request.places);
    remove_staged_database(request.places);
    remove_staged_files(request.places);
    // What takes long, and changes nothing.
    const Progress asked = [&](std::uint64_t) { // it may be stopped here, by what `watch` throws
        if (watch) {
            watch(bytes_of(restored.manifest), bytes_of(restored.manifest));
        }
    };
    Present present(request, restored);
    StagedDatabase staged(request, restored.manifest, asked);
    RestoreFiles files(request, restored);
    files.stage(asked);
    asked(0);
    // What decides.
    swap_database(staged, present, request, restored);
    files.put();
    return restored;
}

} // namespace etsyorder::backup
