// SPDX-License-Identifier: MIT
#include "orders/order_cell.hpp"
#include "status/hold_items.hpp"
#include "status/item_rows.hpp"
#include "status/move.hpp"

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct HoldArgs {
    ItemWords items;
    std::optional<std::string> reason;
    std::optional<std::string> by;
    std::string waits_for; // of `block`
    bool dry_run = false;
};

frame::Table empty_table() {
    return {.name = "items",
            .columns = {{.field = "item", .heading = "item"},
                        {.field = "title", .heading = "title", .flexible = true},
                        {.field = "stage", .heading = "stage"},
                        {.field = "held", .heading = "held up", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "reason"},
                        {.field = "order"},
                        {.field = "number"},
                        {.field = "name"},
                        {.field = "dry_run"}}};
}

std::vector<std::string> fields() {
    return frame::field_names(empty_table());
}

frame::Table as_table(const status::HoldResult& result, bool dry_run, db::Database& database) {
    auto table = empty_table();
    for (const auto& held : result.items) {
        const auto& item = held.item;
        table.rows.push_back({item_word(database, item),
                              item.title,
                              item.pieces.front().stage,
                              frame::Cell(hold_value(item), item.hold ? hold_in_words(item) : " "),
                              !held.changed ? "already so"
                              : dry_run     ? "would change"
                                            : "changed",
                              Value::text_or_null(item.hold ? item.hold->reason : ""),
                              item.receipt.value(),
                              item.number,
                              name_value(database, item.order, item.receipt),
                              dry_run});
    }
    return table;
}

enum class Wanted { hold, block, resume };

ExitCode run_hold(const HoldArgs& args, Wanted wanted, Services& services) {
    services.output().require_fields(fields(), "items");
    auto& database = services.database_to_change(args.dry_run);
    StatusDesk desk(services, database);
    status::HoldChange change;
    change.told = told_by(args.by, args.reason, services);
    if (wanted == Wanted::block && change.told.reason.empty()) {
        throw base::Error(base::ErrorKind::usage, "why is it blocked?")
            .hint("--reason 'which of the two fonts?'");
    }
    if (wanted != Wanted::resume) {
        change.hold = status::Hold{
            wanted == Wanted::block ? args.waits_for : std::string(), change.told.reason, {}};
    }
    const auto chosen = choose_whole_items(args.items, desk, services, database);
    const auto result =
        args.dry_run ? status::plan_hold(database, chosen, change, desk.placing(), services.now())
                     : status::hold_items(database, chosen, change, desk.placing(), services.now());
    if (!result.missing.empty()) {
        throw unknown_items(database, result.missing);
    }
    services.output().table(as_table(result, args.dry_run, database));
    return ExitCode::done;
}

void add_common(frame::Command& verb, HoldArgs& args) {
    add_item_words(verb, args.items);
    verb.value("--reason", args.reason, "why, for you and the history", {.shown = "WORDS"})
        .value("--by", args.by, "who or what says so, for the history", {.shown = "NAME"})
        .flag("--dry-run", args.dry_run, "say what would change, change nothing");
}

} // namespace

std::vector<std::string> fields_of_status_hold() {
    return fields();
}
std::vector<std::string> fields_of_status_block() {
    return fields();
}
std::vector<std::string> fields_of_status_resume() {
    return fields();
}

void add_status_hold(frame::Command& noun) {
    auto args = std::make_shared<HoldArgs>();
    auto verb = noun.verb("hold", "Put items on hold: they stay in their stage until resumed");
    add_common(verb, *args);
    verb.examples({"etsyorder status hold 3512345678 --reason 'buyer is on holiday'",
                   "etsyorder status hold --where tag:batch-7 --dry-run"})
        .runs([args](Services& services) { return run_hold(*args, Wanted::hold, services); });
}

void add_status_block(frame::Command& noun) {
    auto args = std::make_shared<HoldArgs>();
    args->waits_for = "buyer";
    auto verb = noun.verb("block", "Say what items wait for: the buyer, material, a maker");
    add_common(verb, *args);
    verb.value("--waits-for",
               args->waits_for,
               "buyer (also without this flag), material, maker or other",
               {.shown = "WHOM", .one_of = status::things_to_wait_for()})
        .examples({"etsyorder status block 3512345678.2 --reason 'which of the two fonts?'",
                   "etsyorder status block --where sku:OAK* --waits-for material --reason 'oak is "
                   "out until Friday'"})
        .runs([args](Services& services) { return run_hold(*args, Wanted::block, services); });
}

void add_status_resume(frame::Command& noun) {
    auto args = std::make_shared<HoldArgs>();
    auto verb = noun.verb("resume", "Let items go on that were on hold or blocked");
    add_common(verb, *args);
    verb.examples({"etsyorder status resume 3512345678",
                   "etsyorder status list --held | etsyorder status resume -"})
        .runs([args](Services& services) { return run_hold(*args, Wanted::resume, services); });
}

} // namespace etsyorder
