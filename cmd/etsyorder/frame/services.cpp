// SPDX-License-Identifier: MIT
#include "frame/services.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

namespace etsyorder::frame {

Services::Services(Streams& streams, config::Variables variables, GlobalFlags flags)
    : streams_(streams), variables_(std::move(variables)), flags_(std::move(flags)),
      output_(streams_, flags_, [this] { return config().text("color"); }) {}

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
            given["shop"] = {flags_.shop, "--shop"};
        }
        config_ = config::load_config(folders(), variables_, given);
    }
    return *config_;
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
