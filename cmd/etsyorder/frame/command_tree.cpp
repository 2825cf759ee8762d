// SPDX-License-Identifier: MIT
#include "frame/command_tree.hpp"

#include <algorithm>
#include <array>
#include <string_view>

namespace etsyorder::frame {
namespace {

constexpr const char* kEverywhere =
    "Every command also takes --json [FIELDS], --jq EXPR, --format LIQUID, --lax, --header,\n"
    "--shop SHOP, --color WHEN, --no-input and --yes; `etsyorder --help` explains them.";

constexpr std::array<std::string_view, 4> kFlagsWithValue{"--jq", "--format", "--color", "--shop"};

void finish(CLI::App& command) {
    const std::string footer = command.get_footer();
    command.footer(footer.empty() ? kEverywhere : footer + "\n\n" + kEverywhere);
    command.fallthrough();
}

} // namespace

std::vector<std::size_t> bare_words(const std::vector<std::string>& words) {
    std::vector<std::size_t> result;
    for (std::size_t i = 0; i < words.size() && words[i] != "--"; ++i) {
        if (std::ranges::find(kFlagsWithValue, words[i]) != kFlagsWithValue.end()) {
            ++i;
        } else if (!words[i].starts_with('-')) {
            result.push_back(i);
        }
    }
    return result;
}

ParserTree::ParserTree() {
    const auto last = [](CLI::Option* option) {
        option->multi_option_policy(CLI::MultiOptionPolicy::TakeLast);
        return option;
    };
    auto& plain = given.plain;
    last(root.add_flag("--json{*}", given.json, "JSON instead of text, all fields or only FIELDS"));
    last(root.add_option("--jq", given.jq, "filter the JSON with a jq expression"));
    last(root.add_option("--format", given.format, "print each row as this Liquid text says"))
        ->type_name("LIQUID");
    root.add_flag("--lax", plain.lax, "let --format name what there is not, and print nothing");
    root.add_flag("--header", plain.header, "column names as the first line in a pipe");
    const auto* shop =
        last(root.add_option("--shop", plain.shop, "the shop to work on: its number or its name"));
    const auto* color = last(root.add_option("--color", plain.color, "auto, always or never"));
    root.add_flag("--no-input", plain.no_input, "never ask anything");
    root.add_flag("-y,--yes", plain.yes, "answer yes to every question");
    root.fallthrough();
    values.emplace(shop, ValueRules{.live = "shop"});
    values.emplace(color, ValueRules{.offered = {"auto", "always", "never"}});
}

CLI::App& ParserTree::add_noun(const Noun& noun, const Verb* only) {
    CLI::App& app = *root.add_subcommand(std::string(noun.name), std::string(noun.summary));
    Command command(*this, app);
    for (const Verb& verb : noun.verbs) {
        if (only == nullptr || only == &verb) {
            verb.add(command);
        }
    }
    for (CLI::App* verb : verbs_of(app)) {
        finish(*verb);
    }
    finish(app);
    return app;
}

std::vector<CLI::App*> verbs_of(CLI::App& noun) {
    return noun.get_subcommands([](const CLI::App*) { return true; });
}

} // namespace etsyorder::frame
