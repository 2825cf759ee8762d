// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "backup/restore.hpp"
#include "db/health.hpp"
#include "doctor/look.hpp"
#include "etsy/stored_health_queries.hpp"
#include "frame/refused_by_disk.hpp"
#include "frame/relative.hpp"
#include "orders/forget_orders.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_queries.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>
#include <sys/stat.h>
#include <unistd.h>

#include <algorithm>
#include <cerrno>

namespace etsyorder {
namespace {

using frame::Services;

constexpr std::uintmax_t kLongLog = 64 << 20; // of a log that somebody keeps from being moved over

// False: its tables are not what this program knows, so nothing can be asked of them.
bool look_at_schema(db::Database& database, Diagnosis& diagnosis) {
    const auto seen = fmt::format("its schema is version {}, this program knows {}",
                                  db::schema_version(database),
                                  db::newest_schema());
    switch (db::schema_state(database)) {
    case db::SchemaState::current:
        diagnosis.ok("schema", fmt::format("version {}", db::newest_schema()));
        return true;
    case db::SchemaState::older:
        diagnosis.ok("schema", seen, "the next command brings it up to date by itself");
        return false;
    case db::SchemaState::newer:
        diagnosis.failed("schema", seen, "update etsyorder; the database was not changed");
        return false;
    case db::SchemaState::another_build:
        diagnosis.failed("schema",
                         "another build of etsyorder made it, with other tables",
                         "use the etsyorder that made it");
        return false;
    case db::SchemaState::foreign:
        diagnosis.failed("schema",
                         "it is another program's database",
                         "set ETSYORDER_HOME to another folder, or move the file away");
        return false;
    case db::SchemaState::empty:
        diagnosis.warning("schema", "it is empty", "etsyorder sync");
        return false;
    }
    return false;
}

void look_at_damage(db::Database& database, Thorough thorough, Diagnosis& diagnosis) {
    const auto lines =
        db::damage(database, thorough == Thorough::yes ? db::Depth::deep : db::Depth::quick);
    if (lines.empty()) {
        diagnosis.ok("integrity",
                     thorough == Thorough::yes ? "every page, row and index is sound"
                                               : "every page and row is sound",
                     thorough == Thorough::yes ? "" : "--deep looks at the indexes too");
        return;
    }
    const auto shown = std::min<std::size_t>(lines.size(), 3);
    diagnosis.failed(
        "integrity",
        fmt::format(
            "{}{}",
            fmt::join(lines.begin(), lines.begin() + static_cast<std::ptrdiff_t>(shown), "; "),
            lines.size() > shown ? "; and more" : ""),
        "stop using it and keep a copy; put a backup in its place, or move the file "
        "away and run etsyorder sync");
}

void look_at_references(db::Database& database, Diagnosis& diagnosis) {
    const auto lines = db::dangling_rows(database);
    if (lines.empty()) {
        diagnosis.ok("references", "every row that names another one finds it");
    } else {
        diagnosis.failed("references",
                         fmt::format("{}", fmt::join(lines, "; ")),
                         "put a backup in its place, or move the file away and run etsyorder sync");
    }
}

void look_at_log(const std::filesystem::path& file, Diagnosis& diagnosis) {
    const auto bytes = db::log_bytes(file);
    const auto seen = bytes == 0 ? std::string("nothing waits beside the database")
                                 : fmt::format("{:.1f} MB wait beside the database",
                                               static_cast<double>(bytes) / 1e6);
    if (bytes < kLongLog) {
        diagnosis.ok("log", seen);
    } else {
        diagnosis.warning("log",
                          seen + ": some program has kept it open for long",
                          "end the etsyorder that hangs; the next sync then moves them over");
    }
}

void look_at_wipe(db::Database& database, Diagnosis& diagnosis) {
    if (orders::ForgetQueries(database).wipe_is_pending()) {
        diagnosis.warning("forgotten",
                          "bytes of somebody who was forgotten may still be in the file: a data "
                          "forget was cut off",
                          "etsyorder backup, or the next data forget: either finishes it first");
    } else {
        diagnosis.ok("forgotten", "nothing of those who were forgotten is left to be removed");
    }
}

// Commands that only read go on when it may not be written.
void look_at_writing(const std::filesystem::path& file, Diagnosis& diagnosis) {
    for (const auto& path : {file.string(), file.string() + "-wal", file.string() + "-shm"}) {
        struct stat state {};
        if (::stat(path.c_str(), &state) != 0 || ::access(path.c_str(), W_OK) == 0 ||
            errno == EROFS) { // of a disk that can only be read the look at the disk tells
            continue;
        }
        const bool own = state.st_uid == ::geteuid();
        diagnosis.failed("file",
                         fmt::format("{} may not be written by this user (owner number {}, mode "
                                     "{:04o}): nothing can be synced or changed",
                                     path,
                                     state.st_uid,
                                     state.st_mode & 07777U),
                         own ? "chmod u+w " + path
                             : "run etsyorder as its owner, or give yourself the file with chown");
        return; // those beside it have its mode
    }
}

std::string shop_name(const etsy::ShopHealth& shop) {
    return shop.name.empty() && !orders::is_local(shop.shop)
               ? fmt::format("shop {}", shop.shop.value())
               : orders::shop_label(shop.shop, shop.name);
}

// How long a stream may rest before its silence needs a look: a day, or as long as its beat. The
// day is Etsy's: what is shown to a seller may be no older than 24 hours (API terms).
std::chrono::seconds rest_of(const std::string& stream, Services& services) {
    constexpr std::chrono::seconds kDay{std::chrono::hours{24}};
    const auto* option = config::find_option("sync." + stream + "_every");
    if (option == nullptr) {
        return kDay;
    }
    try {
        return std::max(kDay, services.config().span(option->key));
    } catch (const base::Error&) {
        return kDay; // what is wrong with the configuration has been told
    }
}

void look_at_streams(const etsy::ShopHealth& shop, Services& services, Diagnosis& diagnosis) {
    std::vector<std::string> late;
    std::vector<std::string> fine;
    for (const auto& stream : shop.streams) {
        const bool fresh = stream.completed_at && services.now() - *stream.completed_at <=
                                                      rest_of(stream.stream, services);
        const auto when = stream.completed_at
                              ? frame::relative_time(services.now(), *stream.completed_at)
                              : std::string("never");
        (fresh ? fine : late).push_back(stream.stream + " " + when);
    }
    if (late.empty()) {
        diagnosis.ok("sync", fmt::format("{}: {}", shop_name(shop), fmt::join(fine, ", ")));
    } else {
        diagnosis.warning(
            "sync",
            fmt::format("{}: last synced: {}", shop_name(shop), fmt::join(late, ", ")),
            "etsyorder sync; man etsyorder-sync has lines for cron");
    }
}

void look_at_shop(const etsy::ShopHealth& shop, Services& services, Diagnosis& diagnosis) {
    if (!shop.synced) {
        diagnosis.skipped("sync",
                          shop_name(shop) + " was never synced: its orders came from files");
    } else {
        look_at_streams(shop, services, diagnosis);
    }
    if (shop.unread > 0) {
        diagnosis.warning(
            "unread orders",
            fmt::format("{}: {} that came could not be read", shop_name(shop), shop.unread),
            "etsyorder sync --json names them; a newer etsyorder may read them");
    }
    if (shop.gone > 0) {
        diagnosis.ok("gone orders",
                     fmt::format("{}: Etsy no longer knows {}", shop_name(shop), shop.gone),
                     "etsyorder orders list --all --json order,gone_at");
    }
}

void look_at_shops(db::Database& database, Services& services, Diagnosis& diagnosis) {
    const auto shops = etsy::health_of_shops(database);
    if (shops.empty()) {
        diagnosis.warning("sync", "no shop is stored yet", "etsyorder sync");
    }
    for (const auto& shop : shops) {
        look_at_shop(shop, services, diagnosis);
    }
}

bool any_order(db::Database& database) {
    orders::ListFilter filter;
    filter.only_open = false;
    filter.sort = orders::Sort::placed;
    filter.limit = 1;
    return !orders::OrderQueries(database).ids(filter).empty();
}

// Who may write there can put something else in a backup's place.
void look_at_backup_folder(const std::filesystem::path& folder, Diagnosis& diagnosis) {
    struct stat state {};
    if (::stat(folder.c_str(), &state) == 0 && (state.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        diagnosis.warning("backup",
                          fmt::format("others may write into {} (mode {:04o})",
                                      folder.string(),
                                      state.st_mode & 07777U),
                          "chmod 700 " + folder.string());
    }
}

void look_at_leftovers(Services& services, Diagnosis& diagnosis) {
    const auto left = backup::leftovers_of_restores(backup_places(services));
    if (left.empty()) {
        diagnosis.ok("restore", "no restore was cut off");
        return;
    }
    diagnosis.warning(
        "restore",
        fmt::format("a restore was cut off, or is at work: {}{} is a copy that it made",
                    left.front().string(),
                    left.size() == 1 ? "" : fmt::format(" (and {} more)", left.size() - 1)),
        "the next etsyorder restore or data forget removes what is left of it");
}

// Those of another machine, or of another database, do not bring this one back.
std::string no_backup_in(const std::filesystem::path& folder,
                         const std::vector<backup::FoundBackup>& all) {
    const auto other = std::ranges::find_if(
        all, [](const backup::FoundBackup& one) { return one.manifest.has_value(); });
    return other == all.end()
               ? "there is none in " + folder.string()
               : fmt::format("there is none of this database in {}; the last there is of {} on {}",
                             folder.string(),
                             other->manifest->database,
                             other->manifest->host);
}

void look_at_backups(db::Database& database, Services& services, Diagnosis& diagnosis) {
    constexpr std::chrono::days kOldest{7};
    constexpr const char* kRemedy =
        "etsyorder backup; man etsyorder-backup has a line for cron, and backup.folder says where "
        "they go";
    std::filesystem::path folder;
    try {
        folder = backup_folder(services);
    } catch (const base::Error&) { // what is wrong with the configuration has been told
        diagnosis.skipped("backup", "the configuration does not say where backups are");
        return;
    }
    look_at_backup_folder(folder, diagnosis);
    const auto all = backup::list_backups(folder); // the newest first
    const auto latest = std::ranges::find_if(all, [&](const backup::FoundBackup& one) {
        return backup::is_of(one, backup_places(services));
    });
    if (latest == all.end() && any_order(database)) {
        diagnosis.warning("backup", no_backup_in(folder, all), kRemedy);
    } else if (latest == all.end()) {
        diagnosis.ok("backup", "there is nothing to back up yet");
    } else {
        const auto made = latest->manifest->made_at;
        const auto seen = fmt::format("the last was made and read back {}: {}",
                                      frame::relative_time(services.now(), made),
                                      latest->folder.string());
        if (services.now() - made > kOldest && any_order(database)) {
            diagnosis.warning("backup", seen, kRemedy);
        } else {
            diagnosis.ok("backup", seen);
        }
    }
}

} // namespace

void look_at_database(Services& services, Thorough thorough, Diagnosis& diagnosis) {
    diagnosis.area("database");
    const auto file = services.folders().database_file();
    std::error_code ignored;
    std::error_code problem;
    const bool is_there = std::filesystem::exists(file, problem);
    if (problem) {
        const auto error = frame::refused_by_disk(file, problem);
        diagnosis.failed("file", error.summary() + ": " + error.reason(), error.remedy());
        return;
    }
    if (!is_there) {
        diagnosis.warning("file",
                          "there is no " + file.string() + " yet",
                          "etsyorder orders import FILE.csv; with a key of Etsy etsyorder auth "
                          "login, then etsyorder sync");
        return;
    }
    constexpr std::uintmax_t kLarge = 500'000'000;
    if (std::filesystem::file_size(file, ignored) > kLarge && !ignored) {
        services.output().note("Looking at all of a large database; this takes a while.");
    }
    (void)diagnosis.attempt("file", [&] {
        db::Database database(file, db::Open::existing_for_reading);
        database.read_through_cache(); // all of it is looked at
        diagnosis.ok("file",
                     fmt::format("{}, {:.1f} MB",
                                 file.string(),
                                 static_cast<double>(std::filesystem::file_size(file)) / 1e6));
        look_at_writing(file, diagnosis);
        bool known = false;
        (void)diagnosis.attempt("schema", [&] { known = look_at_schema(database, diagnosis); });
        (void)diagnosis.attempt("integrity",
                                [&] { look_at_damage(database, thorough, diagnosis); });
        (void)diagnosis.attempt("references", [&] { look_at_references(database, diagnosis); });
        look_at_log(file, diagnosis);
        if (known) {
            (void)diagnosis.attempt("forgotten", [&] { look_at_wipe(database, diagnosis); });
            (void)diagnosis.attempt("restore", [&] { look_at_leftovers(services, diagnosis); });
            (void)diagnosis.attempt("sync", [&] { look_at_shops(database, services, diagnosis); });
            (void)diagnosis.attempt("shops",
                                    [&] { look_at_shop_names(database, services, diagnosis); });
            (void)diagnosis.attempt("backup",
                                    [&] { look_at_backups(database, services, diagnosis); });
        }
    });
}

} // namespace etsyorder
