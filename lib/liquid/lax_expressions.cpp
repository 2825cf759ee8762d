// SPDX-License-Identifier: MIT
// Broken expressions, read as the reference does in its lax mode: what can be made out is taken,
// the rest passed over.
#include "liquid/characters.hpp"
#include "liquid/expressions.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <optional>
#include <utility>

namespace etsyorder::liquid {
namespace {

std::string_view word_of(std::string_view& text) { // the next \w+
    while (!text.empty() && !is_word(text.front())) {
        text.remove_prefix(1);
    }
    std::size_t length = 0;
    while (length < text.size() && is_word(text[length])) {
        ++length;
    }
    const auto word = text.substr(0, length);
    text.remove_prefix(length);
    return word;
}

// Up to the next bar that is not in quotes; `text` loses it.
std::string_view up_to_bar(std::string_view& text) {
    std::size_t at = 0;
    while (at < text.size() && text[at] != '|') {
        const auto close = text[at] == '\'' || text[at] == '"' ? text.find(text[at], at + 1)
                                                               : std::string_view::npos;
        at = close == std::string_view::npos ? at + 1 : close + 1;
    }
    const auto part = text.substr(0, at);
    text.remove_prefix(std::min(at + 1, text.size()));
    return part;
}

std::optional<Operator> operator_named(std::string_view word) {
    using Row = std::pair<std::string_view, Operator>;
    static constexpr Row kOperators[] = {{"==", Operator::equal},
                                         {"!=", Operator::not_equal},
                                         {"<>", Operator::not_equal},
                                         {"<", Operator::less},
                                         {">", Operator::greater},
                                         {"<=", Operator::less_or_equal},
                                         {">=", Operator::greater_or_equal},
                                         {"contains", Operator::contains}};
    for (const auto& [name, op] : kOperators) {
        if (name == word) {
            return op;
        }
    }
    return std::nullopt;
}

bool looks_like_operator(std::string_view word) {
    return word.find_first_not_of("=!<>abcdefghijklmnopqrstuvwxyz_") == std::string_view::npos;
}

} // namespace

// Names and brackets, whatever stands between them: "h..x" is h.x.
Index Expressions::loose_path(std::string_view text) {
    std::vector<Segment> found;
    while (!text.empty()) {
        const auto close = text.front() == '[' ? text.find(']', 2) : std::string_view::npos;
        if (close != std::string_view::npos) {
            auto inside = text.substr(1, close - 1);
            Segment segment;
            segment.inner = lax_value(inside);
            found.push_back(segment);
            text.remove_prefix(close + 1);
            continue;
        }
        std::size_t length = 0;
        while (length < text.size() && (is_word(text[length]) || text[length] == '-')) {
            ++length;
        }
        if (length == 0) {
            text.remove_prefix(1);
            continue;
        }
        length += length < text.size() && text[length] == '?' ? 1U : 0U;
        const auto name = text.substr(0, length);
        found.push_back({name, kNone, command_of(name)});
        text.remove_prefix(length);
    }
    return found.empty() ? literal({}, text) : path_of(found, found.front().name);
}

Index Expressions::lax_value(std::string_view fragment, bool in_condition) {
    const auto whole = take_fragment(fragment);
    try {
        begin(whole);
        const auto found = expression(in_condition);
        end();
        return found;
    } catch (const Fault&) {
        return loose_path(whole);
    }
}

Index Expressions::lax_filtered(std::string_view markup) {
    Filtered found;
    auto filters = markup;
    const auto head = take_fragment(filters);
    found.value = lax_value(head);
    static_cast<void>(up_to_bar(filters));
    std::vector<Call> calls;
    while (!filters.empty()) {
        auto part = up_to_bar(filters);
        const auto name = word_of(part);
        if (name.empty()) {
            continue;
        }
        auto call = call_of(name);
        std::vector<Argument> arguments;
        while (true) { // [:,] (name:)? value
            const auto sign = part.find_first_of(":,");
            if (sign == std::string_view::npos) {
                break;
            }
            part.remove_prefix(sign + 1);
            auto rest = part;
            const auto keyword = word_of(rest);
            const auto colon = strip_left(rest);
            Argument argument;
            if (!keyword.empty() && strip_left(part).substr(0, keyword.size()) == keyword &&
                colon.substr(0, 1) == ":") {
                argument.keyword = keyword;
                call.keywords = true;
                part = colon.substr(1);
            }
            const auto fragment = take_fragment(part);
            if (fragment.empty()) {
                break;
            }
            argument.value = lax_value(fragment);
            arguments.push_back(argument);
        }
        call.arguments = {static_cast<Index>(program_.arguments.size()),
                          static_cast<Index>(arguments.size())};
        program_.arguments.insert(program_.arguments.end(), arguments.begin(), arguments.end());
        calls.push_back(call);
    }
    found.calls = {static_cast<Index>(program_.calls.size()), static_cast<Index>(calls.size())};
    program_.calls.insert(program_.calls.end(), calls.begin(), calls.end());
    return add_row(program_.filtered, found);
}

Span Expressions::lax_conditions(std::string_view markup) {
    const auto first = static_cast<Index>(program_.conditions.size());
    std::vector<std::string_view> words;
    for (auto rest = markup;;) {
        const auto word = take_fragment(rest);
        if (word.empty()) {
            break;
        }
        words.push_back(word);
    }
    const auto is_joint = [&](std::size_t at) {
        return at < words.size() && (words[at] == "and" || words[at] == "or");
    };
    std::size_t at = 0;
    do {
        if (at >= words.size() || is_joint(at)) {
            throw syntax_fault("a condition is missing", markup, program_.source);
        }
        Condition condition;
        condition.left = lax_value(words[at++], true);
        if (at < words.size() && !is_joint(at)) {
            const auto op = operator_named(words[at]);
            if (!op && !looks_like_operator(words[at])) {
                condition.op = Operator::none;
            } else if (!op) {
                throw syntax_fault(
                    fmt::format("unknown operator {}", words[at]), words[at], program_.source);
            }
            if (op) {
                condition.op = *op;
                ++at;
                condition.right = at < words.size() && !is_joint(at) ? lax_value(words[at++], true)
                                                                     : literal({}, markup);
            }
        }
        while (at < words.size() && !is_joint(at)) {
            ++at; // passed over
        }
        if (at < words.size()) {
            condition.joint =
                words[at] == "and" ? Condition::Joint::both : Condition::Joint::either;
            ++at;
            program_.conditions.push_back(condition);
            continue;
        }
        program_.conditions.push_back(condition);
        break;
    } while (true);
    return {first, static_cast<Index>(program_.conditions.size()) - first};
}

// variable in collection reversed, and `name: value` wherever it stands
void Expressions::lax_loop(std::string_view markup, Loop& loop) {
    auto rest = markup;
    loop = Loop{};
    loop.variable = take_fragment(rest);
    const auto in = take_fragment(rest);
    const auto collection = take_fragment(rest);
    const bool named = std::all_of(
        loop.variable.begin(), loop.variable.end(), [](char c) { return is_word(c) || c == '-'; });
    if (!named || in != "in" || collection.empty()) {
        throw syntax_fault("\"for\" needs a variable and what it runs over",
                           markup,
                           program_.source,
                           "{% for item in order.items %}");
    }
    loop.name = fmt::format("{}-{}", loop.variable, collection);
    loop.collection = lax_value(collection);
    loop.reversed = strip_left(rest).substr(0, 8) == "reversed";
    while (!rest.empty()) {
        const auto word = word_of(rest);
        const auto behind = strip_left(rest);
        if (word.empty() || behind.substr(0, 1) != ":") {
            continue;
        }
        rest = behind.substr(1);
        const auto fragment = take_fragment(rest);
        loop.from_before = word == "offset" ? fragment == "continue" : loop.from_before;
        if (word == "limit") {
            loop.limit = lax_value(fragment);
        } else if (word == "offset" && !loop.from_before) {
            loop.offset = lax_value(fragment);
        }
    }
}

} // namespace etsyorder::liquid
