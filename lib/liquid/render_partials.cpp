// SPDX-License-Identifier: MIT
// `include`, which works in the scope of its template, and `render`, which has one of its own.
#include "liquid/renderer.hpp"
#include "liquid/template.hpp"

#include <fmt/format.h>

namespace etsyorder::liquid {
namespace {

template <class Kept>
class Restored { // when this goes
public:
    explicit Restored(Kept& place) : place_(place), before_(place) {}
    Restored(const Restored&) = delete;
    Restored& operator=(const Restored&) = delete;
    ~Restored() { place_ = before_; }

private:
    Kept& place_;
    Kept before_;
};

class ShortenedAgain { // locals of an include
public:
    explicit ShortenedAgain(Scope& scope) : scope_(scope), before_(scope.locals.size()) {}
    ShortenedAgain(const ShortenedAgain&) = delete;
    ShortenedAgain& operator=(const ShortenedAgain&) = delete;
    ~ShortenedAgain() { scope_.locals.resize(before_); }

private:
    Scope& scope_;
    std::size_t before_;
};

std::string_view last_part(std::string_view path) {
    return path.substr(path.rfind('/') + 1); // npos + 1 is 0
}

} // namespace

std::shared_ptr<const Program> Renderer::partial_named(std::string_view name) {
    for (const auto& [known, program] : partials_) {
        if (known == name) {
            return program;
        }
    }
    std::shared_ptr<const Template> found;
    if (options_.partials != nullptr) {
        auto result = options_.partials->find(name);
        if (!result) {
            throw LocatedFault{std::move(result.error())};
        }
        found = std::move(*result);
    }
    if (found == nullptr) {
        throw Fault(Problem::Kind::unknown,
                    fmt::format("there is no partial \"{}\"", name),
                    {},
                    std::string(name));
    }
    partials_.emplace_back(std::string(name), found->program());
    return found->program();
}

void Renderer::inside(const Program& program) {
    if (partials_open_ >= options_.limits.partial_depth) {
        throw Fault(Problem::Kind::limit,
                    fmt::format("partials are nested deeper than {}: does one use itself?",
                                options_.limits.partial_depth));
    }
    const Restored open(partials_open_);
    const auto* const outer = program_;
    ++partials_open_;
    program_ = &program;
    try {
        block(program.body);
    } catch (const Fault& fault) {
        program_ = outer;
        throw LocatedFault{located(fault, program)};
    } catch (...) {
        program_ = outer;
        throw;
    }
    program_ = outer;
}

void Renderer::include(const Partial& partial) {
    if (rendering_ > 0) {
        refuse_argument("include usage is not allowed in this context");
    }
    Value name_place;
    const Value name = value(partial.name, name_place);
    if (!name.is_text()) {
        refuse_argument("the name of the partial is no text");
    }
    const auto program = partial_named(name.text());
    const std::string variable_name(partial.alias.empty() ? last_part(name.text()) : partial.alias);
    Value place;
    Value with;
    if (partial.with != kNone) {
        with = value(partial.with, place);
    } else if (const auto* found = variable(name.text(), place)) {
        with = *found;
    }
    const ShortenedAgain shortened(*scope_);
    const Restored including(including_);
    ++including_;
    for (Index i = 0; i < partial.arguments.count; ++i) {
        const auto& argument = program_->arguments[partial.arguments.first + i];
        Value argument_place;
        Value given = value(argument.value, argument_place);
        scope_->locals.push_back({argument.keyword, std::move(given), nullptr});
    }
    scope_->locals.push_back({variable_name, with, nullptr});
    const auto local = scope_->locals.size() - 1;
    if (!with.is(Value::Kind::array)) {
        inside(*program);
        return;
    }
    for (const auto& item : with.items()) {
        meter_.round();
        scope_->locals[local].value = item;
        inside(*program);
    }
}

void Renderer::isolated(const Program& program,
                        const Partial& partial,
                        std::string_view variable,
                        const Value& with,
                        std::shared_ptr<LoopFacts> facts) {
    Scope inner;
    if (facts != nullptr) {
        inner.locals.push_back({"forloop", Value::lazy(std::move(facts)), nullptr});
    }
    for (Index i = 0; i < partial.arguments.count; ++i) {
        const auto& argument = program_->arguments[partial.arguments.first + i];
        Value place;
        Value given = value(argument.value, place);
        inner.locals.push_back({argument.keyword, std::move(given), nullptr});
    }
    // In strict mode too it may ask for its own variable: there it is, empty.
    if (!with.is_nil() || partial.with != kNone) {
        inner.locals.push_back({variable, with, nullptr});
    }
    const Restored scope(scope_);
    const Restored including(including_);
    const Restored rendering(rendering_);
    scope_ = &inner;
    including_ = 0;
    ++rendering_;
    inside(program);
    interrupt_ = Interrupt::none; // those of a partial end with it
}

void Renderer::render_partial(const Partial& partial) {
    Value name_place;
    const Value name = value(partial.name, name_place);
    const auto program = partial_named(name.text());
    const std::string variable(partial.alias.empty() ? last_part(name.text()) : partial.alias);
    Value place;
    const Value with = partial.with == kNone ? Value() : value(partial.with, place);
    const Sequence items(with);
    if (!partial.each || !items.is_collection()) {
        isolated(*program, partial, variable, with, nullptr);
        return;
    }
    const auto facts = std::make_shared<LoopFacts>(
        LoopFacts::Of::loop, std::string_view(program->name), items.size(), nullptr);
    for (std::uint64_t i = 0; i < items.size(); ++i) {
        meter_.round();
        Value item_place;
        const auto& item = items.at(i, item_place);
        isolated(*program, partial, variable, item, facts);
        facts->next();
    }
}

} // namespace etsyorder::liquid
