// SPDX-License-Identifier: MIT
#include "liquid/compiler.hpp"

#include "base/nearest.hpp"
#include "liquid/characters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::liquid {
namespace {

constexpr int kDeepest = 100; // blocks within one another, as the reference has it

const std::vector<std::string> kTags = {"assign",   "break", "capture",   "case",     "comment",
                                        "continue", "cycle", "decrement", "doc",      "echo",
                                        "for",      "if",    "ifchanged", "include",  "increment",
                                        "liquid",   "raw",   "render",    "tablerow", "unless"};

bool is_part_of(std::string_view tag, std::string_view block) {
    if (tag.substr(0, 3) == "end") {
        return tag.substr(3) == block;
    }
    if (tag == "else") {
        return block == "if" || block == "unless" || block == "case" || block == "for";
    }
    return (tag == "elsif" && (block == "if" || block == "unless")) ||
           (tag == "when" && block == "case");
}

bool is_part_of_some_block(std::string_view tag) {
    return tag == "else" || tag == "elsif" || tag == "when" || tag.substr(0, 3) == "end";
}

} // namespace

const Filter* standard_escape(const CompileOptions& options) {
    static const Filters standard;
    const auto* const known = standard.find("escape");
    return options.filters == nullptr || options.filters->find("escape") == known ? known : nullptr;
}

void Compiler::refuse(std::string what, const Piece& piece, std::string hint) const {
    throw syntax_fault(std::move(what),
                       piece.whole.substr(0, std::min(piece.whole.find('\n'), piece.whole.size())),
                       program_.source,
                       std::move(hint));
}

void Compiler::refuse_unexpected(const Piece& piece, const Piece& opening) const {
    if (is_part_of_some_block(piece.name)) {
        if (opening.name.empty() || opening.name == "liquid") {
            refuse(fmt::format("\"{}\" stands in no block that it belongs to", piece.name), piece);
        }
        const auto before = std::string_view(program_.source)
                                .substr(0, place_of(opening.whole, program_.source).at);
        refuse(fmt::format("\"{}\" does not belong to \"{}\" of line {}, which is still open",
                           piece.name,
                           opening.name,
                           1 + std::count(before.begin(), before.end(), '\n')),
               piece,
               fmt::format("close it with \"end{}\" first", opening.name));
    }
    auto known = kTags;
    if (options_.tags != nullptr) {
        for (const auto& [name, function] : *options_.tags) {
            known.push_back(name);
        }
    }
    const auto near = base::nearest(piece.name, known);
    const auto place = place_of(piece.name, program_.source);
    Fault fault(Problem::Kind::unknown,
                fmt::format("unknown tag \"{}\"", piece.name),
                near ? fmt::format("did you mean \"{}\"?", *near) : "",
                std::string(piece.name));
    throw fault_at(std::move(fault), place.at, place.length);
}

void Compiler::must_end(const Ending& ending, const Piece& opening) const {
    if (!ending) {
        refuse(fmt::format("the tag \"{}\" is never closed", opening.name),
               opening,
               fmt::format("\"end{}\" is missing", opening.name));
    }
}

void Compiler::document() {
    // Tables that grow by doubling would take half as much again.
    const std::string_view source = program_.source;
    std::size_t opened = 0;
    for (auto at = source.find('{'); at < source.size(); at = source.find('{', at + 1)) {
        ++opened;
    }
    const auto rows = std::min(opened / 2 + 1, options_.limits.nodes);
    program_.nodes.reserve(rows + rows / 2);
    program_.exprs.reserve(rows);
    program_.filtered.reserve(rows);
    program_.segments.reserve(rows);
    Pieces pieces(source, Pieces::Cut::document);
    pieces_ = &pieces;
    Building building;
    block(building, {});
    program_.body = building.first;
    pieces_ = nullptr;
}

Node Compiler::node(Node::Kind kind, std::size_t row, const Piece& piece) const {
    Node node;
    node.kind = kind;
    node.row = static_cast<Index>(row);
    node.place = place_of(piece.whole, program_.source);
    return node;
}

void Compiler::add(Building& building, Node node) {
    if (program_.nodes.size() >= options_.limits.nodes) {
        throw fault_at(
            Fault(Problem::Kind::limit, "the template has too many tags"), node.place.at, 1);
    }
    building.blank = building.blank && node.blank;
    const auto added = add_row(program_.nodes, node);
    if (building.first == kNone) {
        building.first = added;
    } else {
        program_.nodes[building.last].next = added;
    }
    building.last = added;
    building.after_text = node.kind == Node::Kind::text;
}

void Compiler::trim(const Building& building, const Piece& piece) {
    if (piece.trim_before && building.after_text) {
        auto& before = program_.nodes[building.last];
        const auto text = std::string_view(program_.source).substr(before.row, before.place.length);
        before.place.length = static_cast<Index>(strip_right(text).size());
    }
    trim_next_ = piece.trim_after;
}

