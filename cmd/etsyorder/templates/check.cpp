// SPDX-License-Identifier: MIT
#include "templates/check.hpp"

#include "frame/command.hpp"
#include "orders/selection.hpp"
#include "templates/changes.hpp"
#include "templates/letter_facts.hpp"
#include "templates/library_of.hpp"
#include "templates/own_files.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>
#include <span>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;
using templates::CheckFinding;

constexpr std::size_t kNamed = 5; // orders in a table; JSON has all

struct CheckArgs {
    std::vector<std::string> names;
    std::optional<std::string> where;
};

frame::Table empty_table() {
    return {.name = "findings",
            .columns = {{.field = "template", .heading = "template"},
                        {.field = "language", .heading = "language"},
                        {.field = "line", .heading = "line", .right = true},
                        {.field = "column", .heading = "column", .right = true},
                        {.field = "kind", .heading = "kind"},
                        {.field = "variable", .heading = "variable"},
                        {.field = "problem", .heading = "problem", .flexible = true},
                        {.field = "order_count", .heading = "orders", .right = true},
                        {.field = "orders", .heading = "such as", .flexible = true},
                        {.field = "file", .piped = true},
                        {.field = "hint"}},
            .when_empty = {}};
}

std::string some_orders(const std::vector<orders::ReceiptId>& orders) {
    std::string text;
    for (std::size_t i = 0; i < std::min(orders.size(), kNamed); ++i) {
        text += fmt::format("{}{}", i == 0 ? "" : ", ", orders[i].value());
    }
    return orders.size() > kNamed ? text + ", ..." : text;
}

std::vector<Cell> row_of(const CheckFinding& finding) {
    const auto& problem = finding.problem;
    const bool placed =
        finding.kind != CheckFinding::Kind::file && finding.kind != CheckFinding::Kind::attach;
    Value::List orders;
    for (const auto order : finding.orders) {
        orders.emplace_back(order.value());
    }
    const auto named = some_orders(finding.orders);
    Cell all(Value::list(std::move(orders)), named);
    all.piped = named;
    return {Value::text_or_null(finding.name),
            Value::text_or_null(finding.language),
            placed ? Value(problem.line) : Value(),
            placed ? Value(problem.column) : Value(),
            templates::to_string(finding.kind),
            Value::text_or_null(problem.subject),
            problem.what,
            finding.orders.empty() ? Value() : Value(finding.orders.size()),
            std::move(all),
            problem.name,
            Value::text_or_null(problem.hint)};
}

// A page for people: each finding with its line of the template and the place in it.
void add_to_page(frame::Page& page, const CheckFinding& finding) {
    const auto& problem = finding.problem;
    const bool placed = problem.line > 0 && !problem.source.empty();
    page.line(placed ? fmt::format(
                           "{}:{}:{}: {}", problem.name, problem.line, problem.column, problem.what)
                     : fmt::format("{}: {}", problem.name, problem.what),
              Tone::bad);
    if (placed) {
        page.line("    " + problem.source);
        page.line("    " + std::string(problem.caret, ' ') + std::string(problem.length, '^'));
    }
    if (!finding.orders.empty()) {
        page.line(fmt::format("    in {} order{}: {}",
                              finding.orders.size(),
                              finding.orders.size() == 1 ? "" : "s",
                              some_orders(finding.orders)));
    }
    if (!problem.hint.empty()) {
        page.line("    hint: " + problem.hint);
    }
}

templates::CheckScope
scope_from(const CheckArgs& args, const templates::Library& library, Services& services) {
    templates::CheckScope scope;
    for (const auto& name : args.names) {
        scope.names.push_back(known_template(library, name));
    }
    if (!has_database(services)) {
        if (args.where) {
            (void)services.database_for_reading(); // says that there is nothing
        }
        return scope;
    }
    OrderChoice choice;
    choice.where = args.where;
    scope.orders =
        select_orders(choice, WhenNoneNamed::open_orders, services, services.database_for_reading())
            .ids;
    return scope;
}

