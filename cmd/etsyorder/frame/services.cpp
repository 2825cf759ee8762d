// SPDX-License-Identifier: MIT
#include "frame/services.hpp"

#include "base/error.hpp"
#include "db/migrations.hpp"

#include <fmt/format.h>

namespace etsyorder::frame {

base::Error nothing_synced(std::string reason) {
    return base::Error(base::ErrorKind::not_found, "there are no orders here yet")
        .because(std::move(reason))
        .hint("etsyorder orders import FILE.csv takes a download of Etsy's; with a key of Etsy: "
              "etsyorder auth login, then etsyorder sync");
}

Services::Services(Streams& streams, config::Variables variables, GlobalFlags flags)
    : streams_(streams), variables_(std::move(variables)), flags_(std::move(flags)),
      output_(streams_, flags_, [this] { return color_setting(); }) {
    output_.surround_format({{}, [this] { return format_surroundings(); }});
}

Services::~Services() = default;

const config::Folders& Services::folders() {
    if (!folders_) {
        folders_ = config::find_folders(variables_);
    }
    return *folders_;
}

const config::Config& Services::config() {
    if (!config_) {
        config::FlagValues given;
        if (!flags_.color.empty()) {
            given["color"] = {flags_.color, "--color"};
        }
        if (!flags_.shop.empty()) {
            // "-1", of a shop that only files told of, comes as "+-1"
            const bool is_number = flags_.shop.starts_with("+-");
            given["shop"] = {is_number ? flags_.shop.substr(1) : flags_.shop, "--shop"};
        }
        config_ = config::load_config(folders(), variables_, given);
    }
    return *config_;
}

std::string Services::color_setting() {
    try {
        return config().text("color");
    } catch (const base::Error&) {
        if (!broken_configuration_) {
            throw;
        }
        return !flags_.color.empty() ? flags_.color : variables_.get("NO_COLOR") ? "never" : "auto";
    }
}

liquid::Surroundings Services::format_surroundings() {
    liquid::Surroundings surroundings;
    surroundings.now = now();
    try {
        surroundings.zone = zone();
    } catch (const base::Error&) {
        if (!broken_configuration_) {
            throw;
        }
    }
    return surroundings;
}

const base::Clock& Services::clock() {
    if (!clock_) {
        if (const auto text = variables_.get("ETSYORDER_NOW")) {
            const auto now = base::parse_instant(*text);
            if (!now) {
                throw base::Error(base::ErrorKind::usage,
                                  fmt::format("ETSYORDER_NOW: \"{}\" is no time", *text))
                    .hint("write it as 2026-11-22T10:00:00Z");
            }
            clock_ = std::make_unique<base::FixedClock>(*now);
        } else {
            clock_ = std::make_unique<base::SystemClock>();
        }
    }
    return *clock_;
}

const base::Zone& Services::zone() {
    if (!zone_) {
        const std::string& name = config().text("zone");
        zone_ = name.empty() ? base::Zone::system() : base::Zone::named(name);
    }
    return *zone_;
}

const base::Zone& Services::zone_of(config::ShopName shop) {
    const auto* own = config().shop_setting(shop, "zone");
    // The environment and flags beat the file, wherever in it something stands.
    const bool overruled = config().setting("zone").origin > config::Origin::file;
    if (own == nullptr || own->value.empty() || overruled) {
        return zone();
    }
    const auto known = zones_of_shops_.find(own->value);
    return known != zones_of_shops_.end()
               ? known->second
               : zones_of_shops_.emplace(own->value, base::Zone::named(own->value)).first->second;
}

db::Database& Services::database_for_reading() {
    if (writing_) {
        return *writing_;
    }
    if (reading_) {
        return *reading_;
    }
    must_be_there();
    reading_.emplace(folders().database_file(), db::Open::existing_for_reading);
    // One snapshot for the whole command: what it shows fits together, and SQLite takes its file
    // locks once and not for each statement.
    reading_->execute("BEGIN");
    if (!db::is_current(*reading_)) {
        reading_.reset();
        return database_for_writing(); // which brings it up to date or refuses
    }
    return *reading_;
}

db::Database& Services::database_to_change(bool rehearses) {
    if (rehearses) {
        return database_for_reading();
    }
    must_be_there();
    return database_for_writing();
}

void Services::must_be_there() {
    const auto file = folders().database_file();
    if (!std::filesystem::exists(file)) {
        throw nothing_synced(
            fmt::format("nothing was imported or synced so far: there is no {}", file.string()));
    }
}

db::Database& Services::database_for_writing() {
    if (!writing_) {
        // Where there is no log yet, our own snapshot would keep us from writing.
        const bool lets_go = reading_ && !db::has_log(*reading_);
        if (lets_go) {
            reading_->execute("COMMIT");
        }
        writing_.emplace(folders().database_file(), db::Open::for_writing);
        db::migrate(*writing_);
        if (lets_go) {
            reading_->execute("BEGIN");
        }
    }
    return *writing_;
}

bool Services::may_ask() {
    return !flags_.no_input && streams_.in_is_terminal() && streams_.err_is_terminal();
}

bool Services::confirm(std::string_view question) {
    if (flags_.yes) {
        return true;
    }
    if (!may_ask()) {
        throw base::Error(base::ErrorKind::usage, "this needs a yes, and there is nobody to ask")
            .because(std::string(question))
            .hint("add --yes");
    }
    streams_.err(fmt::format("{} [y/N] ", for_terminal(question)));
    const auto answer = streams_.read_line();
    return answer && (*answer == "y" || *answer == "Y" || *answer == "yes");
}

} // namespace etsyorder::frame
