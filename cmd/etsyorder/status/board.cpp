// SPDX-License-Identifier: MIT
#include "status/board.hpp"

#include "base/stop.hpp"
#include "frame/command.hpp"
#include "frame/relative.hpp"
#include "signal_watch.hpp"
#include "status/board_page.hpp"
#include "status/item_rows.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <array>
#include <functional>
#include <limits>

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

// Days are those of each shop's zone.
class Days {
public:
    Days(Services& services, db::Database& database)
        : zones_(services, database), now_(services.now()) {}

    // Negative: the day has passed.
    [[nodiscard]] int left(base::Instant ship_by, orders::ShopId shop) const {
        const auto& zone = zones_.of(shop);
        return base::days_between(zone.date(now_), zone.date(ship_by));
    }

    [[nodiscard]] bool is_late(const status::OpenPieces& pieces) {
        const auto& zone = zones_.of(pieces.shop);
        if (&zone != zone_) {
            zone_ = &zone;
            today_ = zone.start_of(zone.date(now_));
        }
        return pieces.ship_by && *pieces.ship_by < today_;
    }

private:
    ShopZones zones_;
    base::Instant now_;
    const base::Zone* zone_ = nullptr; // in which today_ is; most sellers have one
    base::Instant today_{};
};

frame::Table as_table(const std::vector<status::BoardColumn>& columns, const base::Zone& zone) {
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

void each_pieces(const BoardArgs& args,
                 StatusDesk& desk,
                 Services& services,
                 db::Database& database,
                 const std::function<void(const status::OpenPieces&)>& take) {
    if (!args.items.names_any()) {
        status::each_open_pieces(database, chosen_shop(services, database), desk.placing(), take);
        return;
    }
    each_item(args.items, desk, services, database, [&](status::WorkItem&& item) {
        status::each_pieces(item, take);
    });
}

status::Board count(const BoardArgs& args,
                    std::size_t shown,
                    Days& days,
                    Services& services,
                    db::Database& database) {
    StatusDesk desk(services, database);
    if (args.pipeline && desk.pipelines().find(*args.pipeline) == nullptr) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("there is no pipeline \"{}\"", *args.pipeline))
            .hint("etsyorder status pipelines");
    }
    status::Board board(desk.pipelines(), shown);
    each_pieces(args, desk, services, database, [&](const status::OpenPieces& pieces) {
        if (!args.pipeline || pieces.pipeline == *args.pipeline) {
            board.add(pieces, days.is_late(pieces));
        }
    });
    if (args.pipeline) {
        board.keep_only(*args.pipeline);
    }
    return board;
}

std::vector<BoardCard>
cards_of(const status::BoardColumn& column, const Days& days, db::Database& database) {
    const status::StatusRepository repository(database);
    std::vector<BoardCard> cards;
    for (const auto& shown : column.first) {
        for (const auto& item : repository.items_of(std::array{shown.order})) {
            if (item.item == shown.item) {
                cards.push_back({item_word(database, item),
                                 item.buyer_name,
                                 item.title,
                                 shown.quantity,
                                 item.quantity,
                                 item.ship_by ? std::optional(days.left(*item.ship_by, item.shop))
                                              : std::nullopt,
                                 item.hold.has_value()});
            }
        }
    }
    return cards;
}

frame::Page page_of(const BoardArgs& args, Services& services, db::Database& database) {
    Days days(services, database);
    const auto shown = static_cast<std::size_t>(args.cards.value_or(kCards));
    const auto board = count(args, shown, days, services, database);
    std::vector<BoardStrip> strips;
    for (const auto& column : board.columns()) {
        strips.push_back({column, cards_of(column, days, database)});
    }
    frame::Page page;
    add_board(page, strips, services.streams().width());
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
    (void)services.database_for_reading(); // throws where there is none
    // In what a command reads from nothing ever changes, so each drawing begins anew, and whether
    // there is anything new is asked of a database in which nothing was begun.
    db::Database watched(services.folders().database_file(), db::Open::existing_for_reading);
    std::int64_t drawn = -1;
    for (int looks = 0; !stop.requested(); ++looks) {
        const auto version = watched.version();
        if (version != drawn || looks % kLooks == 0) {
            drawn = version;
            services.end_reading();
            const auto page = page_of(args, services, services.database_for_reading());
            services.end_reading();
            services.streams().out("\x1b[H\x1b[2J" + page.text(services.output().color()));
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
        Days days(services, database);
        const auto board = count(args, 0, days, services, database);
        services.output().table(as_table(board.columns(), services.zone()));
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
