// SPDX-License-Identifier: MIT
// Tags without a block, and those whose inside is not Liquid.
#include "liquid/characters.hpp"
#include "liquid/compiler.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::liquid {
namespace {

// What a variable that is set may consist of, in the reference.
bool is_of_name(char c) {
    return is_word(c) || c == '-' || c == '.' || c == '[' || c == ']' || c == '(' || c == ')';
}

bool is_segment(char c) { // of a name behind `as`
    return is_word(c) || c == '-';
}

std::string_view leading(std::string_view text, bool (*wanted)(char)) {
    const auto* end = std::find_if_not(text.begin(), text.end(), wanted);
    return text.substr(0, static_cast<std::size_t>(end - text.begin()));
}

// Takes the word and the spaces behind it, if it is the next whole one.
bool take_word(std::string_view& text, std::string_view word) {
    const auto rest = strip_left(text);
    if (rest.size() == text.size() || rest.substr(0, word.size()) != word ||
        rest.size() == word.size() || !is_space(rest[word.size()])) {
        return false;
    }
    text = strip_left(rest.substr(word.size()));
    return true;
}

} // namespace

void Compiler::assign(Building& building, const Piece& piece) {
    const auto sign = piece.markup.find('=');
    auto target =
        sign == std::string_view::npos ? std::string_view{} : strip(piece.markup.substr(0, sign));
    std::size_t begin = target.size();
    while (begin > 0 && is_of_name(target[begin - 1])) {
        --begin;
    }
    target.remove_prefix(begin);
    if (target.empty()) {
        refuse("\"assign\" needs a name and a value", piece, "{% assign name = value %}");
    }
    const auto value = expressions_.filtered(piece.markup.substr(sign + 1));
    auto added = node(Node::Kind::assign, add_row(program_.named, {target, value}), piece);
    added.blank = true;
    add(building, added);
}

void Compiler::cycle(Building& building, const Piece& piece) {
    Cycle cycle;
    auto rest = piece.markup;
    auto probe = rest;
    auto first = take_fragment(probe);
    if (const auto colon = first.find(':');
        colon != std::string_view::npos && first.front() != '\'' && first.front() != '"') {
        first = first.substr(0, colon); // `name:` without a space behind it
    }
    if (first.empty()) {
        refuse("\"cycle\" needs values", piece, "{% cycle 'odd', 'even' %}");
    }
    auto behind = strip_left(
        rest.substr(static_cast<std::size_t>(first.data() + first.size() - rest.data())));
    if (!behind.empty() && behind.front() == ':') {
        cycle.name = expressions_.value(first);
        rest = behind.substr(1);
    }
    std::vector<Index> values;
    bool literals = true;
    while (true) {
        const auto fragment = take_fragment(rest);
        if (fragment.empty()) {
            break;
        }
        const auto value = expressions_.value(fragment);
        literals = literals && program_.is_constant(value);
        if (!program_.is_nil(value)) { // which the reference leaves out
            values.push_back(value);
        }
        cycle.key += fmt::format("{}{}", fragment, '\0');
        rest.remove_prefix(std::min(rest.find(','), rest.size()));
    }
    if (values.empty()) {
        refuse("\"cycle\" needs values", piece, "{% cycle 'odd', 'even' %}");
    }
    if (!literals) { // of its own, as no two of them say the same
        cycle.key = fmt::format("#{}", program_.cycles.size());
    }
    cycle.values = {static_cast<Index>(program_.lists.size()), static_cast<Index>(values.size())};
    program_.lists.insert(program_.lists.end(), values.begin(), values.end());
    add(building, node(Node::Kind::cycle, add_row(program_.cycles, std::move(cycle)), piece));
}

// name: value, wherever they stand
Span Compiler::named_arguments(std::string_view markup) {
    std::vector<Argument> found;
    std::size_t at = 0;
    while (at < markup.size()) {
        const char c = markup[at];
        if (c == '\'' || c == '"') {
            const auto close = markup.find(c, at + 1);
            at = close == std::string_view::npos ? at + 1 : close + 1;
            continue;
        }
        if (!is_word(c)) {
            ++at;
            continue;
        }
        const auto name = leading(markup.substr(at), is_segment);
        at += name.size();
        auto rest = strip_left(markup.substr(at));
        if (rest.empty() || rest.front() != ':') {
            continue;
        }
        rest.remove_prefix(1);
        const auto fragment = take_fragment(rest);
        if (!fragment.empty()) {
            found.push_back({name, expressions_.value(fragment)});
        }
        at = markup.size() - rest.size();
    }
    const Span span{static_cast<Index>(program_.arguments.size()),
                    static_cast<Index>(found.size())};
    program_.arguments.insert(program_.arguments.end(), found.begin(), found.end());
    return span;
}

