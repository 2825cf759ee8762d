// SPDX-License-Identifier: MIT
#include "liquid/decimal.hpp"
#include "liquid/renderer.hpp"

#include <fmt/format.h>

namespace etsyorder::liquid {
namespace {

constexpr std::string_view kForloop = "forloop";
constexpr std::string_view kTablerowloop = "tablerowloop";

// Variables of a loop, gone with it.
class Locals {
public:
    explicit Locals(Scope& scope) : scope_(scope), before_(scope.locals.size()) {}
    Locals(const Locals&) = delete;
    Locals& operator=(const Locals&) = delete;
    ~Locals() { scope_.locals.resize(before_); }

    std::size_t add(std::string_view name, Value value) {
        scope_.locals.push_back({name, std::move(value), nullptr});
        return scope_.locals.size() - 1;
    }

private:
    Scope& scope_;
    std::size_t before_;
};

class RunningLoop {
public:
    RunningLoop(Scope& scope, std::shared_ptr<LoopFacts> facts) : scope_(scope) {
        scope_.loops.push_back(std::move(facts));
    }
    RunningLoop(const RunningLoop&) = delete;
    RunningLoop& operator=(const RunningLoop&) = delete;
    ~RunningLoop() { scope_.loops.pop_back(); }

private:
    Scope& scope_;
};

// What tables take a value for: 2.6 is 2, "2" is 2, nil is 0.
std::int64_t loose_integer(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::nil:
        return 0;
    case Value::Kind::integer:
        return value.integer();
    case Value::Kind::number:
    case Value::Kind::text: {
        const auto whole = Decimal::of(value).value();
        return value.is(Value::Kind::text) ? leading_integer(value.text())
                                           : static_cast<std::int64_t>(value.number());
    }
    default:
        return integer_of(value);
    }
}

std::int64_t sum(std::int64_t a, std::int64_t b) {
    std::int64_t result = 0;
    if (__builtin_add_overflow(a, b, &result)) {
        refuse_argument("the number is too large");
    }
    return result;
}

} // namespace

void Renderer::loop(const Loop& loop) {
    Value place;
    const Value collection = value(loop.collection, place); // held while it runs
    std::int64_t from = 0;
    Value option_place;
    if (loop.from_before) {
        from = kept_under(scope_->offsets, loop.name);
    } else if (loop.offset != kNone) {
        const auto& given = value(loop.offset, option_place);
        from = given.is_nil() ? 0 : integer_of(given);
    }
    std::optional<std::int64_t> to;
    if (loop.limit != kNone) {
        const auto& given = value(loop.limit, option_place);
        if (!given.is_nil()) {
            to = sum(integer_of(given), from);
        }
    }
    Sequence items(collection);
    items.slice(from, to);
    const auto count = items.size();
    if (program_->continues || including_ > 0) {
        kept_under(scope_->offsets, loop.name) = sum(from, static_cast<std::int64_t>(count));
    }
    if (count == 0) {
        block(loop.otherwise);
        return;
    }
    Locals locals(*scope_);
    std::shared_ptr<LoopFacts> facts;
    std::optional<RunningLoop> running;
    if (sees_loops()) {
        facts = std::make_shared<LoopFacts>(LoopFacts::Of::loop,
                                            loop.name,
                                            count,
                                            scope_->loops.empty() ? nullptr : scope_->loops.back());
        running.emplace(*scope_, facts);
        locals.add(kForloop, Value::lazy(facts));
    }
    const auto variable = locals.add(loop.variable, {});
    for (std::uint64_t i = 0; i < count; ++i) {
        meter_.round();
        auto& local = scope_->locals[variable];
        const auto& item = items.at(loop.reversed ? count - 1 - i : i, local.value);
        local.elsewhere = &item == &local.value ? nullptr : &item;
        block(loop.body);
        if (facts != nullptr) {
            facts->next();
        }
        const auto interrupt = std::exchange(interrupt_, Interrupt::none);
        if (interrupt == Interrupt::leave) {
            break;
        }
    }
}

void Renderer::tablerow(const Loop& loop) {
    Value place;
    const Value collection = value(loop.collection, place);
    if (!collection.truthy()) {
        return;
    }
    Value option_place;
    const auto option = [&](Index expr) { return loose_integer(value(expr, option_place)); };
    const auto from = loop.offset == kNone ? 0 : option(loop.offset);
    std::optional<std::int64_t> to;
    if (loop.limit != kNone) {
        to = sum(from, option(loop.limit));
    }
    Sequence items(collection);
    items.slice(from, to);
    const auto count = items.size();
    const auto facts =
        std::make_shared<LoopFacts>(LoopFacts::Of::tablerow, std::string_view{}, count, nullptr);
    facts->columns =
        loop.columns == kNone ? static_cast<std::int64_t>(count) : option(loop.columns);
    *out_ += "<tr class=\"row1\">\n";
    Locals locals(*scope_);
    locals.add(kTablerowloop, Value::lazy(facts));
    const auto variable = locals.add(loop.variable, {});
    for (std::uint64_t i = 0; i < count; ++i) {
        meter_.round();
        auto& local = scope_->locals[variable];
        const auto& item = items.at(i, local.value);
        local.elsewhere = &item == &local.value ? nullptr : &item;
        fmt::format_to(std::back_inserter(*out_), "<td class=\"col{}\">", facts->column);
        block(loop.body);
        *out_ += "</td>";
        const auto interrupt = std::exchange(interrupt_, Interrupt::none);
        if (interrupt == Interrupt::leave) {
            break;
        }
        if (facts->column == facts->columns && !facts->is_last()) {
            fmt::format_to(
                std::back_inserter(*out_), "</tr>\n<tr class=\"row{}\">", facts->row + 1);
        }
        facts->next();
    }
    *out_ += "</tr>\n";
}

} // namespace etsyorder::liquid
