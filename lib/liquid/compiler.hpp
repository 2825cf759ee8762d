// SPDX-License-Identifier: MIT
// Compiler: from the source of a template to its program. For this room alone.
#pragma once

#include "liquid/expressions.hpp"
#include "liquid/pieces.hpp"
#include "liquid/program.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

// Nodes that follow each other.
struct Building {
    Index first = kNone;
    Index last = kNone;
    bool blank = true;       // nothing but spaces so far
    bool after_text = false; // that a sign behind it may trim
};

// The filter of the reference, where the caller has not put another one in its place.
[[nodiscard]] const Filter* standard_escape(const CompileOptions& options);

class Compiler {
public:
    // `program` has its name and source. Throws a Fault that points into the source.
    Compiler(Program& program, const CompileOptions& options)
        : program_(program), options_(options), expressions_(program, options), pieces_(nullptr),
          escape_(standard_escape(options)) {}

    void document();

private:
    // One that ends a block, or begins its next part; empty: the text ended.
    using Ending = std::optional<Piece>;

    Ending block(Building& building, const Piece& opening);
    void other_tag(Building& building, const Piece& piece, const Piece& opening);
    bool simple_tag(Building& building, const Piece& piece);
    bool block_tag(Building& building, const Piece& piece);
    void text(Building& building, std::string_view text);
    void output(Building& building, const Piece& piece, std::string_view markup);
    void trim(const Building& building, const Piece& piece);
    void add(Building& building, Node node);
    Node node(Node::Kind kind, std::size_t row, const Piece& piece) const;

    void assign(Building& building, const Piece& piece);
    void capture(Building& building, const Piece& piece);
    void branches(Building& building, const Piece& piece);
    void cases(Building& building, const Piece& piece);
    void loop(Building& building, const Piece& piece);
    void tablerow(Building& building, const Piece& piece);
    void ifchanged(Building& building, const Piece& piece);
    void cycle(Building& building, const Piece& piece);
    void partial(Building& building, const Piece& piece, Node::Kind kind);
    void raw(Building& building, const Piece& piece);
    void comment(const Piece& piece);
    void doc(const Piece& piece);
    void inline_comment(const Piece& piece) const;
    void lines(Building& building, const Piece& piece);
    void own_tag(Building& building, const Piece& piece, const TagFunction& function);

    void record_whens(std::string_view markup, Block body, std::vector<When>& whens);
    [[nodiscard]] Span named_arguments(std::string_view markup);
    void remove_texts(Block& block);
    void must_end(const Ending& ending, const Piece& opening) const;
    [[noreturn]] void refuse(std::string what, const Piece& piece, std::string hint = {}) const;
    [[noreturn]] void refuse_unexpected(const Piece& piece, const Piece& opening) const;

    Program& program_;
    const CompileOptions& options_;
    Expressions expressions_;
    Pieces* pieces_;       // those being read: of the document, or of a `liquid` tag
    const Filter* escape_; // null: the caller has its own
    bool trim_next_ = false;
    int depth_ = 0;
};

} // namespace etsyorder::liquid
