// SPDX-License-Identifier: MIT
#include "status/move.hpp"

#include "base/utf8.hpp"
#include "frame/error_text.hpp"
#include "orders/order_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;
using status::Fate;

constexpr std::size_t kMostWords = 500; // bytes of a reason

void must_be_words(std::string_view flag, const std::string& words) {
    const bool has_control = std::any_of(words.begin(), words.end(), [](char c) {
        return (c >= 0 && c < ' ' && c != '\n' && c != '\t') || c == '\x7F';
    });
    if (words.size() > kMostWords || has_control || !base::is_utf8(words)) {
        throw Error(ErrorKind::usage, fmt::format("{}: this cannot be kept", flag))
            .because(words.size() > kMostWords
                         ? fmt::format("it takes at most {} bytes", kMostWords)
                     : has_control ? "it has control characters"
                                   : "it is not UTF-8");
    }
}

frame::Table empty_table() {
    return {.name = "items",
            .columns = {{.field = "item", .heading = "item"},
                        {.field = "title", .heading = "title", .flexible = true},
                        {.field = "quantity", .heading = "pieces", .right = true},
                        {.field = "from", .heading = "from"},
                        {.field = "to", .heading = "to"},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "why", .heading = "why", .flexible = true},
                        {.field = "order"},
                        {.field = "number"},
                        {.field = "name"},
                        {.field = "dry_run"}}};
}

std::string outcome_of(const status::Moved& moved, bool written, bool dry_run) {
    switch (moved.fate) {
    case Fate::moved:
        return written ? "moved" : dry_run ? "would be moved" : "not moved";
    case Fate::already:
        return "already";
    case Fate::none:
        return "nothing there";
    case Fate::refused:
        break;
    }
    return "refused";
}

std::string why_of(const status::Moved& moved) {
    std::string why = moved.why;
    for (const auto& passed : moved.passed) {
        why += (why.empty() ? "in spite of: " : "; ") + passed;
    }
    return why;
}

frame::Table as_table(const status::MoveResult& result,
                      const std::string& to,
                      bool dry_run,
                      db::Database& database) {
    auto table = empty_table();
    for (const auto& moved : result.items) {
        const auto& item = moved.before;
        const bool refused = moved.fate == Fate::refused;
        table.rows.push_back({item_word(database, item),
                              item.title,
                              moved.quantity(),
                              Value::text_or_null(moved.from()),
                              Value::text_or_null(moved.to.empty() ? to : moved.to),
                              Cell(outcome_of(moved, result.written, dry_run),
                                   "",
                                   refused ? Tone::bad : Tone::plain),
                              Value::text_or_null(why_of(moved)),
                              item.receipt.value(),
                              item.number,
                              name_value(database, item.order, item.receipt),
                              dry_run});
    }
    return table;
}

// To the pieces that a query means, too.
void narrow(status::MeantStages& from, status::MeantStages query) {
    if (from.of_any.empty()) {
        from = std::move(query);
        return;
    }
    const auto& stage = from.of_any.front();
    const bool apart =
        !query.of_any.empty() &&
        std::find(query.of_any.begin(), query.of_any.end(), stage) == query.of_any.end();
    from.of_order = std::move(query.of_order);
    if (apart) {
        from.of_order.emplace(); // none
    }
}

status::Move move_from(const MoveArgs& args,
                       status::Move::Kind kind,
                       const std::string& to,
                       const StatusDesk& desk,
                       Services& services,
                       db::Database& database) {
    status::Move move;
    move.kind = kind;
    move.to = to;
    if (args.from) {
        const auto names = stages_anywhere(desk, database);
        if (std::find(names.begin(), names.end(), *args.from) == names.end()) {
            must_be_stage(desk.pipelines(), *args.from, "--from");
        }
        move.from.of_any = {*args.from};
    }
    if (args.if_stage) {
        must_be_stage(desk.pipelines(), *args.if_stage, "--if-stage");
        move.if_stage = args.if_stage;
    }
    if (args.quantity) {
        move.quantity = *args.quantity;
    }
    check_anyway(args.anyway, args.reason);
    move.anyway = args.anyway;
    move.told = told_by(args.by, args.reason, services);
    return move;
}

// "etsyorder status resume, or ..." is about an item.
std::string with_item(std::string hint, const std::string& item) {
    for (const std::string command : {"etsyorder status resume",
                                      "etsyorder status history",
                                      "etsyorder orders show",
                                      "etsyorder orders ship"}) {
        if (const auto at = hint.find(command); at != std::string::npos) {
            const bool is_order = command.starts_with("etsyorder orders");
            hint.insert(at + command.size(),
                        " " + (is_order ? item.substr(0, item.rfind('.')) : item));
            break;
        }
    }
    return hint;
}

Error refused(const status::MoveResult& result, bool some_moved, db::Database& database) {
    std::size_t count = 0;
    const status::Moved* first = nullptr;
    for (const auto& moved : result.items) {
        if (moved.fate == Fate::refused) {
            first = count++ == 0 ? &moved : first;
        }
    }
    auto error =
        Error(ErrorKind::conflict,
              count == 1 ? fmt::format("{} was not moved", item_word(database, first->before))
                         : fmt::format("{} items were not moved, such as {}",
                                       count,
                                       item_word(database, first->before)))
            .because(first->why)
            .hint(with_item(first->hint, item_word(database, first->before)));
    if (result.items.size() > count && !some_moved) {
        return std::move(error).note(
            "nothing was changed; --keep-going moves the others all the same");
    }
    return error;
}

