// SPDX-License-Identifier: MIT
#include "templates/hole_hint.hpp"

#include <fmt/format.h>

namespace etsyorder::templates {
namespace {

bool is_or_below(std::string_view fact, std::string_view root) {
    return fact == root || (fact.starts_with(root) && fact[root.size()] == '.');
}

} // namespace

std::string hint_for_hole(std::string_view fact, const Template& source) {
    for (const auto& asked : source.front().asked) {
        if (fact == asked.name) {
            return fmt::format(
                "--set {}=...{}{}", asked.name, asked.question.empty() ? "" : "  ", asked.question);
        }
    }
    if (is_or_below(fact, "item") && !fact.starts_with("item.status.")) {
        return "--item K says which item of the order is meant, from 1";
    }
    if (is_or_below(fact, "shop.signature")) {
        return "the option `signature` of config.yaml gives one, or ETSYORDER_SIGNATURE";
    }
    if (is_or_below(fact, "links.proof") || is_or_below(fact, "links.portal") ||
        is_or_below(fact, "proof") || is_or_below(fact, "thread")) {
        return fmt::format("this version keeps none: --set {}=...", fact);
    }
    if (fact == "status" || fact.ends_with("status.public")) {
        return "buyers are told nothing of it: its stage has no `public` in pipelines.yaml, or the "
               "order has nothing to be made any more";
    }
    return {};
}

} // namespace etsyorder::templates
