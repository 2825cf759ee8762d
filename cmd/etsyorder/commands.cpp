// SPDX-License-Identifier: MIT
#include "commands.hpp"

namespace etsyorder {

// One declaration a command, in the order of the table.
void add_orders_list(frame::Command& noun);
void add_orders_show(frame::Command& noun);
void add_orders_tag(frame::Command& noun);
void add_config_show(frame::Command& noun);
void add_completion(frame::Command& noun);

std::vector<std::string> fields_of_orders_list();
std::vector<std::string> fields_of_orders_show();
std::vector<std::string> fields_of_orders_tag();
std::vector<std::string> fields_of_config_show();

const std::vector<frame::Noun>& offline_commands() {
    static const std::vector<frame::Noun> kNouns{
        {"orders",
         "List, show and tag orders",
         {{"list", add_orders_list, false, fields_of_orders_list},
          {"show", add_orders_show, false, fields_of_orders_show},
          {"tag", add_orders_tag, true, fields_of_orders_tag}}},
        {"config",
         "See what is configured, and where it came from",
         {{"show", add_config_show, false, fields_of_config_show}}},
        {"completion", "Print the completion script for a shell", {{"", add_completion}}},
    };
    return kNouns;
}

} // namespace etsyorder
