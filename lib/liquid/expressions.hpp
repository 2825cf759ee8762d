// SPDX-License-Identifier: MIT
// From the words of an expression to rows of a program. For this room alone.
#pragma once

#include "liquid/tokens.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

// What of a name has a meaning where there is no member of that name.
[[nodiscard]] Segment::Command command_of(std::string_view name);

// Throws a Fault that points into the program's source.
class Expressions {
public:
    Expressions(Program& program, const CompileOptions& options)
        : program_(program), options_(options),
          filters_(options.filters == nullptr ? program.no_filters : *options.filters) {}

    // `value | filter: argument`; `markup` may be empty, which is nil.
    [[nodiscard]] Index filtered(std::string_view markup);
    // `a == b and c`
    [[nodiscard]] Span conditions(std::string_view markup);
    // A single value that is all of `markup`. `in_condition`: `blank` and `empty` are states.
    [[nodiscard]] Index value(std::string_view markup, bool in_condition = false);
    // The rest of `for`: variable, collection and its options.
    void loop(std::string_view markup, Loop& loop);

    [[nodiscard]] bool lax() const { return options_.lax_syntax; }

private:
    using Kind = Token::Kind;

    void strict_loop(std::string_view markup, Loop& loop);
    void begin(std::string_view markup);
    [[nodiscard]] const Token& here(std::size_t ahead = 0) const {
        return tokens_[std::min(at_ + ahead, tokens_.size() - 1)];
    }
    [[nodiscard]] bool is_here(Kind kind) const { return here().kind == kind; }
    bool take_if(Kind kind);
    bool take_name(std::string_view name);
    Token take(Kind kind);
    void end();
    [[noreturn]] void unexpected(std::string_view wanted) const;

    [[nodiscard]] Index expression(bool in_condition = false);
    [[nodiscard]] Index path(Segment first, std::string_view from);
    [[nodiscard]] Index path_of(const std::vector<Segment>& segments, std::string_view place);
    [[nodiscard]] Segment bracket();
    [[nodiscard]] Index literal(Value value, std::string_view place);
    [[nodiscard]] Index word(const Token& token, bool in_condition);
    [[nodiscard]] Condition comparison();
    [[nodiscard]] Call call();
    void arguments(Call& call);
    [[nodiscard]] Call call_of(std::string_view name) const;
    void check_count(const Call& call) const;
    [[nodiscard]] std::string written(std::size_t from) const;

    // What the reference makes of broken expressions in its lax mode.
    [[nodiscard]] Index lax_filtered(std::string_view markup);
    [[nodiscard]] Span lax_conditions(std::string_view markup);
    void lax_loop(std::string_view markup, Loop& loop);
    [[nodiscard]] Index loose_path(std::string_view text);
    [[nodiscard]] Index lax_value(std::string_view fragment, bool in_condition = false);

    Program& program_;
    const CompileOptions& options_;
    const Filters& filters_;
    std::vector<Token> tokens_;
    std::size_t at_ = 0;
    int depth_ = 0;
};

} // namespace etsyorder::liquid
