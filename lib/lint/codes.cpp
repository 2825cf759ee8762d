// SPDX-License-Identifier: MIT
#include "lint/codes.hpp"

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

constexpr std::array kCodes{
    CodeInfo{
        Code::answer_missing,
        "answer-missing",
        Severity::error,
        "A required question has no answer",
        "The listing requires this answer, and the order has none: nothing, blanks, or Etsy's "
        "\"Not requested on this item.\", which is what Etsy writes for an empty field. Orders "
        "from before the listing had its present questions are left alone.",
        "Ask the buyer before the item is begun.",
        "Name (required): Not requested on this item."},
    CodeInfo{Code::not_requested,
             "not-requested",
             Severity::warning,
             "Nothing was asked for although the listing can be personalised",
             "Etsy writes \"Not requested on this item.\" when a buyer leaves the field empty. The "
             "field is not required, yet many buyers overlook it. An item with another answer of "
             "the buyer's is left alone, and so is a listing that is not known here.",
             "Ask whether the item is meant to be plain.",
             "Not requested on this item."},
    CodeInfo{
        Code::not_asked,
        "not-asked",
        Severity::hint,
        "The buyer wrote nothing, and what the listing asks is not known",
        "Etsy writes \"Not requested on this item.\" when a buyer leaves the field empty. Of an "
        "order from a file nobody here knows whether the listing requires an answer. An item "
        "with another answer of the buyer's is left alone.",
        "Look at the listing: if it asks for words, ask the buyer for them.",
        "Not requested on this item."},
    CodeInfo{Code::placeholder_answer,
             "placeholder-answer",
             Severity::warning,
             "The answer only fills the field",
             "\"n/a\", \"none\", \"tbd\", a lone dash or dot: typed to get past a field, and "
             "engraved when nobody looks. A single letter is taken for an initial.",
             "Ask what is meant: no words at all, or words that come later.",
             "N/A"},
    CodeInfo{Code::refers_elsewhere,
             "refers-elsewhere",
             Severity::warning,
             "The words stand somewhere else",
             "\"See message\", \"same as last time\", \"the pic I sent\": the text to make is not "
             "in the answer.",
             "Find the words, and confirm them with the buyer before the item is begun.",
             "Same as last time please!"},
    CodeInfo{Code::too_long,
             "too-long",
             Severity::error,
             "More characters than the question allows",
             "Counted as a reader sees them: an emoji or a letter with its accent is one, a line "
             "break is one. Etsy stops a buyer at the limit, so this happens when the limit was "
             "lowered since, or the text came by another way.",
             "Ask for a shorter text, or agree on smaller letters.",
             "Maximiliane-Charlotte (12 allowed)"},
    CodeInfo{Code::longer_than_told,
             "longer-than-told",
             Severity::warning,
             "More characters than the listing's words allow",
             "The question or its instructions name a limit (\"up to 12 letters\", \"20 characters "
             "per line\"), which Etsy does not enforce. Where they name several, none is checked.",
             "Ask for a shorter text, or agree on smaller letters.",
             "Maximiliane-Charlotte (\"up to 12 letters\")"},
    CodeInfo{
        Code::names_too_few,
        "names-too-few",
        Severity::warning,
        "Fewer names than pieces",
        "The question asks for a name, the answer is a list (lines, commas or numbers), and it "
        "has fewer entries than pieces were ordered. One name for all pieces is no list; "
        "\"Emma x2\" counts twice.",
        "Ask for the names that are missing, or which are wanted twice.",
        "Anna, Ben (3 pieces)"},
    CodeInfo{Code::names_too_many,
             "names-too-many",
             Severity::warning,
             "More names than pieces",
             "The question asks for one name a piece, and the answer lists more than were ordered. "
             "A question for several names, such as \"Kids' names\", is left alone; so are two "
             "names with a comma, or names on lines, for one piece.",
             "Ask whether pieces are missing in the order, or which names to leave out.",
             "1) Anna 2) Ben 3) Cleo (2 pieces)"},
    CodeInfo{
        Code::date_in_name,
        "date-in-name",
        Severity::warning,
        "A date where a name is asked for",
        "The question asks for a name and not for a date. Full dates only: May, June and years "
        "are left alone.",
        "Ask whether the date is to be made too.",
        "Emma 12/06/2026"},
    CodeInfo{Code::address_in_name,
             "address-in-name",
             Severity::warning,
             "An address where a name is asked for",
             "A street with its number, a mail or web address, a telephone number: meant for you, "
             "and not for the item.",
             "Ask for the name; use the address only if the buyer confirms that it changed.",
             "Emma, 12 Alder Court"},
    CodeInfo{Code::instruction_in_name,
             "instruction-in-name",
             Severity::warning,
             "A request where a name is asked for",
             "\"Please\", \"call me\", \"in cursive\": words to you between the words to make.",
             "Take out what is meant for you, and answer it.",
             "Emma in cursive please"},
    CodeInfo{
        Code::all_capitals,
        "all-capitals",
        Severity::hint,
        "A name in capitals only",
        "Often the Caps Lock key and not a wish. Short words (DJ, MOM, JFK), Roman numbers and "
        "words such as NANA are left alone.",
        "Ask whether capitals are wanted.",
        "EMMA GRACE"},
    CodeInfo{Code::all_lower_case,
             "all-lower-case",
             Severity::hint,
             "A name without a capital",
             "Typed on a phone more often than wished for. Words such as mama and grandpa are left "
             "alone, and so are scripts without capitals.",
             "Ask whether small letters are wanted.",
             "emma grace"},
    CodeInfo{Code::invisible_character,
             "invisible-character",
             Severity::error,
             "A character that cannot be seen",
             "Zero-width spaces, soft hyphens, fillers and control characters come with copied "
             "text. Machines and fonts draw a box, a gap or a hyphen for them. Joiners that belong "
             "to emoji and to Persian, Hindi and similar scripts are left alone.",
             "Make the words without it; copy them from `etsyorder orders show`, not from Etsy's "
             "page.",
             "Grandma<U+200B>'s Kitchen"},
    CodeInfo{Code::direction_control,
             "direction-control",
             Severity::error,
             "A mark that turns the direction of writing",
             "It can make letters stand in another order in your program than on Etsy's page. "
             "Marks that belong to Hebrew and Arabic text are left alone, overrides never.",
             "Make the words without it, and compare the order of the letters with the buyer's.",
             "<U+202E>ammE"},
    CodeInfo{Code::unknown_character,
             "unknown-character",
             Severity::error,
             "A character without a meaning",
             "Private and unassigned characters look different, or like a box, everywhere.",
             "Ask the buyer what is meant.",
             "<U+F8FF> Mia"},
    CodeInfo{Code::garbled_text,
             "garbled-text",
             Severity::error,
             "Text that was broken on its way",
             "Replacement characters, and the pairs that appear when letters are read in the wrong "
             "encoding (\"ZoÃ«\" for \"Zoë\").",
             "Ask the buyer for the words again.",
             "ZoÃ«"},
    CodeInfo{Code::html_entity,
             "html-entity",
             Severity::error,
             "An HTML escape instead of a character",
             "Etsy's escapes are decoded once; what is left was escaped twice. <br> is one, too.",
             "Make the character that is meant: & for &amp;, a new line for <br>.",
             "Mom &amp; Dad"},
    CodeInfo{
        Code::look_alike,
        "look-alike",
        Severity::error,
        "A character that looks like the right one",
        "A Cyrillic А within a Latin word looks right on the screen and is drawn from another "
        "font, or not at all. Only words that mix scripts are looked at, and those that look the "
        "same as a Latin word beside them: names in Cyrillic or Greek are left alone. The digits 0 "
        "and 1 within a word, as in \"l0ve\", are told too; "
        "\"14k\", \"H2O\" and numbers are not.",
        "Type the word again with your own keyboard.",
        "<U+0410>nna"},
    CodeInfo{Code::mixed_scripts,
             "mixed-scripts",
             Severity::warning,
             "Two scripts within a word",
             "Two scripts in one text are fine, and so is Latin within Japanese, Chinese and "
             "Korean; within one word they are mostly a slip.",
             "Ask the buyer which letters are meant.",
             "Emmaж"},
    CodeInfo{Code::styled_letters,
             "styled-letters",
             Severity::warning,
             "Letters from a font generator",
             "Bold, script and circled letters of Unicode (𝓔𝓶𝓶𝓪, Ⓔ, full-width Ｅ) are "
             "characters of their own: fonts for engraving and embroidery have none of them.",
             "Type the plain letters, and ask whether a font like this is wanted.",
             "𝓔𝓶𝓶𝓪"},
    CodeInfo{Code::loose_accent,
             "loose-accent",
             Severity::hint,
             "An accent that is a character of its own",
             "The letter and its accent came as two characters although there is one for both. "
             "Some programs put the accent beside the letter.",
             "Type the letter with its accent anew.",
             "Zoe<U+0308>"},
    CodeInfo{Code::emoji,
             "emoji",
             Severity::warning,
             "An emoji",
             "It cannot be engraved or embroidered as it looks. Plain signs such as ♥ and ☆ are "
             "left alone.",
             "Agree with the buyer on a drawing, or leave it out.",
             "Best dad 👍"},
    CodeInfo{Code::odd_space,
             "odd-space",
             Severity::warning,
             "A space that is no plain space",
             "No-break spaces, tabs and spaces of special widths change the distance of words or "
             "become a box. The no-break space before French punctuation and the wide space of "
             "Japanese and Chinese are left alone.",
             "Type a plain space.",
             "Est.<U+00A0>2019"},
    CodeInfo{Code::double_space,
             "double-space",
             Severity::warning,
             "More than one space between words",
             "Mostly a slip of the thumb, and visible once it is cut.",
             "Make one space, unless the buyer asked for more.",
             "The  Smiths"},
    CodeInfo{Code::edge_space,
             "edge-space",
             Severity::hint,
             "Space at the start or the end",
             "It moves text that is centred.",
             "Leave it out.",
             "<U+0020>Emma"},
    CodeInfo{Code::stray_space,
             "stray-space",
             Severity::hint,
             "A space before a comma or full stop",
             "\"Mom , Dad\". The space before French ! and ? is left alone, and so are dots that "
             "begin something, as in \" ...\".",
             "Leave it out.",
             "Mom , Dad"},
};

constexpr bool in_order() {
    for (std::size_t i = 0; i < kCodes.size(); ++i) {
        if (static_cast<std::size_t>(kCodes[i].code) != i) {
            return false;
        }
    }
    return true;
}
static_assert(in_order());
static_assert(kCodes.back().code == Code::stray_space, "a code lacks its row");

} // namespace

std::string_view to_string(Severity severity) {
    switch (severity) {
    case Severity::hint:
        return "hint";
    case Severity::warning:
        return "warning";
    case Severity::error:
        break;
    }
    return "error";
}

std::span<const CodeInfo> all_codes() {
    return kCodes;
}

const CodeInfo& info(Code code) {
    return kCodes.at(static_cast<std::size_t>(code));
}

std::optional<Code> code_named(std::string_view name) {
    const auto* const found = std::ranges::find(kCodes, name, &CodeInfo::name);
    return found == kCodes.end() ? std::nullopt : std::optional(found->code);
}

} // namespace etsyorder::lint
