// SPDX-License-Identifier: MIT
#include "frame/help.hpp"

#include <fmt/format.h>

#include <algorithm>

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
  --format LIQUID  print each row as this text says: '{{ order.id }} {{ buyer }}'; man etsyorder
  --lax            let --format name what there is not, and print nothing for it
  --header         column names as the first line in a pipe
  --shop SHOP      the shop to work on: its number or its name
  --color WHEN     auto, always or never
  --no-input       never ask anything
  -y, --yes        answer yes to every question
  -h, --help       help for a noun or a verb
  --version        version and notices

Exit codes: 0 done, 1 failed, 2 usage, 3 not found, 4 sign-in needed, 5 conflict,
6 done with findings, 70 bug, 75 try later, 130 interrupted.

First steps, with a file that Etsy lets you download (Shop Manager, Settings, Options, Download Data):
  etsyorder orders import EtsySoldOrderItems2026.csv
  etsyorder orders list

With a key of Etsy's API:
  etsyorder auth login
  etsyorder sync
)";
    return text;
}

namespace {

// Where the text of a line begins: behind "  --flag WORD   ", else behind its margin.
std::size_t text_column(std::string_view line) {
    const auto margin = std::min(line.find_first_not_of(' '), line.size());
    const auto gap = line.find("  ", margin);
    const auto text = gap == std::string_view::npos ? gap : line.find_first_not_of(' ', gap);
    return text == std::string_view::npos ? margin : text;
}

void add_wrapped(std::string_view line, std::size_t width, std::string& out) {
    constexpr std::size_t kNarrowest = 20; // columns for a text
    auto column = text_column(line);
    if (column + kNarrowest > width) {
        column = std::min<std::size_t>(4, width / 4);
    }
    std::string margin;
    while (margin.size() + line.size() > width) {
        const auto room = width - margin.size();
        auto at = line.rfind(' ', room);
        const auto first = line.find_first_not_of(' ');
        if (at == std::string_view::npos || at <= first) {
            at = line.find(' ', std::max(room, first)); // one long word
        }
        if (at == std::string_view::npos) {
            break;
        }
        out += margin + std::string(line.substr(0, at)) + '\n';
        line.remove_prefix(std::min(line.find_first_not_of(' ', at), line.size()));
        margin.assign(column, ' ');
    }
    out += margin + std::string(line) + '\n';
}

} // namespace

std::string wrapped_help(std::string_view help, int width) {
    std::string out;
    while (!help.empty()) {
        const auto end = std::min(help.find('\n'), help.size());
        const auto line = help.substr(0, end);
        help.remove_prefix(std::min(end + 1, help.size()));
        const auto first = line.find_first_not_of(' ');
        const bool is_example = first != 0 && first != std::string_view::npos &&
                                line.substr(first).starts_with("etsyorder");
        if (is_example) {
            out += std::string(line) + '\n';
        } else {
            add_wrapped(line, static_cast<std::size_t>(std::max(width, 20)), out);
        }
    }
    return out;
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
