// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "backup/progress_line.hpp"
#include "frame/command.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct VerifyArgs {
    std::vector<std::string> backups;
};

frame::Table empty_table() {
    return {.name = "backups",
            .columns = {{.field = "name", .heading = "backup"},
                        {.field = "whole", .heading = "whole"},
                        {.field = "problems", .heading = "problems", .flexible = true},
                        {.field = "path"}}};
}

std::vector<std::filesystem::path> asked_for(const VerifyArgs& args, Services& services) {
    std::vector<std::filesystem::path> folders;
    for (const auto& word : args.backups) {
        folders.push_back(backup_named(word, services));
        if (!std::filesystem::is_directory(folders.back())) {
            throw base::Error(base::ErrorKind::not_found,
                              fmt::format("there is no backup at {}", folders.back().string()))
                .hint("etsyorder backup list");
        }
    }
    if (!args.backups.empty()) {
        return folders;
    }
    for (const auto& found : backup::list_backups(backup_folder(services))) {
        folders.push_back(found.folder);
    }
    if (folders.empty()) {
        throw base::Error(base::ErrorKind::not_found, "there are no backups yet")
            .because(fmt::format("none is in {}", backup_folder(services).string()))
            .hint("etsyorder backup");
    }
    return folders;
}

ExitCode run_verify(const VerifyArgs& args, Services& services) {
    auto table = empty_table();
    services.output().require_fields(frame::field_names(table));
    bool all_whole = true;
    for (const auto& folder : asked_for(args, services)) {
        backup::Verified verified;
        {
            ProgressLine progress(services, "reading " + folder.filename().string() + ":");
            verified = backup::verify_backup(folder, [&](std::uint64_t done, std::uint64_t total) {
                progress.show(done, total);
            });
        }
        const bool whole = verified.problems.empty();
        all_whole = all_whole && whole;
        Value::List problems(verified.problems.begin(), verified.problems.end());
        const auto shown =
            whole ? std::string(" ") : fmt::format("{}", fmt::join(verified.problems, "; "));
        table.rows.push_back({folder.filename().string(),
                              Cell(whole, whole ? "yes" : "NO", whole ? Tone::good : Tone::bad),
                              Cell(Value::list(std::move(problems)), shown),
                              folder.string()});
    }
    services.output().table(std::move(table));
    return all_whole ? ExitCode::done : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_backup_verify() {
    return frame::field_names(empty_table());
}

void add_backup_verify(frame::Command& noun) {
    auto args = std::make_shared<VerifyArgs>();
    noun.verb("verify", "Read backups back and compare every byte with what was written")
        .value("backup",
               args->backups,
               "names or paths of backups; without one, all that are listed",
               {.live = "backup"})
        .examples({"etsyorder backup verify",
                   "etsyorder backup verify /media/stick/etsyorder/etsyorder-20261122T100000Z"})
        .runs([args](Services& services) { return run_verify(*args, services); });
}

} // namespace etsyorder
