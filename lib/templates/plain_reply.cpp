// SPDX-License-Identifier: MIT
#include "templates/plain_reply.hpp"

#include "templates/html_words.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::templates {
namespace {

std::string with_plain_line_ends(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] != '\r') {
            out += text[i];
        } else if (i + 1 == text.size() || text[i + 1] != '\n') {
            out += '\n';
        }
    }
    return out;
}

// In a text without tags a reference is one only where it can hardly be meant as it stands.
bool has_reference(std::string_view text) {
    constexpr std::array<std::string_view, 6> kUsual{
        "&amp;", "&nbsp;", "&lt;", "&gt;", "&quot;", "&#39;"};
    return std::any_of(kUsual.begin(), kUsual.end(), [&](std::string_view one) {
        return text.find(one) != std::string_view::npos;
    });
}

} // namespace

std::string plain_reply(std::string_view body) {
    auto text = with_plain_line_ends(body);
    const bool any = tags_in_html(text).any;
    if (any) {
        text = without_tags(text);
    }
    if (any || has_reference(text)) {
        text = decoded_references(text);
    }
    return tidied_lines(text);
}

} // namespace etsyorder::templates
