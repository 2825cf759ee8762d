// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "orders/order_cell.hpp"
#include "orders/references.hpp"
#include "templates/letter_log.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Value;
using templates::LoggedLetter;

struct LogArgs {
    std::optional<std::string> name;
    std::optional<std::string> order;
    std::optional<int> letter;
    std::optional<int> limit;
};

frame::Table empty_table() {
    return {.name = "letters",
            .columns =
                {{.field = "letter", .heading = "letter", .right = true},
                 {.field = "last_at", .heading = "last made"},
                 {.field = "order", .heading = "order"},
                 {.field = "buyer", .heading = "buyer", .flexible = true},
                 {.field = "template", .heading = "template"},
                 {.field = "subject", .heading = "subject", .flexible = true, .expendable = true},
                 {.field = "state", .heading = "state"},
                 {.field = "times", .heading = "times", .expendable = true, .right = true},
                 {.field = "name"},
                 {.field = "item"},
                 {.field = "language"},
                 {.field = "as"},
                 {.field = "text"},
                 {.field = "content_hash"},
                 {.field = "facts"},
                 {.field = "set"},
                 {.field = "anyway"},
                 {.field = "first_at"}},
            .when_empty = "no letters yet: etsyorder templates render"};
}

std::vector<Cell> row_of(const LoggedLetter& letter, base::Instant now, db::Database& database) {
    const bool about = letter.order && letter.receipt;
    return {letter.id.value(),
            Cell(letter.last_at, frame::relative_time(now, letter.last_at)),
            about ? order_cell(database, *letter.order, *letter.receipt) : Cell(nullptr),
            Value::text_or_null(letter.buyer_name),
            letter.name,
            letter.subject,
            letter.state,
            letter.times,
            about ? name_value(database, *letter.order, *letter.receipt) : Value(),
            letter.item,
            Value::text_or_null(letter.language),
            letter.made_as,
            letter.text,
            letter.content_hash,
            Value::from_json(letter.facts),
            Value::from_json(letter.set_by_hand),
            letter.anyway,
            letter.first_at};
}

// Why a letter has no words here; empty: it has.
std::string words_are_gone(const LoggedLetter& letter) {
    if (!letter.text.empty()) {
        return {};
    }
    if (!letter.order) {
        return "its words are not kept: it is about no order, so nobody could have them forgotten";
    }
    return letter.forgotten_at ? fmt::format("its words were forgotten with the order's person, {}",
                                             base::format_instant(*letter.forgotten_at))
                               : std::string();
}

void add_values(frame::Page& page, const char* heading, const std::string& json) {
    const auto values = nlohmann::ordered_json::parse(json, nullptr, false);
    if (!values.is_object() || values.empty()) {
        return;
    }
    page.heading(heading);
    for (const auto& [path, value] : values.items()) {
        page.field(path,
                   value.is_null()     ? "(none)"
                   : value.is_string() ? value.get<std::string>()
                                       : value.dump());
    }
}

// One of them, whole.
void show(const LoggedLetter& letter, Services& services, db::Database& database) {
    frame::Page page;
    page.heading(fmt::format("letter {}", letter.id.value()));
    if (letter.order && letter.receipt) {
        page.field("order",
                   fmt::format("{}{}{}",
                               order_word(database, *letter.order, *letter.receipt),
                               letter.item ? fmt::format(", item {}", *letter.item) : "",
                               letter.buyer_name.empty() ? "" : ", " + letter.buyer_name));
    }
    page.field("template",
               letter.language.empty() ? letter.name : letter.name + " (" + letter.language + ")")
        .field("state",
               letter.state == "rendered" ? "rendered: what became of it is not known here"
                                          : letter.state)
        .field("made",
               fmt::format("{}{}",
                           base::format_instant(letter.first_at),
                           letter.times > 1 ? fmt::format(", {} times until {}",
                                                          letter.times,
                                                          base::format_instant(letter.last_at))
                                            : ""))
        .field("content hash", letter.content_hash)
        .field("subject", letter.subject.value_or(""));
    if (letter.anyway) {
        page.field("anyway", "the template was not for this order");
    }
    const auto gone = words_are_gone(letter);
    page.blank().verbatim(gone.empty() ? letter.text : "(" + gone + ")").blank();
    add_values(page, "with these facts", letter.facts);
    add_values(page, "set by hand", letter.set_by_hand);
    auto table = empty_table();
    Value::Object members;
    const auto row = row_of(letter, services.now(), database);
    for (std::size_t i = 0; i < table.columns.size(); ++i) {
        members.push_back({table.columns[i].field, row[i].value});
    }
    services.output().page("letter", Value::object(std::move(members)), page);
}

ExitCode show_one(const LogArgs& args, Services& services, db::Database& database) {
    bool found = false;
    templates::LogFilter filter;
    filter.id = templates::LetterId{*args.letter};
    templates::LetterLog(database).each(filter, [&](const LoggedLetter& letter) {
        found = true;
        show(letter, services, database);
    });
    if (!found) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("there is no letter {}", *args.letter))
            .hint("etsyorder templates log lists them");
    }
    return ExitCode::done;
}

ExitCode run_log(const LogArgs& args, Services& services) {
    constexpr int kOnScreen = 50;
    constexpr int kMost = 1'000'000;
    services.output().require_fields(frame::field_names(empty_table()));
    if (args.letter && args.name) {
        throw base::Error(base::ErrorKind::usage,
                          "--letter names one letter; a template does not go with it")
            .hint(fmt::format("etsyorder templates log --letter {}", *args.letter));
    }
    auto& database = services.database_for_reading();
    if (args.letter) {
        return show_one(args, services, database);
    }
    templates::LogFilter filter;
    filter.name = args.name;
    filter.shop = chosen_shop(services, database);
    if (args.order) {
        const auto references = parse_references({*args.order}, services.streams(), 1);
        const auto found = find_orders(services, database, references);
        if (!found.missing.empty()) {
            throw unknown_orders(database, found.missing);
        }
        if (found.orders.size() > 1) {
            throw several_shops_have(database, references.front());
        }
        filter.order = found.orders.front().id;
    }
    const int limit = args.limit.value_or(services.streams().out_is_terminal() ? kOnScreen : kMost);
    filter.limit = limit + 1;
    auto rows = services.output().rows(empty_table());
    int count = 0;
    templates::LetterLog(database).each(filter, [&](const LoggedLetter& letter) {
        if (count++ < limit) {
            rows.add(row_of(letter, services.now(), database));
        }
    });
    rows.end(count > limit);
    if (count > limit) {
        services.output().note(fmt::format("only the latest {}: --limit N shows more", limit));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_log() {
    return frame::field_names(empty_table());
}

void add_templates_log(frame::Command& noun) {
    auto args = std::make_shared<LogArgs>();
    noun.verb("log", "What exactly was told: letters that were made, with the facts they used")
        .value("name", args->name, "of this template", {.live = "template"})
        .value("--order", args->order, "about this order", {.shown = "N", .live = "order"})
        .number(
            "--letter", args->letter, {1, 2'000'000'000}, "this one, whole", {.shown = "NUMBER"})
        .number("--limit",
                args->limit,
                {1, 1'000'000},
                "at most so many (50 on a terminal)",
                {.shown = "N"})
        .never_both("--letter", "--order")
        .never_both("--letter", "--limit")
        .examples({"etsyorder templates log --order 3512345678",
                   "etsyorder templates log delay --json last_at,order,text",
                   "etsyorder templates log --letter 12"})
        .runs([args](Services& services) { return run_log(*args, services); });
}

} // namespace etsyorder
