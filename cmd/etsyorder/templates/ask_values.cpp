// SPDX-License-Identifier: MIT
#include "templates/ask_values.hpp"

#include "base/nearest.hpp"
#include "templates/asked_value.hpp"
#include "templates/check.hpp"
#include "templates/template_uses.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <set>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using templates::Asked;

std::string question_of(const Asked& asked) {
    std::string question = asked.question.empty() ? asked.name : asked.question;
    if (!asked.example.empty()) {
        question += fmt::format(" (such as {})", asked.example);
    }
    return question + ": ";
}

liquid::Value ask(const Asked& asked, frame::Services& services) {
    constexpr int kTries = 3;
    for (int i = 0; i < kTries; ++i) {
        services.streams().err(question_of(asked));
        const auto line = services.streams().read_line();
        if (!line) {
            break;
        }
        auto value = templates::value_of_answer(asked, *line);
        if (value) {
            return std::move(*value);
        }
        services.output().note(fmt::format("\"{}\" {}", *line, value.error()));
    }
    return {};
}

// A slip in a name would leave the hole that it was to fill, or worse, a fact as it is.
void refuse_unknown_names(const templates::Library& library,
                          const templates::Template& source,
                          const SetValues& set) {
    std::set<std::string> roots;
    std::vector<std::string> known;
    for (const auto& asked : source.front().asked) {
        roots.insert(asked.name);
        known.push_back(asked.name);
    }
    for (const auto& path : templates::variables_of(library, source)) {
        roots.insert(path.substr(0, path.find_first_of(".[")));
        known.push_back(path);
    }
    for (const auto& [name, value] : set) {
        const auto root = name.substr(0, name.find('.'));
        if (templates::has_facts_below(name)) {
            throw Error(ErrorKind::usage, fmt::format("--set: {} is no single value", name))
                .hint("one of the facts in it can be set; man 5 etsyorder-facts has them all");
        }
        if (templates::is_fact(root) ? templates::is_fact(name) : roots.contains(root)) {
            continue;
        }
        const auto meant = base::nearest(name, known);
        throw Error(ErrorKind::usage,
                    fmt::format("--set: nothing in \"{}\" is called {}", source.name().name, name))
            .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "");
    }
}

} // namespace

bool will_ask(const templates::Template& source, const SetValues& set, frame::Services& services) {
    return services.may_ask() && std::ranges::any_of(source.front().asked, [&](const Asked& asked) {
               return value_set(set, asked.name) == nullptr;
           });
}

void ask_for_values(const templates::Library& library,
                    const templates::Template& source,
                    SetValues& set,
                    frame::Services& services) {
    refuse_unknown_names(library, source, set);
    for (const auto& asked : source.front().asked) {
        const auto given =
            std::ranges::find_if(set, [&](const auto& one) { return one.first == asked.name; });
        if (given == set.end()) {
            set.emplace_back(asked.name,
                             services.may_ask() ? ask(asked, services) : liquid::Value());
            continue;
        }
        if (!given->second.is_text()) {
            continue;
        }
        const std::string text(given->second.text());
        auto value = templates::value_of_answer(asked, text);
        if (!value) {
            throw Error(ErrorKind::usage,
                        fmt::format("--set {}: \"{}\" {}", asked.name, text, value.error()))
                .because(asked.question);
        }
        given->second = std::move(*value);
    }
}

} // namespace etsyorder
