// SPDX-License-Identifier: MIT
// The words of a text in HTML: tags taken out, references decoded. No browser: what stands in it is
// read tag by tag, whether they close or not, styles and pictures go, and a ">" within a tag's
// quotation marks ends the tag. Pure.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// Tags that HTML does not know, or that letters have no use for.
enum class OtherTags {
    are_text, // "<name>" may be a placeholder
    go,
};

struct TagsFound {
    bool any = false;
    bool breaks_lines = false; // one of those that end a line, such as <p>, <br> or <li>
};
[[nodiscard]] TagsFound tags_in_html(std::string_view text, OtherTags others);

// Paragraphs and breaks become line breaks, links "words (address)", list items "- "; comments and
// scripts go with what is in them. Without a tag that breaks lines those of the text are kept.
[[nodiscard]] std::string without_tags(std::string_view html, OtherTags others);

// "&amp;", "&#228;", "&euro;" and their kin. A blank that does not break becomes one that does.
[[nodiscard]] std::string decoded_references(std::string_view text);

// Without blanks at the ends of lines and empty lines at both ends; ends with one line break unless
// nothing is left.
[[nodiscard]] std::string tidied_lines(std::string_view text);

// All of it, of a text that is HTML as a whole.
[[nodiscard]] std::string words_of_html(std::string_view html);

} // namespace etsyorder::templates
