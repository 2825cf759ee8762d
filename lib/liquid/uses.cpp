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

// Expressions that are printed: what stands between two braces, and what filters there are given.
std::set<Index> printed_in(const Program& program) {
    std::set<Index> printed;
    for (const auto& node : program.nodes) {
        if (node.kind != Node::Kind::output) {
            continue;
        }
        const auto& output = program.filtered[node.row];
        printed.insert(output.value);
        for (Index i = 0; i < output.calls.count; ++i) {
            const auto& given = program.calls[output.calls.first + i].arguments;
            for (Index j = 0; j < given.count; ++j) {
                printed.insert(program.arguments[given.first + j].value);
            }
        }
    }
    return printed;
}

struct FirstPlaces {
    Place any;
    std::optional<Place> printed;
};

} // namespace

Uses uses_of(const Template& source) {
    const auto& program = *source.program();
    const auto made = made_by(program);
    const auto printed = printed_in(program);
    std::map<std::string, FirstPlaces> first;
    for (Index i = 0; i < program.exprs.size(); ++i) {
        const auto& expr = program.exprs[i];
        if (expr.kind != Expr::Kind::path) {
            continue;
        }
        auto path = path_of(program, expr);
        const auto root = std::string_view(path).substr(0, path.find_first_of(".["));
        if (!root.empty() && !made.contains(root)) {
            auto& known = first.emplace(std::move(path), FirstPlaces{expr.place, {}}).first->second;
            if (expr.place.at < known.any.at) {
                known.any = expr.place;
            }
            if (printed.contains(i) && (!known.printed || expr.place.at < known.printed->at)) {
                known.printed = expr.place;
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
    for (const auto& [path, places] : first) {
        const auto where = [&program, name = &path](const Place& place) {
            return located(
                fault_at(Fault(Problem::Kind::unknown, {}, {}, *name), place.at, place.length),
                program);
        };
        Use use{path, where(places.any)};
        if (places.printed) {
            use.printed_at = where(*places.printed);
        }
        uses.variables.push_back(std::move(use));
    }
    return uses;
}

} // namespace etsyorder::liquid
