// SPDX-License-Identifier: MIT
// The text of --format as it was typed and as Liquid gets it: within the single quotes of a shell
// nobody can type a line feed or a tab at ease, so \n and \t are those, and \\ is a backslash.
#pragma once

#include "base/error.hpp"
#include "liquid/problem.hpp"

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::frame {

class FormatText {
public:
    // Throws Error of kind usage: not UTF-8, a NUL byte, too long.
    explicit FormatText(std::string typed);

    [[nodiscard]] const std::string& source() const { return source_; } // for Liquid

    // Its last character that prints is a line feed; tags such as {% endif %} may follow it.
    [[nodiscard]] bool ends_in_line_feed() const;

    // The problem with its place in what was typed. Of kind usage.
    [[nodiscard]] base::Error error(const liquid::Problem& problem) const;

private:
    [[nodiscard]] std::size_t typed_place(const liquid::Problem& problem) const;

    std::string typed_;
    std::string source_;
    std::vector<std::size_t> shortened_; // where in `source_` one byte stands for two typed ones
};

} // namespace etsyorder::frame
