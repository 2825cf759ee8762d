// SPDX-License-Identifier: MIT
#include "frame/help.hpp"

#include <fmt/format.h>

namespace etsyorder::frame {

std::string root_help(const std::vector<Noun>& nouns) {
    std::string text = "Orders of an Etsy shop in a terminal, in cron and in scripts.\n\n"
                       "Usage: etsyorder NOUN VERB [WHAT...] [FLAGS]\n\nNouns:\n";
    for (const Noun& noun : nouns) {
        if (!noun.name.starts_with('_')) {
            text += fmt::format("  {:<14}{}\n", noun.name, noun.summary);
        }
    }
    text += R"(
Flags that every command takes:
  --json [FIELDS]  JSON instead of text; FIELDS are names with commas, `--json=` lists them
  --jq EXPR        filter the JSON with a jq expression
  --header         column names as the first line in a pipe
  --shop SHOP      the shop to work on: its number or its name
  --color WHEN     auto, always or never
  --no-input       never ask anything
  -y, --yes        answer yes to every question
  -h, --help       help for a noun or a verb
  --version        version and notices

Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 sign-in needed, 5 conflict,
6 done with findings, 70 bug, 75 try later, 130 interrupted.

First steps:
  etsyorder auth login
  etsyorder sync
  etsyorder orders list
)";
    return text;
}

std::string_view version() {
    return ETSYORDER_VERSION;
}

std::string version_text() {
    return "etsyorder " ETSYORDER_VERSION "\n"
           "The term 'Etsy' is a trademark of Etsy, Inc. This application uses the Etsy API but is "
           "not\n"
           "endorsed or certified by Etsy, Inc.\n";
}

} // namespace etsyorder::frame
