// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/csv.hpp"
#include "orders/export_target.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ExportArgs {
    ItemWords items;
    std::string out;
    std::string separator = ",";
    bool force = false;
    bool excel = false;
};

// The columns that `status import` reads are the first ones: a contract, docs/json-output.md.
constexpr const char* kColumns[] = {"item",
                                    "stage",
                                    "quantity",
                                    "reason",
                                    "of",
                                    "title",
                                    "sku",
                                    "buyer",
                                    "ship_by",
                                    "since",
                                    "pipeline",
                                    "held"};

void add_rows(frame::CsvText& csv,
              const status::WorkItem& item,
              const std::string& word,
              const base::Zone& zone) {
    for (const auto& pieces : item.pieces) {
        csv.plain(word)
            .cell(pieces.stage)
            .number(pieces.quantity)
            .empty()
            .number(item.quantity)
            .cell(item.title)
            .cell(item.sku)
            .cell(item.buyer_name)
            .plain(item.ship_by ? base::format_date(zone.date(*item.ship_by)) : "")
            .plain(base::format_instant(pieces.since))
            .cell(item.pipeline)
            .cell(hold_in_words(item))
            .end_row();
    }
}

ExitCode run_export(const ExportArgs& args, Services& services) {
    if (services.output().json()) {
        throw base::Error(base::ErrorKind::usage, "status export writes a spreadsheet")
            .hint("etsyorder status list --json");
    }
    auto& database = services.database_for_reading();
    StatusDesk desk(services, database);
    const char separator = args.separator == "tab" ? '\t' : args.separator[0];
    frame::CsvText csv({separator, true, args.excel});
    for (const char* column : kColumns) {
        csv.plain(column);
    }
    csv.end_row();
    ExportTarget target(args.out, args.force, ExportTarget::Content::text, services.streams());
    const ShopZones zones(services, database);
    std::int64_t count = 0;
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        constexpr std::size_t kPiece = 64 << 10;
        add_rows(csv, item, item_word(database, item), zones.of(item.shop));
        ++count;
        if (csv.size() > kPiece) {
            target.write(csv.take());
        }
    });
    target.write(csv.take());
    target.commit();
    services.output().note(fmt::format("{} item{} written", count, count == 1 ? "" : "s"));
    return ExitCode::done;
}

} // namespace

void add_status_export(frame::Command& noun) {
    auto args = std::make_shared<ExportArgs>();
    auto verb = noun.verb("export", "Write a spreadsheet of what is to be made, for status import");
    add_item_words(verb, args->items);
    verb.value(
            "--out", args->out, "a new file; without it, or -: standard output", {.shown = "FILE"})
        .value("--separator",
               args->separator,
               "between two cells: , (also without this flag), ; or tab",
               {.shown = "SIGN", .one_of = {",", ";", "tab"}})
        .flag("--excel", args->excel, "with the mark by which Excel knows UTF-8")
        .flag("--force", args->force, "replace the file if it is there")
        .examples(
            {"etsyorder status export --out work.csv",
             "etsyorder status export --where 'due:<7d' --separator ';' --excel --out week.csv"})
        .runs([args](Services& services) { return run_export(*args, services); });
}

} // namespace etsyorder
