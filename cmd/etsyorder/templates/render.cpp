// SPDX-License-Identifier: MIT
#include "frame/command.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"
#include "templates/ask_values.hpp"
#include "templates/attached_file.hpp"
#include "templates/changes.hpp"
#include "templates/check.hpp"
#include "templates/hole_hint.hpp"
#include "templates/letter_facts.hpp"
#include "templates/letter_log.hpp"
#include "templates/library_of.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder {

std::vector<std::string> fields_of_templates_render();

namespace {

using base::Error;
using base::ErrorKind;
using frame::ExitCode;
using frame::Services;
using frame::Value;
using templates::TextFormat;

struct RenderArgs {
    std::string name;
    std::optional<std::string> order;
    std::optional<int> item;
    std::vector<std::string> set;
    std::optional<std::string> as;
    std::optional<std::string> language;
    bool subject = false;
    bool anyway = false;
    bool dry_run = false;
};

// About which order the letter is; none is named: about none.
std::optional<orders::Order> order_of(const RenderArgs& args, Services& services) {
    if (!args.order) {
        return std::nullopt;
    }
    auto& database = services.database_for_reading();
    const auto references = parse_references({*args.order}, services.streams(), 1);
    auto found = find_orders(services, database, references);
    if (!found.missing.empty()) {
        throw unknown_orders(database, found.missing);
    }
    if (found.orders.size() > 1) {
        throw several_shops_have(database, references.front());
    }
    if (found.orders.empty()) {
        throw Error(ErrorKind::usage, "standard input named no order");
    }
    return std::move(found.orders.front());
}

// From 0, of all the order's items; `--item` counts from 1.
std::optional<std::size_t> item_of(const RenderArgs& args,
                                   const std::optional<orders::Order>& order) {
    if (!args.item) {
        return std::nullopt;
    }
    if (!order) {
        throw Error(ErrorKind::usage, "--item needs --order");
    }
    const auto at = static_cast<std::size_t>(*args.item - 1);
    if (at >= order->items.size() || order->items[at].removed_at) {
        throw Error(ErrorKind::not_found, fmt::format("the order has no item {}", *args.item))
            .because(fmt::format("it has {}", order->items.size()));
    }
    return at;
}

// The text in the language that was asked for, which must not be another one unnoticed.
std::shared_ptr<const templates::Template>
text_of(const RenderArgs& args, const templates::Library& library, const std::string& shops_own) {
    const auto wanted = args.language ? language_from_word(*args.language) : shops_own;
    auto found = library.find(args.name, wanted);
    if (!found) {
        throw template_error(ErrorKind::usage, found.error());
    }
    const auto written = templates::language_of(**found, shops_own);
    if (args.language && wanted.substr(0, 2) != written.substr(0, 2)) {
        auto languages = library.languages(args.name);
        throw Error(ErrorKind::not_found,
                    fmt::format("the template \"{}\" has no text in \"{}\"", args.name, wanted))
            .because(languages.empty()
                         ? "it has no other languages"
                         : fmt::format("besides its base it has: {}", fmt::join(languages, ", ")))
            .hint(fmt::format("etsyorder templates new {} --lang {}", args.name, wanted));
    }
    return std::move(*found);
}

// Of a letter about no order: the chosen shop, or the only one there is.
std::optional<orders::ShopId> shop_of_none(Services& services, db::Database& database) {
    auto shop = chosen_shop(services, database);
    if (!shop) {
        const auto known = orders::known_shops(database);
        shop = known.size() == 1 ? std::optional(known.front().shop) : std::nullopt;
    }
    return shop;
}

// What is set, and nothing for what is still to be asked.
SetValues given(const templates::Template& source, const SetValues& set) {
    auto all = set;
    for (const auto& asked : source.front().asked) {
        if (value_set(set, asked.name) == nullptr) {
            all.emplace_back(asked.name, liquid::Value());
        }
    }
    return all;
}

// What was never said to be HTML is pasted as text.
TextFormat form_of(const RenderArgs& args, const templates::Template& source) {
    if (args.as) {
        return *args.as == "html" ? TextFormat::html : TextFormat::text;
    }
    return source.format_is_guessed() ? TextFormat::text : source.format();
}

// All that a letter is made of but the answers.
struct Desk {
    std::unique_ptr<templates::Facts> facts;
    std::optional<orders::Order> order;
    std::optional<std::size_t> item;
    std::optional<orders::ShopId> shop;
    std::shared_ptr<const templates::Template> source;
    templates::LetterSettings settings;

