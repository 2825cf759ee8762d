// SPDX-License-Identifier: MIT
// What the tests of this room share: orders to be made, pipelines, and where pieces stand.
#pragma once

#include "../orders/orders_world.hpp"
#include "orders/undo_acts.hpp"
#include "status/hold_items.hpp"
#include "status/migrate_items.hpp"
#include "status/move_items.hpp"
#include "status/pipelines_file.hpp"
#include "status/status_kind.hpp"
#include "texts.hpp"

#include <fmt/format.h>

#include <functional>
#include <map>
#include <string>
#include <vector>

namespace etsyorder::test {

inline status::Pipelines pipelines_of(const std::string& text) {
    auto read = status::read_pipelines_text(text, "pipelines.yaml");
    for (const auto& problem : read.problems) {
        FAIL(problem.place << ": " << problem.text);
    }
    return std::move(read.pipelines);
}

// cutting, engraving (needs answers), oiling, packing, ready (needs tracking)
inline const char* const kFiveStages = R"(pipelines:
- name: signs
  stages:
  - cutting
  - {name: engraving, needs: answers}
  - oiling
  - packing
  - {name: ready, needs: tracking}
)";

// Without gates.
inline const char* const kPlainStages =
    "pipelines:\n- {name: plain, stages: [one, two, three, four]}\n";

// "5 one", in the order of the pipeline
inline Texts standing(const status::WorkItem& item) {
    Texts words;
    for (const auto& pieces : item.pieces) {
        words.push_back(fmt::format("{} {}", pieces.quantity, pieces.stage));
    }
    return words;
}

struct StatusWorld : OrdersWorld {
    status::Pipelines pipelines;
    std::map<std::string, std::vector<orders::OrderId>> found; // by what a pipeline asks
    status::Placing placing = fresh_placing();
    unsigned char hashes = 1;

    explicit StatusWorld(const std::string& text = kPlainStages) : pipelines(pipelines_of(text)) {}
    StatusWorld(const StatusWorld&) = delete;
    StatusWorld& operator=(const StatusWorld&) = delete;

    status::Placing fresh_placing() {
        return {pipelines, database, [this](const std::string& query) { return found[query]; }};
    }
    // The seller has written another file.
    void rewrite(const std::string& text) {
        pipelines = pipelines_of(text);
        placing = fresh_placing();
    }

    using Edit = std::function<void(orders::ReceivedOrder&)>;
    // An open order with one item of so many pieces.
    orders::OrderId add(std::int64_t receipt, std::int64_t quantity = 5, const Edit& edit = {}) {
        auto order = bare_order(receipt, ++hashes);
        order.status = "paid";
        order.is_paid = true;
        order.buyer_name = "Ann Example";
        order.buyer_user_id = receipt;
        order.placed_at = order.updated_at = at(1000);
        orders::ReceivedItem item;
        item.transaction = orders::TransactionId{receipt * 10};
        item.title = "Sign";
        item.quantity = quantity;
        order.items = std::vector<orders::ReceivedItem>{item};
        if (edit) {
            edit(order);
        }
        record(order);
        return stored(receipt).id;
    }
    status::WorkItem item(std::int64_t receipt, std::int64_t number = 1) {
        std::vector<status::ItemChoice> missing;
        auto items =
            status::chosen_items(database, {{stored(receipt).id, number}}, placing, missing);
        REQUIRE(items.size() == 1);
        return items.front();
    }
    Texts where(std::int64_t receipt, std::int64_t number = 1) {
        return standing(item(receipt, number));
    }

    std::vector<status::ItemChoice> choose(const std::vector<std::int64_t>& receipts) {
        std::vector<status::ItemChoice> choice;
        for (const auto receipt : receipts) {
            choice.push_back({stored(receipt).id, std::nullopt});
        }
        return choice;
    }
    status::MoveResult
    move(const status::Move& move, const std::vector<std::int64_t>& receipts, bool keep = false) {
        const auto choice = choose(receipts);
        const auto plan = status::plan_moves(database, choice, move, placing);
        return status::move_items(database, choice, move, placing, plan, keep, now);
    }
    // Of one item: what became of it.
    status::Moved move(const status::Move& what, std::int64_t receipt = 1) {
        auto result = move(what, std::vector<std::int64_t>{receipt});
        REQUIRE(result.items.size() == 1);
        return result.items.front();
    }
    status::HoldResult hold(const std::optional<status::Hold>& hold, std::int64_t receipt = 1) {
        return status::hold_items(database,
                                  choose({receipt}),
                                  {hold, {"user", "anna", hold ? hold->reason : ""}},
                                  placing,
                                  now);
    }
    orders::UndoResult undo(std::int64_t act) {
        const status::StatusKind kind;
        return orders::UndoActs(database, {kind}).undo(orders::ActId{act}, now).result;
    }
    std::int64_t count(const std::string& what) {
        auto row = database.statement("SELECT count(*) FROM " + what);
        return row.step() ? row.integer(0) : -1;
    }
    // What `open_work` would be if it were made anew, and what it is. Empty: it is up to date.
    Texts open_work_differences() {
        Texts all;
        for (const auto* sql : {"SELECT * FROM work_on_hand EXCEPT SELECT * FROM open_work",
                                "SELECT * FROM open_work EXCEPT SELECT * FROM work_on_hand"}) {
            auto rows = database.statement(sql);
            while (rows.step()) {
                all.push_back(fmt::format("item {} in \"{}\"", rows.integer(2), rows.text(3)));
            }
        }
        return all;
    }
    // All there is of a table, to see that nothing was changed.
    std::string dump() {
        std::string all;
        for (const auto* table :
             {"item_stages", "item_holds", "status_updates", "acts", "events"}) {
            all += fmt::format("{} {};", table, count(table));
        }
        auto rows = database.statement(
            "SELECT item_id, stage, quantity, since_utc_s FROM item_stages ORDER BY 1, 2");
        while (rows.step()) {
            all += fmt::format(
                "{}:{}:{}:{};", rows.integer(0), rows.string(1), rows.integer(2), rows.integer(3));
        }
        return all;
    }
};

inline status::Move forward() {
    return {};
}
inline status::Move back() {
    status::Move move;
    move.kind = status::Move::Kind::back;
    return move;
}
inline status::Move to(std::string stage) {
    status::Move move;
    move.kind = status::Move::Kind::to;
    move.to = std::move(stage);
    return move;
}
inline status::Move so_many(status::Move move, std::int64_t quantity) {
    move.quantity = quantity;
    return move;
}
inline status::Move out_of(status::Move move, std::vector<std::string> stages) {
    move.from.of_any = std::move(stages);
    return move;
}
inline status::Move if_in(status::Move move, std::string stage) {
    move.if_stage = std::move(stage);
    return move;
}
inline status::Move anyway(status::Move move, std::string reason = "said yes") {
    move.anyway = true;
    move.told.reason = std::move(reason);
    return move;
}

} // namespace etsyorder::test
