// SPDX-License-Identifier: MIT
// Program: a compiled template as tables of small rows that name each other by number. Names and
// texts are pieces of the source, which it keeps. For this room alone.
#pragma once

#include "liquid/comparing.hpp"
#include "liquid/filters.hpp"
#include "liquid/options.hpp"
#include "liquid/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

using Index = std::uint32_t;
constexpr Index kNone = 0xFFFF'FFFF;

struct Place { // bytes of the source
    Index at = 0;
    Index length = 0;
};

struct Span { // rows of a table
    Index first = 0;
    Index count = 0;
};

struct Expr {
    enum class Kind : std::uint8_t { literal, path, range };
    Kind kind = Kind::literal;
    Place place;
    Value literal;
    Span segments; // of a path; of a range its ends, two expressions

    [[nodiscard]] Index first() const { return segments.first; }
    [[nodiscard]] Index last() const { return segments.count; }
};

struct Segment {
    enum class Command : std::uint8_t { none, size, first, last };
    std::string_view name; // where `inner` is kNone
    Index inner = kNone;   // an expression in brackets
    Command command = Command::none;
};

struct Argument {
    std::string_view keyword; // empty: by position
    Index value = 0;
};

struct Call {
    const Filter* filter = nullptr; // null: unknown, passes its input on
    Span arguments;
    bool keywords = false;
    Place place;
};

struct Filtered {
    Index value = kNone; // none: nil
    Span calls;
    bool then_escape = false; // the last one is `escape`, which printing does on its way
};

struct Condition {
    enum class Joint : std::uint8_t { end, both, either };
    Index left = 0;
    Index right = 0;
    Operator op = Operator::none;
    Joint joint = Joint::end; // to the next row
};

using Block = Index; // its first node; kNone: nothing

struct Branch {
    Span conditions; // none: else
    bool negated = false;
    Block body = kNone;
};

struct When {
    Index value = kNone; // none: else
    Block body = kNone;
};

struct Node {
    enum class Kind : std::uint8_t {
        text,
        raw, // a text that is never trimmed
        output,
        assign,
        capture,
        branches,
        cases,
        loop,
        tablerow,
        cycle,
        increment,
        decrement,
        ifchanged,
        include,
        render,
        interrupt_break,
        interrupt_continue,
        own_tag,
    };
    Kind kind = Kind::text;
    bool blank = false; // prints nothing but spaces
    Index row = 0;      // of the table of its kind; of a text: its first byte
    Index next = kNone;
    Place place;
};

struct Named { // assign, capture, increment, decrement
    std::string_view name;
    Index value = kNone; // a Filtered, or a block
};

struct Cases {
    Index value = 0;
    Span whens;
};

struct Loop {
    std::string_view variable;
    std::string name; // "item-order.items"
    Index collection = 0;
    Index limit = kNone;
    Index offset = kNone;
    Index columns = kNone;
    bool from_before = false; // offset: continue
    bool reversed = false;
    Block body = kNone;
    Block otherwise = kNone;
};

struct Cycle {
    Index name = kNone; // an expression
    std::string key;    // without a name
    Span values;        // of `lists`
};

struct Partial {
    Index name = 0;     // an expression
    Index with = kNone; // the same
    bool each = false;  // `for`
    std::string_view alias;
    Span arguments;
};

struct OwnTag {
    const TagFunction* function = nullptr;
    Span values; // of `lists`
};

class Program {
public:
    std::string name;
    std::string source;
    SourcePlace begins_at;
    bool sees_loops = false; // may it speak of `forloop`?
    bool continues = false;  // may a loop go on where another one ended?

    std::vector<Expr> exprs;
    std::vector<Segment> segments;
    std::vector<Argument> arguments;
    std::vector<Call> calls;
    std::vector<Filtered> filtered;
    std::vector<Condition> conditions;
    std::vector<Branch> branches;
    std::vector<Span> chains; // of branches
    std::vector<When> whens;
    std::vector<Cases> cases;
    std::vector<Named> named;
    std::vector<Loop> loops;
    std::vector<Cycle> cycles;
    std::vector<Partial> partials;
    std::vector<OwnTag> own_tags;
    std::vector<Index> lists; // expressions
    std::vector<Node> nodes;
    Block body = kNone;

    [[nodiscard]] bool is_nil(Index expr) const {
        return exprs[expr].kind == Expr::Kind::literal && exprs[expr].literal.is_nil();
    }
    [[nodiscard]] bool is_constant(Index expr) const {
        const auto& row = exprs[expr];
        return row.kind == Expr::Kind::literal ||
               (row.kind == Expr::Kind::range && is_constant(row.first()) &&
                is_constant(row.last()));
    }

    Filters no_filters; // where the caller gave none

    // Of its largest tables.
    [[nodiscard]] std::size_t bytes() const {
        return exprs.size() * sizeof(Expr) + segments.size() * sizeof(Segment) +
               arguments.size() * sizeof(Argument) + calls.size() * sizeof(Call) +
               filtered.size() * sizeof(Filtered) + conditions.size() * sizeof(Condition) +
               nodes.size() * sizeof(Node) + lists.size() * sizeof(Index) +
               whens.size() * sizeof(When);
    }
};

template <class Row>
Index add_row(std::vector<Row>& table, Row row) {
    table.push_back(std::move(row));
    return static_cast<Index>(table.size() - 1);
}

} // namespace etsyorder::liquid
