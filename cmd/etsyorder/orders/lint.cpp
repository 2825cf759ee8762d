// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "lint/lint_orders.hpp"
#include "orders/lint_code.hpp"
#include "orders/lint_text.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_queries.hpp"
#include "orders/references.hpp"
#include "orders/selection.hpp"
#include "orders/shop_zones.hpp"
#include "orders/surroundings.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;

struct LintArgs {
    OrderChoice orders;
    bool all = false;
    bool silenced = false;
    bool codes = false;
    std::string level = "hint";
    std::optional<std::string> explain;
};

// Marks below a line of an answer need some room, however narrow the terminal is.
int page_width(Services& services) {
    constexpr int kNarrowest = 20;
    return std::max(kNarrowest, services.streams().width());
}

lint::Severity severity_from(const std::string& level) {
    return level == "error"     ? lint::Severity::error
           : level == "warning" ? lint::Severity::warning
                                : lint::Severity::hint;
}

frame::Table empty_codes_table() {
    return {.name = "codes",
            .columns = {{.field = "code", .heading = "code"},
                        {.field = "severity", .heading = "severity"},
                        {.field = "title", .heading = "title", .flexible = true},
                        {.field = "explanation"},
                        {.field = "remedy"},
                        {.field = "example"}}};
}

ExitCode list_codes(Services& services) {
    auto rows = services.output().rows(empty_codes_table());
    for (const auto& code : lint::all_codes()) {
        rows.add({code.name,
                  lint::to_string(code.severity),
                  code.title,
                  code.explanation,
                  code.remedy,
                  code.example});
    }
    rows.end();
    return ExitCode::done;
}

ExitCode explain(const std::string& name, Services& services) {
    const auto& code = lint::info(code_from(name));
    services.output().page("code", code_value(code), code_page(code, page_width(services)));
    return ExitCode::done;
}

lint::LintOptions options_from(const LintArgs& args, Services& services, db::Database& database) {
    lint::LintOptions options;
    options.least = severity_from(args.level);
    options.silenced = args.silenced ? lint::SilencedOnes::told : lint::SilencedOnes::left_out;
    options.scope.shop = chosen_shop(services, database);
    options.scope.only_open = !args.all;
    if (args.orders.names_any()) {
        auto chosen = select_orders(args.orders, WhenNoneNamed::open_orders, services, database);
        if (!chosen.missing.empty()) {
            throw unknown_orders(database, chosen.missing);
        }
        options.scope.orders = std::move(chosen.ids);
    }
    return options;
}

std::string count_of(std::int64_t count, const char* one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string in_words(const lint::LintTotals& totals) {
    const auto silenced =
        totals.silenced > 0 ? fmt::format("; {} silenced", totals.silenced) : std::string();
    if (totals.findings() == 0) {
        return fmt::format("nothing found in {}{}", count_of(totals.orders, "order"), silenced);
    }
    return fmt::format("{} in {} of {}: {}, {}, {}{}; what one means: etsyorder orders lint "
                       "--explain CODE",
                       count_of(totals.findings(), "finding"),
                       totals.orders_with_findings,
                       count_of(totals.orders, "order"),
                       count_of(totals.errors, "error"),
                       count_of(totals.warnings, "warning"),
                       count_of(totals.hints, "hint"),
                       silenced);
}

// A page where somebody reads it, rows for all else.
lint::LintTotals
report(const lint::LintOptions& options, Services& services, db::Database& database) {
    auto& output = services.output();
    if (output.json() || !services.streams().out_is_terminal()) {
        auto rows = output.rows(empty_findings_table());
        const ShopFreshness freshness(services, database);
        const auto totals = lint::lint_orders(
            database,
            options,
            [&](const lint::LintOrder& order, const std::vector<lint::OrderFinding>& found) {
                const FindingFacts facts{order_name(database, order.id, order.receipt),
                                         !order.only_from_file && freshness.is_stale(order.shop)};
                for (const auto& one : found) {
                    rows.add(findings_row(order, one, facts));
                }
            });
        rows.end();
        return totals;
    }
    frame::Page page;
    const ShopZones zones(services, database);
    const int width = page_width(services);
    bool any = false;
    const auto totals = lint::lint_orders(
        database,
        options,
        [&](const lint::LintOrder& order, const std::vector<lint::OrderFinding>& found) {
            if (std::exchange(any, true)) {
                page.blank();
            }
            add_findings(page,
                         order,
                         found,
                         {width,
                          services.now(),
                          &zones.of(order.shop),
                          order_name(database, order.id, order.receipt)});
        });
    output.page("findings", Value::list({}), page);
    return totals;
}

ExitCode run_lint(const LintArgs& args, Services& services) {
    auto& output = services.output();
    if (args.codes || args.explain) {
        if (args.orders.names_any()) {
            throw base::Error(base::ErrorKind::usage,
                              "--explain and --codes are about codes, not about orders");
        }
        output.require_fields(frame::field_names(empty_codes_table()));
        return args.codes ? list_codes(services) : explain(*args.explain, services);
    }
    output.require_fields(frame::field_names(empty_findings_table()));
    db::Database& database = services.database_for_reading();
    const auto options = options_from(args, services, database);
    const auto totals = report(options, services, database);
    if (totals.orders == 0 && orders::OrderQueries(database).freshness().empty()) {
        throw frame::nothing_synced(fmt::format("no shop was synced into {} so far",
                                                services.folders().database_file().string()));
    }
    output.note(in_words(totals));
    if (const auto unfinished = never_synced_to_the_end(database); !unfinished.empty()) {
        output.warn(unfinished);
    } else {
        output.note(staleness(services, database, ShownToo::listings));
    }
    return totals.findings() > 0 ? ExitCode::findings : ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_orders_lint() {
    return frame::field_names(empty_findings_table());
}

void add_orders_lint(frame::Command& orders) {
    auto args = std::make_shared<LintArgs>();
    auto verb = orders.verb(
        "lint", "Find what would ruin an item: missing answers, odd characters, and more");
    add_order_choice(verb, args->orders);
    verb.flag("--all", args->all, "all orders, open or not; without orders: the open ones")
        .never_both("--all", "--where")
        .value("--level",
               args->level,
               "tell this and what is worse: hint (also without this flag), warning or error",
               {.shown = "LEVEL", .one_of = {"hint", "warning", "error"}})
        .flag("--silenced", args->silenced, "also tell what was silenced, and why")
        .value("--explain",
               args->explain,
               "what a code means and what to do",
               {.shown = "CODE", .offered = code_names()})
        .flag("--codes", args->codes, "list all codes")
        .never_both("--explain", "--codes")
        .examples({"etsyorder orders lint",
                   "etsyorder orders lint --level warning --json order,code,message",
                   "etsyorder orders lint --where 'due:<3d tag:wedding'",
                   "etsyorder orders lint --format '{{ finding.order }}: {{ message }}'",
                   "etsyorder orders lint --explain look-alike"})
        .runs([args](Services& services) { return run_lint(*args, services); });
}

} // namespace etsyorder
