// SPDX-License-Identifier: MIT
#include "status/board.hpp"

#include <algorithm>
#include <tuple>

namespace etsyorder::status {
namespace {

// Items without a day come last; of one day, who ordered first.
bool is_more_urgent(const BoardItem& one, const BoardItem& other) {
    const auto key = [](const BoardItem& item) {
        return std::tuple(
            !item.ship_by, item.ship_by.value_or(base::Instant{}), item.order, item.item);
    };
    return key(one) < key(other);
}

} // namespace

Board::Board(const Pipelines& pipelines, std::size_t shown) : shown_(shown) {
    for (const auto& pipeline : pipelines.all) {
        for (const auto& stage : pipeline.stages) {
            BoardColumn column;
            column.pipeline = pipeline.name;
            column.stage = stage.name;
            column.public_name = stage.public_name;
            columns_.push_back(std::move(column));
        }
    }
}

BoardColumn& Board::column_of(const OpenPieces& pieces) {
    const auto is_theirs = [&](const BoardColumn& column) {
        return column.stage == pieces.stage && column.pipeline == pieces.pipeline;
    };
    if (last_ < columns_.size() && is_theirs(columns_[last_])) {
        return columns_[last_];
    }
    const auto found = std::find_if(columns_.begin(), columns_.end(), is_theirs);
    last_ = static_cast<std::size_t>(found - columns_.begin());
    if (found == columns_.end()) {
        BoardColumn column;
        column.pipeline = pieces.pipeline;
        column.stage = pieces.stage;
        column.is_known = false;
        columns_.push_back(std::move(column));
    }
    return columns_[last_];
}

void Board::keep_only(std::string_view pipeline) {
    std::erase_if(columns_, [&](const auto& one) { return one.pipeline != pipeline; });
}

void Board::add(const OpenPieces& pieces, bool is_late) {
    auto& column = column_of(pieces);
    ++column.items;
    column.pieces += pieces.quantity;
    column.held += pieces.is_held ? 1 : 0;
    column.late += is_late ? 1 : 0;
    if (pieces.ship_by && (!column.next_ship_by || *pieces.ship_by < *column.next_ship_by)) {
        column.next_ship_by = pieces.ship_by;
    }
    if (shown_ == 0) {
        return;
    }
    const BoardItem item{pieces.order, pieces.item, pieces.quantity, pieces.ship_by};
    auto& first = column.first;
    if (first.size() == shown_) {
        if (!is_more_urgent(item, first.back())) {
            return;
        }
        first.pop_back();
    }
    first.insert(std::upper_bound(first.begin(), first.end(), item, is_more_urgent), item);
}

} // namespace etsyorder::status
