// SPDX-License-Identifier: MIT
// The board: each stage a column, each item a card in it.
#pragma once

#include "frame/page.hpp"
#include "frame/table.hpp"
#include "status/pipeline.hpp"
#include "status/work_item.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder {

struct BoardCard {
    std::string item; // "3512345678.2"
    std::string buyer;
    std::string title;
    std::int64_t quantity = 0; // pieces in this stage
    std::int64_t of = 0;
    std::optional<int> days_left; // empty: it has no day
    bool held = false;
};

struct BoardColumn {
    std::string pipeline;
    std::string stage;
    std::string public_name;
    bool is_known = true; // false: the pipeline has no such stage any more
    std::int64_t items = 0;
    std::int64_t pieces = 0;
    std::int64_t late = 0;
    std::int64_t held = 0;
    std::optional<base::Instant> next_ship_by;
    std::vector<BoardCard> cards; // the first ones
};

// The columns of all pipelines, in the order of the file; those without an item too.
[[nodiscard]] std::vector<BoardColumn> empty_board(const status::Pipelines& pipelines);

// In `width` columns of a terminal: as many stages beside each other as are readable, the others
// below. Pipelines in which nothing is are left out where another one has something.
void add_board(frame::Page& page, const std::vector<BoardColumn>& board, int width);

} // namespace etsyorder
