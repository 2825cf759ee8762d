// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/page.hpp"
#include "orders/export_format.hpp"
#include "orders/export_target.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"
#include "orders/selection.hpp"
#include "orders/shop_zones.hpp"
#include "orders/surroundings.hpp"

#include <fmt/format.h>

#include <filesystem>

namespace etsyorder {

std::vector<std::string> fields_of_orders_export();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;

struct ExportArgs {
    OrderChoice orders; // --all is its any_state
    bool open = false;
    std::string to;
    std::string out; // empty and "-": standard output
    bool force = false;
    std::string rows;
    std::string separator;
    bool bom = false;
    bool raw = false;
    std::string paper;
    bool prices = false;
    bool dry_run = false;

    [[nodiscard]] std::string file() const { return out == "-" ? "" : out; }
};

// A file's name says enough.
std::string wanted_format(const ExportArgs& args) {
    if (!args.to.empty()) {
        return args.to;
    }
    const auto extension = std::filesystem::path(args.file()).extension().string();
    for (const auto& [end, format] : {std::pair(".csv", "csv"),
                                      std::pair(".json", "json"),
                                      std::pair(".jsonl", "jsonl"),
                                      std::pair(".pdf", "slips")}) {
        if (extension == end) {
            return format;
        }
    }
    throw Error(ErrorKind::usage, "into what shall the orders be exported?")
        .hint("--to csv, json, jsonl or slips");
}

// A flag that would do nothing was meant to do something.
void refuse_idle_flags(const ExportArgs& args, const std::string& format) {
    struct Flag {
        const char* name;
        bool given;
        const char* format;
    };
    for (const auto& flag : {Flag{"--rows", !args.rows.empty(), "csv"},
                             Flag{"--separator", !args.separator.empty(), "csv"},
                             Flag{"--bom", args.bom, "csv"},
                             Flag{"--raw", args.raw, "csv"},
                             Flag{"--paper", !args.paper.empty(), "slips"},
                             Flag{"--prices", args.prices, "slips"}}) {
        if (flag.given && format != flag.format) {
            throw Error(
                ErrorKind::usage,
                fmt::format("{} belongs to --to {}, not to {}", flag.name, flag.format, format));
        }
    }
    if (args.force && args.file().empty()) {
        throw Error(ErrorKind::usage, "--force is about a file, and none is named")
            .hint("--out FILE");
    }
}

std::unique_ptr<ExportFormat>
format_from(const ExportArgs& args, const std::string& format, Services& services) {
    if (format == "slips") {
        const auto& paper = args.paper.empty() ? services.config().text("slips.paper") : args.paper;
        return slips_format({paper, args.prices}, services);
    }
    if (format == "json") {
        return json_format();
    }
    if (format == "jsonl") {
        return json_lines_format();
    }
    const char separator = args.separator == "semicolon" ? ';'
                           : args.separator == "tab"     ? '\t'
                                                         : ',';
    return csv_format(args.rows == "orders" ? CsvRows::orders : CsvRows::items,
                      {separator, !args.raw, args.bom});
}

// All or nothing: a file that lacks orders would look whole. By number only, so that a large shop
// is never in memory as a whole.
std::vector<orders::OrderId>
chosen_orders(const ExportArgs& args, Services& services, db::Database& database) {
    auto chosen = select_orders(args.orders, WhenNoneNamed::open_orders, services, database);
    if (!chosen.missing.empty()) {
        throw unknown_orders(database, chosen.missing);
    }
    return std::move(chosen.ids);
}

Exported write_orders(const std::vector<orders::OrderId>& ids,
                      ExportFormat& format,
                      ExportTarget& target,
                      Services& services,
                      db::Database& database) {
    constexpr std::size_t kAtOnce = 64 * 1024;
    const orders::OrderRepository repository(database);
    const Surroundings surroundings(services, database);
    const ShopZones zones(services, database);
    MakingOfOrders making(services, database);
    Exported done;
    std::string pending;
    format.begin(pending);
    for (const auto id : ids) {
        const auto order = repository.load(id);
        if (!order) {
            continue; // gone between two looks of a store that is also written
        }
        auto around =
            format.needs_events() ? surroundings.of(*order) : surroundings.without_events(*order);
        if (format.needs_events()) {
            around.making = making.of(*order);
        }
        format.add(*order, around, zones.of(order->shop), pending);
        ++done.orders;
        if (pending.size() >= kAtOnce) {
            target.write(pending);
            pending.clear();
        }
    }
    format.end(pending);
    target.write(pending);
    target.commit();
    format.tell(done);
    return done;
}

Value report_value(const ExportArgs& args, const std::string& format, const Exported& done) {
    const std::string file = args.file();
    const bool is_csv = format == "csv" && !args.dry_run; // counted while it is written
    const bool is_slips = format == "slips" && !args.dry_run;
    return Value::object({{"to", format},
                          {"file", file.empty() ? Value() : Value(file)},
                          {"orders", done.orders},
                          {"rows", is_csv ? Value(done.rows) : Value()},
                          {"pages", is_slips ? Value(done.pages) : Value()},
                          {"guarded_cells", is_csv ? Value(done.guarded_cells) : Value()},
                          {"notes", Value::list({done.notes.begin(), done.notes.end()})},
                          {"dry_run", args.dry_run}});
}

std::string counted(std::int64_t count, const char* thing) {
    return fmt::format("{} {}{}", count, thing, count == 1 ? "" : "s");
}

void plan(const ExportArgs& args,
          const std::string& format,
          std::size_t orders,
          Services& services) {
    Exported would;
    would.orders = static_cast<std::int64_t>(orders);
    const auto file = args.file();
    frame::Page page;
    page.line(fmt::format("{} would be written to {} as {}",
                          counted(would.orders, "order"),
                          file.empty() ? "standard output" : file,
                          format));
    services.output().page("export", report_value(args, format, would), page);
}

void tell(const ExportArgs& args,
          const std::string& format,
          const Exported& done,
          Services& services,
          db::Database& database) {
    auto& output = services.output();
    for (const auto& note : done.notes) {
        output.warn(note);
    }
    if (done.guarded_cells > 0) {
        output.note(fmt::format("{} could be taken for a formula and got a ' in front; the column "
                                "answers has the exact words, --raw leaves them all as they are",
                                counted(done.guarded_cells, "cell")));
    }
    if (!args.file().empty()) {
        std::string text = counted(done.orders, "order");
        if (format == "csv") {
            text += ", " + counted(done.rows, "row");
        } else if (format == "slips") {
            text += ", " + counted(done.pages, "page");
        }
        output.note(fmt::format("{}: {}", args.file(), text));
        if (output.json()) {
            output.page("export", report_value(args, format, done), {});
        }
    }
    if (const auto unfinished = never_synced_to_the_end(database); !unfinished.empty()) {
        output.warn(unfinished);
    } else {
        output.note(staleness(services, database));
    }
}

ExitCode run_export(const ExportArgs& args, Services& services) {
    services.output().require_fields(fields_of_orders_export(), "export");
    const auto format = wanted_format(args);
    refuse_idle_flags(args, format);
    const auto writer = format_from(args, format, services); // may become another program
    if (services.output().json() && args.file().empty() && !args.dry_run) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} reports on an export, which needs a file of its own",
                                services.output().formats() ? "--format" : "--json"))
            .hint("--out FILE, or --to json for the orders themselves");
    }
    db::Database& database = services.database_for_reading();
    ExportTarget target(args.file(),
                        args.force,
                        writer->is_text() ? ExportTarget::Content::text
                                          : ExportTarget::Content::binary,
                        services.streams());
    const auto ids = chosen_orders(args, services, database);
    if (ids.empty() && orders::OrderQueries(database).freshness().empty()) {
        throw frame::nothing_synced(fmt::format("no shop was synced into {} so far",
                                                services.folders().database_file().string()));
    }
    if (ids.empty() && !writer->may_be_empty()) {
        services.output().warn("no such orders: nothing is written");
        return ExitCode::done;
    }
    if (args.dry_run) {
        plan(args, format, ids.size(), services);
        return ExitCode::done; // the target was never committed: nothing is there
    }
    const auto done = write_orders(ids, *writer, target, services, database);
    tell(args, format, done, services, database);
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_export() {
    return frame::member_names(report_value({}, {}, {}));
}

