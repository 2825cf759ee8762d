// SPDX-License-Identifier: MIT
#include "backup/places.hpp"
#include "backup/restore.hpp"
#include "data/forget_choice.hpp"
#include "frame/command.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {

std::vector<std::string> fields_of_data_forget();

namespace {

using frame::ExitCode;
using frame::Services;
using frame::Value;
using orders::ForgettableOrder;

constexpr std::size_t kMostNamed = 20;

struct ForgetArgs {
    ForgetWish wish;
    bool force = false;
    bool dry_run = false;
};

// A copy of the database that still knows the person.
struct Copy {
    std::filesystem::path path;
    std::int64_t orders = 0;
    bool readable = true;
    std::string goes; // in words
};

struct Result {
    std::vector<ForgettableOrder> to_forget;
    std::vector<ForgettableOrder> already;
    std::vector<ForgettableOrder> left_open;
    std::vector<std::string> saved_queries; // names of those that name the person
    std::vector<Copy> copies;
    bool dry_run = false;
};

std::string word_of(const ForgettableOrder& order) {
    return order.name.empty() ? std::to_string(order.receipt.value()) : order.name;
}

Value value_of(const ForgettableOrder& order, const char* outcome, bool with_name) {
    return Value::object({{"order", order.receipt.value()},
                          {"name", order.name.empty() ? Value() : Value(order.name)},
                          {"shop", order.shop.value()},
                          {"buyer", with_name ? Value(order.buyer_name) : Value()},
                          {"placed_at", order.placed_at},
                          {"open", order.is_open},
                          {"outcome", outcome}});
}

Value as_value(const Result& result) {
    Value::List orders;
    // What was forgotten is not told again, not even in the answer.
    for (const auto& order : result.to_forget) {
        orders.push_back(
            value_of(order, result.dry_run ? "would forget" : "forgotten", result.dry_run));
    }
    for (const auto& order : result.already) {
        orders.push_back(value_of(order, "already so", false));
    }
    for (const auto& order : result.left_open) {
        orders.push_back(value_of(order, "left: still open", true));
    }
    Value::List copies;
    for (const auto& copy : result.copies) {
        copies.push_back(Value::object({{"path", copy.path.string()},
                                        {"orders", copy.readable ? Value(copy.orders) : Value()},
                                        {"goes", copy.goes}}));
    }
    return Value::object(
        {{"orders", Value::list(std::move(orders))},
         {"saved_queries",
          Value::list(Value::List(result.saved_queries.begin(), result.saved_queries.end()))},
         {"copies", Value::list(std::move(copies))},
         {"dry_run", result.dry_run}});
}

void add_orders(frame::Page& page,
                const char* heading,
                const std::vector<ForgettableOrder>& orders,
                bool with_name) {
    if (orders.empty()) {
        return;
    }
    page.line(fmt::format("{} {} order{}:", heading, orders.size(), orders.size() == 1 ? "" : "s"));
    for (std::size_t i = 0; i < std::min(orders.size(), kMostNamed); ++i) {
        page.line(fmt::format(
            "  {}{}", word_of(orders[i]), with_name ? "  " + orders[i].buyer_name : ""));
    }
    if (orders.size() > kMostNamed) {
        page.line(fmt::format("  and {} more", orders.size() - kMostNamed));
    }
}

frame::Page as_page(const Result& result) {
    frame::Page page;
    add_orders(page,
               result.dry_run ? "Would forget the person of" : "Forgotten: the person of",
               result.to_forget,
               result.dry_run);
    add_orders(page, "Already so:", result.already, false);
    add_orders(page, "Left alone, as they still have to be made:", result.left_open, true);
    if (result.to_forget.empty() && result.already.empty() && result.left_open.empty()) {
        page.line("No such orders: nothing to forget.");
    }
    if (!result.to_forget.empty()) {
        page.line(
            result.dry_run
                ? "Names, addresses, messages, answers, notes, tags, reviews' words and Etsy's "
                  "own text would go; numbers, dates, amounts, country, titles, SKUs and "
                  "quantities stay."
                : "Numbers, dates, amounts, country, titles, SKUs and quantities are kept "
                  "for the accounts.");
    }
    for (const auto& name : result.saved_queries) {
        page.field("saved query",
                   name + (result.dry_run ? " would be deleted: it names the person"
                                          : " is deleted: it named the person"));
    }
    if (!result.to_forget.empty()) {
        page.line(
            "Backups in other folders, and what you exported or printed, were not looked at.");
    }
    for (const auto& copy : result.copies) {
        page.field(result.dry_run ? "also in" : "still in",
                   copy.readable
                       ? fmt::format("{} ({} order{}; {})",
                                     copy.path.string(),
                                     copy.orders,
                                     copy.orders == 1 ? "" : "s",
                                     copy.goes)
                       : fmt::format("{} (perhaps: it cannot be read)", copy.path.string()),
                   frame::Tone::soon);
    }
    return page;
}

Copy look_into(const std::filesystem::path& database,
               std::filesystem::path path,
               std::string goes,
               const orders::ForgottenPeople& people) {
    Copy copy{std::move(path), 0, true, std::move(goes)};
    try {
        db::Database store(database, db::Open::existing_for_reading);
        copy.orders = std::ssize(orders::ForgetQueries(store).still_known(people));
    } catch (const base::Error&) {
        copy.readable = false;
    }
    return copy;
}

// Backups in the configured folder, and databases that a restore put aside.
std::vector<Copy> copies_of(const orders::ForgottenPeople& people, Services& services) {
    std::vector<Copy> copies;
    const int keep = services.config().count("backup.keep");
    int newer = 0;
    for (const auto& found : backup::list_backups(backup_folder(services))) {
        // As rotation counts: only backups of this database here make room for each other.
        const bool rotates = backup::is_of(found, backup_places(services));
        const int until = rotates ? std::max(keep - newer++, 1) : 0;
        auto copy =
            look_into(found.folder / backup::kDatabaseName,
                      found.folder,
                      rotates ? fmt::format("removed after {} more backup{}, or remove it now",
                                            until,
                                            until == 1 ? "" : "s")
                              : std::string("until you remove it"),
                      people);
        if (copy.orders > 0 || !copy.readable) {
            copies.push_back(std::move(copy));
        }
    }
    for (const auto& aside : backup::put_aside(backup_places(services))) {
        auto copy = look_into(aside, aside, "until you remove it", people);
        if (copy.orders > 0 || !copy.readable) {
            copies.push_back(std::move(copy));
        }
    }
    return copies;
}

base::Error still_open(const std::vector<ForgettableOrder>& open) {
    std::string numbers;
    for (std::size_t i = 0; i < std::min(open.size(), kMostNamed); ++i) {
        numbers += fmt::format("{}{}", i == 0 ? "" : ", ", word_of(open[i]));
    }
    return base::Error(base::ErrorKind::conflict,
                       fmt::format("{} still to be made: order{} {}{}",
                                   open.size() == 1 ? "one order is" : "some orders are",
                                   open.size() == 1 ? "" : "s",
                                   numbers,
                                   open.size() > kMostNamed ? " and more" : ""))
        .because("without name, address and answers an order cannot be made or sent")
        .note("nothing was changed")
        .hint("wait until it is shipped, or add --force");
}

std::vector<orders::OrderId> ids_of(const std::vector<ForgettableOrder>& orders) {
    std::vector<orders::OrderId> ids;
    for (const auto& order : orders) {
        ids.push_back(order.id);
    }
    return ids;
}

Result planned(const ForgetArgs& args, Services& services, db::Database& database) {
    Result result;
    result.dry_run = args.dry_run;
    for (auto& order : chosen_orders(args.wish, services, database)) {
        const bool is_left = order.is_open && !order.forgotten_at && !args.force;
        auto& list = !order.has_person ? result.already
                     : is_left         ? result.left_open
                                       : result.to_forget;
        list.push_back(std::move(order));
    }
    if (!result.left_open.empty() && !args.wish.names_none()) {
        throw still_open(result.left_open);
    }
    for (const auto& saved :
         orders::ForgetQueries(database).saved_queries_of(ids_of(result.to_forget))) {
        result.saved_queries.push_back(saved.name);
    }
    return result;
}

bool is_confirmed(const Result& result, Services& services) {
    return services.confirm(
        fmt::format("Forget the person of {} order{} for good? It cannot be undone.",
                    result.to_forget.size(),
                    result.to_forget.size() == 1 ? "" : "s"));
}

ExitCode run_forget(const ForgetArgs& args, Services& services) {
    services.output().require_fields(fields_of_data_forget(), "forget");
    refuse_wrong_wish(args.wish);
    // A writer must not create an empty store; and a reader's snapshot would keep the log.
    const bool reads = args.dry_run || !std::filesystem::exists(services.folders().database_file());
    auto& database = reads ? services.database_for_reading() : services.database_for_writing();
    Result result = planned(args, services, database);
    if (!args.dry_run && !result.to_forget.empty() && !is_confirmed(result, services)) {
        services.output().note("nothing was changed");
        return ExitCode::failed;
    }
    // A backup made meanwhile would have the person and be named by nobody; nor would copies that
    // backups and restores left which were killed.
    std::optional<backup::BackupsHeld> held;
    if (!args.dry_run) {
        held.emplace(backup_folder(services));
        backup::remove_leftovers_of_restores(backup_places(services));
    }
    if (!args.dry_run && !result.to_forget.empty()) {
        orders::forget_orders(database, ids_of(result.to_forget), services.now());
    }
    if (!args.dry_run && orders::ForgetQueries(database).wipe_is_pending()) {
        orders::wipe(database); // also what a run that was killed left to do
    }
    // Of everybody forgotten so far: a copy that was named once may still be there.
    auto people = orders::ForgetQueries(database).forgotten();
    for (const auto& order : result.to_forget) {
        people.orders.push_back({order.shop, order.receipt, services.now()});
    }
    auto& all = people.orders;
    const auto key = [](const auto& one) { return std::pair(one.receipt, one.shop); };
    std::ranges::sort(all, {}, key);
    const auto is_same = [&](const auto& one, const auto& next) { return key(one) == key(next); };
    all.erase(std::unique(all.begin(), all.end(), is_same), all.end());
    result.copies = copies_of(people, services);
    services.output().page("forget", as_value(result), as_page(result));
    return result.left_open.empty() ? ExitCode::done : ExitCode::findings;
}

} // namespace

