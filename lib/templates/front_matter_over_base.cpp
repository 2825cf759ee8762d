// SPDX-License-Identifier: MIT
#include "templates/front_matter.hpp"

#include <algorithm>
#include <type_traits>

namespace etsyorder::templates {

FrontMatter over_base(FrontMatter own, const FrontMatter& base) {
    const auto take = [](auto& mine, const auto& theirs) {
        if (mine == std::decay_t<decltype(mine)>{}) {
            mine = theirs;
        }
    };
    take(own.about, base.about);
    take(own.audience, base.audience);
    take(own.channels, base.channels);
    take(own.tags, base.tags);
    take(own.questions, base.questions);
    take(own.attach, base.attach);
    take(own.format, base.format);
    if (!own.subject) {
        own.subject = base.subject;
    }
    if (!own.applies) {
        own.applies = base.applies;
    }
    // Its own words for a question; type and example where it has none.
    for (const auto& asked : base.asked) {
        const auto same = std::ranges::find(own.asked, asked.name, &Asked::name);
        if (same == own.asked.end()) {
            own.asked.push_back(asked);
        } else {
            same->type = same->type == AskedType::text ? asked.type : same->type;
            take(same->example, asked.example);
            take(same->question, asked.question);
        }
    }
    return own;
}

} // namespace etsyorder::templates
