// SPDX-License-Identifier: MIT
#include "query/ends.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder::query {

Wrong wrong(const Part& part, std::string what, std::string_view hint) {
    return Wrong({{part.at, part.text.size()}, std::move(what), std::string(hint)});
}

Read<Ends> ends_of(std::string_view text, std::string_view hint) {
    Ends ends;
    if (const auto dots = text.find(".."); dots != std::string_view::npos) {
        ends.dots = true;
        if (dots > 0) {
            ends.least = Part{text.substr(0, dots), 0};
        }
        if (dots + 2 < text.size()) {
            ends.most = Part{text.substr(dots + 2), dots + 2};
        }
        if (!ends.least && !ends.most) {
            return wrong({text, 0}, "\"..\" has no end", hint);
        }
        return ends;
    }
    const bool less = text.starts_with('<');
    const bool more = text.starts_with('>');
    std::size_t sign = less || more ? 1 : 0;
    bool counts = !less && !more;
    if (text.substr(sign).starts_with('=')) {
        ++sign;
        counts = true;
    }
    const Part value{text.substr(sign), sign};
    if (value.text.empty()) {
        return wrong({text, 0}, fmt::format("nothing stands behind \"{}\"", text), hint);
    }
    if (!less) {
        ends.least = value;
        ends.least_counts = counts;
    }
    if (!more) {
        ends.most = value;
        ends.most_counts = counts;
    }
    return ends;
}

Wrong backwards(std::string_view text) {
    return wrong({text, 0}, fmt::format("\"{}\" ends before it begins", text), "");
}

} // namespace etsyorder::query
