// SPDX-License-Identifier: MIT
#include "templates/day_words.hpp"

#include "base/ascii.hpp"
#include "liquid/language.hpp"

#include <array>
#include <cmath>
#include <cstdlib>

namespace etsyorder::templates {
namespace {

constexpr int kWeeksFrom = 14;
constexpr int kMonthsFrom = 60;
constexpr int kYearsFrom = 730;
constexpr double kDaysOfYear = 365.2425;

// What stands around a number.
struct Around {
    std::string_view before;
    std::string_view behind;
};

struct Words {
    std::string_view language;
    // From the day before yesterday to the day after tomorrow; empty: it is said with a number.
    std::array<std::string_view, 5> near;
    Around future;
    Around past;
    std::array<std::string_view, 4> units; // days, weeks, months, years: always more than one
};

constexpr Words kWords[] = {
    {"en",
     {"", "yesterday", "today", "tomorrow", ""},
     {"in ", ""},
     {"", " ago"},
     {"days", "weeks", "months", "years"}},
    {"de",
     {"vorgestern", "gestern", "heute", "morgen", "übermorgen"},
     {"in ", ""},
     {"vor ", ""},
     {"Tagen", "Wochen", "Monaten", "Jahren"}},
    {"fr",
     {"avant-hier", "hier", "aujourd’hui", "demain", "après-demain"},
     {"dans ", ""},
     {"il y a ", ""},
     {"jours", "semaines", "mois", "ans"}},
    {"es",
     {"anteayer", "ayer", "hoy", "mañana", "pasado mañana"},
     {"dentro de ", ""},
     {"hace ", ""},
     {"días", "semanas", "meses", "años"}},
    {"it",
     {"l’altro ieri", "ieri", "oggi", "domani", "dopodomani"},
     {"tra ", ""},
     {"", " fa"},
     {"giorni", "settimane", "mesi", "anni"}},
    {"nl",
     {"eergisteren", "gisteren", "vandaag", "morgen", "overmorgen"},
     {"over ", ""},
     {"", " geleden"},
     {"dagen", "weken", "maanden", "jaar"}},
    {"pt",
     {"anteontem", "ontem", "hoje", "amanhã", "depois de amanhã"},
     {"em ", ""},
     {"há ", ""},
     {"dias", "semanas", "meses", "anos"}},
};

const Words& words_of(std::string_view language) {
    const auto wanted = liquid::main_language(language);
    for (const auto& words : kWords) {
        if (base::same_but_for_case(words.language, wanted)) {
            return words;
        }
    }
    return kWords[0];
}

struct Count {
    std::size_t unit;
    long number;
};

Count counted(double days) {
    if (days < kWeeksFrom) {
        return {0, std::lround(days)};
    }
    if (days < kMonthsFrom) {
        return {1, std::lround(days / 7)};
    }
    return days < kYearsFrom ? Count{2, std::lround(days / (kDaysOfYear / 12))}
                             : Count{3, std::lround(days / kDaysOfYear)};
}

} // namespace

std::string day_words(int days, std::string_view language) {
    const auto& words = words_of(language);
    if (days >= -2 && days <= 2) {
        if (const auto word = words.near[static_cast<std::size_t>(days + 2)]; !word.empty()) {
            return std::string(word);
        }
    }
    const auto count = counted(std::fabs(static_cast<double>(days)));
    const auto& around = days < 0 ? words.past : words.future;
    std::string out(around.before);
    out += std::to_string(count.number);
    out += ' ';
    out.append(words.units[count.unit]).append(around.behind);
    return out;
}

} // namespace etsyorder::templates