std::string count_of(std::int64_t count, const char* one) {
    return fmt::format("{} {}{}", count, one, count == 1 ? "" : "s");
}

std::string in_words(const templates::CheckResult& result) {
    const auto& totals = result.totals;
    auto text =
        fmt::format("{} in {} ({}), {} looked at: {} came out whole",
                    result.findings.empty()
                        ? "nothing found"
                        : count_of(static_cast<std::int64_t>(result.findings.size()), "finding"),
                    count_of(totals.templates, "template"),
                    count_of(totals.texts, "text"),
                    count_of(totals.orders, "order"),
                    count_of(totals.letters, "letter"));
    if (totals.orders > 0 && !totals.idle.empty()) {
        const std::span<const std::string> first(totals.idle.data(),
                                                 std::min(totals.idle.size(), kNamed));
        text += fmt::format("; for none of these orders, so read only: {}{}",
                            fmt::join(first, ", "),
                            totals.idle.size() > kNamed
                                ? fmt::format(" and {} more", totals.idle.size() - kNamed)
                                : "");
    }
    return text;
}

void show(const templates::CheckResult& result, Services& services) {
    auto& output = services.output();
    if (services.streams().out_is_terminal() && !output.json()) {
        frame::Page page;
        for (const auto& finding : result.findings) {
            add_to_page(page, finding);
        }
        output.page("findings", Value::list({}), page);
        return;
    }
    auto table = empty_table();
    for (const auto& finding : result.findings) {
        table.rows.push_back(row_of(finding));
    }
    output.table(std::move(table));
}

// On a terminal, while it takes more than a moment.
class Progress {
public:
    Progress(Services& services, std::size_t all)
        : services_(services), all_(all),
          shown_(services.streams().err_is_terminal() && !services.output().json()) {}

    void told(std::size_t done) {
        constexpr std::size_t kBetween = 500;
        if (shown_ && all_ > kBetween && done % kBetween == 0) {
            services_.streams().err(fmt::format("\r{} of {} orders", done, all_));
            any_ = true;
        }
        if (any_ && done == all_) {
            services_.streams().err("\r\033[K");
        }
    }

private:
    Services& services_;
    std::size_t all_;
    bool shown_;
    bool any_ = false;
};

void warn_of_guessed_formats(const templates::Library& library,
                             const templates::CheckScope& scope,
                             Services& services) {
    for (const auto& name : scope.names.empty() ? library.names() : scope.names) {
        for (const auto& file : templates::own_files(library, name)) {
            if (const auto found = library.exactly(file.name);
                found && !templates::is_part_name(name)) {
                warn_of_guessed_format(services, **found);
            }
        }
    }
}

ExitCode run_check(const CheckArgs& args, Services& services) {
    services.output().require_fields(frame::field_names(empty_table()));
    const auto library = library_of(services);
    const auto scope = scope_from(args, library, services);
    const auto facts = letter_facts(services);
    Progress progress(services, scope.orders.size());
    const auto result = templates::check_templates(
        library, *facts, scope, [&](std::size_t done) { progress.told(done); });
    if (!result.findings.empty() || services.output().json()) {
        show(result, services);
    }
    warn_of_guessed_formats(library, scope, services);
    services.output().note(in_words(result));
    return result.findings.empty() ? ExitCode::done : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_templates_check() {
    return frame::field_names(empty_table());
}

void add_templates_check(frame::Command& noun) {
    auto args = std::make_shared<CheckArgs>();
    noun.verb("check", "Render each template about each open order, and name every hole")
        .value("name", args->names, "only these templates", {.live = "template or part"})
        .value("--where",
               args->where,
               "about the orders of this query instead (man 7 etsyorder-query)",
               {.shown = "QUERY", .live = "query"})
        .examples(
            {"etsyorder templates check",
             "etsyorder templates check delay order-thanks",
             "etsyorder templates check --where 'is:gift' --json template,line,variable,orders"})
        .runs([args](Services& services) { return run_check(*args, services); });
}

} // namespace etsyorder
