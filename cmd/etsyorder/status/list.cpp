// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "frame/row_limit.hpp"
#include "orders/order_cell.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_status_list();

namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

struct ListArgs {
    ItemWords items;
    std::optional<std::string> stage;
    bool held = false;
    std::optional<std::string> limit;
};

frame::Table empty_table() {
    return {
        .name = "items",
        .columns = {{.field = "item", .heading = "item"},
                    {.field = "buyer", .heading = "buyer", .flexible = true, .expendable = true},
                    {.field = "title", .heading = "title", .flexible = true},
                    {.field = "quantity", .heading = "pieces", .right = true},
                    {.field = "stage", .heading = "stage"},
                    {.field = "since", .heading = "since", .expendable = true},
                    {.field = "ship_by", .heading = "ship by"},
                    {.field = "held", .heading = "held up", .flexible = true},
                    {.field = "of"},
                    {.field = "pipeline"},
                    {.field = "public"},
                    {.field = "owner"},
                    {.field = "reason"},
                    {.field = "sku"},
                    {.field = "order"},
                    {.field = "number"},
                    {.field = "name"},
                    {.field = "shop"}},
        .when_empty = "nothing is to be made"};
}

// All items of orders that were named are shown, unless a limit was asked for.
frame::RowLimit limit_from(const ListArgs& args, Services& services) {
    return args.items.words.empty() || args.limit ? frame::RowLimit(args.limit, services.streams())
                                                  : frame::RowLimit();
}

class ItemList {
public:
    ItemList(Services& services, db::Database& database, StatusDesk& desk, const ListArgs& args)
        : limit_(limit_from(args, services)), rows_(services.output().rows(empty_table())),
          zones_(services, database), services_(services), database_(database), desk_(desk),
          args_(args) {}

    void add(const status::WorkItem& item) {
        if (args_.held && !item.hold) {
            return;
        }
        const auto& zone = zones_.of(item.shop);
        for (const auto& pieces : item.pieces) {
            if (args_.stage && pieces.stage != *args_.stage) {
                continue;
            }
            if (!limit_.takes()) {
                return;
            }
            const auto* const stage = stage_of(item, pieces.stage, desk_.placing());
            rows_.add({item_word(database_, item),
                       item.buyer_name,
                       item.title,
                       Cell(pieces.quantity,
                            pieces.quantity == item.quantity
                                ? std::to_string(item.quantity)
                                : fmt::format("{} of {}", pieces.quantity, item.quantity)),
                       Cell(pieces.stage, "", stage == nullptr ? Tone::bad : Tone::plain),
                       Cell(pieces.since,
                            frame::relative_time(services_.now(), pieces.since),
                            Tone::faint),
                       ship_by_cell(item, zone, services_.now()),
                       Cell(hold_value(item), item.hold ? hold_in_words(item) : " ", Tone::soon),
                       item.quantity,
                       item.pipeline,
                       Value::text_or_null(stage == nullptr ? "" : stage->public_name),
                       Value::text_or_null(stage == nullptr ? "" : stage->owner),
                       Value::text_or_null(item.hold ? item.hold->reason : ""),
                       Value::text_or_null(item.sku),
                       item.receipt.value(),
                       item.number,
                       name_value(database_, item.order, item.receipt),
                       item.shop.value()});
        }
    }
    void end() {
        rows_.end(limit_.cut());
        limit_.tell(services_.output());
    }

private:
    frame::RowLimit limit_;
    frame::Output::Rows rows_;
    ShopZones zones_;
    Services& services_;
    db::Database& database_;
    StatusDesk& desk_;
    const ListArgs& args_;
};

ExitCode run_list(const ListArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_list());
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    if (args.stage) {
        const auto in_use = status::StatusRepository(database).stages_in_use();
        if (std::find(in_use.begin(), in_use.end(), *args.stage) == in_use.end()) {
            must_be_stage(desk.pipelines(), *args.stage, "--stage");
        }
    }
    ItemList list(services, database, desk, args);
    each_item(
        args.items, desk, services, database, [&](status::WorkItem&& item) { list.add(item); });
    list.end();
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_list() {
    return frame::field_names(empty_table());
}

void add_status_list(frame::Command& noun) {
    auto args = std::make_shared<ListArgs>();
    auto verb = noun.verb("list", "List the items that are to be made, and where they are");
    add_item_words(verb, args->items);
    verb.value("--stage",
               args->stage,
               "only pieces in this stage",
               {.shown = "STAGE", .live = "stage"})
        .flag("--held", args->held, "only items that are on hold or wait for something")
        .value("--limit", args->limit, frame::kLimitText, {.shown = "N"})
        .examples({"etsyorder status list",
                   "etsyorder status list --stage engraving --json item,title,quantity",
                   "etsyorder status list --where 'due:<3d tag:wedding'",
                   "etsyorder status list --held"})
        .runs([args](Services& services) { return run_list(*args, services); });
}

} // namespace etsyorder
