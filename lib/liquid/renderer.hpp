// SPDX-License-Identifier: MIT
// Renderer: one walk through a program. For this room alone; belongs to one thread.
#pragma once

#include "liquid/meter.hpp"
#include "liquid/program.hpp"
#include "liquid/scope.hpp"
#include "liquid/sequence.hpp"

#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::liquid {

// A fault whose place in a partial is known.
struct LocatedFault {
    Problem problem;
};

class Renderer {
public:
    Renderer(const Program& program, const Value& data, const RenderOptions& options);

    // Appends. Throws a Fault of the program, or a LocatedFault of one of its partials.
    void render(std::string& out);
    [[nodiscard]] bool holds(Span conditions);
    [[nodiscard]] std::vector<Problem> take_problems() { return std::move(problems_); }

private:
    enum class Interrupt : std::uint8_t { none, leave, next };

    // The value of an expression: where it is kept, or in `place`.
    const Value& value(Index expr, Value& place);
    const Value& filtered(Index row, Value& place);
    const Value* variable(std::string_view name, Value& place);
    const Value* member(const Value& whole, const Segment& segment, Value& place);
    const Value*
    member_named(const Value& whole, const Segment& segment, std::string_view name, Value& place);
    const Value& path(const Expr& expr, Value& place);
    Value range(const Expr& expr);
    Value call(const Call& call, const Value& input);
    [[nodiscard]] static bool is_default(const Filter& filter);
    // With refuse_holes: what keeps a value from being words.
    enum class Lack : std::uint8_t { nothing, value, words };
    [[nodiscard]] Lack lack_of(const Value& value, int depth);
    [[nodiscard]] bool may_be_empty(const Filtered& filtered) const;
    void must_print(Index expr, const Value& found, bool may_be_empty);
    void must_take(Index expr, const Filter& filter, const Value& given);
    [[noreturn]] void refuse_hole(Index expr) const; // kNone: of an output without one
    [[noreturn]] void refuse_whole(Index expr) const;
    [[noreturn]] void refuse_unknown(const Expr& expr, Index segments) const;

    void block(Block first);
    void node(const Node& node);
    void guarded(const Node& node); // an error is written into the text
    void output(const Node& node);  // print(), with the place of what goes wrong
    void print(const Node& node);
    void append(const Value& value);
    void append_as_escaped(const Value& value);
    void escape(std::string_view text);
    void assign(const Named& named);
    void capture(const Named& named);
    void branches(Span span);
    void cases(const Cases& cases);
    void loop(const Loop& loop);
    void tablerow(const Loop& loop);
    void cycle(const Cycle& cycle);
    void count(const Named& named, int by);
    void ifchanged(Block body);
    void include(const Partial& partial);
    void render_partial(const Partial& partial);
    void own_tag(const OwnTag& tag);
    void must_fit();

    [[nodiscard]] std::shared_ptr<const Program> partial_named(std::string_view name);
    void inside(const Program& program); // runs all of it in the present scope
    void isolated(const Program& program,
                  const Partial& partial,
                  std::string_view variable,
                  const Value& with,
                  std::shared_ptr<LoopFacts> facts);
    [[nodiscard]] bool sees_loops() const { return program_->sees_loops || including_ > 0; }

    const Program* program_;
    const RenderOptions& options_;
    Meter meter_;
    std::string* out_ = nullptr;
    std::size_t elsewhere_ = 0; // bytes in texts that are being captured around this one
    Scope top_;
    Scope* scope_ = &top_;
    Interrupt interrupt_ = Interrupt::none;
    int depth_ = 0;
    int partials_open_ = 0;
    int including_ = 0;
    int rendering_ = 0;
    std::vector<std::pair<std::string, std::shared_ptr<const Program>>> partials_;
    std::vector<Problem> problems_;
};

} // namespace etsyorder::liquid
