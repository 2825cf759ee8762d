// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct ListArgs {
    std::string in;
};

frame::Table empty_table() {
    return {
        .name = "backups",
        .columns = {{.field = "name", .heading = "backup"},
                    {.field = "made_at", .heading = "made"},
                    {.field = "bytes", .heading = "size", .right = true},
                    {.field = "files", .heading = "files", .right = true},
                    {.field = "database", .heading = "of", .flexible = true, .expendable = true},
                    {.field = "problem", .heading = "problem", .flexible = true},
                    {.field = "host"},
                    {.field = "version"},
                    {.field = "schema_version"},
                    {.field = "path"}},
        .when_empty = "no backups yet: etsyorder backup"};
}

std::vector<Cell> row_from(const backup::FoundBackup& found, Services& services) {
    const auto name = found.folder.filename().string();
    if (!found.manifest) {
        return {name,
                Cell(nullptr, " "),
                Cell(nullptr, " "),
                Cell(nullptr, " "),
                Cell(nullptr, " "),
                Cell(Value(found.problem), found.problem, Tone::bad),
                nullptr,
                nullptr,
                nullptr,
                found.folder.string()};
    }
    const auto& manifest = *found.manifest;
    const auto bytes = backup::bytes_of(manifest);
    return {name,
            Cell(manifest.made_at, frame::relative_time(services.now(), manifest.made_at)),
            Cell(bytes, bytes_in_words(bytes)),
            manifest.files.size(),
            manifest.database,
            Cell(nullptr, " "),
            manifest.host,
            manifest.version,
            manifest.schema_version,
            found.folder.string()};
}

ExitCode run_list(const ListArgs& args, Services& services) {
    auto table = empty_table();
    services.output().require_fields(frame::field_names(table));
    const auto folder = args.in.empty() ? backup_folder(services)
                                        : std::filesystem::absolute(args.in).lexically_normal();
    if (std::error_code none; !args.in.empty() && !std::filesystem::exists(folder, none)) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("there is no folder {}", folder.string()))
            .hint("without a name: the folder as configured");
    }
    for (const auto& found : backup::list_backups(folder)) {
        table.rows.push_back(row_from(found, services));
    }
    services.output().table(std::move(table));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_backup_list() {
    return frame::field_names(empty_table());
}

void add_backup_list(frame::Command& noun) {
    auto args = std::make_shared<ListArgs>();
    noun.verb("list", "List the backups, the newest first")
        .value("in", args->in, "the folder of the backups; without it as configured")
        .examples({"etsyorder backup list",
                   "etsyorder backup list --json name,made_at",
                   "etsyorder backup list --format '{{ backup.path }}'"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
