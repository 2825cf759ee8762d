// SPDX-License-Identifier: MIT
#include "status/desk.hpp"

#include "base/ascii.hpp"
#include "base/nearest.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/query_error.hpp"
#include "orders/selection.hpp"
#include "status/pipelines_file.hpp"
#include "status/stage_orders.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

// Of a pipeline's `match: {query: ...}`, whatever the state of the orders is.
std::vector<orders::OrderId>
orders_of(const std::string& text, frame::Services& services, db::Database& database) {
    auto query = query::parse(text, orders::query_vocabulary(), saved_queries(database));
    if (query && orders::mentions_stage(*query)) {
        throw Error(ErrorKind::usage, fmt::format("a pipeline asks for a stage: \"{}\"", text))
            .because("in which pipeline an item is must be known before its stage is")
            .hint("etsyorder status pipelines");
    }
    OrderChoice choice;
    choice.where = text;
    choice.any_state = true;
    try {
        return select_orders(choice, WhenNoneNamed::refuse, services, database).ids;
    } catch (Error& error) {
        error.add_context(
            fmt::format("reading the `query` of a pipeline in {}",
                        (services.folders().config / status::kPipelinesFile).string()));
        throw;
    }
}

} // namespace

bool is_meant(const orders::StageWord& word, const std::string& stage) {
    const auto wanted = base::ascii_lower(word.text);
    return word.prefix ? stage.starts_with(wanted) : stage == wanted;
}

std::vector<std::string> stages_anywhere(const StatusDesk& desk, db::Database& database) {
    auto names = desk.pipelines().stage_names();
    for (auto& one : status::StatusRepository(database).stages_in_use()) {
        if (std::find(names.begin(), names.end(), one) == names.end()) {
            names.push_back(std::move(one));
        }
    }
    return names;
}

StatusDesk::StatusDesk(frame::Services& services, db::Database& database)
    : pipelines_(status::read_pipelines(services.folders().config)),
      placing_(pipelines_, database, [&services, &database](const std::string& query) {
          return orders_of(query, services, database);
      }) {}

void must_be_stage(const status::Pipelines& pipelines,
                   const std::string& stage,
                   std::string_view flag) {
    const auto names = pipelines.stage_names();
    if (std::find(names.begin(), names.end(), stage) != names.end()) {
        return;
    }
    const auto meant = base::nearest(stage, names);
    throw Error(ErrorKind::usage,
                fmt::format("{}there is no stage \"{}\"",
                            flag.empty() ? "" : fmt::format("{}: ", flag),
                            shortened(stage)))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : fmt::format("there is {}", fmt::join(names, ", ")));
}

void prepare_stages(const query::Node& query,
                    const std::string& text,
                    frame::Services& services,
                    db::Database& database) {
    if (!orders::mentions_stage(query)) {
        return;
    }
    StatusDesk desk(services, database);
    const auto names = stages_anywhere(desk, database);
    for (const auto& word : orders::stage_words(query)) {
        if (std::none_of(names.begin(), names.end(), [&](const auto& name) {
                return is_meant(word, name);
            })) {
            const auto meant = base::nearest(word.text, names);
            const auto at = text.find(word.text);
            throw query_error({.what = fmt::format("stage: there is no stage \"{}\"", word.text),
                               .hint = meant ? fmt::format("did you mean \"stage:{}\"?", *meant)
                                             : fmt::format("there is {}", fmt::join(names, ", ")),
                               .span = at == std::string::npos ? query::Span{0, text.size()}
                                                               : query::Span{at, word.text.size()},
                               .text = text,
                               .saved = {}});
        }
    }
    status::fill_stage_orders(database, desk.placing());
}

std::string item_word(db::Database& database, const status::WorkItem& item) {
    const auto name = order_name(database, item.order, item.receipt);
    return fmt::format("{}.{}",
                       name && is_order_reference(*name) ? *name
                                                         : std::to_string(item.receipt.value()),
                       item.number);
}

base::Error unknown_items(db::Database& database, const std::vector<status::ItemChoice>& missing) {
    const auto& first = missing.front();
    const auto order = orders::OrderRepository(database).load(first.order);
    const auto word =
        order ? order_word(database, order->id, order->receipt) : std::string("the order");
    return Error(ErrorKind::not_found,
                 fmt::format("order {} has no item {} to be made", word, first.number.value_or(0)))
        .because(
            order ? fmt::format("it has {} item{}; digital ones and those taken off are not made",
                                order->items.size(),
                                order->items.size() == 1 ? "" : "s")
                  : std::string())
        .hint("etsyorder status list " + word);
}

} // namespace etsyorder
