// SPDX-License-Identifier: MIT
#include "orders/order_making.hpp"

#include "orders/references.hpp"
#include "status/open_work.hpp"
#include "status/standing.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

// Pieces in a stage that is gone count as at the beginning.
std::size_t place_of(const status::Pipeline* pipeline, const std::string& stage) {
    return pipeline == nullptr ? 0 : pipeline->stage(stage).value_or(0);
}

// As many pieces as all items have in each stage.
std::vector<status::PiecesAt> of_all(const std::vector<status::WorkItem>& items,
                                     const status::Pipelines& pipelines) {
    struct Place {
        std::size_t at = 0;
        status::PiecesAt pieces;
    };
    std::vector<Place> places;
    for (const auto& item : items) {
        const auto* const pipeline = pipelines.find(item.pipeline);
        for (const auto& pieces : item.pieces) {
            const auto found = std::find_if(places.begin(), places.end(), [&](const auto& one) {
                return one.pieces.stage == pieces.stage;
            });
            if (found == places.end()) {
                places.push_back({place_of(pipeline, pieces.stage), pieces});
            } else {
                found->pieces.quantity += pieces.quantity;
                found->pieces.since = std::max(found->pieces.since, pieces.since);
            }
        }
    }
    std::stable_sort(places.begin(), places.end(), [](const auto& one, const auto& other) {
        return one.at < other.at;
    });
    std::vector<status::PiecesAt> stages;
    stages.reserve(places.size());
    for (auto& place : places) {
        stages.push_back(std::move(place.pieces));
    }
    return stages;
}

} // namespace

const status::WorkItem* OrderMaking::of(orders::ItemId item) const {
    const auto found =
        std::find_if(items.begin(), items.end(), [&](const auto& one) { return one.item == item; });
    return found == items.end() ? nullptr : &*found;
}

std::string in_words(const std::vector<status::PiecesAt>& stages) {
    if (stages.size() == 1) {
        return stages.front().stage;
    }
    std::string words;
    for (const auto& one : stages) {
        words += fmt::format("{}{} in {}", words.empty() ? "" : ", ", one.quantity, one.stage);
    }
    return words;
}

OrderMaking MakingOfOrders::of(const orders::Order& order) {
    try {
        if (!desk_ && !is_wrong_) {
            desk_.emplace(services_, database_);
        }
        return desk_ ? placed(order) : OrderMaking();
    } catch (const base::Error& error) { // some of it is only read once an item is placed
        if (error.kind() != base::ErrorKind::usage) {
            throw;
        }
        services_.output().warn(fmt::format("the stages are not shown: {}", error.summary()));
        desk_.reset();
        is_wrong_ = true;
        return {};
    }
}

OrderMaking MakingOfOrders::placed(const orders::Order& order) {
    OrderMaking making;
    const auto& pipelines = desk_->pipelines();
    for (auto& item : status::StatusRepository(database_).items_of({&order.id, 1})) {
        desk_->placing().place(item);
        if (item.untouched && !item.is_open) {
            continue;
        }
        const auto* const pipeline = pipelines.find(item.pipeline);
        std::stable_sort(
            item.pieces.begin(), item.pieces.end(), [&](const auto& one, const auto& other) {
                return place_of(pipeline, one.stage) < place_of(pipeline, other.stage);
            });
        making.items.push_back(std::move(item));
    }
    std::vector<const status::WorkItem*> items;
    items.reserve(making.items.size());
    for (const auto& item : making.items) {
        items.push_back(&item);
    }
    if (const auto standing = status::standing_of(items, pipelines)) {
        making.stage = standing->pieces->stage;
    }
    making.stages = of_all(making.items, pipelines);
    return making;
}

StageOfOpenOrders::StageOfOpenOrders(frame::Services& services, db::Database& database) {
    StatusDesk desk(services, database);
    status::each_open_pieces(database,
                             chosen_shop(services, database),
                             desk.placing(),
                             [&](const status::OpenPieces& pieces) {
                                 const auto left = status::stages_left(
                                     desk.pipelines().find(pieces.pipeline), pieces.stage);
                                 auto& behind = stages_[pieces.order];
                                 if (behind.stage.empty() || left > behind.left) {
                                     behind = {std::string(pieces.stage), left};
                                 }
                             });
}

std::string StageOfOpenOrders::of(orders::OrderId order) const {
    const auto found = stages_.find(order);
    return found == stages_.end() ? "" : found->second.stage;
}

} // namespace etsyorder
