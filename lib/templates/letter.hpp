// SPDX-License-Identifier: MIT
// Letter: a template made into words about one order. Never one with a hole: what is missing is a
// problem that names it.
#pragma once

#include "templates/facts.hpp"
#include "templates/library.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

struct Letter {
    std::string name;                   // of the template
    std::string language;               // of the text that was used; empty: the base
    std::optional<std::string> subject; // one line
    std::string text;
    TextFormat as = TextFormat::text;
    // SHA-256 in hexadecimal digits of what it was made from: the template, its base where it is in
    // another language, and the parts it rendered.
    std::string content_hash;
    std::vector<std::string> attach; // names of files in the folder of templates
};

// How letters of one shop in one language are made.
struct LetterSettings {
    TextFormat as = TextFormat::text;
    std::string language; // of the words that filters write, and of parts
    std::string currency; // of amounts that name none
    base::Instant now{};
    base::Zone zone = base::Zone::system();
    std::chrono::steady_clock::duration most_time = std::chrono::seconds(5); // of one letter
};

// In which language it is written: a base of the seller's in the shop's own, a built-in one in
// English.
[[nodiscard]] std::string language_of(const Template& source, const std::string& shops_own);

// `facts`: of Facts. A letter that would be blank is a problem of kind hole, too. Plain text
// becomes HTML by paragraphs and line breaks, and so does what has tags like <b> alone and says
// nothing of its format; what is written in HTML becomes text as words_of_html() reads it.
[[nodiscard]] base::Result<Letter, liquid::Problem> write_letter(const Library& library,
                                                                 const Template& source,
                                                                 const liquid::Value& facts,
                                                                 const LetterSettings& settings);

// Is the template for this order? One that says nothing about it is for every one.
[[nodiscard]] base::Result<bool, liquid::Problem>
is_for(const Template& source, const liquid::Value& facts, const LetterSettings& settings);

// The options of all of these, without partials. `facts` is what parts see too. The time of the
// letter runs from here on.
[[nodiscard]] liquid::RenderOptions letter_options(const liquid::Value& facts,
                                                   const LetterSettings& settings);

// What the lines hold: words to be escaped, or HTML as it stands.
enum class LinesIn { plain_text, html };
// Of lines: paragraphs where lines are empty, line breaks elsewhere, nothing else in it.
[[nodiscard]] std::string as_html(std::string_view text, LinesIn lines_in = LinesIn::plain_text);

// "subject" of a front matter as one line.
[[nodiscard]] std::string one_line(std::string_view text);

} // namespace etsyorder::templates
