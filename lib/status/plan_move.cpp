// SPDX-License-Identifier: MIT
// What a move would do with one item.
#include "status/move_items.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder::status {
namespace {

struct Refused {
    std::string why;
    std::string hint;
};

std::string stages_of(const Pipeline& pipeline) {
    std::vector<std::string> names;
    for (const auto& stage : pipeline.stages) {
        names.push_back(stage.name);
    }
    return fmt::format("the stages of \"{}\": {}", pipeline.name, fmt::join(names, ", "));
}

// "3 in cutting, 2 in packing"
std::string where_they_stand(const WorkItem& item) {
    if (item.pieces.size() == 1) {
        return item.pieces.front().stage;
    }
    std::vector<std::string> words;
    for (const auto& pieces : item.pieces) {
        words.push_back(fmt::format("{} in {}", pieces.quantity, pieces.stage));
    }
    return fmt::format("{}", fmt::join(words, ", "));
}

class Plan {
public:
    Plan(const WorkItem& item, const Move& move, const Pipeline& pipeline, Gates& gates)
        : item_(item), move_(move), pipeline_(pipeline), gates_(gates) {}

    // Throws Refused.
    Moved make() {
        Moved moved;
        moved.before = item_;
        moved.after = item_;
        const auto target = target_stage();
        if (!target) {
            must_stand_at_its_end();
            moved.fate = any_candidate() ? Fate::already : Fate::none;
            moved.to = ends_at();
            return moved;
        }
        moved.to = pipeline_.stages[*target].name;
        if (move_.if_stage && is_moved_already(*target)) {
            return moved;
        }
        moved.taken = taken_for(*target);
        if (moved.taken.empty()) {
            moved.fate =
                any_candidate() || item_.at(moved.to) != nullptr ? Fate::already : Fate::none;
            return moved;
        }
        must_be_free(*target, moved);
        moved.fate = Fate::moved;
        moved.after = after(moved);
        return moved;
    }

private:
    [[nodiscard]] bool is_candidate(const PiecesAt& pieces) const {
        return move_.from.has(item_, pieces);
    }
    [[nodiscard]] bool any_candidate() const {
        return std::any_of(item_.pieces.begin(), item_.pieces.end(), [&](const auto& one) {
            return is_candidate(one);
        });
    }

    [[nodiscard]] std::size_t index_of(const std::string& stage) const {
        if (const auto found = pipeline_.stage(stage)) {
            return *found;
        }
        throw Refused{
            fmt::format("stage \"{}\" is no longer in pipeline \"{}\"", stage, pipeline_.name),
            "etsyorder status pipelines --migrate"};
    }

    [[nodiscard]] std::size_t named(const std::string& stage) const {
        if (const auto found = pipeline_.stage(stage)) {
            return *found;
        }
        throw Refused{fmt::format("its pipeline \"{}\" has no stage \"{}\"", pipeline_.name, stage),
                      stages_of(pipeline_)};
    }

    // Of the pieces that go on: those furthest behind. Of those that go back: furthest ahead.
    [[nodiscard]] std::optional<std::size_t> start() const {
        std::optional<std::size_t> found;
        for (const auto& pieces : item_.pieces) {
            if (is_candidate(pieces)) {
                const auto at = index_of(pieces.stage);
                found = !found                           ? at
                        : move_.kind == Move::Kind::back ? std::max(*found, at)
                                                         : std::min(*found, at);
            }
        }
        return found;
    }

    // Empty: there is no further stage, or no piece to move.
    [[nodiscard]] std::optional<std::size_t> target_stage() const {
        if (move_.kind == Move::Kind::to) {
            return named(move_.to);
        }
        const auto from = move_.if_stage ? std::optional(named(*move_.if_stage)) : start();
        const bool back = move_.kind == Move::Kind::back;
        if (!from || (back ? *from == 0 : *from + 1 == pipeline_.stages.size())) {
            return std::nullopt;
        }
        return back ? *from - 1 : *from + 1;
    }

    // An `if_stage` without a stage behind it: nothing is left to be done, if that is where it is.
    void must_stand_at_its_end() const {
        if (move_.if_stage && !all_in(*move_.if_stage)) {
            refuse_elsewhere();
        }
    }

    [[nodiscard]] bool all_in(const std::string& stage) const {
        return std::all_of(item_.pieces.begin(), item_.pieces.end(), [&](const auto& one) {
            return one.stage == stage;
        });
    }

    [[noreturn]] void refuse_elsewhere() const {
        throw Refused{item_.pieces.size() == 1 ? fmt::format("it stands in {}, not in {}",
                                                             item_.pieces.front().stage,
                                                             *move_.if_stage)
                                               : fmt::format("not all of it stands in {}: {}",
                                                             *move_.if_stage,
                                                             where_they_stand(item_)),
                      "somebody may have moved it: etsyorder status history"};
    }

    [[nodiscard]] std::string ends_at() const {
        return move_.kind == Move::Kind::back ? pipeline_.stages.front().name
                                              : pipeline_.stages.back().name;
    }

    // True: an earlier run has moved the pieces. Throws Refused when they stand elsewhere.
    [[nodiscard]] bool is_moved_already(std::size_t target) const {
        (void)named(*move_.if_stage);
        if (all_in(pipeline_.stages[target].name)) {
            return true;
        }
        if (!all_in(*move_.if_stage)) {
            refuse_elsewhere();
        }
        return false;
    }

