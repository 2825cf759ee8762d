// SPDX-License-Identifier: MIT
#include "status/status_kind.hpp"

#include "status/status_repository.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>

namespace etsyorder::status {
namespace {

using Json = nlohmann::ordered_json;

// What a text of stored_state() says.
void restore(WorkItem& item, const std::optional<std::string>& state) {
    item.pieces.clear();
    item.hold.reset();
    if (!state) {
        return;
    }
    const auto json = Json::parse(*state);
    item.pipeline = json.at("pipeline").get<std::string>();
    for (const auto& pieces : json.at("pieces")) {
        item.pieces.push_back({pieces.at(0).get<std::string>(),
                               pieces.at(1).get<std::int64_t>(),
                               base::from_utc_seconds(pieces.at(2).get<std::int64_t>())});
    }
    if (const auto hold = json.find("hold"); hold != json.end()) {
        item.hold = Hold{hold->at(0).get<std::string>(),
                         hold->at(1).get<std::string>(),
                         base::from_utc_seconds(hold->at(2).get<std::int64_t>())};
    }
}

// As it is stored; empty: the item is no longer here.
std::optional<WorkItem> stored_item(db::Database& database, const orders::ActStep& step) {
    std::int64_t number = 0;
    std::from_chars(step.thing.data(), step.thing.data() + step.thing.size(), number);
    for (auto& item : StatusRepository(database).items_of(std::array{step.order})) {
        if (item.item.value() == number) {
            return std::move(item);
        }
    }
    return std::nullopt;
}

std::string stages(const WorkItem& item) {
    std::string words;
    for (const auto& pieces : item.pieces) {
        words += (words.empty() ? "" : " and ") + pieces.stage;
    }
    return words.empty() ? "the beginning" : words;
}

} // namespace

std::optional<std::string> stored_state(const WorkItem& item) {
    auto sorted = item.untouched ? std::vector<PiecesAt>() : item.pieces;
    if (sorted.empty() && !item.hold) {
        return std::nullopt;
    }
    std::sort(sorted.begin(), sorted.end(), [](const auto& one, const auto& other) {
        return one.stage < other.stage;
    });
    Json pieces = Json::array();
    for (const auto& one : sorted) {
        pieces.push_back({one.stage, one.quantity, base::utc_seconds(one.since)});
    }
    Json json{{"pipeline", sorted.empty() ? std::string() : item.pipeline},
              {"pieces", std::move(pieces)}};
    if (item.hold) {
        json["hold"] = {
            item.hold->waits_for, item.hold->reason, base::utc_seconds(item.hold->since)};
    }
    return json.dump(-1, ' ', false, Json::error_handler_t::replace);
}

orders::ActStep
step_of(const WorkItem& item, std::optional<std::string> before, std::optional<std::string> after) {
    return {item.shop,
            item.order,
            std::string(StatusKind::kName),
            std::to_string(item.item.value()),
            std::move(before),
            std::move(after)};
}

std::optional<std::string> StatusKind::present(db::Database& database,
                                               const orders::ActStep& step) const {
    const auto item = stored_item(database, step);
    return item ? stored_state(*item) : std::nullopt;
}

void StatusKind::write(db::Database& database,
                       std::span<const orders::ActStep> steps,
                       base::Instant now) const {
    const StatusRepository repository(database);
    for (const auto& step : steps) {
        auto item = stored_item(database, step);
        if (!item) {
            continue;
        }
        const auto before = *item;
        restore(*item, step.after);
        repository.store_pieces(*item);
        repository.store_hold(*item);
        repository.append({0,
                           item->shop,
                           item->order,
                           item->item,
                           "undone",
                           item->pipeline,
                           before.pieces.empty() ? "" : before.pieces.front().stage,
                           item->pieces.empty() ? "" : item->pieces.front().stage,
                           item->quantity,
                           "user",
                           "",
                           "",
                           now});
    }
}

std::string StatusKind::in_words(const orders::ActStep& step) const {
    WorkItem before;
    WorkItem after;
    restore(before, step.before);
    restore(after, step.after);
    if (before.hold != after.hold) {
        return !after.hold ? "resumed" : after.hold->is_block() ? "blocked" : "put on hold";
    }
    return stages(before) + " -> " + stages(after);
}

} // namespace etsyorder::status
