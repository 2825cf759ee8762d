// SPDX-License-Identifier: MIT
// Page: a result for people that is no table, such as one order. Whatever text goes in, no control
// character of it comes out raw.
#pragma once

#include "frame/text.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

class Page {
public:
    Page& heading(std::string_view text);
    // "label:  value", values below each other. Nothing when the value is empty.
    Page& field(std::string_view label, std::string_view value, Tone tone = Tone::plain);
    Page& line(std::string_view text, Tone tone = Tone::plain);
    // Every line of the text indented, odd characters shown (frame/text.hpp).
    Page& verbatim(std::string_view text);
    Page& blank();

    [[nodiscard]] std::string text(bool color) const;

private:
    struct Line {
        std::string label;
        std::string text;
        Tone tone = Tone::plain;
    };
    std::vector<Line> lines_;
};

} // namespace etsyorder::frame
