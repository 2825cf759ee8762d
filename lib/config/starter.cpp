// SPDX-License-Identifier: MIT
#include "config/starter.hpp"

#include "config/options.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace etsyorder::config {
namespace {

constexpr std::string_view kReadme =
    R"(# Your folder of etsyorder

Made by `etsyorder init`; from here on it is yours. Keep it in a repository if you like
(`git init`): nothing in it is secret, and nothing secret belongs in it.

- `config.yaml`: every option with what it does. `etsyorder config check` looks for slips in it,
  `etsyorder config show --origin` shows what holds and why.
- `pipelines.yaml`: your own stages, from the order to the parcel. `etsyorder status pipelines` shows them and what
  is wrong with them, `man etsyorder-pipelines` explains.
- `templates/`, once you write one: your own letters, `NAME.liquid`. `etsyorder templates list` shows those that
  come with the program, `etsyorder templates edit NAME` makes one yours, `man 7 etsyorder-templates` explains.

What is not here: orders are in the database, and the sign-in is in a file that only you can read.
`etsyorder doctor` looks whether all is well; `man etsyorder` names the places of both.
)";

constexpr std::string_view kHead =
    R"(# Configuration of etsyorder, see `man etsyorder-config`.
#
# Every option stands here. One that begins with # is off and shows its default, or an example:
# take the # away and set the value. A variable of the environment beats this file, a flag beats both.
# Keys, tokens and passwords never belong here: `etsyorder auth login` keeps them elsewhere.
# `etsyorder config check` says whether all is well.
)";

// The pipeline that holds without a file, too (status/pipeline.hpp), so that nothing changes until
// the seller changes it.
constexpr std::string_view kPipelines =
    R"(# Your own stages, from the order to the parcel, see `man etsyorder-pipelines`.
#
# It works as it stands. Take stages away, add some, call them as you do: one word each, in small letters.
# A line that begins with # and no blank behind it is an example that is off: take the # away.
# `etsyorder status pipelines` shows what was understood, `etsyorder status board` where everything is.
# Items that nobody has moved follow this file at once. When a stage got another name or is gone,
# `etsyorder status pipelines --migrate` moves the items that stand in it.

pipelines:
  # An item goes through the first pipeline that it fits: by tag or query of its order, by SKU or listing.
  #- {name: wedding, match: {tag: wedding}, stages: [{name: design, days: 2, owner: anna}, making, packing, ready]}
  #- {name: boards, match: {sku: ["OAK-*", "BOARD-*"]}, stages: [new, sawing, oiling, packing, ready]}

  # The last one has no match: it takes every other item.
  - name: standard
    stages:
      # public: what it is called towards buyers. days: how many business days it usually takes, from which
      # `etsyorder status check` tells what will be late.
      - {name: new, public: "We have your order", days: 1}
      - {name: making, public: "It is being made", days: 3}
      - {name: packing, public: "It is being packed", days: 1}
      # A stage may need something: `needs: tracking` a tracking code, `needs: answers` the buyer's words.
      # One that got another name keeps its items with `was: ready`.
      - {name: ready, public: "It is ready to go", days: 0}

ship_by:
  # Days on which you do not work besides Saturdays and Sundays: each year, or once.
  #holidays: [01-01, 12-25, 12-26, 2026-12-28]
  # What is held up is told of so many business days before it must ship.
  warn_days: 3
  # A wait for the buyer is too long after so many business days.
  buyer_wait_days: 3
  # Etsy lets you move a ship-by day once, by so many days.
  extension_days: 21
)";

std::string_view section_of(std::string_view key) {
    const auto dot = key.find('.');
    return dot == std::string_view::npos ? std::string_view() : key.substr(0, dot);
}

// A value as YAML. Plain where every reader takes it as the same text.
std::string scalar(std::string_view value) {
    constexpr std::string_view kPlain = "abcdefghijklmnopqrstuvwxyzABCDEFGHIJKLMNOPQRSTUVWXYZ"
                                        "0123456789_/+-.";
    const bool word = (value.front() >= 'a' && value.front() <= 'z') ||
                      (value.front() >= 'A' && value.front() <= 'Z') ||
                      (value.front() >= '0' && value.front() <= '9');
    if (word && value.find_first_not_of(kPlain) == std::string_view::npos && value != "null" &&
        value != "Null" && value != "NULL") {
        return std::string(value);
    }
    std::string quoted = "\"";
    for (const char c : value) {
        quoted += c == '"' || c == '\\' ? std::string{'\\', c} : std::string(1, c);
    }
    return quoted + '"';
}

std::string option_text(const Option& option, std::string_view answer) {
    const auto section = section_of(option.key);
    const std::string indent(section.empty() ? 0 : 2, ' ');
    const auto key = section.empty() ? option.key : option.key.substr(section.size() + 1);
    const auto shown = !answer.empty()          ? answer
                       : option.example.empty() ? option.standard
                                                : option.example;
    std::string text =
        fmt::format("{0}# {1}\n{0}# {2}; variable {3}\n",
                    indent,
                    option.summary,
                    option.standard.empty() ? "Without it: nothing is set"
                                            : fmt::format("Default: {}", option.standard),
                    option.variable);
    if (!shown.empty()) {
        text += fmt::format("{}{}{}: {}\n", indent, answer.empty() ? "#" : "", key, scalar(shown));
    }
    return text;
}

// One line, so that one # switches it on.
std::string shops_text() {
    std::string text = "\n# Where there are several shops: what one of them has for itself, by its "
                       "name or number.\n";
    std::string example;
    for (const Option& option : shop_options()) {
        text += fmt::format("# {}: {}\n", option.key, option.summary);
        if (!option.example.empty()) {
            example += fmt::format(
                "{}{}: {}", example.empty() ? "" : ", ", option.key, scalar(option.example));
        }
    }
    return text + fmt::format("shops:\n  #acornsigns: {{{}}}\n", example);
}

std::string config_text(const Answers& answers) {
    const auto answer_to = [&](const Option& option) {
        const std::string_view shop = answers.shop;
        const std::string_view zone = answers.zone;
        return option.key == "shop" ? shop : option.key == "zone" ? zone : std::string_view();
    };
    std::string text(kHead);
    std::vector<std::string_view> sections;
    for (const Option& option : options()) {
        const auto section = section_of(option.key);
        if (section.empty()) {
            text += '\n' + option_text(option, answer_to(option));
        } else if (std::ranges::find(sections, section) == sections.end()) {
            sections.push_back(section);
        }
    }
    for (const auto section : sections) {
        text += fmt::format("\n{}:\n", section);
        for (const Option& option : options()) {
            if (section_of(option.key) == section) {
                text += option_text(option, answer_to(option));
            }
        }
    }
    return text + shops_text();
}

} // namespace

std::vector<StarterFile> starter_files(const Answers& answers) {
    return {{"README.md", std::string(kReadme)},
            {"pipelines.yaml", std::string(kPipelines)},
            {"config.yaml", config_text(answers)}};
}

} // namespace etsyorder::config
