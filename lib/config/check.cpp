// SPDX-License-Identifier: MIT
#include "config/check.hpp"

#include "base/atomic_file.hpp"
#include "base/clock.hpp"
#include "base/error.hpp"
#include "base/nearest.hpp"
#include "base/zone.hpp"
#include "config/config.hpp"
#include "config/config_file.hpp"
#include "config/secrets.hpp"

#include <fmt/format.h>
#include <sys/stat.h>

#include <algorithm>
#include <array>
#include <optional>

namespace etsyorder::config {
namespace {

// Those that are no option; the last one is what etsyorder tells its other half.
constexpr std::array<std::string_view, 6> kOtherVariables{"ETSYORDER_HOME",
                                                          "ETSYORDER_BY",
                                                          "ETSYORDER_NOW",
                                                          "ETSYORDER_SHARED_SECRET",
                                                          "ETSYORDER_ACCESS_TOKEN",
                                                          "ETSYORDER_STARTED_BY"};

std::optional<Problem> missing_zone(const Setting& given) {
    if (given.option->shape != Shape::zone || given.value.empty()) {
        return std::nullopt;
    }
    try {
        (void)base::Zone::named(given.value);
        return std::nullopt;
    } catch (const base::Error& error) {
        return Problem{.place = given.place,
                       .code = "no_such_zone",
                       .text = error.summary(),
                       .reason = error.reason(),
                       .hint = error.remedy()};
    }
}

std::optional<Problem> anything_wrong(const Setting& given) {
    auto problem = problem_of(given);
    return problem ? std::move(problem) : missing_zone(given);
}

std::string place(const std::filesystem::path& path, int line) {
    return fmt::format("{}:{}", path.string(), line);
}

void add_values(const std::filesystem::path& path,
                const std::vector<FileValue>& values,
                std::vector<Problem>& found) {
    for (const FileValue& value : values) {
        const Setting given{
            find_option(value.key), value.value, Origin::file, place(path, value.line)};
        if (auto problem = anything_wrong(given)) {
            problem->line = value.line;
            found.push_back(*std::move(problem));
        }
    }
}

void add_tokens(const std::filesystem::path& path,
                std::string_view text,
                std::vector<Problem>& found) {
    std::size_t told = 0;
    for (int line = 1; !text.empty() && told < kMostProblems; ++line) {
        const auto end = text.find('\n');
        if (holds_token(text.substr(0, end))) {
            ++told;
            found.push_back({.place = place(path, line),
                             .line = line,
                             .code = "secret",
                             .text = "this line holds what looks like a token of Etsy (not shown)",
                             .reason = "config.yaml is made to be copied and shared, comments too",
                             .hint = "take it out; if others have seen it, `etsyorder auth logout` "
                                     "and take back the access on Etsy's page of connected apps"});
        }
        text.remove_prefix(end == std::string_view::npos ? text.size() : end + 1);
    }
}

bool holds_key(const std::string& text) {
    const auto read = read_config_text("", text);
    return std::ranges::any_of(read.values, [](const FileValue& value) {
        return find_option(value.key)->shape == Shape::secret && !value.value.empty();
    });
}

void add_access(const std::filesystem::path& path,
                const std::string& text,
                std::vector<Problem>& found) {
    struct stat state {};
    if (::stat(path.c_str(), &state) != 0) {
        return;
    }
    const std::string mend = "chmod 600 " + path.string();
    if ((state.st_mode & (S_IWGRP | S_IWOTH)) != 0) {
        found.push_back({.place = path.string(),
                         .code = "writable_by_others",
                         .text = "others may write this file",
                         .reason = "who can change etsy.url can have your sign-in sent elsewhere",
                         .hint = mend});
    } else if ((state.st_mode & (S_IRGRP | S_IROTH)) != 0 && holds_key(text)) {
        found.push_back({.place = path.string(),
                         .code = "readable_by_others",
                         .text = "others may read this file, and a key stands in it",
                         .hint = mend});
    }
}

// What all of ours begin with says nothing about which one was meant.
constexpr std::string_view kPrefix = "ETSYORDER_";

std::vector<std::string> known_variables() {
    std::vector<std::string> known;
    for (const Option& option : options()) {
        known.emplace_back(option.variable.substr(kPrefix.size()));
    }
    for (auto name = kOtherVariables.begin(); name + 1 != kOtherVariables.end(); ++name) {
        known.emplace_back(name->substr(kPrefix.size()));
    }
    return known;
}

std::optional<std::string> nearest_variable(std::string_view word) {
    const auto known = known_variables();
    const auto longer = std::ranges::find_if(known, [&](const std::string& one) {
        return one.starts_with(std::string(word) + "_"); // SHOP: SHOP_ID
    });
    return longer != known.end() ? std::optional(*longer) : base::nearest(word, known);
}

Problem unknown_variable(const std::string& name) {
    const auto meant = nearest_variable(std::string_view(name).substr(kPrefix.size()));
    return {.place = name,
            .code = "unknown_variable",
            .text = "etsyorder knows no such variable",
            .reason = "it has no effect",
            .hint = meant ? fmt::format("did you mean {}{}?", kPrefix, *meant)
                          : "`etsyorder config show --json key,variable` lists those of options"};
}

} // namespace

std::vector<Problem> check_text(const std::filesystem::path& path, std::string_view text) {
    auto read = read_config_text(path, text);
    auto found = std::move(read.problems);
    add_values(path, read.values, found);
    add_tokens(path, text, found);
    std::ranges::stable_sort(found, {}, &Problem::line);
    return found;
}

std::vector<Problem> check_file(const std::filesystem::path& path) {
    try {
        const auto text = base::read_file(path, kMaxFileBytes);
        if (!text) {
            return {};
        }
        auto found = check_text(path, *text);
        add_access(path, *text, found);
        return found;
    } catch (const base::Error& error) {
        return {{.place = path.string(),
                 .code = "unreadable",
                 .text = error.summary(),
                 .reason = error.reason(),
                 .hint = error.remedy()}};
    }
}

std::vector<Problem> check_variables(const Variables& variables) {
    std::vector<Problem> found;
    for (const std::string& name : variables.names_starting_with(kPrefix)) {
        const auto option = std::ranges::find(options(), std::string_view(name), &Option::variable);
        if (option != options().end()) {
            if (auto problem = anything_wrong(
                    {&*option, variables.get(name).value_or(""), Origin::environment, name})) {
                found.push_back(*std::move(problem));
            }
        } else if (std::ranges::find(kOtherVariables, name) == kOtherVariables.end()) {
            found.push_back(unknown_variable(name));
        } else if (name == "ETSYORDER_NOW" && !base::parse_instant(*variables.get(name))) {
            found.push_back({.place = name,
                             .code = "wrong_value",
                             .text = fmt::format("\"{}\" is no time", *variables.get(name)),
                             .hint = "write it as 2026-11-22T10:00:00Z"});
        }
    }
    return found;
}

} // namespace etsyorder::config
