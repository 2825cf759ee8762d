// SPDX-License-Identifier: MIT
// What does not belong into the answer to a question for a name.
#include "base/ascii.hpp"
#include "lint/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

struct Word {
    std::string_view text; // letters or digits, in lower case
    std::size_t offset = 0;
    bool is_number = false;
    bool ends_line = false; // a line break, comma or the end follows
};

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_letter_byte(char c) {
    return (c >= 'a' && c <= 'z') || static_cast<unsigned char>(c) >= 0x80;
}

std::vector<Word> words_of(std::string_view lower) {
    std::vector<Word> words;
    for (std::size_t at = 0; at < lower.size();) {
        const bool number = is_digit(lower[at]);
        if (!number && !is_letter_byte(lower[at])) {
            ++at;
            continue;
        }
        auto end = at;
        while (end < lower.size() && (number ? is_digit(lower[end]) : is_letter_byte(lower[end]))) {
            ++end;
        }
        const bool last = end == lower.size() || lower[end] == ',' || lower[end] == '\n';
        words.push_back({lower.substr(at, end - at), at, number, last});
        at = end;
    }
    return words;
}

bool is_between(std::string_view number, int least, int most) {
    if (number.size() > 4) {
        return false;
    }
    int value = 0;
    for (const char c : number) {
        value = value * 10 + (c - '0');
    }
    return value >= least && value <= most;
}

struct Place {
    std::size_t offset = 0;
    std::size_t size = 0;
};

// 12/06/2026, 12.6.26, 2026-06-12: three numbers with the same sign between.
std::optional<Place> date_in_numbers(std::string_view lower, const std::vector<Word>& words) {
    for (std::size_t i = 0; i + 2 < words.size(); ++i) {
        const Word& last = words[i + 2];
        if (!words[i].is_number || !words[i + 1].is_number || !last.is_number ||
            words[i + 1].offset != words[i].offset + words[i].text.size() + 1 ||
            last.offset != words[i + 1].offset + words[i + 1].text.size() + 1) {
            continue;
        }
        const char sign = lower[words[i + 1].offset - 1];
        const bool same =
            sign == lower[last.offset - 1] && (sign == '/' || sign == '.' || sign == '-');
        const bool day_first = is_between(words[i].text, 1, 31) &&
                               is_between(words[i + 1].text, 1, 31) &&
                               (last.text.size() == 2 || last.text.size() == 4);
        const bool year_first = words[i].text.size() == 4 && is_between(words[i + 1].text, 1, 12) &&
                                is_between(last.text, 1, 31);
        if (same && (day_first || year_first)) {
            return Place{words[i].offset, last.offset + last.text.size() - words[i].offset};
        }
    }
    return std::nullopt;
}

// English, German, French, Spanish and Italian, as whole words; May, March and August are names or
// verbs too, but not beside the number of a day.
constexpr std::array<std::string_view, 62> kMonths{
    "january",  "february",  "march",      "april",    "may",       "june",      "july",
    "august",   "september", "october",    "november", "december",  "jan",       "feb",
    "mar",      "apr",       "jun",        "jul",      "aug",       "sep",       "sept",
    "oct",      "nov",       "dec",        "januar",   "februar",   "märz",      "mai",
    "juni",     "juli",      "oktober",    "dezember", "janvier",   "février",   "mars",
    "avril",    "juin",      "juillet",    "août",     "septembre", "octobre",   "novembre",
    "décembre", "enero",     "febrero",    "marzo",    "abril",     "mayo",      "junio",
    "julio",    "agosto",    "septiembre", "octubre",  "noviembre", "diciembre", "gennaio",
    "febbraio", "aprile",    "maggio",     "giugno",   "luglio",    "dicembre"};

bool is_day(const Word& word) {
    return word.is_number && is_between(word.text, 1, 31);
}

bool is_month(const Word& word) {
    return std::ranges::find(kMonths, word.text) != kMonths.end();
}

// "June 12", "12th of June".
std::optional<Place> date_in_words(const std::vector<Word>& words) {
    constexpr std::array<std::string_view, 6> kAfterDay{"st", "nd", "rd", "th", "of", "de"};
    for (std::size_t i = 0; i < words.size(); ++i) {
        if (!is_month(words[i])) {
            continue;
        }
        if (i + 1 < words.size() && is_day(words[i + 1])) {
            const auto& day = words[i + 1];
            return Place{words[i].offset, day.offset + day.text.size() - words[i].offset};
        }
        auto day = i;
        while (day > 0 && std::ranges::find(kAfterDay, words[day - 1].text) != kAfterDay.end()) {
            --day;
        }
        if (day > 0 && is_day(words[day - 1])) {
            const auto from = words[day - 1].offset;
            return Place{from, words[i].offset + words[i].text.size() - from};
        }
    }
    return std::nullopt;
}

// "12 rue de la Paix", "Calle Mayor 5": the kind of street stands in front of its name.
std::optional<Place> street_with_kind_first(const std::vector<Word>& words) {
    constexpr std::array<std::string_view, 15> kKinds{"rue",
                                                      "avenue",
                                                      "boulevard",
                                                      "chemin",
                                                      "impasse",
                                                      "quai",
                                                      "via",
                                                      "viale",
                                                      "piazza",
                                                      "calle",
                                                      "avenida",
                                                      "plaza",
                                                      "rua",
                                                      "ulica",
                                                      "ul"};
    constexpr std::size_t kMostBetween = 4; // words of the name
    for (std::size_t i = 0; i < words.size(); ++i) {
        const bool is_kind = std::ranges::find(kKinds, words[i].text) != kKinds.end();
        if (!is_kind || words[i].ends_line || i + 1 == words.size() || words[i + 1].is_number) {
            continue;
        }
        if (i > 0 && words[i - 1].is_number && words[i - 1].text.size() <= 4) {
            const auto from = words[i - 1].offset;
            return Place{from, words[i + 1].offset + words[i + 1].text.size() - from};
        }
        const auto most = std::min(words.size(), i + 2 + kMostBetween);
        for (auto at = i + 2; at < most && !words[at - 1].ends_line; ++at) {
            if (words[at].is_number && words[at].text.size() <= 4) {
                const auto from = words[i].offset;
                return Place{from, words[at].offset + words[at].text.size() - from};
            }
        }
    }
    return std::nullopt;
}

