// SPDX-License-Identifier: MIT
#include "liquid/uses.hpp"

#include "liquid/fault.hpp"
#include "liquid/program.hpp"

#include <map>
#include <set>

namespace etsyorder::liquid {
namespace {

using Names = std::set<std::string, std::less<>>;

Names made_by(const Program& program) {
    Names names{"forloop", "tablerowloop"};
    for (const auto& named : program.named) {
        names.emplace(named.name);
    }
    for (const auto& loop : program.loops) {
        names.emplace(loop.variable);
    }
    return names;
}

// Empty: it begins with something that is looked up first.
std::string path_of(const Program& program, const Expr& expr) {
    std::string path;
    for (Index i = 0; i < expr.segments.count; ++i) {
        const auto& segment = program.segments[expr.segments.first + i];
        if (segment.inner == kNone) {
            path += path.empty() ? "" : ".";
            path += segment.name;
            continue;
        }
        const auto& inner = program.exprs[segment.inner];
        if (inner.kind == Expr::Kind::literal && inner.literal.is_text()) {
            path += path.empty() ? "" : ".";
            path += inner.literal.text();
        } else if (path.empty()) {
            return {};
        } else {
            path += "[]";
        }
    }
    return path;
}

std::vector<std::string> given_to(const Program& program, const Partial& partial) {
    std::vector<std::string> given;
    for (Index i = 0; i < partial.arguments.count; ++i) {
        given.emplace_back(program.arguments[partial.arguments.first + i].keyword);
    }
    if (partial.with != kNone) {
        given.emplace_back(partial.alias.empty() ? program.exprs[partial.name].literal.text()
                                                 : partial.alias);
    }
    return given;
}

} // namespace

Uses uses_of(const Template& source) {
    const auto& program = *source.program();
    const auto made = made_by(program);
    std::map<std::string, Place> first;
    for (const auto& expr : program.exprs) {
        if (expr.kind != Expr::Kind::path) {
            continue;
        }
        auto path = path_of(program, expr);
        const auto root = std::string_view(path).substr(0, path.find_first_of(".["));
        if (!root.empty() && !made.contains(root)) {
            const auto [known, is_new] = first.emplace(std::move(path), expr.place);
            if (!is_new && expr.place.at < known->second.at) {
                known->second = expr.place;
            }
        }
    }
    Uses uses;
    for (const auto& partial : program.partials) {
        const auto& name = program.exprs[partial.name];
        if (name.kind == Expr::Kind::literal && name.literal.is_text()) {
            std::string text(name.literal.text());
            const auto fault = fault_at(
                Fault(Problem::Kind::unknown, {}, {}, text), name.place.at, name.place.length);
            uses.partials.push_back(
                {std::move(text), given_to(program, partial), located(fault, program)});
        }
    }
    for (const auto& [path, place] : first) {
        const auto fault =
            fault_at(Fault(Problem::Kind::unknown, {}, {}, path), place.at, place.length);
        uses.variables.push_back({path, located(fault, program)});
    }
    return uses;
}

} // namespace etsyorder::liquid