std::vector<std::string> fields_of_data_forget() {
    return frame::member_names(as_value({}));
}

void add_data_forget(frame::Command& noun) {
    auto args = std::make_shared<ForgetArgs>();
    noun.verb("forget", "Remove a person's data everywhere, keep what the accounts need")
        .value("--buyer",
               args->wish.buyer,
               "a buyer: words of the name, the e-mail address, or the number of one order",
               {.shown = "BUYER", .live = "order"})
        .value("--order",
               args->wish.orders,
               "only this order; may be repeated, - reads one a line",
               {.shown = "ORDER", .live = "order"})
        .value("--where",
               args->wish.where,
               "the orders that a query finds, open or not; man 7 etsyorder-query",
               {.shown = "QUERY", .live = "query"})
        .value("--older-than",
               args->wish.older_than,
               "orders placed longer ago, such as 2y, 18mo, 26w or 90d",
               {.shown = "SPAN"})
        .flag("--force", args->force, "open orders, too")
        .flag("--dry-run", args->dry_run, "say what would go, change nothing")
        .examples({"etsyorder data forget --buyer 3512345678 --dry-run",
                   "etsyorder data forget --buyer 'jane doe'",
                   "etsyorder data forget --where 'country:de placed:..2020' --dry-run",
                   "etsyorder data forget --older-than 10y --yes"})
        .runs([args](Services& services) { return run_forget(*args, services); });
}

} // namespace etsyorder
