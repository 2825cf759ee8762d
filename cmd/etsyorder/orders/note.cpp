// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "orders/chosen_orders.hpp"
#include "orders/editor.hpp"
#include "orders/note_list.hpp"
#include "orders/note_orders.hpp"
#include "orders/order_cell.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder {

std::vector<std::string> fields_of_orders_note();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using orders::NoteChange;

constexpr std::size_t kLongestInput = 100'000; // bytes; a note is a tenth of it at most

struct NoteArgs {
    std::vector<std::string> words; // orders, and the text as the last one
    std::optional<std::string> where;
    std::optional<std::string> text;
    bool list = false;
    std::optional<int> edit;
    std::optional<int> remove;
    bool dry_run = false;
};

enum class TextFrom { argument, standard_input, editor, nowhere };

struct Request {
    OrderChoice choice;
    NoteChange change;
    TextFrom from = TextFrom::nowhere;
    std::string text;
};

// `orders note 1042 "call back"`, `orders note 1042 -` and `orders note - "call back"`: the last
// word is the text, unless it names an order: "B-52" does so only where an order is called that.
void take_text(Request& request, Services& services) {
    auto& words = request.choice.words;
    if (words.empty() || names_order(words.back(), services)) {
        return;
    }
    if (words.back() == "-") {
        if (words.size() == 1 && !request.choice.where) {
            return; // orders one a line
        }
        request.from = TextFrom::standard_input;
    } else {
        request.from = TextFrom::argument;
        request.text = words.back();
    }
    words.pop_back();
}

void refuse_odd_flags(const NoteArgs& args) {
    const int kinds = (args.list ? 1 : 0) + (args.edit ? 1 : 0) + (args.remove ? 1 : 0);
    if (kinds > 1) {
        throw Error(ErrorKind::usage, "--list, --edit and --remove are three things to do")
            .hint("give one of them");
    }
    if (args.text && (args.list || args.remove)) {
        throw Error(ErrorKind::usage,
                    fmt::format("{} takes no text", args.list ? "--list" : "--remove"));
    }
}

void refuse_odd_words(const Request& request) {
    if (!request.choice.names_any()) {
        throw Error(ErrorKind::usage, "no order was named")
            .hint("etsyorder orders note 3512345678 \"call back\"; - reads orders one a line, "
                  "--where QUERY finds them");
    }
    const auto& words = request.choice.words;
    const bool piped = std::ranges::find(words, "-") != words.end();
    if (piped && request.from == TextFrom::standard_input) {
        throw Error(ErrorKind::usage, "orders and text cannot both come from standard input")
            .hint("etsyorder orders note - \"call back\"");
    }
    for (const auto& word : words) {
        if (word != "-" && !is_order_reference(word)) {
            throw Error(ErrorKind::usage, fmt::format("\"{}\" is no order number", shortened(word)))
                .hint("a text of several words stands in quotes, after the orders");
        }
    }
}

Request request_from(const NoteArgs& args, Services& services) {
    refuse_odd_flags(args);
    Request request;
    request.choice = {args.words, args.where};
    if (args.text) {
        request.text = *args.text;
        request.from = TextFrom::argument;
    } else if (!args.list && !args.remove) {
        take_text(request, services);
    }
    if (args.edit || args.remove) {
        request.change.what = args.edit ? NoteChange::What::edit : NoteChange::What::remove;
        request.change.number = args.edit ? *args.edit : *args.remove;
    }
    refuse_odd_words(request);
    return request;
}

Error no_text(const std::vector<std::string>& words) {
    auto error = Error(ErrorKind::usage, "there is no text for the note");
    if (words.size() > 1 && words.back() != "-") {
        const auto last = shortened(words.back());
        return std::move(error)
            .because(fmt::format("\"{}\" is taken for an order", last))
            .hint(fmt::format("--text \"{}\" makes it the text", last));
    }
    return std::move(error).hint(
        "etsyorder orders note 3512345678 \"call back\", or - as the last word to "
        "read the text from standard input");
}

