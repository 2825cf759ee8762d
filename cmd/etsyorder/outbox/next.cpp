// SPDX-License-Identifier: MIT
#include "notify/outbox_repository.hpp"
#include "notify/settle.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/references.hpp"
#include "outbox/outbox_rows.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> fields_of_outbox_next();

namespace {

using frame::ExitCode;
using frame::Services;

// What was handed over and waits longest, each at most once a run.
std::vector<notify::Telling> waiting(Services& services, db::Database& database) {
    notify::OutboxFilter filter;
    filter.states = {notify::TellingState::handed};
    filter.shop = chosen_shop(services, database);
    std::vector<notify::Telling> all;
    notify::OutboxRepository(database).each(
        filter, [&](const notify::Telling& one) { all.push_back(one); });
    return all;
}

void print(const notify::Telling& telling, Services& services, db::Database& database) {
    auto& output = services.output();
    const auto receipt =
        telling.order ? orders::OrderRepository(database).receipt_of(*telling.order) : std::nullopt;
    output.note(
        fmt::format("telling {} to the {}{}",
                    telling.id.value(),
                    telling.recipient,
                    receipt ? ", order " + order_word(database, *telling.order, *receipt) : ""));
    if (telling.subject) {
        output.note("subject: " + *telling.subject);
    }
    auto text = telling.text;
    if (!text.ends_with('\n')) {
        text += '\n';
    }
    if (services.streams().out_is_terminal()) {
        output.document("telling", frame::Value(), text);
    } else {
        services.streams().out(text); // letter for letter, to be pasted
    }
}

ExitCode run_next(Services& services) {
    services.output().require_fields(fields_of_outbox_next());
    auto& database = services.database_for_reading();
    auto all = waiting(services, database);
    if (services.output().json()) {
        auto rows = services.output().rows(outbox_table());
        if (!all.empty()) {
            rows.add(OutboxRows(services, database).row_of(all.front()));
        }
        rows.end();
        return ExitCode::done;
    }
    if (all.empty()) {
        services.output().note("nothing waits to be sent by hand");
        return ExitCode::done;
    }
    if (!services.may_ask()) {
        print(all.front(), services, database);
        services.output().note(
            fmt::format("once it is sent: etsyorder outbox done {}", all.front().id.value()));
        return ExitCode::done;
    }
    for (const auto& one : all) {
        print(one, services, database);
        if (services.confirm("Sent?")) {
            (void)notify::settle(services.database_for_writing(),
                                 {one.id},
                                 notify::Decision::done,
                                 notify::SettleHow::really,
                                 services.now());
        }
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_outbox_next() {
    return frame::field_names(outbox_table());
}

void add_outbox_next(frame::Command& noun) {
    noun.verb("next",
              "Print what was handed over and waits longest; on a terminal ask if you sent it")
        .examples({"etsyorder outbox next", "etsyorder outbox next | wl-copy"})
        .runs([](Services& services) { return run_next(services); });
}

} // namespace etsyorder
