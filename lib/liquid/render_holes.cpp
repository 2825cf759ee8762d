// SPDX-License-Identifier: MIT
// What refuse_holes refuses: a text that lacks something, and objects where words belong.
#include "liquid/characters.hpp"
#include "liquid/renderer.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::liquid {
namespace {

using Kind = Value::Kind;

constexpr int kDeepest = 100; // no array is printed beyond

// Those of the reference that take arrays and objects as they are. All others make a text of them.
bool takes_wholes(std::string_view filter, const Value& given) {
    constexpr std::array<std::string_view, 17> kNames{"compact",
                                                      "concat",
                                                      "find",
                                                      "find_index",
                                                      "first",
                                                      "has",
                                                      "last",
                                                      "map",
                                                      "reject",
                                                      "reverse",
                                                      "size",
                                                      "slice",
                                                      "sort",
                                                      "sort_natural",
                                                      "sum",
                                                      "uniq",
                                                      "where"};
    return std::find(kNames.begin(), kNames.end(), filter) != kNames.end() &&
           (filter != "slice" || given.is(Kind::array));
}

} // namespace

Renderer::Lack Renderer::lack_of(const Value& value, int depth) {
    switch (value.kind()) {
    case Kind::nil:
    case Kind::blank:
    case Kind::empty:
        return Lack::value;
    case Kind::text:
        return is_blank_text(value.text()) ? Lack::value : Lack::nothing;
    case Kind::object:
    case Kind::lazy:
        return Lack::words;
    case Kind::array: {
        const auto& items = value.items();
        meter_.step(items.size());
        if (items.empty()) {
            return Lack::value;
        }
        for (const auto& item : items) {
            const auto lack = depth < kDeepest ? lack_of(item, depth + 1) : Lack::nothing;
            if (lack != Lack::nothing) {
                return lack;
            }
        }
        return Lack::nothing;
    }
    default:
        return Lack::nothing;
    }
}

void Renderer::must_print(Index expr, const Value& found, bool may_be_empty) {
    const bool has_items = found.is(Kind::array) && !found.items().empty();
    switch (lack_of(found, 0)) {
    case Lack::nothing:
        break;
    case Lack::words:
        refuse_whole(expr);
    case Lack::value:
        if (found.is_nil() || has_items || !may_be_empty) {
            refuse_hole(expr);
        }
    }
}

// Somebody said that nothing is meant: by `default` as the last word, or by writing "".
bool Renderer::may_be_empty(const Filtered& filtered) const {
    if (filtered.value == kNone) {
        return false;
    }
    if (program_->exprs[filtered.value].kind == Expr::Kind::literal) {
        return true;
    }
    if (filtered.calls.count == 0) {
        return false;
    }
    const auto* last = program_->calls[filtered.calls.first + filtered.calls.count - 1].filter;
    return last != nullptr && is_default(*last);
}

void Renderer::must_take(Index expr, const Filter& filter, const Value& given) {
    if (is_default(filter)) {
        return;
    }
    if (given.is_nil()) {
        refuse_hole(expr);
    }
    const bool items = given.is(Kind::array) && !given.items().empty();
    const bool whole = items || given.is(Kind::object) || given.is(Kind::lazy);
    // Those of the caller know themselves what they can take.
    if (whole && filter.standard != nullptr && !takes_wholes(filter.name, given)) {
        must_print(expr, given, false);
    }
}

void Renderer::refuse_hole(Index expr) const {
    Place where{};
    if (expr != kNone) {
        where = program_->exprs[expr].place;
    }
    std::string name = program_->source.substr(where.at, where.length);
    auto what = fmt::format("there is no value for \"{}\"", name);
    Fault fault(Problem::Kind::hole,
                std::move(what),
                "`default` gives one, `if` asks whether there is one",
                std::move(name));
    throw expr == kNone ? std::move(fault) : fault_at(std::move(fault), where.at, where.length);
}

void Renderer::refuse_whole(Index expr) const {
    const auto where = program_->exprs[expr].place;
    const auto name = std::string_view(program_->source).substr(where.at, where.length);
    throw fault_at(Fault(Problem::Kind::argument,
                         fmt::format("\"{}\" is no text: name a fact of it", name),
                         "the facts of an order and what they mean: man etsyorder-facts"),
                   where.at,
                   where.length);
}

} // namespace etsyorder::liquid
