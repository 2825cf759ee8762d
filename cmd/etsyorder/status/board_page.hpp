// SPDX-License-Identifier: MIT
// The board on a terminal: each stage a column, each item a card in it.
#pragma once

#include "frame/page.hpp"
#include "status/board.hpp"

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

// A stage, and the cards it shows.
struct BoardStrip {
    status::BoardColumn column;
    std::vector<BoardCard> cards;
};

// In `width` columns of a terminal: as many stages beside each other as are readable, the others
// below. Pipelines in which nothing is are left out where another one has something.
void add_board(frame::Page& page, const std::vector<BoardStrip>& board, int width);

} // namespace etsyorder
