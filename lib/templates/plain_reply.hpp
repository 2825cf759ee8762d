// SPDX-License-Identifier: MIT
// The body of a saved reply as plain text: other tools keep it as HTML.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// Paragraphs and breaks become line breaks, links "words (address)", list items "- "; other known
// tags go, and references such as &amp; are decoded. Text without any tag of HTML keeps its line
// breaks. Line ends become LF; blanks at the ends of lines and empty lines at both ends go, and the
// text ends with one line break. Empty: nothing is left.
[[nodiscard]] std::string plain_reply(std::string_view body);

} // namespace etsyorder::templates
