// SPDX-License-Identifier: MIT
// Front matter of anybody: what is read stands in the text, and what is wrong is told with a place.
#include "base/utf8.hpp"
#include "templates/template.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void check(const liquid::Problem& problem) {
    require(!problem.what.empty() && problem.name == "fuzz.liquid");
    require(problem.line >= 1 && problem.column >= 1 && problem.length >= 1);
    require(!problem.text().empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string content(reinterpret_cast<const char*>(bytes), size);
    const bool is_text = base::is_utf8(content);
    for (const auto& text : {content, "---\n" + content + "\n---\nbody"}) {
        const auto split = templates::split_front_matter(text, "fuzz.liquid");
        if (!split) {
            check(split.error());
            require(!is_text || base::is_utf8(split.error().source));
        } else {
            require(split->body.size() <= text.size());
            require(split->body.empty() || text.ends_with(split->body));
            const auto whole = templates::over_base({}, split->front);
            require(whole.about == split->front.about && whole.asked == split->front.asked);
        }
        const auto made = templates::Template::compile(
            {{"fuzz", ""}, templates::Origin::own, "fuzz.liquid", text}, nullptr);
        if (!made) {
            check(made.error());
        } else {
            const auto in_german = templates::Template::compile(
                {{"fuzz", "de"}, templates::Origin::own, "fuzz.liquid", "Hallo"}, made->get());
            require(bool{in_german});
        }
    }
    return 0;
}
