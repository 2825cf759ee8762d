// SPDX-License-Identifier: MIT
// Board: all work counted by stage, and the first items of each.
#pragma once

#include "status/open_work.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

// One of the items that a column shows.
struct BoardItem {
    orders::OrderId order{0};
    orders::ItemId item{0};
    std::int64_t quantity = 0; // pieces in this stage
    std::optional<base::Instant> ship_by;
};

struct BoardColumn {
    std::string pipeline;
    std::string stage;
    std::string public_name; // empty: buyers are told nothing
    bool is_known = true;    // false: the pipeline has no such stage any more
    std::int64_t items = 0;
    std::int64_t pieces = 0;
    std::int64_t late = 0; // items
    std::int64_t held = 0; // items
    std::optional<base::Instant> next_ship_by;
    std::vector<BoardItem> first; // the most urgent ones, the most urgent one first
};

class Board {
public:
    // The columns of all pipelines, in the order of the file, those without an item too. Of each at
    // most `shown` items are kept to be shown.
    Board(const Pipelines& pipelines, std::size_t shown);

    void add(const OpenPieces& pieces, bool is_late);

    // Without the columns of other pipelines.
    void keep_only(std::string_view pipeline);

    [[nodiscard]] const std::vector<BoardColumn>& columns() const { return columns_; }

private:
    [[nodiscard]] BoardColumn& column_of(const OpenPieces& pieces);

    std::size_t shown_;
    std::vector<BoardColumn> columns_;
    std::size_t last_ = 0; // in columns_: most items stand where the one before them does
};

} // namespace etsyorder::status