// "12 Alder Court", "Birkenweg 9".
std::optional<Place> street(const std::vector<Word>& words) {
    constexpr std::array<std::string_view, 17> kStreets{"street",
                                                        "st",
                                                        "avenue",
                                                        "ave",
                                                        "road",
                                                        "rd",
                                                        "lane",
                                                        "ln",
                                                        "drive",
                                                        "blvd",
                                                        "boulevard",
                                                        "court",
                                                        "ct",
                                                        "crescent",
                                                        "terrace",
                                                        "highway",
                                                        "hwy"};
    constexpr std::array<std::string_view, 5> kEndings{
        "straße", "strasse", "weg", "gasse", "allee"};
    constexpr std::size_t kMostBetween = 3; // words between number and "street"
    for (std::size_t i = 0; i < words.size(); ++i) {
        const auto& word = words[i];
        if (word.is_number && i + 1 < words.size() && !words[i + 1].is_number) {
            const auto most = std::min(words.size(), i + 2 + kMostBetween);
            for (auto at = i + 2; at < most && !words[at - 1].ends_line; ++at) {
                if (std::ranges::find(kStreets, words[at].text) != kStreets.end()) {
                    return Place{word.offset,
                                 words[at].offset + words[at].text.size() - word.offset};
                }
            }
        }
        const bool german = std::ranges::any_of(kEndings, [&](std::string_view ending) {
            return word.text.size() > ending.size() + 1 && word.text.ends_with(ending);
        });
        if (german && i + 1 < words.size() && words[i + 1].is_number && !word.ends_line) {
            const auto& number = words[i + 1];
            return Place{word.offset, number.offset + number.text.size() - word.offset};
        }
    }
    return std::nullopt;
}

// A mail or web address, a post office box, a telephone number.
std::optional<Place> contact(std::string_view lower) {
    for (const std::string_view sign : {"http://", "https://", "www.", "p.o. box", "po box"}) {
        if (const auto at = lower.find(sign); at != std::string_view::npos) {
            return Place{at, sign.size()};
        }
    }
    if (const auto at = lower.find('@'); at != std::string_view::npos && at > 0) {
        const auto domain = lower.substr(at + 1, lower.find_first_of(" \n,", at) - at - 1);
        const auto dot = domain.find('.');
        if (lower[at - 1] != ' ' && dot != std::string_view::npos && dot > 0 &&
            dot + 2 < domain.size()) {
            return Place{at, 1};
        }
    }
    constexpr int kFewest = 9; // digits; a date has eight
    for (std::size_t at = 0; at < lower.size(); ++at) {
        if (!is_digit(lower[at]) && lower[at] != '+') {
            continue;
        }
        int digits = 0;
        auto end = at;
        while (end < lower.size() &&
               (is_digit(lower[end]) ||
                std::string_view("+ -()./").find(lower[end]) != std::string_view::npos)) {
            digits += is_digit(lower[end++]) ? 1 : 0;
        }
        if (digits >= kFewest && digits <= 15) {
            return Place{at, end - at};
        }
        at = std::max(at, end - 1);
    }
    return std::nullopt;
}

constexpr std::array<std::string_view, 32> kRequests{
    "please",          "pls",        "plz",        "thank you",    "thanks",    "call me",
    "text me",         "message me", "contact me", "email me",     "e-mail me", "can you",
    "could you",       "would you",  "i want",     "i would like", "i'd like",  "i need",
    "we would like",   "same as",    "make it",    "in cursive",   "in script", "in capitals",
    "all caps",        "lower case", "lowercase",  "leave out",    "do not",    "bitte",
    "s'il vous plaît", "por favor"};

std::optional<Place> request(std::string_view lower) {
    for (const auto words : kRequests) {
        if (has_words(lower, words)) {
            return Place{find_words(lower, words), words.size()};
        }
    }
    return std::nullopt;
}

} // namespace

void find_in_name(const AnswerToLint& answer, Findings& found) {
    const Asks& asks = answer.asks;
    if (!asks.name || found.has(Code::refers_elsewhere)) {
        return;
    }
    const auto lower = base::ascii_lower(std::string(answer.text.bytes()));
    const auto words = words_of(lower);
    const auto tell = [&](Code code, std::optional<Place> place, std::string_view what) {
        if (place) {
            auto spot = answer.text.spot(place->offset, place->size);
            spot.code_points.clear(); // plain words
            found.add(code,
                      fmt::format("{} in the answer to a question for a name", what),
                      {std::move(spot)});
        }
    };
    if (!asks.date) {
        auto date = date_in_numbers(lower, words);
        tell(Code::date_in_name, date ? date : date_in_words(words), "a date");
    }
    if (!asks.address) {
        auto where = contact(lower);
        where = where ? where : street(words);
        tell(Code::address_in_name, where ? where : street_with_kind_first(words), "an address");
    }
    if (!asks.words) {
        tell(Code::instruction_in_name, request(lower), "a request");
    }
}

} // namespace etsyorder::lint
