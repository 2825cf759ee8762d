// SPDX-License-Identifier: MIT
// Services: what a command may need, made when it is first asked for. main builds one; a command
// takes from it what it uses and hands that on: nothing below a command file sees Services itself.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/zone.hpp"
#include "config/config.hpp"
#include "db/database.hpp"
#include "frame/flags.hpp"
#include "frame/output.hpp"
#include "frame/streams.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string_view>

namespace etsyorder::frame {

// What a reader says when nothing was ever synced; `reason` is how that is known.
[[nodiscard]] base::Error nothing_synced(std::string reason);

// Used from one thread.
class Services {
public:
    Services(Streams& streams, config::Variables variables, GlobalFlags flags);
    Services(const Services&) = delete;
    Services& operator=(const Services&) = delete;
    ~Services();

    [[nodiscard]] Streams& streams() { return streams_; }
    [[nodiscard]] const GlobalFlags& flags() const { return flags_; }
    [[nodiscard]] const config::Variables& variables() const { return variables_; }
    [[nodiscard]] Output& output() { return output_; }

    // These throw Error of kind usage for a wrong configuration, variable or flag.
    [[nodiscard]] const config::Folders& folders();
    [[nodiscard]] const config::Config& config();
    // For a command whose job is to tell what is wrong with the configuration: what is printed does
    // not ask it for colours when it cannot be read.
    void expect_broken_configuration() { broken_configuration_ = true; }
    [[nodiscard]] const base::Clock& clock(); // ETSYORDER_NOW stands it still
    [[nodiscard]] base::Instant now() { return clock().now(); }
    [[nodiscard]] const base::Zone& zone(); // the configured one, else the machine's

    // The one of this shop (its name may be unknown: empty) where it has its own, else zone().
    [[nodiscard]] const base::Zone& zone_of(config::ShopName shop);

    // What a format knows as long as nobody gives Output::surround_format more: the moment and
    // zone().
    [[nodiscard]] liquid::Surroundings format_surroundings();

    // The store, opened once and brought to the newest schema. Throws Error: not_found when a
    // reader asks and nothing was ever stored; conflict when a newer program made it; else as
    // db::Database.
    [[nodiscard]] db::Database& database_for_reading();
    [[nodiscard]] db::Database& database_for_writing();
    // For a command that changes what is there and must not make an empty store: where there is
    // none it throws as database_for_reading() does. A rehearsal only reads.
    [[nodiscard]] db::Database& database_to_change(bool rehearses);
    // Ends what database_for_reading() began, so that a question that waits for its answer keeps
    // nobody from clearing the store. What came from that database must be gone; the next call
    // reads anew.
    void end_reading() { reading_.reset(); }

    // Somebody sits there and may be asked: a terminal on both sides and no --no-input.
    [[nodiscard]] bool may_ask();

    // Asks on standard error, "no" is the standard answer. True at once with --yes. Throws Error of
    // kind usage with the hint --yes when there is nobody to ask.
    [[nodiscard]] bool confirm(std::string_view question);

private:
    [[nodiscard]] std::string color_setting();
    void must_be_there(); // the store; throws Error of kind not_found

    Streams& streams_;
    config::Variables variables_;
    GlobalFlags flags_;
    Output output_;
    std::optional<config::Folders> folders_;
    std::optional<config::Config> config_;
    std::unique_ptr<base::Clock> clock_;
    std::optional<base::Zone> zone_;
    std::map<std::string, base::Zone, std::less<>> zones_of_shops_; // by the name of the zone
    std::optional<db::Database> reading_;
    std::optional<db::Database> writing_;
    bool broken_configuration_ = false; // it may be
};

} // namespace etsyorder::frame