// On a terminal a table for one item says little.
std::string in_words(const status::MoveResult& result, bool dry_run) {
    std::size_t moved = 0;
    std::size_t already = 0;
    for (const auto& one : result.items) {
        moved += one.fate == Fate::moved ? 1U : 0U;
        already += one.fate == Fate::already ? 1U : 0U;
    }
    return fmt::format("{} item{} {}{}",
                       moved,
                       moved == 1 ? "" : "s",
                       dry_run ? "would be moved" : "moved",
                       already > 0 ? fmt::format(", {} already there", already) : "");
}

// Each line is a command of its own: what is wrong with one is told, and the next one counts.
ExitCode run_scans(const MoveArgs& args,
                   status::Move::Kind kind,
                   const std::string& to,
                   Services& services) {
    auto worst = ExitCode::done;
    while (const auto line = services.streams().read_line()) {
        MoveArgs one = args;
        one.each = false;
        one.items.words = {line->substr(0, line->find_first_of("\t\r "))};
        if (one.items.words.front().empty() || one.items.words.front() == "-") {
            continue;
        }
        try {
            const auto code = run_move(one, kind, to, services);
            worst = code == ExitCode::done ? worst : code;
        } catch (const Error& error) {
            services.streams().err(frame::error_text(
                error, services.output().json() ? frame::ErrorForm::json : frame::ErrorForm::text));
            worst = static_cast<ExitCode>(base::exit_code(error.kind()));
        }
    }
    return worst;
}

} // namespace

std::vector<std::string> fields_of_moves() {
    return frame::field_names(empty_table());
}

void add_move_flags(frame::Command& verb, MoveArgs& args) {
    verb.value("--from",
               args.from,
               "only the pieces in this stage",
               {.shown = "STAGE", .live = "stage"})
        .value("--if-stage",
               args.if_stage,
               "only if the whole item is in this stage, or moved on from it already; else exit "
               "code 5",
               {.shown = "STAGE", .live = "stage"})
        .number("--quantity",
                args.quantity,
                {1, std::numeric_limits<int>::max()},
                "so many pieces of each item; without it all of them",
                {.shown = "N"})
        .value("--reason", args.reason, "why, for the history", {.shown = "WORDS"})
        .value("--by", args.by, "who or what did it, for the history", {.shown = "NAME"})
        .flag("--anyway", args.anyway, "past gates and holds; needs --reason")
        .flag("--keep-going", args.keep_going, "move what can be moved, also if something cannot")
        .flag("--each",
              args.each,
              "with -: each line as it comes, as from a scanner; without it too where - is a "
              "terminal")
        .flag("--dry-run", args.dry_run, "say what would change, change nothing");
}

status::Told told_by(const std::optional<std::string>& by,
                     const std::optional<std::string>& reason,
                     frame::Services& services) {
    status::Told told;
    told.by_whom = by ? *by : services.variables().get("ETSYORDER_BY").value_or("");
    told.reason = reason.value_or("");
    must_be_words(by ? "--by" : "ETSYORDER_BY", told.by_whom);
    must_be_words("--reason", told.reason);
    return told;
}

void check_anyway(bool anyway, const std::optional<std::string>& reason) {
    if (anyway && reason.value_or("").empty()) {
        throw Error(ErrorKind::usage, "--anyway needs a reason")
            .because("the history is to say why a gate was passed")
            .hint("--reason 'said yes in Messages'");
    }
}

ExitCode
run_move(const MoveArgs& args, status::Move::Kind kind, const std::string& to, Services& services) {
    const auto& words = args.items.words;
    const bool only_lines = words.size() == 1 && words.front() == "-";
    if (args.each && !only_lines) {
        throw Error(ErrorKind::usage, "--each is about the lines of - alone")
            .hint("scanner | etsyorder status advance - --each");
    }
    if (only_lines && (args.each || services.streams().in_is_terminal())) {
        return run_scans(args, kind, to, services);
    }
    services.output().require_fields(fields_of_moves(), "items");
    auto& database = services.database_to_change(args.dry_run);
    StatusDesk desk(services, database);
    auto move = move_from(args, kind, to, desk, services, database);
    const auto chosen = choose_items(args.items, desk, services, database);
    narrow(move.from, chosen.stages);
    auto result = status::plan_moves(database, chosen.items, move, desk.placing());
    if (!result.missing.empty()) {
        throw unknown_items(database, result.missing);
    }
    if (!args.dry_run) {
        result = status::move_items(
            database, chosen.items, move, desk.placing(), result, args.keep_going, services.now());
        if (!result.missing.empty() && !result.written) { // taken off the order at this very moment
            throw unknown_items(database, result.missing);
        }
    }
    const bool any_refused = std::any_of(result.items.begin(),
                                         result.items.end(),
                                         [](const auto& one) { return one.fate == Fate::refused; });
    if (any_refused && !args.keep_going && !args.dry_run) {
        throw refused(result, false, database);
    }
    services.output().table(as_table(result, to, args.dry_run, database));
    services.output().note(in_words(result, args.dry_run));
    return any_refused ? ExitCode::conflict : ExitCode::done;
}

} // namespace etsyorder
