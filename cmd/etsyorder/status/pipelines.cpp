// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"
#include "frame/command.hpp"
#include "orders/order_cell.hpp"
#include "status/item_rows.hpp"
#include "status/migrate_items.hpp"
#include "status/move.hpp"
#include "status/pipelines_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace etsyorder {

std::vector<std::string> fields_of_status_pipelines();

namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct PipelinesArgs {
    bool migrate = false;
    std::vector<std::string> moves; // "oiling=finishing"
    std::optional<std::string> by;
    std::optional<std::string> reason;
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "pipelines",
            .columns = {{.field = "pipeline", .heading = "pipeline"},
                        {.field = "stage", .heading = "stage"},
                        {.field = "days", .heading = "days", .right = true},
                        {.field = "needs", .heading = "needs"},
                        {.field = "owner", .heading = "owner"},
                        {.field = "public", .heading = "buyers read", .flexible = true},
                        {.field = "match", .heading = "takes", .flexible = true},
                        {.field = "was"}}};
}

frame::Table empty_plan() {
    return {.name = "items",
            .columns = {{.field = "item", .heading = "item"},
                        {.field = "title", .heading = "title", .flexible = true},
                        {.field = "from", .heading = "from"},
                        {.field = "to", .heading = "to"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "why", .heading = "why", .flexible = true},
                        {.field = "from_pipeline", .piped = true},
                        {.field = "to_pipeline", .piped = true},
                        {.field = "order"},
                        {.field = "number"},
                        {.field = "dry_run"}},
            .when_empty = "every item stands in a stage that is there"};
}

std::string match_in_words(const status::Match& match) {
    if (match.is_everything()) {
        return "every other item";
    }
    std::string words;
    const auto add = [&](const char* key, const std::string& value) {
        words += fmt::format("{}{}:{}", words.empty() ? "" : " or ", key, value);
    };
    for (const auto listing : match.listings) {
        add("listing", std::to_string(listing));
    }
    for (const auto& sku : match.skus) {
        add("sku", sku);
    }
    for (const auto& tag : match.tags) {
        add("tag", tag);
    }
    for (const auto& query : match.queries) {
        words += fmt::format("{}({})", words.empty() ? "" : " or ", query);
    }
    return words;
}

ExitCode list_pipelines(Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    const auto pipelines = status::read_pipelines(services.folders().config);
    auto table = empty_table();
    for (const auto& pipeline : pipelines.all) {
        for (const auto& stage : pipeline.stages) {
            Value::List needs;
            for (const auto need : stage.needs) {
                needs.emplace_back(status::to_string(need));
            }
            table.rows.push_back({pipeline.name,
                                  stage.name,
                                  stage.days ? Cell(*stage.days) : Cell(nullptr, " "),
                                  Value::list(std::move(needs)),
                                  Value::text_or_null(stage.owner),
                                  Value::text_or_null(stage.public_name),
                                  match_in_words(pipeline.match),
                                  Value::text_or_null(stage.was)});
        }
    }
    services.output().table(table);
    return ExitCode::done;
}

std::map<std::string, std::string>
moves_from(const PipelinesArgs& args, const StatusDesk& desk, db::Database& database) {
    std::map<std::string, std::string> moves;
    for (const auto& move : args.moves) {
        const auto sign = move.find('=');
        if (sign == std::string::npos || sign == 0) {
            throw Error(ErrorKind::usage,
                        fmt::format("--move: \"{}\" names no two stages", shortened(move)))
                .hint("--move oiling=finishing");
        }
        must_be_stage(desk.pipelines(), move.substr(sign + 1), "--move");
        const auto known = stages_anywhere(desk, database);
        if (std::find(known.begin(), known.end(), move.substr(0, sign)) == known.end()) {
            const auto meant = base::nearest(move.substr(0, sign), known);
            throw Error(
                ErrorKind::usage,
                fmt::format("--move: no piece stands in \"{}\"", shortened(move.substr(0, sign))))
                .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                            : "etsyorder status board");
        }
        if (!moves.emplace(move.substr(0, sign), move.substr(sign + 1)).second) {
            throw Error(ErrorKind::usage,
                        fmt::format("--move: \"{}\" is there twice", move.substr(0, sign)))
                .because("all pieces of a stage that is gone go to the same one");
        }
    }
    return moves;
}

