// SPDX-License-Identifier: MIT
// Tags with a block. One that prints nothing but spaces prints not even these, as in the reference.
#include "liquid/characters.hpp"
#include "liquid/compiler.hpp"

#include <algorithm>

namespace etsyorder::liquid {
namespace {

bool is_of_name(char c) {
    return is_word(c) || c == '-' || c == '.' || c == '[' || c == ']' || c == '(' || c == ')';
}

} // namespace

void Compiler::capture(Building& building, const Piece& piece) {
    const auto* begin = std::find_if(piece.markup.begin(), piece.markup.end(), is_of_name);
    const auto* end = std::find_if_not(begin, piece.markup.end(), is_of_name);
    if (begin == end) {
        refuse("\"capture\" needs a name", piece, "{% capture name %}");
    }
    const auto name = piece.markup.substr(static_cast<std::size_t>(begin - piece.markup.begin()),
                                          static_cast<std::size_t>(end - begin));
    Building body;
    must_end(block(body, piece), piece);
    auto added = node(Node::Kind::capture, add_row(program_.named, {name, body.first}), piece);
    added.blank = true;
    add(building, added);
}

void Compiler::branches(Building& building, const Piece& piece) {
    std::vector<Branch> found;
    bool blank = true;
    Piece part = piece;
    while (true) {
        Branch branch;
        branch.negated = part.name == "unless";
        if (part.name != "else") {
            branch.conditions = expressions_.conditions(part.markup);
        }
        // What stands where is told of the opening tag, whichever part is being read.
        Building body;
        const auto ending = block(body, piece);
        must_end(ending, piece);
        branch.body = body.first;
        blank = blank && body.blank;
        found.push_back(branch);
        part = *ending;
        if (part.name.substr(0, 3) == "end") {
            break;
        }
    }
    for (auto& branch : found) {
        if (blank) {
            remove_texts(branch.body);
        }
    }
    const Span span{static_cast<Index>(program_.branches.size()), static_cast<Index>(found.size())};
    program_.branches.insert(program_.branches.end(), found.begin(), found.end());
    auto added = node(Node::Kind::branches, add_row(program_.chains, span), piece);
    added.blank = blank;
    add(building, added);
}

void Compiler::record_whens(std::string_view markup, Block body, std::vector<When>& whens) {
    auto rest = markup;
    while (true) {
        const auto fragment = take_fragment(rest);
        if (fragment.empty()) {
            break;
        }
        whens.push_back({expressions_.value(fragment, true), body});
        const auto behind = strip_left(rest);
        if (!behind.empty() && behind.front() == ',') {
            rest = behind.substr(1);
        } else if (behind.size() < rest.size() && behind.substr(0, 2) == "or" &&
                   behind.size() > 2 && is_space(behind[2])) {
            rest = behind.substr(2);
        } else {
            break; // the reference passes over the rest
        }
    }
}

void Compiler::cases(Building& building, const Piece& piece) {
    auto markup = piece.markup;
    const auto subject = take_fragment(markup);
    if (subject.empty()) {
        refuse("\"case\" needs a value", piece, "{% case order.status %}");
    }
    Cases cases;
    cases.value = expressions_.value(subject);
    std::vector<When> whens;
    Building before; // what stands in front of the first `when` is not printed
    auto ending = block(before, piece);
    must_end(ending, piece);
    bool blank = before.blank;
    while (ending->name != "endcase") {
        const Piece part = *ending;
        const auto first = whens.size();
        if (part.name == "when") {
            record_whens(part.markup, kNone, whens);
            if (whens.size() == first) {
                refuse("\"when\" needs a value", part, "{% when 'shipped' %}");
            }
        } else {
            if (!strip(part.markup).empty()) {
                refuse("\"else\" of a \"case\" takes nothing", part);
            }
            whens.push_back({});
        }
        Building body;
        ending = block(body, piece);
        must_end(ending, piece);
        blank = blank && body.blank;
        for (auto at = first; at < whens.size(); ++at) {
            whens[at].body = body.first;
        }
    }
    Block last = kNone;
    Block stripped = kNone;
    for (auto& when : whens) {
        if (blank && when.body != kNone) {
            if (when.body != last) {
                last = stripped = when.body;
                remove_texts(stripped);
            }
            when.body = stripped;
        }
    }
    cases.whens = {static_cast<Index>(program_.whens.size()), static_cast<Index>(whens.size())};
    program_.whens.insert(program_.whens.end(), whens.begin(), whens.end());
    auto added = node(Node::Kind::cases, add_row(program_.cases, cases), piece);
    added.blank = blank;
    add(building, added);
}

void Compiler::loop(Building& building, const Piece& piece) {
    Loop loop;
    expressions_.loop(piece.markup, loop);
    program_.continues = program_.continues || loop.from_before;
    Building body;
    auto ending = block(body, piece);
    must_end(ending, piece);
    bool blank = body.blank;
    loop.body = body.first;
    while (ending->name == "else") {
        Building otherwise;
        ending = block(otherwise, piece);
        must_end(ending, piece);
        blank = blank && otherwise.blank;
        loop.otherwise = otherwise.first;
    }
    if (blank) {
        remove_texts(loop.body);
        remove_texts(loop.otherwise);
    }
    auto added = node(Node::Kind::loop, add_row(program_.loops, std::move(loop)), piece);
    added.blank = blank;
    add(building, added);
}

void Compiler::tablerow(Building& building, const Piece& piece) {
    Loop loop;
    auto rest = piece.markup;
    loop.variable = take_fragment(rest);
    const auto in = take_fragment(rest);
    const auto collection = take_fragment(rest);
    if (in != "in" || collection.empty()) {
        refuse("\"tablerow\" needs a variable and what it runs over",
               piece,
               "{% tablerow item in order.items cols: 2 %}");
    }
    loop.collection = expressions_.value(collection);
    const auto options = named_arguments(rest);
    for (Index i = 0; i < options.count; ++i) {
        const auto& option = program_.arguments[options.first + i];
        (option.keyword == "cols"     ? loop.columns
         : option.keyword == "limit"  ? loop.limit
         : option.keyword == "offset" ? loop.offset
                                      : loop.otherwise) = option.value;
    }
    loop.otherwise = kNone;
    Building body;
    must_end(block(body, piece), piece);
    loop.body = body.first;
    auto added = node(Node::Kind::tablerow, add_row(program_.loops, std::move(loop)), piece);
    added.blank = body.blank;
    add(building, added);
}

void Compiler::ifchanged(Building& building, const Piece& piece) {
    Building body;
    must_end(block(body, piece), piece);
    auto added = node(Node::Kind::ifchanged, body.first, piece);
    added.blank = body.blank;
    add(building, added);
}

} // namespace etsyorder::liquid
