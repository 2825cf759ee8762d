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

std::string_view root_of(std::string_view path) {
    return path.substr(0, path.find_first_of(".["));
}

// What names that the template makes stand for: "item" for "items[]" in a loop over items.
std::multimap<std::string, std::string, std::less<>> meanings_in(const Program& program) {
    std::multimap<std::string, std::string, std::less<>> meanings;
    const auto add = [&](std::string_view name, Index value, const char* behind) {
        if (value == kNone || program.exprs[value].kind != Expr::Kind::path) {
            return;
        }
        if (auto path = path_of(program, program.exprs[value]); !path.empty()) {
            meanings.emplace(name, path + behind);
        }
    };
    for (const auto& loop : program.loops) {
        add(loop.variable, loop.collection, "[]");
    }
    for (const auto& node : program.nodes) {
        if (node.kind == Node::Kind::assign) {
            const auto& named = program.named[node.row];
            add(named.name, program.filtered[named.value].value, "");
        }
    }
    return meanings;
}

// Says of paths what their names stand for, until nothing in them is a name of the template's own.
// A name may stand for several things, and for itself: {% assign x = x.y %}.
class Unfolding {
public:
    Unfolding(const Program& program, const Names& made)
        : made_(made), meanings_(meanings_in(program)) {}

    void unfold(const std::string& path, std::set<std::string>& all, int depth = 0) {
        constexpr int kDeepest = 8;
        const auto root = root_of(path);
        if (!made_.contains(root)) {
            all.insert(path);
            return;
        }
        if (depth == kDeepest) {
            return;
        }
        const auto [begin, end] = meanings_.equal_range(root);
        for (auto one = begin; one != end && steps_left_ > 0; ++one, --steps_left_) {
            unfold(one->second + path.substr(root.size()), all, depth + 1);
        }
    }

private:
    const Names& made_;
    std::multimap<std::string, std::string, std::less<>> meanings_;
    int steps_left_ = 100'000; // of a text that was written to take long
};

struct FirstPlaces {
    Place any;
    std::optional<Place> printed;
};

} // namespace

Uses uses_of(const Template& source) {
    const auto& program = *source.program();
    const auto made = made_by(program);
    const auto printed = printed_in(program);
    Unfolding unfolding(program, made);
    std::map<std::string, FirstPlaces> first;
    std::map<std::string, Place> by_name;
    for (Index i = 0; i < program.exprs.size(); ++i) {
        const auto& expr = program.exprs[i];
        if (expr.kind != Expr::Kind::path) {
            continue;
        }
        auto path = path_of(program, expr);
        const auto root = root_of(path);
        if (made.contains(root) && printed.contains(i)) {
            std::set<std::string> meant;
            unfolding.unfold(path, meant);
            for (const auto& one : meant) {
                auto& place = by_name.emplace(one, expr.place).first->second;
                place = expr.place.at < place.at ? expr.place : place;
            }
        }
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
    const auto where = [&program](const std::string& name, const Place& place) {
        return located(
            fault_at(Fault(Problem::Kind::unknown, {}, {}, name), place.at, place.length), program);
    };
    for (const auto& [path, places] : first) {
        Use use{path, where(path, places.any)};
        if (places.printed) {
            use.printed_at = where(path, *places.printed);
        }
        uses.variables.push_back(std::move(use));
    }
    for (const auto& [path, place] : by_name) {
        uses.printed_by_name.push_back({path, where(path, place), where(path, place)});
    }
    return uses;
}

} // namespace etsyorder::liquid
