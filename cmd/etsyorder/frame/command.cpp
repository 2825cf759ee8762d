// SPDX-License-Identifier: MIT
#include "frame/command.hpp"

#include "base/nearest.hpp"
#include "frame/command_tree.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::frame {
namespace {

// Empty: it is in range. Otherwise what is wrong with it, as the parser tells it after the flag.
std::string out_of_range(const std::string& text, Range range) {
    int value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (problem == std::errc{} && stop == end && value >= range.least && value <= range.most) {
        return {};
    }
    // The parser sees "-1" as "+-1", lest it is taken for a flag.
    return fmt::format("\"{}\" is no whole number from {} to {}",
                       text.starts_with("+-") ? text.substr(1) : text,
                       range.least,
                       range.most);
}

std::string not_one_of(const std::string& word, const std::vector<std::string>& known) {
    if (std::ranges::find(known, word) != known.end()) {
        return {};
    }
    const auto meant = base::nearest(word, known);
    return fmt::format("\"{}\" is none of {}{}",
                       word,
                       fmt::join(known, ", "),
                       meant ? fmt::format("; did you mean \"{}\"?", *meant) : "");
}

} // namespace

Command Command::verb(const char* name, const char* summary) {
    return {tree_, *app_.add_subcommand(name, summary)};
}

Command& Command::flag(const char* names, bool& given, const char* text) {
    app_.add_flag(names, given, text);
    return *this;
}

Command& Command::value(const char* names, std::string& to, const char* text, ValueRules rules) {
    return follow(app_.add_option(names, to, text), std::move(rules));
}

Command& Command::value(const char* names,
                        std::optional<std::string>& to,
                        const char* text,
                        ValueRules rules) {
    return follow(app_.add_option(names, to, text), std::move(rules));
}

Command& Command::value(const char* names,
                        std::vector<std::string>& to,
                        const char* text,
                        ValueRules rules) {
    return follow(app_.add_option(names, to, text), std::move(rules));
}

Command& Command::number(
    const char* names, std::optional<int>& to, Range range, const char* text, ValueRules rules) {
    auto* option = app_.add_option(names, to, text);
    option->check([range](const std::string& word) { return out_of_range(word, range); }, "");
    return follow(option, std::move(rules));
}

Command& Command::never_both(const char* one, const char* other) {
    app_.get_option(one)->excludes(app_.get_option(other));
    return *this;
}

Command& Command::without_short_help() {
    app_.set_help_flag("--help", "help for this command");
    return *this;
}

Command& Command::examples(std::initializer_list<std::string_view> lines) {
    app_.footer(fmt::format("Examples:\n  {}", fmt::join(lines, "\n  ")));
    return *this;
}

void Command::runs(Action action) {
    app_.callback([&tree = tree_, action = std::move(action)] { tree.chosen = action; });
}

Command& Command::follow(CLI::Option* option, ValueRules rules) {
    option->required(rules.required);
    if (rules.one_each) {
        option->allow_extra_args(false);
    }
    if (rules.with_commas) {
        option->delimiter(',');
    }
    if (!rules.one_of.empty()) {
        option->check(
            [known = rules.one_of](const std::string& word) { return not_one_of(word, known); });
    }
    if (rules.shown != nullptr) {
        option->option_text(rules.shown);
    }
    tree_.values.emplace(option, std::move(rules));
    return *this;
}

} // namespace etsyorder::frame
