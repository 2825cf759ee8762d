// SPDX-License-Identifier: MIT
#include "liquid/tokens.hpp"

#include "liquid/characters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::liquid {
namespace {

using Kind = Token::Kind;

bool begins_name(char c) {
    return is_word(c) && !is_digit(c);
}

std::size_t name_length(std::string_view text) {
    std::size_t length = 1;
    while (length < text.size() && (is_word(text[length]) || text[length] == '-')) {
        ++length;
    }
    return length < text.size() && text[length] == '?' ? length + 1 : length;
}

// -?\d+(\.\d+)?; 0: none
std::size_t number_length(std::string_view text) {
    std::size_t at = text[0] == '-' ? 1 : 0;
    const std::size_t begin = at;
    while (at < text.size() && is_digit(text[at])) {
        ++at;
    }
    if (at == begin) {
        return 0;
    }
    if (at + 1 < text.size() && text[at] == '.' && is_digit(text[at + 1])) {
        ++at;
        while (at < text.size() && is_digit(text[at])) {
            ++at;
        }
    }
    return at;
}

std::size_t comparison_length(std::string_view text) {
    const char first = text[0];
    const char second = text.size() > 1 ? text[1] : ' ';
    switch (first) {
    case '=':
    case '!':
        return second == '=' ? 2 : 0;
    case '<':
        return second == '=' || second == '>' ? 2 : 1;
    case '>':
        return second == '=' ? 2 : 1;
    case 'c':
        return text.size() > 8 && text.substr(0, 8) == "contains" && is_space(text[8]) ? 8 : 0;
    default:
        return 0;
    }
}

Kind special(char c) {
    switch (c) {
    case '|':
        return Kind::pipe;
    case '.':
        return Kind::dot;
    case ':':
        return Kind::colon;
    case ',':
        return Kind::comma;
    case '[':
        return Kind::open_square;
    case ']':
        return Kind::close_square;
    case '(':
        return Kind::open_round;
    case ')':
        return Kind::close_round;
    case '?':
        return Kind::question;
    case '-':
        return Kind::dash;
    default:
        return Kind::end;
    }
}

Token next_token(std::string_view rest, std::string_view source) {
    const char first = rest[0];
    if (const auto length = comparison_length(rest)) {
        return {Kind::comparison, rest.substr(0, length)};
    }
    if (first == '\'' || first == '"') {
        const auto end = rest.find(first, 1);
        if (end == std::string_view::npos) {
            throw syntax_fault("the quote is not closed", rest.substr(0, 1), source);
        }
        return {Kind::text, rest.substr(0, end + 1)};
    }
    if (is_digit(first) || first == '-') {
        if (const auto length = number_length(rest)) {
            return {Kind::number, rest.substr(0, length)};
        }
    }
    if (begins_name(first)) {
        return {Kind::name, rest.substr(0, name_length(rest))};
    }
    if (rest.substr(0, 2) == "..") {
        return {Kind::dot_dot, rest.substr(0, 2)};
    }
    const auto kind = special(first);
    if (kind == Kind::end) {
        const auto character = rest.substr(0, character_length(rest));
        throw syntax_fault(fmt::format("unexpected character {}", character), character, source);
    }
    return {kind, rest.substr(0, 1)};
}

constexpr std::size_t kMostTokens = 10'000; // of one output or tag: people write some ten

} // namespace

void tokenize(std::string_view markup, std::string_view source, std::vector<Token>& tokens) {
    tokens.clear();
    while (true) {
        while (!markup.empty() && is_space(markup.front())) {
            markup.remove_prefix(1);
        }
        if (markup.empty()) {
            tokens.push_back({Kind::end, markup});
            return;
        }
        if (tokens.size() >= kMostTokens) {
            throw fault_at(Fault(Problem::Kind::limit, "the expression is too long"),
                           place_of(markup, source).at,
                           1);
        }
        tokens.push_back(next_token(markup, source));
        markup.remove_prefix(tokens.back().text.size());
    }
}

std::string_view take_fragment(std::string_view& markup) {
    const auto quoted = [&](std::size_t at) { // bytes of the text in quotes that begins there
        const auto end = markup.find(markup[at], at + 1);
        return end == std::string_view::npos ? 0 : end + 1 - at;
    };
    const auto is_quote = [](char c) { return c == '\'' || c == '"'; };
    std::size_t begin = 0;
    for (; begin < markup.size(); ++begin) {
        const char c = markup[begin];
        if (!is_space(c) && c != ',' && c != '|' && (!is_quote(c) || quoted(begin) > 0)) {
            break;
        }
    }
    std::size_t end = begin;
    if (begin < markup.size() && is_quote(markup[begin])) {
        end += quoted(begin);
    } else {
        while (end < markup.size() && !is_space(markup[end]) && markup[end] != ',' &&
               markup[end] != '|') {
            const auto length = is_quote(markup[end]) ? quoted(end) : 1;
            if (length == 0) {
                break;
            }
            end += length;
        }
    }
    const auto fragment = markup.substr(begin, end - begin);
    markup.remove_prefix(end);
    return fragment;
}

Place place_of(std::string_view part, std::string_view source) {
    // Where the part is not of the source, it is told of as the beginning.
    const auto* begin = source.data();
    if (part.data() < begin || part.data() > begin + source.size()) {
        return {0, 1};
    }
    return {static_cast<Index>(part.data() - begin), static_cast<Index>(part.size())};
}

Fault syntax_fault(std::string what,
                   std::string_view part,
                   std::string_view source,
                   std::string hint) {
    const auto place = place_of(part, source);
    return fault_at(
        Fault(Problem::Kind::syntax, std::move(what), std::move(hint)), place.at, place.length);
}

} // namespace etsyorder::liquid
