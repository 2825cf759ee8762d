// SPDX-License-Identifier: MIT
// The words of a text in HTML: tags taken out, references decoded. No browser: what stands in it is
// read tag by tag, whether they close or not, styles and pictures go, and a ">" within a tag's
// quotation marks ends the tag. Pure.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

struct TagsFound {
    bool any = false;
    bool breaks_lines = false; // one of those that end a line, such as <p>, <br> or <li>
};
// Only what HTML knows is a tag: "<name>" and "<ana@example.com>" are words.
[[nodiscard]] TagsFound tags_in_html(std::string_view text);

// Paragraphs and breaks become line breaks, links "words (address)", list items "- "; comments and
// scripts go with what is in them. Without a tag that breaks lines those of the text are kept.
[[nodiscard]] std::string without_tags(std::string_view html);

// "&amp;", "&#228;", "&euro;" and their kin. A blank that does not break becomes one that does.
[[nodiscard]] std::string decoded_references(std::string_view text);

// Without blanks at the ends of lines and empty lines at both ends; ends with one line break unless
// nothing is left.
[[nodiscard]] std::string tidied_lines(std::string_view text);

// All of it, of a text that is HTML as a whole. References to blanks and line breaks ("&#10;") are
// kept as such, also where lines end: they are those of values (liquid::Surroundings).
[[nodiscard]] std::string words_of_html(std::string_view html);

} // namespace etsyorder::templates
