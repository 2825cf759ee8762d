// SPDX-License-Identifier: MIT
#include "imports/variations.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"
#include "imports/cells.hpp"
#include "orders/usual_question.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::imports {
namespace {

using orders::Answer;
using orders::AnswerKind;

constexpr auto npos = std::string_view::npos;
constexpr std::size_t kLongestLabel = 60; // Etsy's own limit is 45 characters

// Words of a label that asks the buyer for words to make, as folded_words() has them, in the
// languages of Etsy's sites.
constexpr std::array<std::string_view, 62> kAsking{
    "name",      "names",      "nickname",    "surname",    "initial",     "initials", "monogram",
    "text",      "engraving",  "engrave",     "engraved",   "inscription", "message",  "wording",
    "quote",     "phrase",     "verse",       "date",       "dates",       "namen",    "vorname",
    "nachname",  "wunschname", "gravur",      "gravurtext", "initialen",   "datum",    "nachricht",
    "botschaft", "spruch",     "nom",         "noms",       "prenom",      "prenoms",  "texte",
    "gravure",   "initiales",  "nombre",      "nombres",    "texto",       "grabado",  "iniciales",
    "fecha",     "mensaje",    "inscripcion", "nome",       "nomi",        "testo",    "incisione",
    "iniziali",  "messaggio",  "naam",        "tekst",      "bericht",     "imie",     "imiona",
    "nazwisko",  "grawer",     "nomes",       "gravacao",   "имя",         "текст"};
// With one of these it asks for a choice: "Text color", "Number of names".
constexpr std::array<std::string_view, 44> kChoosing{
    "color",    "colour",   "colors",    "colours",  "font",    "fonts",   "style",     "size",
    "number",   "many",     "count",     "quantity", "side",    "sides",   "finish",    "placement",
    "position", "location", "layout",    "format",   "type",    "option",  "design",    "metal",
    "material", "case",     "alignment", "farbe",    "schrift", "groesse", "grosse",    "anzahl",
    "couleur",  "police",   "taille",    "tamano",   "letra",   "colore",  "carattere", "talla",
    "kleur",    "maat",     "kolor",     "rozmiar"};
// In these languages words have no blanks between.
constexpr std::array<std::string_view, 4> kAskingWithin{"名前", "刻印", "文字", "メッセージ"};

// "Name on the necklace", "Your text": what stands behind it is the buyer's.
bool asks_for_words(std::string_view label) {
    const auto words = orders::label_words(label);
    const auto is_in = [](const auto& list) {
        return [&list](const std::string& word) {
            return std::ranges::find(list, word) != list.end();
        };
    };
    if (std::ranges::any_of(words, is_in(kChoosing))) {
        return false;
    }
    return std::ranges::any_of(words, is_in(kAsking)) ||
           std::ranges::any_of(words,
                               [](const std::string& word) {
                                   return orders::is_usual_question(std::vector{word});
                               }) ||
           std::ranges::any_of(kAskingWithin,
                               [&](std::string_view part) { return label.find(part) != npos; });
}

// Of a list to choose from: "Engraving:Yes".
bool is_choice(std::string_view text) {
    constexpr std::array<std::string_view, 10> kChoices{
        "yes", "no", "ja", "nein", "oui", "non", "si", "sim", "nee", "tak"};
    constexpr std::size_t kLongest = 8;
    const auto core = trimmed(text);
    const auto words =
        core.size() > kLongest ? std::vector<std::string>() : orders::label_words(core);
    return words.size() == 1 && std::ranges::find(kChoices, words.front()) != kChoices.end();
}

bool is_not_requested(std::string_view text) {
    auto words = trimmed(text);
    while (words.ends_with('.')) {
        words.remove_suffix(1);
    }
    return base::same_but_for_case(words, "not requested on this item");
}

bool is_buyers(std::string_view label) {
    return orders::is_usual_question(label) || asks_for_words(label);
}

// How much of the text stands before the colon of a label at its beginning; npos: there is none.
std::size_t label_end(std::string_view text) {
    const auto colon = text.substr(0, kLongestLabel + 1).find(':');
    if (colon == npos || colon == 0 || text.front() == ' ') {
        return npos;
    }
    const bool plain = text.substr(0, colon).find_first_of(",\r\n") == npos;
    return plain ? colon : npos;
}

// The very first label may have a comma in it: nothing stands before it that it could end. A blank
// in front is left out.
std::size_t first_label_end(std::string_view cell) {
    const auto colon = cell.substr(0, kLongestLabel + 1).find(':');
    if (const auto plain = label_end(cell); plain != npos || colon == 0 || colon == npos) {
        return plain;
    }
    const auto label = cell.substr(0, colon);
    const auto behind_comma = label.substr(label.rfind(',') + 1);
    const bool goes_on = behind_comma.starts_with(' ') && !is_buyers(trimmed(behind_comma));
    return goes_on && label.find_first_of("\r\n") == npos ? colon : npos;
}

struct ValueEnd {
    std::size_t size = 0; // of the value
    std::size_t next = 0; // where the next label begins
};

// An option ends at a comma and a label. A blank between is one too many for any label but those of
// the buyer's words; within these, for any but the usual one.
ValueEnd value_end(std::string_view text, AnswerKind kind) {
    for (auto comma = text.find(','); comma != npos; comma = text.find(',', comma + 1)) {
        auto rest = text.substr(comma + 1);
        const auto blanks = std::min(rest.find_first_not_of(' '), rest.size());
        rest.remove_prefix(blanks);
        const auto colon = label_end(rest);
        if (colon == npos) {
            // "Size:L,Personalization": asked, and nothing was written.
            if ((blanks == 0 || kind == AnswerKind::option) &&
                orders::is_usual_question(trimmed(rest))) {
                return {comma, comma + 1 + blanks};
            }
            continue;
        }
        const auto label = trimmed(rest.substr(0, colon));
        const bool ends = blanks == 0 || orders::is_usual_question(label) ||
                          (kind == AnswerKind::option && asks_for_words(label));
        if (ends) {
            return {comma, comma + 1 + blanks};
        }
    }
    return {text.size(), text.size()};
}

Answer answer(AnswerKind kind, std::string_view question, std::string_view text) {
    Answer made{kind, base::decode_html(trimmed(question)), base::decode_html(text), {}, {}, {}};
    if (made.text != text) {
        made.verbatim = std::string(text);
    }
    return made;
}

} // namespace

