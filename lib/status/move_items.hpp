// SPDX-License-Identifier: MIT
// The use cases "these pieces are now there", "one stage on", "one stage back": one unit of work,
// an update and an event for each item that changed, and one act that takes it back. Pieces that
// already are where they are wanted are left alone.
#pragma once

#include "base/error.hpp"
#include "status/gates.hpp"
#include "status/place_items.hpp"
#include "status/status_repository.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder::status {

// Who says so.
struct Told {
    std::string source = "user"; // "user", "import", ...
    std::string by_whom;         // a person or a program; empty: not said
    std::string reason;          // the seller's words
};

// Which pieces are meant, by the stages in which they stand.
struct MeantStages {
    using Names = std::vector<std::string>;
    Names of_any; // empty: pieces in every stage
    // Set: of each order only pieces in these stages, and none of an order that is not in it.
    std::optional<std::unordered_map<orders::OrderId, Names>> of_order;

    [[nodiscard]] bool is_everything() const { return of_any.empty() && !of_order; }
    [[nodiscard]] bool has(const WorkItem& item, const PiecesAt& pieces) const;
};

struct Move {
    enum class Kind { to, forward, back };
    Kind kind = Kind::forward;
    std::string to;                       // of kind `to`: a stage
    MeantStages from;                     // only these pieces
    std::optional<std::string> if_stage;  // all pieces must stand there, or be moved already
    std::optional<std::int64_t> quantity; // of each item; empty: all of them
    bool anyway = false;                  // past gates and holds; needs a reason
    Told told;
};

enum class Fate {
    moved,
    already, // the pieces are there
    refused, // nothing was changed
    none,    // the item has no pieces of that kind
};

// Some pieces of one item and what became of them. Pieces of several stages are moved together by
// `to`.
struct Moved {
    WorkItem before;
    WorkItem after; // the same as `before` where nothing was moved
    Fate fate = Fate::already;
    std::vector<PiecesAt> taken; // that were moved, from where and since when they stood there
    std::string to;
    std::string why; // of a refusal: "needs tracking: the order has no tracking code"
    std::string hint;
    std::vector<std::string> passed; // what stood in the way and was passed anyway

    [[nodiscard]] std::int64_t quantity() const; // pieces moved
    [[nodiscard]] std::string from() const;      // the stage they were in, the earliest of several
};

// An item of an order that a command is about; empty `item`: all of the order's.
struct ItemChoice {
    orders::OrderId order{0};
    std::optional<std::int64_t> number; // from 1; empty: all
};

// What move_items() would do with one item that is placed; changes nothing.
[[nodiscard]] Moved
plan_move(const WorkItem& item, const Move& move, Placing& placing, Gates& gates);

struct MoveResult {
    std::vector<Moved> items;        // in the order of the choice
    std::vector<ItemChoice> missing; // there is no such item
    bool written = false;            // false: something was refused and nothing was changed
};

// `plan`: of plan_moves(); an item that was moved since then by somebody else is refused.
// `keep_going`: what is refused does not keep the others from being moved. `now`: when it happened.
// Throws Error as db::UnitOfWork does.
MoveResult move_items(db::Database& database,
                      const std::vector<ItemChoice>& choice,
                      const Move& move,
                      Placing& placing,
                      const MoveResult& plan,
                      bool keep_going,
                      base::Instant now);
// The same without changing anything.
[[nodiscard]] MoveResult plan_moves(db::Database& database,
                                    const std::vector<ItemChoice>& choice,
                                    const Move& move,
                                    Placing& placing);

// The items of a choice, placed. An item that is not there goes to `missing`.
[[nodiscard]] std::vector<WorkItem> chosen_items(db::Database& database,
                                                 const std::vector<ItemChoice>& choice,
                                                 Placing& placing,
                                                 std::vector<ItemChoice>& missing);

} // namespace etsyorder::status
