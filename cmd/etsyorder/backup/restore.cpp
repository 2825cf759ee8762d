// SPDX-License-Identifier: MIT
#include "backup/restore.hpp"

#include "backup/places.hpp"
#include "backup/progress_line.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/forget_orders.hpp"
#include "signal_watch.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_restore();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct RestoreArgs {
    std::string backup;
    bool config = false;
    bool dry_run = false;
};

Value paths(const std::vector<std::filesystem::path>& all) {
    Value::List list;
    for (const auto& one : all) {
        list.emplace_back(one.string());
    }
    return Value::list(std::move(list));
}

Value as_value(const backup::RestoreRequest& request,
               const backup::Restored& restored,
               std::int64_t forgotten,
               bool dry_run) {
    return Value::object(
        {{"backup", request.backup.string()},
         {"made_at", restored.manifest.made_at},
         {"outcome",
          dry_run               ? "would restore"
          : restored.already_so ? "already so"
                                : "restored"},
         {"database_aside",
          restored.database_aside ? Value(restored.database_aside->string()) : Value()},
         {"written", paths(restored.written)},
         {"aside", paths(restored.aside)},
         {"kept", paths(restored.kept)},
         {"left_out", paths(restored.left_out)},
         {"forgotten_again", forgotten},
         {"present_problem",
          restored.present_problem.empty() ? Value() : Value(restored.present_problem)},
         {"dry_run", dry_run}});
}

// Config files by name, as they are the seller's own; of the files of orders how many.
void add_written(frame::Page& page,
                 const backup::RestoreRequest& request,
                 const backup::Restored& restored,
                 bool dry_run) {
    const char* heading = dry_run ? "would write" : "written";
    const auto files = (request.places.data / "files").string() + "/";
    std::size_t count = 0;
    for (const auto& file : restored.written) {
        if (file.string().starts_with(files)) {
            ++count;
        } else {
            page.field(heading, file.string());
        }
    }
    if (count > 0) {
        page.field(
            heading,
            fmt::format("{} file{} of orders, below {}", count, count == 1 ? "" : "s", files));
    }
}

frame::Page
as_page(const backup::RestoreRequest& request, const backup::Restored& restored, bool dry_run) {
    frame::Page page;
    if (restored.already_so) {
        page.line("Already so: the database is the one of this backup.");
    } else {
        page.field(dry_run ? "would restore" : "restored", request.backup.string());
    }
    if (restored.database_aside) {
        page.field(dry_run ? "would put aside" : "put aside", restored.database_aside->string());
    }
    for (const auto& file : restored.aside) {
        page.field(dry_run ? "would put aside" : "put aside", file.string());
    }
    add_written(page, request, restored, dry_run);
    for (const auto& file : restored.kept) {
        page.field("left as it is", file.string() + " (it differs; --config brings it back too)");
    }
    for (const auto& file : restored.left_out) {
        page.field("left out", file.string() + " (not here any more; --config brings it back)");
    }
    if (!dry_run && !restored.already_so) {
        page.field("next", "etsyorder sync fetches what changed since then");
    }
    return page;
}

ExitCode tell_of_unread_present(const backup::Restored& restored, Services& services) {
    if (restored.present_problem.empty()) {
        return ExitCode::done;
    }
    services.output().warn(fmt::format("the present database could not be read ({}): whom you had "
                                       "forgotten in it since that backup is not known; run "
                                       "etsyorder data forget again for them",
                                       restored.present_problem));
    return ExitCode::findings;
}

// How many orders of the backup know somebody whom the present database has forgotten.
std::int64_t to_forget(const backup::RestoreRequest& request,
                       const orders::ForgottenPeople& people) {
    if (people.orders.empty()) {
        return 0;
    }
    db::Database kept(request.backup / backup::kDatabaseName, db::Open::existing_for_reading);
    return std::ssize(orders::ForgetQueries(kept).still_known(people));
}

// Can be stopped until the databases are exchanged; from then on it goes on to its end.
backup::Restored watched(const char* what,
                         Services& services,
                         const std::function<backup::Restored(const backup::Watch& watch)>& work) {
    base::StopSignal stop;
    const SignalWatch signals(stop); // else a second copy of the database would stay
    ProgressLine progress(services, what);
    return work([&](std::uint64_t done, std::uint64_t total) {
        if (stop.requested()) {
            throw base::Error(base::ErrorKind::interrupted, "nothing was restored")
                .because("it was stopped")
                .note("nothing was changed");
        }
        progress.show(done, total);
    });
}

void tell_of_forgotten(std::int64_t count, const char* what, Services& services) {
    if (count > 0) {
        services.output().warn(
            fmt::format("the person of {} order{} was forgotten since that backup, and {} again",
                        count,
                        count == 1 ? "" : "s",
                        what));
    }
}

ExitCode run_restore(const RestoreArgs& args, Services& services) {
    services.output().require_fields(fields_of_restore(), "restore");
    backup::RestoreRequest request{backup_named(args.backup, services),
                                   backup_places(services),
                                   services.now(),
                                   args.config ? backup::ConfigFiles::all
                                               : backup::ConfigFiles::of_a_new_home};
    orders::ForgottenPeople people;
    std::int64_t forgotten = 0;
    request.take_over = {
        [&](db::Database& present) { people = orders::ForgetQueries(present).forgotten(); },
        [&](db::Database& restored) { forgotten += orders::forget_again(restored, people); }};
    const auto plan = watched("reading the backup:", services, [&](const backup::Watch& watch) {
        return backup::plan_restore(request, watch);
    });
    if (args.dry_run) {
        forgotten = to_forget(request, people);
        services.output().page(
            "restore", as_value(request, plan, forgotten, true), as_page(request, plan, true));
        tell_of_forgotten(forgotten, "would be forgotten", services);
        return tell_of_unread_present(plan, services);
    }
    if (plan.database_aside && !services.confirm(fmt::format(
                                   "Put the present database aside and bring back the one of {}?",
                                   frame::local_time(plan.manifest.made_at, services.zone())))) {
        services.output().note("nothing was changed");
        return ExitCode::failed;
    }
    const auto restored = watched("restoring:", services, [&](const backup::Watch& watch) {
        return backup::restore(request, watch);
    });
    services.output().page("restore",
                           as_value(request, restored, forgotten, false),
                           as_page(request, restored, false));
    if (!restored.already_so) {
        tell_of_forgotten(forgotten, "is forgotten", services);
    }
    return tell_of_unread_present(restored, services);
}

} // namespace

std::vector<std::string> fields_of_restore() {
    return frame::member_names(as_value({}, {}, 0, false));
}

void add_restore(frame::Command& cmd) {
    auto args = std::make_shared<RestoreArgs>();
    cmd.value("backup",
              args->backup,
              "a backup's folder, or its name as `etsyorder backup list` shows it",
              {.required = true, .live = "backup"})
        .flag("--config",
              args->config,
              "bring back config files, too: those that differ and those that are gone")
        .flag("--dry-run", args->dry_run, "check the backup and say what would be done")
        .examples({"etsyorder restore etsyorder-20261122T100000Z --dry-run",
                   "etsyorder restore /media/stick/etsyorder/etsyorder-20261122T100000Z"})
        .runs([args](Services& services) { return run_restore(*args, services); });
}

} // namespace etsyorder
