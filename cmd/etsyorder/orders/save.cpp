// SPDX-License-Identifier: MIT
// `orders save` and `orders saved`: queries under a name.
#include "base/nearest.hpp"
#include "frame/command.hpp"
#include "orders/query_error.hpp"
#include "orders/saved_query_repository.hpp"
#include "orders/selection.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;

struct SaveArgs {
    std::string name;
    std::vector<std::string> words; // of the query; "-x" comes as "+-x"
    bool remove = false;
    bool dry_run = false;
};

// What is saved, or taken away; `before` is empty where there was none of this name.
struct Saved {
    orders::SavedQuery query;
    std::string before;
    std::string outcome;
};

frame::Table save_table(const std::vector<Saved>& all, bool dry_run) {
    frame::Table table{.name = "saved",
                       .columns = {{.field = "name", .heading = "name"},
                                   {.field = "query", .heading = "query", .flexible = true},
                                   {.field = "outcome", .heading = "outcome"},
                                   {.field = "before", .heading = "before", .flexible = true},
                                   {.field = "dry_run"}}};
    for (const auto& [query, before, outcome] : all) {
        table.rows.push_back({query.name,
                              query.query.empty() ? frame::Value() : frame::Value(query.query),
                              outcome,
                              before.empty() ? frame::Value() : frame::Value(before),
                              dry_run});
    }
    return table;
}

frame::Table saved_table(const std::vector<orders::SavedQuery>& all) {
    frame::Table table{.name = "saved",
                       .columns = {{.field = "name", .heading = "name"},
                                   {.field = "query", .heading = "query", .flexible = true},
                                   {.field = "saved_at"}},
                       .when_empty = "no query is saved"};
    for (const auto& one : all) {
        table.rows.push_back({one.name, one.query, one.saved_at});
    }
    return table;
}

void refuse_wrong_words(const SaveArgs& args) {
    if (!query::is_name(args.name)) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("\"{}\" is no name for a query", shortened(args.name)))
            .because("a name has 1 to 40 letters of a to z, digits, - and _")
            .hint("etsyorder orders save rush 'due:<3d -is:gift'");
    }
    if (args.words.empty() != args.remove) {
        throw base::Error(base::ErrorKind::usage,
                          args.remove ? "--delete takes the name alone" : "the query is missing")
            .hint("etsyorder orders save rush 'due:<3d -is:gift'");
    }
}

// A wrong query is never stored, nor one that asks for itself.
void check(const orders::SavedQuery& saved, db::Database& database) {
    auto others = saved_queries(database);
    const auto with_this = [&](const std::string& name) {
        return name == saved.name ? std::optional(saved.query) : others.find(name);
    };
    const auto query =
        query::parse(saved.query, orders::query_vocabulary(), {with_this, others.names});
    if (!query) {
        throw query_error(query.error());
    }
}

ExitCode run_save(const SaveArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(save_table({}, false)), "saved");
    refuse_wrong_words(args);
    auto& database = services.database_to_change(args.dry_run);
    const orders::SavedQuery wanted{args.name, joined_words(args.words), services.now()};
    if (!args.remove) {
        check(wanted, database);
    }
    std::optional<db::UnitOfWork> work;
    if (!args.dry_run) {
        work.emplace(database);
    }
    orders::SavedQueryRepository repository(database);
    const auto before = repository.find(args.name);
    const bool already = args.remove ? !before : before && before->query == wanted.query;
    if (work && !already) {
        args.remove ? repository.remove(args.name) : repository.save(wanted);
        work->commit();
    }
    const char* would = args.remove ? "would delete" : before ? "would change" : "would save";
    const char* did = args.remove ? "deleted" : before ? "changed" : "saved";
    services.output().table(save_table({{wanted,
                                         before ? before->query : "",
                                         already        ? "already so"
                                         : args.dry_run ? would
                                                        : did}},
                                       args.dry_run));
    return ExitCode::done;
}

ExitCode run_saved(Services& services) {
    services.output().require_fields(frame::field_names(saved_table({})));
    const orders::SavedQueryRepository repository(services.database_for_reading());
    services.output().table(saved_table(repository.all()));
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_save() {
    return frame::field_names(save_table({}, false));
}

std::vector<std::string> fields_of_orders_saved() {
    return frame::field_names(saved_table({}));
}

void add_orders_save(frame::Command& orders) {
    auto args = std::make_shared<SaveArgs>();
    orders.verb("save", "Save a query under a name, for query:NAME")
        .value("name", args->name, "letters, digits, - and _", {.required = true, .live = "saved"})
        .value("query", args->words, "a query (man 7 etsyorder-query)", {.live = "query"})
        .flag("--delete", args->remove, "forget the query of this name")
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders save rush 'due:<3d -is:gift'",
                   "etsyorder orders list query:rush tag:wedding",
                   "etsyorder orders save rush --delete"})
        .runs([args](Services& services) { return run_save(*args, services); });
}

void add_orders_saved(frame::Command& orders) {
    orders.verb("saved", "List the saved queries")
        .examples({"etsyorder orders saved"})
        .runs([](Services& services) { return run_saved(services); });
}

} // namespace etsyorder
