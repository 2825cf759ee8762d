// SPDX-License-Identifier: MIT
// The words of a name as buyers type it, and what kind of words they are. For person_name alone.
#pragma once

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

struct NameWord {
    std::string_view text;    // without signs around it: "Jr" of "(Jr.)"
    std::string_view written; // with them
    std::string plain;        // lower case, without points: "gmbh", "sarl"
    bool point = false;       // one stands behind it: "Dr."
    bool comma = false;       // one stands behind it
};

struct NameWords {
    std::vector<NameWord> words;
    bool visible = false; // is there anything but spaces?
};

// Symbols, emoji and spaces stand between words. `name` is UTF-8 and must live as long.
[[nodiscard]] NameWords name_words(std::string_view name);

[[nodiscard]] bool is_title(const NameWord& word);    // "Dr", "Mrs", "Frau"
[[nodiscard]] bool is_suffix(const NameWord& word);   // "Jr", "III", "PhD"
[[nodiscard]] bool is_joining(const NameWord& word);  // "&", "and", "und"
[[nodiscard]] bool is_business(const NameWord& word); // "GmbH", "Studio"
[[nodiscard]] bool is_family(const NameWord& word);   // "Familie"
// "Ltd.", "AG": what is a company's where it stands last.
[[nodiscard]] bool is_legal_form(const NameWord& word);

// Does a family name begin with it ("van der Berg")? `written_small`: as it is.
enum class Particle {
    no,
    always,        // "von"
    written_small, // "van": there are people called Van
    among_capitals // "al": and they may write themselves small
};
[[nodiscard]] Particle particle(const NameWord& word);

} // namespace etsyorder::templates
