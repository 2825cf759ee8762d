// SPDX-License-Identifier: MIT
#include "status/status_kind.hpp"

#include "status/status_repository.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>
#include <charconv>
#include <vector>

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

struct Moving {
    std::string from; // empty: the beginning, where nobody had touched it
    std::string to;
    std::int64_t pieces = 0;
};

// What leads from one spread of pieces to the other.
std::vector<Moving> moves_between(const WorkItem& before, const WorkItem& after) {
    if (before.pieces.empty() || after.pieces.empty()) {
        const auto& some = before.pieces.empty() ? after : before;
        std::vector<Moving> moves;
        for (const auto& one : some.pieces) {
            moves.push_back({before.pieces.empty() ? "" : one.stage,
                             after.pieces.empty() ? "" : one.stage,
                             one.quantity});
        }
        return moves;
    }
    std::vector<PiecesAt> less;
    std::vector<PiecesAt> more;
    for (const auto& one : before.pieces) {
        const auto* const there = after.at(one.stage);
        const auto gone = one.quantity - (there == nullptr ? 0 : there->quantity);
        if (gone > 0) {
            less.push_back({one.stage, gone, {}});
        }
    }
    for (const auto& one : after.pieces) {
        const auto* const there = before.at(one.stage);
        const auto come = one.quantity - (there == nullptr ? 0 : there->quantity);
        if (come > 0) {
            more.push_back({one.stage, come, {}});
        }
    }
    std::vector<Moving> moves;
    for (std::size_t from = 0, to = 0; from < less.size() && to < more.size();) {
        const auto pieces = std::min(less[from].quantity, more[to].quantity);
        moves.push_back({less[from].stage, more[to].stage, pieces});
        less[from].quantity -= pieces;
        more[to].quantity -= pieces;
        from += less[from].quantity == 0 ? 1U : 0U;
        to += more[to].quantity == 0 ? 1U : 0U;
    }
    return moves;
}

std::string hold_taken_back(const WorkItem& before, const WorkItem& after) {
    return !after.hold ? before.hold->is_block() ? "no longer blocked" : "no longer on hold"
           : after.hold->is_block() ? "blocked again"
                                    : "on hold again";
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
        const auto tell = [&](const std::string& from, const std::string& to, std::int64_t pieces) {
            repository.append({0,
                               item->shop,
                               item->order,
                               item->item,
                               "undone",
                               item->pipeline,
                               from,
                               to,
                               pieces,
                               "user",
                               "",
                               before.hold != item->hold ? hold_taken_back(before, *item) : "",
                               now});
        };
        auto moves = moves_between(before, *item);
        if (moves.empty()) { // of a hold
            const auto stage = item->pieces.empty() ? std::string() : item->pieces.front().stage;
            moves.push_back({stage, stage, item->quantity});
        }
        for (const auto& [from, to, pieces] : moves) {
            tell(from, to, pieces);
        }
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