std::vector<Answer> parse_variations(std::string_view cell) {
    std::vector<Answer> answers;
    auto rest = cell;
    while (!rest.empty()) {
        const auto colon = answers.empty() ? first_label_end(rest) : label_end(rest);
        if (colon == npos) {
            // Without a label, up to the next one: nothing is lost.
            const auto end = value_end(rest, AnswerKind::option);
            const auto words = rest.substr(0, end.size);
            if (orders::is_usual_question(trimmed(words))) {
                answers.push_back(answer(AnswerKind::personalisation, words, "")); // left empty
            } else if (!trimmed(words).empty()) {
                answers.push_back(answer(AnswerKind::option, "", words));
            }
            rest.remove_prefix(end.next);
            continue;
        }
        const auto label = trimmed(rest.substr(0, colon));
        rest.remove_prefix(colon + 1);
        const bool is_usual = orders::is_usual_question(label);
        const auto asked =
            is_usual || asks_for_words(label) ? AnswerKind::personalisation : AnswerKind::option;
        // All that follows the usual label is the buyer's.
        const auto end = is_usual ? ValueEnd{rest.size(), rest.size()} : value_end(rest, asked);
        const auto text = rest.substr(0, end.size);
        rest.remove_prefix(end.next);
        if (asked == AnswerKind::option || (!is_usual && is_choice(text))) {
            answers.push_back(answer(AnswerKind::option, label, text));
        } else {
            answers.push_back(
                answer(is_not_requested(text) ? AnswerKind::not_asked : asked, label, text));
        }
    }
    return answers;
}

} // namespace etsyorder::imports
