// SPDX-License-Identifier: MIT
// Template: a Liquid text, compiled once and rendered often. The language is that of Shopify's Ruby
// reference (docs/decisions/0029-liquid.md tells where versions differ).
//
//     auto letter = Template::compile("Hi {{ buyer.name }}!", "thanks.liquid", {});
//     if (!letter) { show(letter.error().text()); }
//     auto text = letter->render(Value::object({{"buyer", ...}}), {});
//
// Immutable; a copy shares what is behind it; one may be rendered by many threads at once.
#pragma once

#include "base/result.hpp"
#include "liquid/options.hpp"
#include "liquid/problem.hpp"
#include "liquid/value.hpp"

#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

class Program;

class Template {
public:
    // `name` stands in messages. The source is kept.
    [[nodiscard]] static base::Result<Template, Problem>
    compile(std::string source, std::string name, const CompileOptions& options);

    // `data` is an object, a lazy one, or nil. The error is the first one.
    [[nodiscard]] base::Result<std::string, Problem> render(const Value& data,
                                                            const RenderOptions& options) const;

    // The same into `out`, of which nothing is kept when it ends in an error. What was written
    // inline comes back (with errors_inline); limits and stops end the text there too.
    [[nodiscard]] base::Result<std::vector<Problem>, Problem>
    render_to(std::string& out, const Value& data, const RenderOptions& options) const;

    [[nodiscard]] const std::string& name() const;
    [[nodiscard]] const std::string& source() const;

    // For this room.
    explicit Template(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    [[nodiscard]] const std::shared_ptr<const Program>& program() const { return program_; }

private:
    std::shared_ptr<const Program> program_;
};

// A single expression, as in `{% if ... %}`: "order.total > 20 and item.tags contains 'oak'".
class Expression {
public:
    [[nodiscard]] static base::Result<Expression, Problem>
    compile(std::string source, std::string name, const CompileOptions& options);
    [[nodiscard]] base::Result<bool, Problem> holds(const Value& data,
                                                    const RenderOptions& options) const;

private:
    explicit Expression(std::shared_ptr<const Program> program) : program_(std::move(program)) {}
    std::shared_ptr<const Program> program_;
};

} // namespace etsyorder::liquid
