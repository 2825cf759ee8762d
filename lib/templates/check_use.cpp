// SPDX-License-Identifier: MIT
#include "templates/check_use.hpp"

#include "templates/template_name.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::templates {
namespace {

using Kind = CheckFinding::Kind;
using liquid::Problem;

Problem unknown_variable(const liquid::Use& use, bool is_below_fact, const std::string& root) {
    Problem problem = use.at;
    problem.what = fmt::format("unknown variable \"{}\"", use.path);
    const auto meant = nearest_fact(use.path);
    problem.hint = !meant.empty() ? fmt::format("did you mean \"{}\"?", meant)
                   : is_below_fact
                       ? "man 5 etsyorder-facts has them all"
                       : fmt::format("if you are to be asked for it, the front matter says so: "
                                     "`ask: {{{}: \"...\"}}`",
                                     root);
    return problem;
}

Problem internal_word(const liquid::Use& use) {
    Problem problem = *use.printed_at;
    problem.what = fmt::format("buyers would read your own word \"{}\"", use.path);
    problem.hint = "`public` beside it is for buyers; `audience: seller` in the front matter says "
                   "that you alone read it";
    return problem;
}

bool is_asked(const Template& source, const std::string& name) {
    const auto& asked = source.front().asked;
    return std::any_of(
        asked.begin(), asked.end(), [&](const Asked& one) { return one.name == name; });
}

} // namespace

std::optional<UseFinding>
look_at_use(const liquid::Use& use, const TemplateFileName& name, const Template& source) {
    const auto root = use.path.substr(0, use.path.find_first_of(".["));
    const bool is_part = is_part_name(name.name);
    const bool is_known = is_fact(root) ? is_fact(use.path) : is_part || is_asked(source, root);
    if (!is_known) {
        return UseFinding{Kind::unknown, unknown_variable(use, is_fact(root), root)};
    }
    return look_at_printed(use, name, source);
}

std::optional<UseFinding>
look_at_printed(const liquid::Use& use, const TemplateFileName& name, const Template& source) {
    if (use.printed_at && !is_part_name(name.name) && source.audience() == Audience::buyer &&
        is_internal_fact(use.path)) {
        return UseFinding{Kind::internal, internal_word(use)};
    }
    return std::nullopt;
}

} // namespace etsyorder::templates
