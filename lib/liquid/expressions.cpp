// SPDX-License-Identifier: MIT
#include "liquid/expressions.hpp"

#include "base/nearest.hpp"
#include "liquid/characters.hpp"
#include "liquid/decimal.hpp"
#include "liquid/deeper.hpp"

#include <fmt/format.h>

#include <cstdlib>

namespace etsyorder::liquid {
namespace {

constexpr int kDeepest = 100; // brackets within one another

Operator operator_of(std::string_view text) {
    switch (text[0]) {
    case '=':
        return Operator::equal;
    case '!':
        return Operator::not_equal;
    case 'c':
        return Operator::contains;
    case '<':
        return text == "<>"   ? Operator::not_equal
               : text == "<=" ? Operator::less_or_equal
                              : Operator::less;
    default:
        return text == ">=" ? Operator::greater_or_equal : Operator::greater;
    }
}

std::string_view from_to(std::string_view first, std::string_view last) {
    return {first.data(), static_cast<std::size_t>(last.data() + last.size() - first.data())};
}

} // namespace

Segment::Command command_of(std::string_view name) {
    return name == "size"    ? Segment::Command::size
           : name == "first" ? Segment::Command::first
           : name == "last"  ? Segment::Command::last
                             : Segment::Command::none;
}

void Expressions::begin(std::string_view markup) {
    if (program_.bytes() > options_.limits.program_bytes) {
        throw fault_at(
            Fault(Problem::Kind::limit, "the template has too many tags and expressions"),
            place_of(markup, program_.source).at,
            1);
    }
    tokenize(markup, program_.source, tokens_);
    at_ = 0;
    depth_ = 0;
}

bool Expressions::take_if(Kind kind) {
    if (!is_here(kind)) {
        return false;
    }
    ++at_;
    return true;
}

bool Expressions::take_name(std::string_view name) {
    return here().text == name && take_if(Kind::name);
}

Token Expressions::take(Kind kind) {
    if (!is_here(kind)) {
        unexpected(kind == Kind::name           ? "a name"
                   : kind == Kind::close_square ? "\"]\""
                   : kind == Kind::close_round  ? "\")\""
                   : kind == Kind::dot_dot      ? "\"..\""
                   : kind == Kind::colon        ? "\":\""
                                                : "something else");
    }
    return tokens_[at_++];
}

void Expressions::end() {
    if (!is_here(Kind::end)) {
        unexpected("the end");
    }
}

void Expressions::unexpected(std::string_view wanted) const {
    const auto& token = here();
    throw syntax_fault(token.kind == Kind::end
                           ? fmt::format("{} is missing at the end", wanted)
                           : fmt::format("expected {} but found \"{}\"", wanted, token.text),
                       token.text,
                       program_.source);
}

Index Expressions::literal(Value value, std::string_view place) {
    Expr expr;
    expr.literal = std::move(value);
    expr.place = place_of(place, program_.source);
    return add_row(program_.exprs, std::move(expr));
}

Segment Expressions::bracket() {
    take(Kind::open_square);
    Segment segment;
    const auto inner = expression();
    const auto& expr = program_.exprs[inner];
    if (expr.kind == Expr::Kind::literal && expr.literal.is_text()) {
        segment.name = expr.literal.text(); // a piece of the source
    } else {
        segment.inner = inner;
    }
    take(Kind::close_square);
    return segment;
}

Index Expressions::path(Segment first, std::string_view from) {
    std::vector<Segment> found{first};
    while (true) {
        if (is_here(Kind::open_square)) {
            found.push_back(bracket());
        } else if (take_if(Kind::dot)) {
            const auto name = take(Kind::name).text;
            found.push_back({name, kNone, command_of(name)});
        } else {
            break;
        }
    }
    return path_of(found, from_to(from, tokens_[at_ - 1].text));
}

Index Expressions::path_of(const std::vector<Segment>& segments, std::string_view place) {
    Expr expr;
    expr.kind = Expr::Kind::path;
    expr.place = place_of(place, program_.source);
    expr.segments = {static_cast<Index>(program_.segments.size()),
                     static_cast<Index>(segments.size())};
    program_.segments.insert(program_.segments.end(), segments.begin(), segments.end());
    return add_row(program_.exprs, std::move(expr));
}

Index Expressions::word(const Token& token, bool in_condition) {
    if (!is_here(Kind::dot) && !is_here(Kind::open_square)) {
        const auto text = token.text;
        if (text == "nil" || text == "null") {
            return literal({}, text);
        }
        if (text == "true" || text == "false") {
            return literal(text == "true", text);
        }
        if (text == "blank" || text == "empty") {
            return literal(!in_condition     ? Value::view(text.substr(0, 0))
                           : text == "blank" ? Value::blank()
                                             : Value::empty(),
                           text);
        }
    }
    return path({token.text, kNone, Segment::Command::none}, token.text);
}

Index Expressions::expression(bool in_condition) {
    const Deeper deeper(depth_);
    if (depth_ > kDeepest) {
        throw syntax_fault("too many brackets within one another", here().text, program_.source);
    }
    const auto token = here();
    switch (token.kind) {
    case Kind::name:
        ++at_;
        return word(token, in_condition);
    case Kind::open_square:
        return path(bracket(), token.text);
    case Kind::text:
        ++at_;
        return literal(Value::view(token.text.substr(1, token.text.size() - 2)), token.text);
    case Kind::number:
        ++at_;
        if (token.text.find('.') != std::string_view::npos) {
            return literal(std::strtod(std::string(token.text).c_str(), nullptr), token.text);
        }
        try {
            return literal(leading_integer(token.text), token.text);
        } catch (const Fault&) {
            throw syntax_fault("the number is too large", token.text, program_.source);
        }
    case Kind::open_round: {
        ++at_;
        Expr expr;
        expr.kind = Expr::Kind::range;
        expr.segments.first = expression();
        take(Kind::dot_dot);
        expr.segments.count = expression();
        expr.place = place_of(from_to(token.text, take(Kind::close_round).text), program_.source);
        return add_row(program_.exprs, std::move(expr));
    }
    default:
        unexpected("a value");
    }
}

Index Expressions::value(std::string_view markup, bool in_condition) {
    try {
        begin(markup);
        const auto found = expression(in_condition);
        end();
        return found;
    } catch (const Fault&) {
        if (!lax()) {
            throw;
        }
        return lax_value(markup, in_condition);
    }
}

Condition Expressions::comparison() {
    Condition condition;
    condition.left = expression(true);
    if (is_here(Kind::comparison)) {
        condition.op = operator_of(tokens_[at_++].text);
        condition.right = expression(true);
    }
    return condition;
}

Span Expressions::conditions(std::string_view markup) {
    const auto first = static_cast<Index>(program_.conditions.size());
    try {
        begin(markup);
        program_.conditions.push_back(comparison());
        while (is_here(Kind::name)) {
            const bool both = here().text == "and";
            if (!both && here().text != "or") {
                break;
            }
            ++at_;
            program_.conditions.back().joint =
                both ? Condition::Joint::both : Condition::Joint::either;
            program_.conditions.push_back(comparison());
        }
        end();
    } catch (const Fault&) {
        program_.conditions.resize(first);
        if (!lax()) {
            throw;
        }
        return lax_conditions(markup);
    }
    return {first, static_cast<Index>(program_.conditions.size()) - first};
}

Call Expressions::call_of(std::string_view name) const {
    Call call;
    call.filter = filters_.find(name);
    call.place = place_of(name, program_.source);
    if (call.filter == nullptr && options_.strict) {
        const auto near = base::nearest(name, filters_.names());
        Fault fault(Problem::Kind::unknown,
                    fmt::format("unknown filter \"{}\"", name),
                    near ? fmt::format("did you mean \"{}\"?", *near) : "",
                    std::string(name));
        fault = fault_at(std::move(fault), call.place.at, call.place.length);
        if (options_.unknown_filters == nullptr) {
            throw std::move(fault);
        }
        options_.unknown_filters->push_back(located(fault, program_));
    }
    return call;
}

void Expressions::check_count(const Call& call) const {
    if (call.filter == nullptr || !options_.strict) {
        return; // is looked at when rendering
    }
    std::size_t keywords = 0;
    for (Index i = 0; i < call.arguments.count; ++i) {
        keywords += program_.arguments[call.arguments.first + i].keyword.empty() ? 0U : 1U;
    }
    const auto given = call.arguments.count - keywords + (call.keywords ? 1U : 0U);
    const auto [least, most] = call.filter->arguments;
    if (given < least || given > most) {
        const auto wanted =
            least == most ? std::to_string(least) : fmt::format("{} to {}", least, most);
        Fault fault(Problem::Kind::argument,
                    fmt::format("the filter \"{}\" takes {} argument{}, not {}",
                                call.filter->name,
                                wanted,
                                wanted == "1" ? "" : "s",
                                given));
        throw fault_at(std::move(fault), call.place.at, call.place.length);
    }
}

void Expressions::arguments(Call& call) {
    std::vector<Argument> found;
    do {
        Argument argument;
        if (is_here(Kind::name) && here(1).kind == Kind::colon) {
            argument.keyword = here().text;
            call.keywords = true;
            at_ += 2;
        }
        argument.value = expression();
        found.push_back(argument);
    } while (take_if(Kind::comma));
    call.arguments = {static_cast<Index>(program_.arguments.size()),
                      static_cast<Index>(found.size())};
    program_.arguments.insert(program_.arguments.end(), found.begin(), found.end());
}

Call Expressions::call() {
    auto call = call_of(take(Kind::name).text);
    if (take_if(Kind::colon)) {
        arguments(call);
    }
    check_count(call);
    if (call.filter == nullptr && options_.unknown_filters != nullptr) {
        call = {filters_.find("default"), {}, false, call.place}; // nothing has to be there
    }
    return call;
}

Index Expressions::filtered(std::string_view markup) {
    Filtered found;
    const auto first = static_cast<Index>(program_.calls.size());
    try {
        begin(markup);
        if (!is_here(Kind::end)) {
            found.value = expression();
            while (take_if(Kind::pipe)) {
                program_.calls.push_back(call());
            }
            end();
        }
    } catch (const Fault& fault) {
        program_.calls.resize(first);
        if (!lax() || fault.kind != Problem::Kind::syntax) {
            throw;
        }
        return lax_filtered(markup);
    }
    found.calls = {first, static_cast<Index>(program_.calls.size()) - first};
    return add_row(program_.filtered, found);
}

std::string Expressions::written(std::size_t from) const {
    std::string text;
    for (; from < at_; ++from) {
        text += tokens_[from].text;
    }
    return text;
}

void Expressions::loop(std::string_view markup, Loop& loop) {
    try {
        strict_loop(markup, loop);
    } catch (const Fault&) {
        if (!lax()) {
            throw;
        }
        lax_loop(markup, loop);
    }
}

void Expressions::strict_loop(std::string_view markup, Loop& loop) {
    begin(markup);
    loop.variable = take(Kind::name).text;
    if (!take_name("in")) {
        unexpected("\"in\"");
    }
    const auto from = at_;
    loop.collection = expression();
    loop.name = fmt::format("{}-{}", loop.variable, written(from));
    loop.reversed = take_name("reversed");
    while (take_if(Kind::comma) || is_here(Kind::name)) {
        const auto option = take(Kind::name);
        take(Kind::colon);
        if (option.text == "offset" && take_name("continue")) {
            loop.from_before = true;
            continue;
        }
        const auto value = expression();
        if (option.text == "limit") {
            loop.limit = value;
        } else if (option.text == "offset") {
            loop.offset = value;
            loop.from_before = false;
        } else {
            throw syntax_fault(fmt::format("\"for\" has no option \"{}\"", option.text),
                               option.text,
                               program_.source,
                               "it has limit, offset and reversed");
        }
    }
    end();
}

} // namespace etsyorder::liquid
