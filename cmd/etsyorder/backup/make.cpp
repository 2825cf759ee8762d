// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "backup/progress_line.hpp"
#include "frame/command.hpp"
#include "frame/help.hpp"
#include "orders/forget_orders.hpp"
#include "signal_watch.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_backup_make();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct MakeArgs {
    std::string to; // empty: as configured
    std::optional<int> keep;
    bool dry_run = false;
};

constexpr frame::Range kKeep{1, 10'000};

struct Outcome {
    backup::FoundBackup made;
    std::vector<std::filesystem::path> removed;
    std::vector<std::filesystem::path> not_removed;
    bool dry_run = false;
};

Value as_value(const Outcome& outcome) {
    Value::List removed;
    for (const auto& one : outcome.removed) {
        removed.emplace_back(one.string());
    }
    Value::List not_removed;
    for (const auto& one : outcome.not_removed) {
        not_removed.emplace_back(one.string());
    }
    Value::List left_out;
    for (const auto& one : outcome.made.left_out) {
        left_out.emplace_back(one.string());
    }
    const auto manifest = outcome.made.manifest.value_or(backup::Manifest{});
    return Value::object({{"path", outcome.made.folder.string()},
                          {"made_at", manifest.made_at},
                          {"bytes", backup::bytes_of(manifest)},
                          {"files", manifest.files.size()},
                          {"removed", Value::list(std::move(removed))},
                          {"not_removed", Value::list(std::move(not_removed))},
                          {"left_out", Value::list(std::move(left_out))},
                          {"dry_run", outcome.dry_run}});
}

frame::Page as_page(const Outcome& outcome) {
    const auto& manifest = *outcome.made.manifest;
    frame::Page page;
    page.field(outcome.dry_run ? "would make" : "made", outcome.made.folder.string());
    page.field("size",
               fmt::format("{}, {} file{}",
                           bytes_in_words(backup::bytes_of(manifest)),
                           manifest.files.size(),
                           manifest.files.size() == 1 ? "" : "s"));
    if (!outcome.dry_run) {
        page.field("verified", "read back from the disk, byte for byte");
    }
    for (const auto& one : outcome.made.left_out) {
        page.field(
            "left out", one.string() + " (no file, or a link to nothing)", frame::Tone::soon);
    }
    for (const auto& one : outcome.removed) {
        page.field(outcome.dry_run ? "would remove" : "removed", one.filename().string());
    }
    return page;
}

// A disk that dies takes both.
bool is_on_one_disk(const std::filesystem::path& one, const std::filesystem::path& other) {
    struct stat first {};
    struct stat second {};
    return ::stat(one.c_str(), &first) == 0 && ::stat(other.c_str(), &second) == 0 &&
           first.st_dev == second.st_dev;
}

void refuse_without_store(Services& services) {
    const auto file = services.folders().database_file();
    if (!std::filesystem::exists(file)) {
        throw base::Error(base::ErrorKind::not_found, "there is nothing to back up yet")
            .because(fmt::format("there is no {}", file.string()))
            .hint("etsyorder sync");
    }
}

// A backup of a file with bytes of somebody who was forgotten would keep them for good.
void finish_wipe(Services& services) {
    const auto file = services.folders().database_file();
    {
        db::Database stored(file, db::Open::existing_for_reading);
        if (!orders::ForgetQueries(stored).wipe_is_pending()) {
            return;
        }
    }
    db::Database database(file, db::Open::for_writing); // closed before it is copied
    orders::wipe(database);
    services.output().note("bytes of somebody who was forgotten were left in the file of the "
                           "database: they are gone now");
}

Outcome planned(const backup::MakeRequest& request, int keep) {
    Outcome outcome{backup::plan_backup(request), {}, {}, true};
    outcome.removed = backup::beyond(backup::list_backups(request.folder), outcome.made, keep);
    return outcome;
}

// The new backup is there, whatever becomes of the old ones.
void make_room(const std::vector<std::filesystem::path>& old,
               Outcome& outcome,
               Services& services) {
    for (const auto& one : old) {
        try {
            backup::remove_backups({one});
            outcome.removed.push_back(one);
        } catch (const base::Error& error) {
            outcome.not_removed.push_back(one);
            services.output().warn(fmt::format("the new backup is made, but the old {} was not "
                                               "removed: {}{}{}",
                                               one.filename().string(),
                                               error.summary(),
                                               error.reason().empty() ? "" : ": ",
                                               error.reason()));
        }
    }
}

ExitCode run_make(const MakeArgs& args, Services& services) {
    services.output().require_fields(fields_of_backup_make(), "backup");
    const int keep = args.keep.value_or(services.config().count("backup.keep"));
    refuse_without_store(services);
    const auto folder = args.to.empty() ? backup_folder(services)
                                        : std::filesystem::absolute(args.to).lexically_normal();
    const backup::MakeRequest request{
        backup_places(services), folder, services.now(), std::string(frame::version())};
    Outcome outcome;
    if (args.dry_run) {
        outcome = planned(request, keep);
    } else {
        {
            finish_wipe(services);
            base::StopSignal stop;
            const SignalWatch watch(stop); // else what has grown so far would stay
            ProgressLine progress(services, "copying and reading back:");
            outcome.made =
                backup::make_backup(request, [&](std::uint64_t done, std::uint64_t total) {
                    if (stop.requested()) {
                        throw base::Error(base::ErrorKind::interrupted, "no backup was made")
                            .because("it was stopped")
                            .note("the backups that are there are as they were");
                    }
                    progress.show(done, total);
                });
        }
        make_room(
            backup::beyond(backup::list_backups(folder), outcome.made, keep), outcome, services);
    }
    services.output().page("backup", as_value(outcome), as_page(outcome));
    if (services.streams().err_is_terminal() && is_on_one_disk(folder, services.folders().data)) {
        services.output().note("it is on the same disk as the database: a backup on another disk, "
                               "etsyorder backup /media/..., helps when this one fails");
    }
    return outcome.made.left_out.empty() && outcome.not_removed.empty() ? ExitCode::done
                                                                        : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_backup_make() {
    return frame::member_names(as_value({}));
}

void add_backup_make(frame::Command& noun) {
    auto args = std::make_shared<MakeArgs>();
    noun.verb("make", "Make a backup; what `etsyorder backup` alone does")
        .value("to", args->to, "the folder of the backups; without it as configured")
        .number("--keep",
                args->keep,
                kKeep,
                "how many backups of this database stay there, the new one included",
                {.shown = "N"})
        .flag("--dry-run", args->dry_run, "say what would be copied and removed, change nothing")
        .examples({"etsyorder backup",
                   "etsyorder backup /media/stick/etsyorder --keep 30",
                   "etsyorder backup --json path --jq .backup.path"})
        .runs([args](Services& services) { return run_make(*args, services); });
}

} // namespace etsyorder
