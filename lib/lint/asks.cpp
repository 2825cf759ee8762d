// SPDX-License-Identifier: MIT
#include "lint/asks.hpp"

#include "base/ascii.hpp"
#include "orders/usual_question.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <cstdlib>
#include <memory>
#include <string>

namespace etsyorder::lint {
namespace {

// Letters beyond ASCII count as letters: their bytes do.
bool in_word(char c) {
    const auto byte = static_cast<unsigned char>(c);
    return byte >= 0x80 || (byte >= '0' && byte <= '9') || (byte >= 'a' && byte <= 'z') ||
           (byte >= 'A' && byte <= 'Z');
}

template <class Words>
bool has_any(std::string_view text, const Words& all) {
    return std::ranges::any_of(all, [&](std::string_view words) { return has_words(text, words); });
}

// The languages of Etsy's own sites (etsy.com/legal: de, en, es, fr, it, ja, nl, pl, pt, ru).
constexpr std::array<std::string_view, 21> kName{
    "name",     "nickname", "surname", "first name", "name's", "naam",     "nom",
    "prénom",   "prenom",   "nombre",  "apellido",   "nome",   "cognome",  "vorname",
    "nachname", "imię",     "imie",    "имя",        "имени",  "nazwisko", "voornaam"};
constexpr std::array<std::string_view, 11> kNames{"names",
                                                  "surnames",
                                                  "name(s)",
                                                  "namen",
                                                  "noms",
                                                  "prénoms",
                                                  "nombres",
                                                  "nomi",
                                                  "nomes",
                                                  "imiona",
                                                  "имена"};
constexpr std::array<std::string_view, 16> kDate{"date",
                                                 "dates",
                                                 "year",
                                                 "years",
                                                 "day",
                                                 "birthday",
                                                 "dob",
                                                 "age",
                                                 "datum",
                                                 "jahr",
                                                 "fecha",
                                                 "data",
                                                 "année",
                                                 "established",
                                                 "est",
                                                 "anniversary"};
constexpr std::array<std::string_view, 10> kAddress{"address",
                                                    "street",
                                                    "phone",
                                                    "place",
                                                    "city",
                                                    "number",
                                                    "contact",
                                                    "email",
                                                    "location",
                                                    "adresse"};
constexpr std::array<std::string_view, 22> kWords{
    "text",     "message", "words",    "word",  "quote",    "saying",       "verse",   "wish",
    "phrase",   "note",    "sentence", "exact", "anything", "instructions", "details", "engraving",
    "initials", "request", "requests", "color", "colour",   "font"};
constexpr std::array<std::string_view, 9> kCapitals{"all caps",
                                                    "all capitals",
                                                    "capitals only",
                                                    "in capitals",
                                                    "capital letters",
                                                    "uppercase only",
                                                    "upper case only",
                                                    "lowercase only",
                                                    "lower case only"};

// "ИМЯ" too is a name.
std::string lower_case(std::string_view text) {
    utf8proc_uint8_t* made = nullptr;
    const auto size = utf8proc_map(
        reinterpret_cast<const utf8proc_uint8_t*>(text.data()),
        static_cast<utf8proc_ssize_t>(text.size()),
        &made,
        static_cast<utf8proc_option_t>(UTF8PROC_CASEFOLD | UTF8PROC_COMPOSE | UTF8PROC_STABLE));
    const std::unique_ptr<utf8proc_uint8_t, decltype(&std::free)> owner(made, &std::free);
    return size < 0
               ? base::ascii_lower(std::string(text))
               : std::string(reinterpret_cast<const char*>(made), static_cast<std::size_t>(size));
}

struct Limit {
    int most;
    bool per_line;
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "12 letters", "25 characters", "20 characters per line"; the only one of its text.
std::optional<Limit> limit_in(std::string_view text) {
    std::optional<Limit> found;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (!is_digit(text[at]) || (at > 0 && (in_word(text[at - 1]) || text[at - 1] == '.'))) {
            continue;
        }
        int most = 0;
        const auto [end, problem] =
            std::from_chars(text.data() + at, text.data() + text.size(), most);
        const auto before = text.substr(0, at);
        at = static_cast<std::size_t>(end - text.data());
        auto rest = text.substr(at);
        rest.remove_prefix(std::min(rest.find_first_not_of(" -"), rest.size()));
        const bool counts = rest.starts_with("char") || rest.starts_with("letter") ||
                            rest.starts_with("zeichen") || rest.starts_with("buchstaben");
        if (problem != std::errc{} || most < 1 || !counts) {
            continue;
        }
        if (found || has_words(before, "minimum") || has_words(before, "min") ||
            has_words(before, "at least")) {
            return std::nullopt; // which one holds is not for a program to say
        }
        found = Limit{most,
                      has_words(text, "per line") || has_words(text, "each line") ||
                          has_words(text, "a line") || has_words(text, "pro zeile")};
    }
    return found;
}

bool says_nothing(std::string_view question) {
    return question.empty() || orders::is_usual_question(question);
}

} // namespace

std::size_t find_words(std::string_view text, std::string_view words) {
    for (auto at = text.find(words); at != std::string_view::npos; at = text.find(words, at + 1)) {
        const auto end = at + words.size();
        const bool begins = at == 0 || !in_word(text[at - 1]);
        if (begins && (end == text.size() || !in_word(text[end]) || !in_word(words.back()))) {
            return at;
        }
    }
    return std::string_view::npos;
}

Asks asks_of(std::string_view question, std::string_view instructions) {
    auto asked = lower_case(question);
    const auto told = lower_case(instructions);
    const auto all = asked + "\n" + told;
    if (says_nothing(asked)) {
        asked = told;
    }
    Asks asks;
    asks.several_names = has_any(asked, kNames);
    asks.name =
        asks.several_names || has_any(asked, kName) || asked.find("名前") != std::string::npos;
    asks.date = has_any(asked, kDate);
    asks.address = has_any(asked, kAddress);
    asks.words = has_any(asked, kWords);
    asks.capitals = has_any(all, kCapitals);
    if (const auto limit = limit_in(all)) {
        asks.most_characters = limit->most;
        asks.most_per_line = limit->per_line;
    }
    return asks;
}

} // namespace etsyorder::lint
