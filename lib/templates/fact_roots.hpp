// SPDX-License-Identifier: MIT
// The roots of the facts, in the order of etsyorder-facts(5). No asked value may hide one.
#pragma once

#include <algorithm>
#include <array>
#include <string_view>

namespace etsyorder::templates {

struct FactRoot {
    std::string_view name;
    const char* type;
    const char* text; // a sentence, for the page
};

constexpr std::array kFactRoots{
    FactRoot{"order", "object", "The order that the letter is about."},
    FactRoot{"items", "list of items", "Its items, without those that Etsy took off it."},
    FactRoot{"item", "object", "The one of `--item`, or the only one; nil: there are several."},
    FactRoot{"buyer", "object", "Who ordered."},
    FactRoot{"shop", "object", "Your shop."},
    FactRoot{"links", "object", "Addresses on the web."},
    FactRoot{"proof", "object", "The latest proof of the item."},
    FactRoot{"status",
             "object",
             "How far the making of the order is, in the stages of etsyorder-pipelines(5)."},
    FactRoot{"thread", "object", "The conversation about the order."},
    FactRoot{"now", "moment", "The present moment, in the shop's zone."},
};

constexpr bool is_fact_root(std::string_view name) {
    return std::any_of(kFactRoots.begin(), kFactRoots.end(), [&](const FactRoot& root) {
        return name == root.name;
    });
}

} // namespace etsyorder::templates
