// SPDX-License-Identifier: MIT
#include "status/board.hpp"

#include "base/stop.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "signal_watch.hpp"
#include "status/item_rows.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>
#include <map>

namespace etsyorder {

std::vector<std::string> fields_of_status_board();

namespace {

using frame::Cell;
using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

constexpr int kCards = 6; // of a stage, where nobody asks for more

struct BoardArgs {
    ItemWords items;
    std::optional<std::string> pipeline;
    std::optional<int> cards;
    bool watch = false;
};

frame::Table empty_table() {
    return {.name = "board",
            .columns = {{.field = "pipeline", .heading = "pipeline"},
                        {.field = "stage", .heading = "stage"},
                        {.field = "items", .heading = "items", .right = true},
                        {.field = "pieces", .heading = "pieces", .right = true},
                        {.field = "late", .heading = "late", .right = true},
                        {.field = "held", .heading = "held up", .right = true},
                        {.field = "next_ship_by", .heading = "next ship by"},
                        {.field = "public", .heading = "buyers read", .flexible = true},
                        {.field = "known"}}};
}

class Board {
public:
    Board(Services& services, db::Database& database, StatusDesk& desk, std::size_t cards)
        : zones_(services, database), database_(database), now_(services.now()), cards_(cards),
          columns_(empty_board(desk.pipelines())) {
        for (std::size_t i = 0; i < columns_.size(); ++i) {
            at_.emplace(std::pair(columns_[i].pipeline, columns_[i].stage), i);
        }
    }

    void add(const status::WorkItem& item) {
        const auto& zone = zones_.of(item.shop);
        for (const auto& pieces : item.pieces) {
            auto& column = column_of(item.pipeline, pieces.stage);
            ++column.items;
            column.pieces += pieces.quantity;
            column.held += item.hold ? 1 : 0;
            const auto left =
                item.ship_by ? std::optional(days_left(*item.ship_by, zone)) : std::nullopt;
            column.late += left && *left < 0 ? 1 : 0;
            if (item.ship_by && (!column.next_ship_by || *item.ship_by < *column.next_ship_by)) {
                column.next_ship_by = item.ship_by;
            }
            if (column.cards.size() < cards_) {
                column.cards.push_back({item_word(database_, item),
                                        item.buyer_name,
                                        item.title,
                                        pieces.quantity,
                                        item.quantity,
                                        left,
                                        item.hold.has_value()});
            }
        }
    }

    [[nodiscard]] const std::vector<BoardColumn>& columns() const { return columns_; }

private:
    // Most items of a list are due on the same few days.
    [[nodiscard]] int days_left(base::Instant ship_by, const base::Zone& zone) {
        if (ship_by != last_day_ || &zone != last_zone_) {
            last_day_ = ship_by;
            last_zone_ = &zone;
            last_left_ = base::days_between(zone.date(now_), zone.date(ship_by));
        }
        return last_left_;
    }

    BoardColumn& column_of(const std::string& pipeline, const std::string& stage) {
        const auto [found, is_new] = at_.try_emplace(std::pair(pipeline, stage), columns_.size());
        if (is_new) {
            BoardColumn column;
            column.pipeline = pipeline;
            column.stage = stage;
            column.is_known = false;
            columns_.push_back(std::move(column));
        }
        return columns_[found->second];
    }

    ShopZones zones_;
    db::Database& database_;
    base::Instant now_;
    std::size_t cards_;
    std::vector<BoardColumn> columns_;
    std::map<std::pair<std::string, std::string>, std::size_t> at_;
    base::Instant last_day_{};
    const base::Zone* last_zone_ = nullptr;
    int last_left_ = 0;
};

frame::Table as_table(const std::vector<BoardColumn>& columns, const base::Zone& zone) {
    auto table = empty_table();
    for (const auto& column : columns) {
        table.rows.push_back(
            {column.pipeline,
             column.stage,
             column.items,
             column.pieces,
             column.late,
             column.held,
             column.next_ship_by
                 ? Cell(*column.next_ship_by, base::format_date(zone.date(*column.next_ship_by)))
                 : Cell(nullptr, " "),
             Value::text_or_null(column.public_name),
             column.is_known});
    }
    return table;
}

std::vector<BoardColumn>
columns_of(const BoardArgs& args, std::size_t cards, Services& services, db::Database& database) {
    StatusDesk desk(services, database);
    if (args.pipeline && desk.pipelines().find(*args.pipeline) == nullptr) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("there is no pipeline \"{}\"", *args.pipeline))
            .hint("etsyorder status pipelines");
    }
    Board board(services, database, desk, cards);
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        if (!args.pipeline || item.pipeline == *args.pipeline) {
            board.add(item);
        }
    });
    auto columns = board.columns();
    if (args.pipeline) {
        std::erase_if(columns, [&](const auto& one) { return one.pipeline != *args.pipeline; });
    }
    return columns;
}

frame::Page page_of(const BoardArgs& args, Services& services, db::Database& database) {
    frame::Page page;
    add_board(
        page,
        columns_of(args, static_cast<std::size_t>(args.cards.value_or(kCards)), services, database),
        services.streams().width());
    return page;
}

// Draws the board anew when anything was stored since, and each minute, as days pass. Until it is
// interrupted.
ExitCode watch(const BoardArgs& args, Services& services) {
    constexpr std::chrono::milliseconds kBetween{500};
    constexpr int kLooks = 120; // until it is drawn anyway
    if (!services.streams().out_is_terminal() || services.output().json()) {
        throw base::Error(base::ErrorKind::usage, "--watch needs a terminal to draw on")
            .hint("etsyorder status board --json");
    }
    base::StopSignal stop;
    const SignalWatch signals(stop);
    base::SystemSleeper sleeper(stop);
    auto& database = services.database_for_reading();
    std::int64_t drawn = -1;
    for (int looks = 0; !stop.requested(); ++looks) {
        const auto version = database.version();
        if (version != drawn || looks % kLooks == 0) {
            drawn = version;
            services.streams().out(
                "\x1b[H\x1b[2J" +
                page_of(args, services, database).text(services.output().color()));
        }
        (void)sleeper.wait(kBetween);
    }
    return ExitCode::interrupted;
}

ExitCode run_board(const BoardArgs& args, Services& services) {
    services.output().require_fields(fields_of_status_board());
    if (args.watch) {
        return watch(args, services);
    }
    auto& database = services.database_for_reading();
    if (services.output().json() || !services.streams().out_is_terminal()) {
        services.output().table(as_table(columns_of(args, 0, services, database), services.zone()));
    } else {
        services.output().page("board", Value::list({}), page_of(args, services, database));
    }
    return ExitCode::done;
}

} // namespace

std::vector<std::string> fields_of_status_board() {
    return frame::field_names(empty_table());
}

void add_status_board(frame::Command& noun) {
    auto args = std::make_shared<BoardArgs>();
    auto verb = noun.verb("board", "Show all work at a glance: a column a stage");
    add_item_words(verb, args->items);
    verb.value("--pipeline", args->pipeline, "only this one", {.shown = "NAME", .live = "pipeline"})
        .number("--cards",
                args->cards,
                {0, std::numeric_limits<int>::max()},
                "so many items of each stage at most; 6 without this flag",
                {.shown = "N"})
        .flag(
            "--watch", args->watch, "keep it on the screen and draw it anew when anything changes")
        .examples({"etsyorder status board",
                   "etsyorder status board --watch",
                   "etsyorder status board --where 'due:<3d'",
                   "etsyorder status board --json stage,items,late"})
        .runs([args](Services& services) { return run_board(*args, services); });
}

} // namespace etsyorder