std::string tidied(const std::string& text) {
    auto note = orders::tidied_note(text);
    if (note.empty()) {
        throw Error(ErrorKind::usage, "this is no text for a note")
            .because("a note has 1 to 10,000 bytes of UTF-8, and no control characters but line "
                     "breaks and tabs");
    }
    return note;
}

std::string text_of_standard_input(frame::Streams& streams) {
    std::string text;
    while (const auto line = streams.read_line()) {
        text += *line + '\n';
        if (text.size() > kLongestInput) {
            throw Error(ErrorKind::usage, "the text on standard input is too long for a note");
        }
    }
    return text;
}

frame::Table empty_table() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "number", .heading = "note", .right = true},
                        {.field = "text", .heading = "text", .flexible = true},
                        {.field = "dry_run"},
                        {.field = "name"}}};
}

frame::Table as_table(const std::vector<orders::Noted>& all,
                      const NoteChange& change,
                      bool dry_run,
                      db::Database& database) {
    auto table = empty_table();
    const auto* done = change.what == NoteChange::What::add    ? "written"
                       : change.what == NoteChange::What::edit ? "changed"
                                                               : "taken off";
    const auto* would = change.what == NoteChange::What::add    ? "would be written"
                        : change.what == NoteChange::What::edit ? "would be changed"
                                                                : "would be taken off";
    for (const auto& noted : all) {
        const bool changed = noted.outcome == orders::NoteOutcome::changed;
        const auto& order = noted.order;
        table.rows.push_back({order_cell(database, order.id, order.receipt),
                              order.buyer_name,
                              !changed  ? "already so"
                              : dry_run ? would
                                        : done,
                              noted.number == 0 ? frame::Value() : frame::Value(noted.number),
                              noted.text,
                              dry_run,
                              name_value(database, order.id, order.receipt)});
    }
    return table;
}

// The first order that the change does not fit; all or nothing.
void refuse_unfit(const std::vector<orders::Noted>& all,
                  const NoteChange& change,
                  db::Database& database) {
    for (const auto& noted : all) {
        const auto called = [&] {
            return order_word(database, noted.order.id, noted.order.receipt);
        };
        if (noted.outcome == orders::NoteOutcome::no_note) {
            throw Error(ErrorKind::not_found,
                        fmt::format("order {} has no note {}", called(), change.number))
                .hint("etsyorder orders note --list " +
                      order_argument(noted.order.receipt, called()));
        }
        if (noted.outcome == orders::NoteOutcome::too_many) {
            throw Error(
                ErrorKind::conflict,
                fmt::format("order {} has 1,000 notes, which is all it may have", called()));
        }
    }
}

std::vector<orders::Order>
orders_of(const Request& request, Services& services, db::Database& database) {
    auto found = named_orders(request.choice, services, database);
    if (request.change.number != 0 && found.size() != 1) {
        throw Error(ErrorKind::usage, "a note has its number within one order")
            .hint("name one order with --edit and --remove");
    }
    return found;
}

std::string explanation_for(const std::vector<orders::Order>& orders, db::Database& database) {
    constexpr std::size_t kNamed = 20;
    std::string text = "# A note that only you see. Leave it empty to write none.\n";
    for (std::size_t i = 0; i < std::min(orders.size(), kNamed); ++i) {
        text += fmt::format("# order {} {}\n",
                            order_word(database, orders[i].id, orders[i].receipt),
                            orders[i].buyer_name);
    }
    return orders.size() > kNamed ? text + fmt::format("# and {} more\n", orders.size() - kNamed)
                                  : text;
}

class NoteRun {
public:
    NoteRun(const NoteArgs& args, Services& services)
        : args_(args), services_(services), request_(request_from(args, services)) {}