    [[nodiscard]] std::vector<PiecesAt> taken_for(std::size_t target) const {
        std::vector<PiecesAt> sources;
        for (const auto& pieces : item_.pieces) {
            if (!is_candidate(pieces) || pieces.stage == pipeline_.stages[target].name) {
                continue;
            }
            const bool from_start = move_.kind == Move::Kind::to ||
                                    index_of(pieces.stage) ==
                                        (move_.kind == Move::Kind::back ? target + 1 : target - 1);
            if (from_start) {
                sources.push_back(pieces);
            }
        }
        if (!move_.quantity) {
            return sources;
        }
        auto wanted = *move_.quantity;
        if (move_.kind == Move::Kind::to) {
            // Those just behind it come first, and what is beyond it goes back last.
            std::stable_sort(sources.begin(), sources.end(), [&](const auto& one, const auto& two) {
                return nearness(one, target) < nearness(two, target);
            });
            const auto* const there = item_.at(pipeline_.stages[target].name);
            wanted -= there == nullptr ? 0 : there->quantity;
        }
        return so_many(std::move(sources), wanted);
    }

    [[nodiscard]] std::size_t nearness(const PiecesAt& pieces, std::size_t target) const {
        const auto at = index_of(pieces.stage);
        return at < target ? target - at : pipeline_.stages.size() + at - target;
    }

    [[nodiscard]] std::vector<PiecesAt> so_many(std::vector<PiecesAt> sources,
                                                std::int64_t wanted) const {
        std::vector<PiecesAt> taken;
        for (auto& pieces : sources) {
            if (wanted > 0) {
                pieces.quantity = std::min(pieces.quantity, wanted);
                wanted -= pieces.quantity;
                taken.push_back(std::move(pieces));
            }
        }
        if (wanted > 0) {
            throw Refused{fmt::format("it has {} piece{}: {}",
                                      item_.quantity,
                                      item_.quantity == 1 ? "" : "s",
                                      where_they_stand(item_)),
                          "--quantity counts the pieces of one item"};
        }
        return taken;
    }

    void must_be_free(std::size_t target, Moved& moved) {
        std::size_t earliest = target;
        for (const auto& pieces : moved.taken) {
            earliest = std::min(earliest, index_of(pieces.stage));
        }
        if (earliest == target && !moved.taken.empty()) {
            return; // back: whatever was wrong, it may go back
        }
        if (!item_.is_open && !item_.is_shipped) { // a parcel closes it, and its last stage follows
            pass("its order is closed", "etsyorder orders show", moved);
        }
        if (const auto& hold = item_.hold) {
            const auto what = hold->is_block() ? fmt::format("it waits for {}", hold->waits_for)
                                               : std::string("it is on hold");
            pass(hold->reason.empty() ? what : what + ": " + hold->reason,
                 "etsyorder status resume",
                 moved);
        }
        for (auto at = earliest + 1; at <= target; ++at) {
            for (const auto need : pipeline_.stages[at].needs) {
                if (const auto missing = gates_.missing(need, item_)) {
                    pass(fmt::format("{} needs {}: {}",
                                     pipeline_.stages[at].name,
                                     to_string(need),
                                     *missing),
                         need == Need::tracking ? "etsyorder orders ship" : "",
                         moved);
                }
            }
        }
    }

    void pass(std::string what, std::string hint, Moved& moved) const {
        if (!move_.anyway) {
            throw Refused{std::move(what),
                          hint.empty() ? "go past it with a reason: --anyway --reason WORDS"
                                       : hint + ", or --anyway --reason WORDS"};
        }
        moved.passed.push_back(std::move(what));
    }

    [[nodiscard]] WorkItem after(const Moved& moved) const {
        WorkItem item = item_;
        item.untouched = false;
        for (const auto& taken : moved.taken) {
            for (auto& pieces : item.pieces) {
                pieces.quantity -= pieces.stage == taken.stage ? taken.quantity : 0;
            }
        }
        const auto found = std::find_if(item.pieces.begin(),
                                        item.pieces.end(),
                                        [&](const auto& one) { return one.stage == moved.to; });
        if (found == item.pieces.end()) {
            item.pieces.push_back({moved.to, moved.quantity(), {}});
        } else {
            found->quantity += moved.quantity();
        }
        std::erase_if(item.pieces, [&](const PiecesAt& pieces) {
            return pieces.quantity == 0 && pieces.stage != moved.to;
        });
        return item;
    }

    const WorkItem& item_;
    const Move& move_;
    const Pipeline& pipeline_;
    Gates& gates_;
};

} // namespace

std::int64_t Moved::quantity() const {
    std::int64_t all = 0;
    for (const auto& pieces : taken) {
        all += pieces.quantity;
    }
    return all;
}

std::string Moved::from() const {
    return taken.empty() ? "" : taken.front().stage;
}

Moved plan_move(const WorkItem& item, const Move& move, Placing& placing, Gates& gates) {
    const auto* const pipeline = placing.pipeline_of(item);
    try {
        if (pipeline == nullptr) {
            throw Refused{fmt::format("its pipeline \"{}\" is no longer there", item.pipeline),
                          "etsyorder status pipelines --migrate"};
        }
        return Plan(item, move, *pipeline, gates).make();
    } catch (Refused& refused) {
        Moved moved;
        moved.before = item;
        moved.after = item;
        moved.fate = Fate::refused;
        moved.why = std::move(refused.why);
        moved.hint = std::move(refused.hint);
        return moved;
    }
}

} // namespace etsyorder::status
