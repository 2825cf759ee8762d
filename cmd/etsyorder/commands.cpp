// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace etsyorder {

// One declaration a command, in the order of the table.
void add_config_show(CLI::App& noun, frame::Action& chosen);

const std::vector<frame::Noun>& commands() {
    static const std::vector<frame::Noun> kNouns{
        {"config", "See what is configured, and where it came from", {{"show", add_config_show}}},
    };
    return kNouns;
}

} // namespace etsyorder