    [[nodiscard]] liquid::Value data(SetValues set, templates::UsedFacts* used) const {
        const templates::Wanted wanted{item, std::move(set), used};
        return order ? facts->of(*order, wanted) : facts->without_order(shop, wanted);
    }
};

Desk desk_for(const RenderArgs& args,
              std::optional<orders::Order> order,
              const templates::Library& library,
              Services& services) {
    Desk desk;
    desk.facts = letter_facts(services);
    desk.order = std::move(order);
    desk.item = item_of(args, desk.order);
    desk.shop = desk.order               ? std::optional(desk.order->shop)
                : has_database(services) ? shop_of_none(services, services.database_for_reading())
                                         : std::nullopt;
    const auto own = desk.shop ? desk.facts->shop(*desk.shop).settings
                               : shop_settings(services)(orders::ShopId{0}, "");
    desk.source = text_of(args, library, own.language);
    const bool has_currency = desk.order && !desk.order->amounts.currency.empty();
    desk.settings = {form_of(args, *desk.source),
                     templates::language_of(*desk.source, own.language),
                     has_currency ? desk.order->amounts.currency : own.currency,
                     services.now(),
                     own.zone};
    return desk;
}

// True: it is about an order that the template is not for, and --anyway allows it.
bool is_anyway(const RenderArgs& args, const Desk& desk, const liquid::Value& facts) {
    if (!desk.order) {
        return false;
    }
    const auto applies = templates::is_for(*desk.source, facts, desk.settings);
    if (!applies) {
        throw template_error(ErrorKind::usage, applies.error());
    }
    if (!*applies && !args.anyway) {
        throw Error(ErrorKind::conflict, fmt::format("\"{}\" is not for this order", args.name))
            .because(fmt::format("it is for orders of which this holds: {}",
                                 desk.source->front().applies->text))
            .hint("--anyway renders it nevertheless; --set gives a fact that is known elsewhere");
    }
    return !*applies;
}

void refuse_without_attached(const Desk& desk, const templates::Library& library) {
    for (const auto& file : desk.source->front().attach) {
        if (!templates::attached_file(library.folder(), file)) {
            throw Error(ErrorKind::findings,
                        fmt::format("the file to attach is not there: {}", file))
                .because("in " + desk.source->file())
                .hint("it belongs into " + library.folder().string());
        }
    }
}

// The order as it was before somebody was asked, read anew.
std::optional<orders::Order> order_again(const orders::Order& order, db::Database& database) {
    auto again = orders::OrderRepository(database).load(order.id);
    const bool same = again && again->updated_at == order.updated_at &&
                      again->fetched_at == order.fetched_at && again->gone_at == order.gone_at &&
                      again->forgotten_at == order.forgotten_at;
    if (!same) {
        throw Error(ErrorKind::conflict, "the order changed while the letter was made")
            .because("it was made of what is no longer so, and is not kept")
            .hint("run the command again");
    }
    return again;
}

Error refusal(const liquid::Problem& problem, const templates::Template& source, bool has_order) {
    // A hole is in the order, all else in the template.
    const auto kind =
        problem.kind == liquid::Problem::Kind::hole ? ErrorKind::findings : ErrorKind::usage;
    auto told = problem;
    auto hint = templates::hint_for_hole(problem.subject, source);
    const bool needs_order = hint.empty() || problem.subject.starts_with("status.");
    if (needs_order && !has_order && templates::is_fact(problem.subject)) {
        hint = "--order N says which order it is about";
    }
    if (!hint.empty() && kind == ErrorKind::findings) {
        told.hint = std::move(hint);
    }
    return template_error(kind, told);
}

// A letter with what it was made of.
struct Made {
    templates::Letter letter;
    templates::UsedFacts used;
    SetValues set;
    bool anyway = false;
};

Value letter_value(const Made& made,
                   const RenderArgs& args,
                   const Value& order,
                   const std::optional<templates::LetterId>& logged) {
    const auto& letter = made.letter;
    return Value::object({{"template", letter.name},
                          {"language", letter.language.empty() ? Value() : Value(letter.language)},
                          {"order", order},
                          {"item", args.item ? Value(*args.item) : Value()},
                          {"as", templates::to_string(letter.as)},
                          {"subject", letter.subject},
                          {"text", letter.text},
                          {"content_hash", letter.content_hash},
                          {"facts", Value::from_json(templates::facts_as_json(made.used))},
                          {"set", Value::from_json(templates::values_as_json(made.set))},
                          {"anyway", made.anyway},
                          {"attach", Value::list({letter.attach.begin(), letter.attach.end()})},
                          {"letter", logged ? Value(logged->value()) : Value()},
                          {"dry_run", args.dry_run}});
}

void print(const templates::Letter& letter, const RenderArgs& args, Services& services) {
    auto& output = services.output();
    if (args.subject) {
        output.document("letter", Value(), *letter.subject + "\n");
        return;
    }
    auto text = letter.text;
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    if (services.streams().err_is_terminal() && letter.subject) {
        output.note("subject: " + *letter.subject);
    }
    if (services.streams().out_is_terminal()) {
        output.document("letter", Value(), text);
    } else {
        services.streams().out(text); // letter for letter, tabs and all
    }
    for (const auto& file : letter.attach) {
        output.note("to attach: " + (services.folders().config / "templates" / file).string());
    }
}

templates::LetterId
keep(const Made& made, const Desk& desk, const RenderArgs& args, Services& services) {
    db::UnitOfWork work(services.database_for_writing());
    if (desk.order) { // words of whoever is forgotten meanwhile must not come back with it
        (void)order_again(*desk.order, work.database());
    }
    const auto id =
        templates::LetterLog(work.database())
            .rendered(made.letter,
                      {desk.order ? &*desk.order : nullptr,
                       args.item ? std::optional<std::int64_t>(*args.item) : std::nullopt,
                       desk.shop},
                      {&made.used, made.set, made.anyway},
                      services.now());
    work.commit();
    return id;
}

Made make(const RenderArgs& args,
          const Desk& desk,
          const templates::Library& library,
          SetValues set) {
    Made made;
    made.set = std::move(set);
    const auto data = desk.data(made.set, &made.used);
    made.anyway = is_anyway(args, desk, data);
    auto letter = templates::write_letter(library, *desk.source, data, desk.settings);
    if (!letter) {
        throw refusal(letter.error(), *desk.source, desk.order.has_value());
    }
    made.letter = std::move(*letter);
    refuse_without_attached(desk, library);
    return made;
}

// What the letter is made of, with its order as it is once all was answered.
Desk desk_with_answers(const RenderArgs& args,
                       const templates::Library& library,
                       SetValues& set,
                       Services& services) {
    auto desk = desk_for(args, order_of(args, services), library, services);
    if (args.subject && !desk.source->subject()) {
        throw Error(ErrorKind::usage, fmt::format("the template \"{}\" has no subject", args.name));
    }
    const auto source = desk.source;
    if (!will_ask(*source, set, services)) {
        ask_for_values(library, *source, set, services);
        return desk;
    }
    (void)is_anyway(args, desk, desk.data(given(*source, set), nullptr)); // before anybody is asked
    auto order = std::move(desk.order);
    desk = {};
    services.end_reading();
    ask_for_values(library, *source, set, services);
    if (order) {
        order = order_again(*order, services.database_for_reading());
    }
    return desk_for(args, std::move(order), library, services);
}

ExitCode run_render(const RenderArgs& args, Services& services) {
    services.output().require_fields(fields_of_templates_render(), "letter");
    const auto library = library_of(services);
    (void)known_template(library, args.name);
    auto set = set_values(args.set);
    const auto desk = desk_with_answers(args, library, set, services);
    const auto made = make(args, desk, library, std::move(set));
    if (!args.as) {
        warn_of_guessed_format(services, *desk.source);
    }
    std::optional<templates::LetterId> logged;
    if (!args.dry_run) {
        logged = keep(made, desk, args, services);
    }
    if (services.output().json()) {
        const auto number = desk.order ? Value(desk.order->receipt.value()) : Value();
        services.output().document("letter", letter_value(made, args, number, logged), "");
    } else {
        print(made.letter, args, services);
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_templates_render() {
    return frame::member_names(letter_value({}, {}, {}, {}));
}

void add_templates_render(frame::Command& noun) {
    auto args = std::make_shared<RenderArgs>();
    noun.verb("render", "Make a letter about an order; refused where it would have a hole")
        .value("name", args->name, "of the template", {.required = true, .live = "template"})
        .value("--order", args->order, "about this order", {.shown = "N", .live = "order"})
        .number("--item", args->item, {1, 10'000}, "about this item of it, from 1", {.shown = "K"})
        .value("--set",
               args->set,
               "a value that only you know, such as reason=..., or in the place of a fact",
               {.shown = "NAME=VALUE"})
        .value("--as",
               args->as,
               "text or html; without it as its format says, else text",
               {.shown = "FORM", .one_of = {"text", "html"}})
        .value("--lang",
               args->language,
               "in this language",
               {.shown = "LANGUAGE", .live = "template language"})
        .flag("--subject", args->subject, "print the subject alone")
        .flag("--anyway", args->anyway, "also about an order that it is not for")
        .flag("--dry-run", args->dry_run, "print it, and keep no record of it")
        .examples({"etsyorder templates render order-thanks --order 3512345678",
                   "etsyorder templates render delay --order 3512345678 --set reason='the oak is "
                   "late' --set new_date=2026-12-10",
                   "etsyorder templates render proof-ready --order 3512345678 --lang de --json "
                   "subject,text"})
        .runs([args](Services& services) { return run_render(*args, services); });
}

} // namespace etsyorder
