// SPDX-License-Identifier: MIT
#include "templates/template_uses.hpp"

#include "base/nearest.hpp"
#include "liquid/uses.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::templates {
namespace {

class Walk {
public:
    explicit Walk(const PartsInLanguage& parts) : parts_(parts) {}

    void look_at(const liquid::Template& source) {
        for (auto& use : liquid::uses_of(source).variables) {
            variables_.insert(std::move(use.path));
        }
        for (const auto& part : liquid::uses_of(source).partials) {
            if (!seen_.insert(part.name).second) {
                continue;
            }
            const auto found = parts_.find(part.name);
            if (found && *found != nullptr) {
                look_at(**found);
            }
        }
    }

    std::set<std::string> take() { return std::move(variables_); }

private:
    const PartsInLanguage& parts_;
    std::set<std::string> seen_;
    std::set<std::string> variables_;
};

bool speaks_of_item_in(const liquid::Template& source,
                       const std::vector<std::string>& given,
                       const PartsInLanguage& parts,
                       std::set<std::string>& seen) {
    const auto uses = liquid::uses_of(source);
    const auto is_item = [](const liquid::Use& use) {
        return use.path == "item" || use.path.starts_with("item.");
    };
    if (std::find(given.begin(), given.end(), "item") == given.end() &&
        std::any_of(uses.variables.begin(), uses.variables.end(), is_item)) {
        return true;
    }
    return std::any_of(uses.partials.begin(), uses.partials.end(), [&](const auto& part) {
        const bool has_item =
            std::find(part.given.begin(), part.given.end(), "item") != part.given.end();
        if (!seen.insert(part.name + (has_item ? " with item" : "")).second) {
            return false;
        }
        const auto found = parts.find(part.name);
        return found && *found != nullptr && speaks_of_item_in(**found, part.given, parts, seen);
    });
}

} // namespace

std::set<std::string> variables_of(const Library& library, const Template& source) {
    const PartsInLanguage parts(library, source.name().language);
    Walk walk(parts);
    walk.look_at(source.liquid());
    if (source.subject()) {
        walk.look_at(*source.subject());
    }
    return walk.take();
}

std::vector<liquid::Problem> missing_parts(const Library& library,
                                           const PartsInLanguage& parts,
                                           const liquid::Template& source) {
    std::vector<liquid::Problem> missing;
    for (const auto& part : liquid::uses_of(source).partials) {
        const auto found = parts.find(part.name);
        if (!found || *found != nullptr) {
            continue; // a broken one is told of by its own name
        }
        auto problem = part.at;
        problem.what = fmt::format("there is no partial \"{}\"", part.name);
        const auto meant = base::nearest(part.name, library.names());
        problem.hint = meant ? fmt::format("did you mean \"{}\"?", *meant) : "";
        missing.push_back(std::move(problem));
    }
    return missing;
}

bool speaks_of_item(const liquid::Template& source, const PartsInLanguage& parts) {
    std::set<std::string> seen;
    return speaks_of_item_in(source, {}, parts, seen);
}

} // namespace etsyorder::templates