std::string stages(const status::WorkItem& item) {
    std::string words;
    for (const auto& pieces : item.pieces) {
        words += (words.empty() ? "" : ", ") + pieces.stage;
    }
    return words;
}

// "signs: engraving" where it changes its pipeline, too.
Cell stages_cell(const status::WorkItem& item, bool other_pipeline) {
    return {stages(item),
            other_pipeline ? fmt::format("{}: {}", item.pipeline, stages(item)) : stages(item)};
}

ExitCode migrate(const PipelinesArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_plan()), "items");
    auto& database = services.database_to_change(args.dry_run);
    StatusDesk desk(services, database);
    const auto moves = moves_from(args, desk, database);
    const auto told = told_by(args.by, args.reason, services);
    const auto all =
        args.dry_run ? status::plan_migration(database, moves, desk.placing())
                     : status::migrate_items(database, moves, desk.placing(), told, services.now());
    auto table = empty_plan();
    std::size_t left = 0;
    for (const auto& one : all) {
        const auto& item = one.before;
        left += one.is_settled() ? 0U : 1U;
        const bool other_pipeline = one.is_settled() && item.pipeline != one.after.pipeline;
        table.rows.push_back({item_word(database, item),
                              item.title,
                              stages_cell(item, other_pipeline),
                              one.is_settled() ? stages_cell(one.after, other_pipeline) : Value(),
                              Cell(!one.is_settled() ? "left where it is"
                                   : args.dry_run    ? "would be moved"
                                                     : "moved",
                                   "",
                                   one.is_settled() ? Tone::plain : Tone::bad),
                              Value::text_or_null(one.why),
                              item.pipeline,
                              one.is_settled() ? Value(one.after.pipeline) : Value(),
                              item.receipt.value(),
                              item.number,
                              args.dry_run});
    }
    services.output().table(table);
    if (left > 0) {
        services.output().warn(
            fmt::format("{} item{} stand{} in a stage that is gone: say where to with "
                        "`was:` in {}, or --move OLD=NEW",
                        left,
                        left == 1 ? "" : "s",
                        left == 1 ? "s" : "",
                        status::kPipelinesFile));
        return ExitCode::findings;
    }
    return ExitCode::done;
}

ExitCode run_pipelines(const PipelinesArgs& args, Services& services) {
    if (args.migrate) {
        return migrate(args, services);
    }
    if (!args.moves.empty() || args.dry_run || args.reason || args.by) {
        throw Error(ErrorKind::usage, "--move, --reason, --by and --dry-run belong to --migrate");
    }
    return list_pipelines(services);
}

} // namespace

std::vector<std::string> fields_of_status_pipelines() {
    return frame::field_names(empty_table());
}

void add_status_pipelines(frame::Command& noun) {
    auto args = std::make_shared<PipelinesArgs>();
    noun.verb("pipelines", "List your pipelines and their stages, or move items to changed ones")
        .flag("--migrate", args->migrate, "move items that stand in stages which are gone")
        .value("--move",
               args->moves,
               "with --migrate: where pieces of a stage that is gone go",
               {.shown = "OLD=NEW"})
        .value("--reason", args->reason, "with --migrate: why, for the history", {.shown = "WORDS"})
        .value("--by", args->by, "with --migrate: who does it, for the history", {.shown = "NAME"})
        .flag("--dry-run", args->dry_run, "with --migrate: show the plan, change nothing")
        .examples({"etsyorder status pipelines",
                   "etsyorder status pipelines --migrate --dry-run",
                   "etsyorder status pipelines --migrate --move oiling=finishing"})
        .runs([args](Services& services) { return run_pipelines(*args, services); });
}

} // namespace etsyorder
