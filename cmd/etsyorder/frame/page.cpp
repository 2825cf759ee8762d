// SPDX-License-Identifier: MIT
#include "frame/page.hpp"

#include <algorithm>

namespace etsyorder::frame {
namespace {

constexpr int kLabelColumn = 14; // values start here, counted from 0

} // namespace

Page& Page::heading(std::string_view text) {
    return line(text, Tone::strong);
}

Page& Page::field(std::string_view label, std::string_view value, Tone tone) {
    if (!value.empty()) {
        lines_.push_back({std::string(label) + ":", for_terminal(value), tone});
    }
    return *this;
}

Page& Page::line(std::string_view text, Tone tone) {
    lines_.push_back({"", for_terminal(text), tone});
    return *this;
}

Page& Page::verbatim(std::string_view text) {
    const std::string visible = with_odd_characters_shown(text);
    std::string_view rest = visible;
    for (;;) {
        const auto newline = rest.find('\n');
        lines_.push_back({"", "    " + std::string(rest.substr(0, newline)), Tone::plain});
        if (newline == std::string_view::npos) {
            return *this;
        }
        rest.remove_prefix(newline + 1);
    }
}

Page& Page::blank() {
    lines_.push_back({});
    return *this;
}

std::string Page::text(bool color) const {
    std::string out;
    for (const Line& line : lines_) {
        if (!line.label.empty()) {
            const int space = std::max(1, kLabelColumn - display_width(line.label));
            out += (color ? painted(line.label, Tone::faint) : line.label) +
                   std::string(static_cast<std::size_t>(space), ' ');
        }
        out += color && !line.text.empty() ? painted(line.text, line.tone) : line.text;
        out += '\n';
    }
    return out;
}

} // namespace etsyorder::frame
