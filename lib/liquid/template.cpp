// SPDX-License-Identifier: MIT
#include "liquid/template.hpp"

#include "liquid/budget.hpp"
#include "liquid/characters.hpp"
#include "liquid/compiler.hpp"
#include "liquid/renderer.hpp"

#include <fmt/format.h>

namespace etsyorder::liquid {
namespace {

using Compiled = base::Result<std::shared_ptr<const Program>, Problem>;

void check_text(const Program& program, const CompileLimits& limits) {
    if (program.source.size() > limits.source_bytes) {
        throw fault_at(Fault(Problem::Kind::limit,
                             fmt::format("the template has {} bytes, more than the {} it may have",
                                         program.source.size(),
                                         limits.source_bytes)),
                       0,
                       1);
    }
    if (const auto bad = bad_byte(program.source)) {
        throw fault_at(Fault(Problem::Kind::syntax,
                             program.source[*bad] == '\0' ? "the template has a NUL byte"
                                                          : "the template is not UTF-8"),
                       static_cast<std::uint32_t>(*bad),
                       1);
    }
}

template <class Fill>
Compiled compiled(std::string source, std::string name, const CompileOptions& options, Fill fill) {
    auto program = std::make_shared<Program>();
    program->source = std::move(source);
    program->name = std::move(name);
    program->begins_at = options.begins_at;
    try {
        check_text(*program, options.limits);
        program->sees_loops = program->source.find("forloop") != std::string::npos;
        fill(*program);
    } catch (const Fault& fault) {
        return base::Unexpected<Problem>(located(fault, *program));
    }
    return program;
}

// What a caller hands out as the error of a walk.
template <class Walk>
std::optional<Problem> problem_of(const Program& program, const RenderOptions& options, Walk walk) {
    Budget budget(options.limits.memory_bytes);
    try {
        walk();
    } catch (const Fault& fault) {
        return located(fault, program);
    } catch (LocatedFault& fault) {
        return std::move(fault.problem);
    }
    return std::nullopt;
}

} // namespace

base::Result<Template, Problem>
Template::compile(std::string source, std::string name, const CompileOptions& options) {
    auto program = compiled(std::move(source), std::move(name), options, [&](Program& filled) {
        Compiler(filled, options).document();
    });
    if (!program) {
        return base::Unexpected<Problem>(std::move(program.error()));
    }
    return Template(std::move(*program));
}

base::Result<std::vector<Problem>, Problem>
Template::render_to(std::string& out, const Value& data, const RenderOptions& options) const {
    const auto before = out.size();
    std::vector<Problem> problems;
    auto problem = problem_of(*program_, options, [&] {
        Renderer renderer(*program_, data, options);
        renderer.render(out);
        problems = renderer.take_problems();
    });
    if (problem) {
        out.resize(before);
        return base::Unexpected<Problem>(std::move(*problem));
    }
    return problems;
}

base::Result<std::string, Problem> Template::render(const Value& data,
                                                    const RenderOptions& options) const {
    std::string out;
    auto problems = render_to(out, data, options);
    if (!problems) {
        return base::Unexpected<Problem>(std::move(problems.error()));
    }
    return out;
}

const std::string& Template::name() const {
    return program_->name;
}

const std::string& Template::source() const {
    return program_->source;
}

base::Result<Expression, Problem>
Expression::compile(std::string source, std::string name, const CompileOptions& options) {
    auto program = compiled(std::move(source), std::move(name), options, [&](Program& filled) {
        const auto conditions = Expressions(filled, options).conditions(filled.source);
        filled.chains.push_back(conditions);
    });
    if (!program) {
        return base::Unexpected<Problem>(std::move(program.error()));
    }
    return Expression(std::move(*program));
}

base::Result<bool, Problem> Expression::holds(const Value& data,
                                              const RenderOptions& options) const {
    bool result = false;
    auto problem = problem_of(*program_, options, [&] {
        result = Renderer(*program_, data, options).holds(program_->chains.front());
    });
    if (problem) {
        return base::Unexpected<Problem>(std::move(*problem));
    }
    return result;
}

} // namespace etsyorder::liquid