void Compiler::text(Building& building, std::string_view text) {
    if (trim_next_) {
        text = strip_left(text);
        trim_next_ = false;
    }
    Piece piece;
    piece.whole = text;
    auto added = node(Node::Kind::text, 0, piece);
    added.row = added.place.at;
    added.blank = std::all_of(text.begin(), text.end(), is_space);
    add(building, added);
}

void Compiler::output(Building& building, const Piece& piece, std::string_view markup) {
    const auto value = expressions_.filtered(markup);
    auto& row = program_.filtered[value];
    if (row.calls.count > 0) {
        const auto& last = program_.calls[row.calls.first + row.calls.count - 1];
        if (last.filter == escape_ && escape_ != nullptr && last.arguments.count == 0) {
            row.then_escape = true;
            --row.calls.count;
        }
    }
    add(building, node(Node::Kind::output, value, piece));
}

Compiler::Ending Compiler::block(Building& building, const Piece& opening) {
    if (++depth_ > kDeepest) {
        refuse(fmt::format("more than {} blocks within one another", kDeepest), opening);
    }
    while (auto piece = pieces_->next()) {
        if (piece->kind == Piece::Kind::text) {
            text(building, piece->whole);
            continue;
        }
        trim(building, *piece);
        if (!piece->closed) {
            refuse(piece->kind == Piece::Kind::tag ? "the tag is not closed by %}"
                                                   : "the output is not closed by }}",
                   *piece);
        }
        if (piece->kind == Piece::Kind::output) {
            output(building, *piece, piece->markup);
        } else if (is_part_of(piece->name, opening.name)) {
            --depth_;
            return piece;
        } else if (!simple_tag(building, *piece) && !block_tag(building, *piece)) {
            other_tag(building, *piece, opening);
        }
    }
    --depth_;
    if (!opening.name.empty() && opening.name != "liquid") {
        must_end(std::nullopt, opening);
    }
    return std::nullopt;
}

void Compiler::other_tag(Building& building, const Piece& piece, const Piece& opening) {
    if (piece.name.empty()) {
        refuse("the tag has no name", piece);
    }
    if (options_.tags != nullptr) {
        if (const auto own = options_.tags->find(piece.name); own != options_.tags->end()) {
            own_tag(building, piece, own->second);
            return;
        }
    }
    refuse_unexpected(piece, opening);
}

bool Compiler::simple_tag(Building& building, const Piece& piece) {
    const auto name = piece.name;
    if (name == "assign") {
        assign(building, piece);
    } else if (name == "echo") {
        output(building, piece, piece.markup);
    } else if (name == "cycle") {
        cycle(building, piece);
    } else if (name == "include") {
        partial(building, piece, Node::Kind::include);
    } else if (name == "render") {
        partial(building, piece, Node::Kind::render);
    } else if (name == "increment" || name == "decrement") {
        const auto row = add_row(program_.named, {strip(piece.markup), kNone});
        add(building,
            node(name == "increment" ? Node::Kind::increment : Node::Kind::decrement, row, piece));
    } else if (name == "break") {
        add(building, node(Node::Kind::interrupt_break, 0, piece));
    } else if (name == "continue") {
        add(building, node(Node::Kind::interrupt_continue, 0, piece));
    } else if (name == "#") {
        inline_comment(piece);
        building.after_text = false;
    } else if (name == "comment") {
        comment(piece);
        building.after_text = false;
    } else if (name == "doc") {
        doc(piece);
        building.after_text = false;
    } else if (name == "raw") {
        raw(building, piece);
    } else if (name == "liquid") {
        lines(building, piece);
    } else {
        return false;
    }
    return true;
}

bool Compiler::block_tag(Building& building, const Piece& piece) {
    const auto name = piece.name;
    if (name == "if" || name == "unless") {
        branches(building, piece);
    } else if (name == "for") {
        loop(building, piece);
    } else if (name == "case") {
        cases(building, piece);
    } else if (name == "capture") {
        capture(building, piece);
    } else if (name == "tablerow") {
        tablerow(building, piece);
    } else if (name == "ifchanged") {
        ifchanged(building, piece);
    } else {
        return false;
    }
    return true;
}

void Compiler::remove_texts(Block& block) {
    Building kept;
    for (auto at = block; at != kNone; at = program_.nodes[at].next) {
        if (program_.nodes[at].kind == Node::Kind::text) {
            continue;
        }
        if (kept.first == kNone) {
            kept.first = at;
        } else {
            program_.nodes[kept.last].next = at;
        }
        kept.last = at;
    }
    if (kept.last != kNone) {
        program_.nodes[kept.last].next = kNone;
    }
    block = kept.first;
}

} // namespace etsyorder::liquid