void add_orders_export(frame::Command& orders) {
    auto args = std::make_shared<ExportArgs>();
    auto verb = orders.verb("export", "Export orders as CSV, JSON or packing slips");
    add_order_choice(verb, args->orders);
    verb.flag("--open", args->open, "open orders only (also without this flag)")
        .flag("--all", args->orders.any_state, "open or not")
        .never_both("--all", "--open")
        .value("--to",
               args->to,
               "csv, json, jsonl (an order a line) or slips (packing slips as PDF)",
               {.shown = "WHAT", .one_of = {"csv", "json", "jsonl", "slips"}})
        .value(
            "--out", args->out, "a new file; without it, or -: standard output", {.shown = "FILE"})
        .flag("--force", args->force, "replace the file when it is there")
        .value("--rows",
               args->rows,
               "CSV: items (one row an item; so without it) or orders",
               {.shown = "ROWS", .one_of = {"items", "orders"}})
        .value("--separator",
               args->separator,
               "CSV: comma (without it), semicolon or tab",
               {.shown = "NAME", .one_of = {"comma", "semicolon", "tab"}})
        .flag("--bom", args->bom, "CSV: begin with the mark by which Excel knows UTF-8")
        .flag("--raw", args->raw, "CSV: leave texts alone that a spreadsheet may run as a formula")
        .value("--paper",
               args->paper,
               "slips: a4, letter or a6; without it the option slips.paper",
               {.shown = "PAPER", .one_of = {"a4", "letter", "a6"}})
        .flag("--prices", args->prices, "slips: with prices, but never on a gift")
        .flag("--dry-run", args->dry_run, "say what would be written, write nothing")
        .examples(
            {"etsyorder orders export --to csv --out open-orders.csv",
             "etsyorder orders export --where 'due:<2d is:personalised' --out today.pdf",
             "etsyorder orders export --all --to jsonl | gzip > orders.jsonl.gz",
             "etsyorder orders list --due 1 | etsyorder orders export - --to slips --out today.pdf",
             "etsyorder orders export 3512345678 --to slips --paper a6 | lp"})
        .runs([args](Services& services) { return run_export(*args, services); });
}

} // namespace etsyorder