    ExitCode run() {
        services_.output().require_fields(fields_of_orders_note(), "orders");
        (void)services_.database_for_reading(); // a writer must not create an empty store
        const bool asks =
            request_.from == TextFrom::nowhere && request_.change.what != NoteChange::What::remove;
        if (asks && !services_.may_ask()) {
            throw no_text(request_.choice.words);
        }
        if (request_.from == TextFrom::standard_input) {
            request_.text = text_of_standard_input(services_.streams());
        }
        auto& database = services_.database_for_reading();
        const auto orders = orders_of(request_, services_, database);
        return asks ? run_with_editor(orders) : run_with(orders, request_.text);
    }

private:
    ExitCode run_with(const std::vector<orders::Order>& orders, const std::string& text) {
        auto change = request_.change;
        if (change.what != NoteChange::What::remove) {
            change.text = tidied(text);
        }
        if (!args_.dry_run && !may_change(orders.size(), services_)) {
            return ExitCode::done;
        }
        auto& database =
            args_.dry_run ? services_.database_for_reading() : services_.database_for_writing();
        const auto noted = args_.dry_run
                               ? orders::plan_notes(database, orders, change)
                               : orders::note_orders(database, orders, change, services_.now());
        refuse_unfit(noted, change, database);
        services_.output().table(as_table(noted, change, args_.dry_run, database));
        return ExitCode::done;
    }

    ExitCode run_with_editor(const std::vector<orders::Order>& orders) {
        auto& database = services_.database_for_reading();
        std::string start;
        if (request_.change.what == NoteChange::What::edit) {
            const auto planned = orders::plan_notes(database, orders, request_.change);
            refuse_unfit(planned, request_.change, database);
            start = orders::NoteRepository(database)
                        .text(orders.front().id, request_.change.number)
                        .value_or(std::nullopt)
                        .value_or("");
        }
        EditedText edited(start, explanation_for(orders, database), services_.variables());
        if (orders::tidied_note(edited.text()).empty() &&
            edited.text().find_first_not_of(" \t\r\n") == std::string::npos) {
            edited.done();
            services_.output().note("nothing was written");
            return ExitCode::done;
        }
        try {
            const auto code = run_with(orders, edited.text());
            edited.done();
            return code;
        } catch (Error& error) {
            services_.output().warn(
                fmt::format("what you wrote is kept in {}", edited.file().string()));
            throw;
        }
    }

    const NoteArgs& args_;
    Services& services_;
    Request request_;
};

ExitCode run_note(const NoteArgs& args, Services& services) {
    if (args.list) {
        refuse_odd_flags(args);
        return list_notes({args.words, args.where}, services);
    }
    return NoteRun(args, services).run();
}

} // namespace

std::vector<std::string> fields_of_orders_note() {
    return frame::field_names(empty_table());
}

void add_orders_note(frame::Command& orders) {
    auto args = std::make_shared<NoteArgs>();
    orders.verb("note", "Write private notes on orders, change them, take them off")
        .value("order",
               args->words,
               "order numbers, - for one a line, and the text as the last word; - after orders "
               "reads the text",
               {.live = "order"})
        .value("--where",
               args->where,
               "the orders that a query finds; man 7 etsyorder-query",
               {.shown = "QUERY"})
        .value("--text",
               args->text,
               "the text, where it looks like an order number",
               {.shown = "TEXT"})
        .flag("--list", args->list, "the notes there are")
        .number("--edit",
                args->edit,
                {1, std::numeric_limits<int>::max()},
                "change the note of this number",
                {.shown = "N"})
        .number("--remove",
                args->remove,
                {1, std::numeric_limits<int>::max()},
                "take off the note of this number",
                {.shown = "N"})
        .flag("--dry-run", args->dry_run, "say what would change, change nothing")
        .examples({"etsyorder orders note 3512345678 \"call back about the font\"",
                   "etsyorder orders note --list 3512345678",
                   "etsyorder orders note 3512345678 --edit 1 \"called, wants serif\"",
                   "etsyorder orders list --late | etsyorder orders note - \"told the carrier\""})
        .runs([args](Services& services) { return run_note(*args, services); });
}

} // namespace etsyorder
