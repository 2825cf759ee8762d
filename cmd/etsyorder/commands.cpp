// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace etsyorder {

// One declaration a command, in the order of the table.
void add_orders_list(CLI::App& noun, frame::Action& chosen);
void add_orders_show(CLI::App& noun, frame::Action& chosen);
void add_orders_tag(CLI::App& noun, frame::Action& chosen);
void add_auth_login(CLI::App& noun, frame::Action& chosen);
void add_auth_status(CLI::App& noun, frame::Action& chosen);
void add_auth_logout(CLI::App& noun, frame::Action& chosen);
void add_config_show(CLI::App& noun, frame::Action& chosen);
void add_sync(CLI::App& cmd, frame::Action& chosen);

const std::vector<frame::Noun>& commands() {
    static const std::vector<frame::Noun> kNouns{
        {"orders",
         "List, show and tag orders",
         {{"list", add_orders_list}, {"show", add_orders_show}, {"tag", add_orders_tag, true}}},
        {"auth",
         "Sign in to Etsy, and see what the sign-in allows",
         {{"login", add_auth_login}, {"status", add_auth_status}, {"logout", add_auth_logout}}},
        {"config", "See what is configured, and where it came from", {{"show", add_config_show}}},
        {"sync", "Bring a shop's orders, listings and reviews up to date", {{"", add_sync}}},
    };
    return kNouns;
}

} // namespace etsyorder
