// SPDX-License-Identifier: MIT
#include "base/stop.hpp"
#include "events/event_rows.hpp"
#include "signal_watch.hpp"

#include <fmt/format.h>

#include <functional>
#include <vector>

namespace etsyorder {

std::vector<std::string> fields_of_events_follow();

namespace {

using frame::ExitCode;
using frame::Services;

constexpr int kAtOnce = 500; // events in memory; while they are written nothing is held open

// Writes what comes after an event, look by look. Between two looks the database is closed: it may
// be restored, forgotten from, or written by others at any time.
class Follower {
public:
    Follower(const EventWords& words, Services& services, const base::StopSignal& stop)
        : words_(words), services_(services), stop_(stop), filter_(filter_from(words)),
          lines_(services.output().lines(event_table())) {}

    // Finds the place to begin at.
    void begin() {
        look([this](db::Database& database) {
            complete_filter(filter_, words_, services_, database);
            filter_.after = words_.since ? filter_.after : filter_.up_to;
        });
        services_.output().note(fmt::format("events after {}, as they come", filter_.after));
    }

    // Everything that is there by now. A database that is busy, such as while a backup is restored,
    // is looked at again with the next call.
    void catch_up() {
        try {
            while (!stop_.requested() && catch_up_some()) {
            }
        } catch (const base::Error& error) {
            if (!error.retryable()) {
                throw;
            }
        }
    }

private:
    // False: that was all.
    bool catch_up_some() {
        std::vector<std::vector<frame::Cell>> rows;
        look([&](db::Database& database) {
            const events::EventQueries queries(database);
            const auto newest = queries.newest();
            if (newest == filter_.after) {
                return;
            }
            // It may have been restored meanwhile, and the order may be one of another number,
            // where a shop was taken in.
            complete_filter(filter_, words_, services_, database);
            const EventRows shown(ShownTime::local, services_, database);
            auto last = filter_.after;
            queries.each(filter_, kAtOnce, [&](events::Event&& event) {
                last = event.id;
                rows.push_back(shown.row_of(event));
            });
            // Those of other names and orders have been passed, too.
            filter_.after = static_cast<int>(rows.size()) < kAtOnce ? filter_.up_to : last;
        });
        for (const auto& row : rows) {
            lines_.add(row);
        }
        return static_cast<int>(rows.size()) == kAtOnce;
    }

    void look(const std::function<void(db::Database&)>& read) {
        services_.end_reading();
        read(services_.database_for_reading());
        services_.end_reading();
    }

    const EventWords& words_;
    Services& services_;
    const base::StopSignal& stop_;
    events::EventFilter filter_;
    frame::Output::Lines lines_;
};

ExitCode run_follow(const EventWords& words, Services& services) {
    constexpr std::chrono::milliseconds kBetween{500};
    services.output().require_fields(fields_of_events_follow());
    base::StopSignal stop;
    const SignalWatch signals(stop);
    base::SystemSleeper sleeper(stop);
    Follower follower(words, services, stop);
    follower.begin();
    for (;;) {
        follower.catch_up();
        if (stop.requested() || sleeper.wait(kBetween) == base::Sleeper::Woke::asked_to_stop) {
            return ExitCode::interrupted;
        }
        if (services.streams().out_is_closed()) {
            return ExitCode::done;
        }
    }
}

} // namespace

std::vector<std::string> fields_of_events_follow() {
    return frame::field_names(event_table());
}

void add_events_follow(frame::Command& noun) {
    auto words = std::make_shared<EventWords>();
    auto verb = noun.verb("follow", "Print each event as it comes, a line each, until Ctrl-C");
    add_event_words(verb, *words);
    verb.examples({"etsyorder events follow",
                   "etsyorder events follow --since 1042 --json",
                   "etsyorder events follow --name order.placed --format '{{ order }}'"})
        .runs([words](Services& services) { return run_follow(*words, services); });
}

} // namespace etsyorder
