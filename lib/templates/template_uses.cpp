// SPDX-License-Identifier: MIT
#include "templates/template_uses.hpp"

#include "liquid/uses.hpp"

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

} // namespace etsyorder::templates