void Compiler::partial(Building& building, const Piece& piece, Node::Kind kind) {
    Partial partial;
    auto rest = piece.markup;
    const auto name = take_fragment(rest);
    const bool quoted = !name.empty() && (name.front() == '\'' || name.front() == '"');
    if (name.empty() || (kind == Node::Kind::render && !quoted)) {
        refuse(fmt::format("\"{}\" needs the name of a partial{}",
                           piece.name,
                           kind == Node::Kind::render ? " in quotes" : ""),
               piece,
               fmt::format("{{% {} 'name' %}}", piece.name));
    }
    partial.name = expressions_.value(name);
    partial.each = take_word(rest, "for");
    if (partial.each || take_word(rest, "with")) {
        partial.with = expressions_.value(take_fragment(rest));
    }
    if (take_word(rest, "as")) {
        partial.alias = leading(rest, is_segment);
        rest.remove_prefix(partial.alias.size());
    }
    partial.arguments = named_arguments(rest);
    if (kind == Node::Kind::include) { // works in this scope
        program_.sees_loops = true;
        program_.continues = true;
    }
    add(building, node(kind, add_row(program_.partials, partial), piece));
}

void Compiler::own_tag(Building& building, const Piece& piece, const TagFunction& function) {
    OwnTag tag;
    tag.function = &function;
    std::vector<Index> values;
    for (auto rest = piece.markup;;) {
        const auto fragment = take_fragment(rest);
        if (fragment.empty()) {
            break;
        }
        values.push_back(expressions_.value(fragment));
    }
    tag.values = {static_cast<Index>(program_.lists.size()), static_cast<Index>(values.size())};
    program_.lists.insert(program_.lists.end(), values.begin(), values.end());
    add(building, node(Node::Kind::own_tag, add_row(program_.own_tags, tag), piece));
}

void Compiler::raw(Building& building, const Piece& piece) {
    if (!strip(piece.markup).empty()) {
        refuse("\"raw\" takes nothing", piece);
    }
    const auto found = pieces_->raw_until("endraw");
    if (!found) {
        must_end(std::nullopt, piece);
    }
    trim_next_ = false;
    Piece inside;
    inside.whole = found->text;
    // Spaces in it are meant, so it is no text that could be trimmed or left out.
    auto added = node(Node::Kind::raw, 0, inside);
    added.row = added.place.at;
    added.blank = found->text.empty();
    if (!found->text.empty()) {
        add(building, added);
    }
    trim_next_ = found->end.trim_after;
}

void Compiler::doc(const Piece& piece) {
    if (!strip(piece.markup).empty()) {
        refuse("\"doc\" takes nothing", piece);
    }
    auto inner = *pieces_;
    const auto found = pieces_->raw_until("enddoc");
    if (!found) {
        must_end(std::nullopt, piece);
    }
    if (const auto nested = inner.raw_until("doc");
        nested && nested->end.whole.data() < found->end.whole.data()) {
        refuse("\"doc\" cannot stand in another one", nested->end);
    }
    trim_next_ = found->end.trim_after;
}

void Compiler::comment(const Piece& piece) {
    int open = 1;
    while (auto inner = pieces_->next()) {
        if (inner->kind != Piece::Kind::tag || !inner->closed) {
            continue;
        }
        if (inner->name == "raw" && pieces_->cut() == Pieces::Cut::document) {
            if (!pieces_->raw_until("endraw")) {
                must_end(std::nullopt, *inner);
            }
        } else if (inner->name == "comment") {
            ++open;
        } else if (inner->name == "endcomment" && --open == 0) {
            trim_next_ = inner->trim_after;
            return;
        }
    }
    must_end(std::nullopt, piece);
}

void Compiler::inline_comment(const Piece& piece) const {
    auto rest = piece.markup;
    for (auto end = rest.find('\n'); end != std::string_view::npos; end = rest.find('\n')) {
        rest = strip_left(rest.substr(end));
        if (!rest.empty() && rest.front() != '#') {
            throw syntax_fault("each line of the comment must begin with #",
                               rest.substr(0, std::min(rest.find('\n'), rest.size())),
                               program_.source);
        }
    }
}

void Compiler::lines(Building& building, const Piece& piece) {
    Pieces inside(piece.markup, Pieces::Cut::lines);
    auto* const outside = pieces_;
    const bool trim_after = trim_next_;
    pieces_ = &inside;
    block(building, piece);
    pieces_ = outside;
    trim_next_ = trim_after;
}

} // namespace etsyorder::liquid
