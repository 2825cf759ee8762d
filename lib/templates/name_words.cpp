// SPDX-License-Identifier: MIT
#include "templates/name_words.hpp"

#include "liquid/characters.hpp"

#include <utf8proc.h>

#include <algorithm>
#include <array>
#include <span>

namespace etsyorder::templates {
namespace {

using Words = std::span<const std::string_view>;

// Each in order.
constexpr std::string_view kTitles[] = {
    "dhr",    "doctor",   "dott",    "dottore", "dr",     "frau",      "herr", "hr",       "madam",
    "madame", "mevr",     "mevrouw", "miss",    "mister", "mlle",      "mme",  "monsieur", "mr",
    "mrs",    "ms",       "mw",      "mx",      "prof",   "professor", "rev",  "reverend", "señor",
    "señora", "señorita", "signor",  "signora", "sir",    "sr",        "sra",  "srta"};
// These are names or words, too, and titles only in front of a point.
constexpr std::string_view kTitlesWithPoint[] = {"fr", "ing", "mag", "sig"};
constexpr std::string_view kSuffixes[] = {
    "dds", "esq", "esquire", "ii", "iii", "iv", "jr", "junior", "mba", "md", "phd", "senior", "sr"};
constexpr std::string_view kJoining[] = {"&", "+", "and", "e", "en", "et", "och", "og", "und", "y"};
constexpr std::string_view kFamily[] = {
    "fam", "familia", "familie", "famiglia", "famille", "family", "household"};
constexpr std::string_view kBusiness[] = {
    "agency",       "agentur",      "aps",       "association", "bakery",      "blumen",
    "boutique",     "bros",         "brothers",  "bäckerei",    "cafe",        "café",
    "clinic",       "coffee",       "college",   "company",     "corp",        "corporation",
    "crafts",       "department",   "design",    "designs",     "enterprises", "eurl",
    "events",       "florist",      "flowers",   "foundation",  "galerie",     "gallery",
    "gbr",          "gifts",        "gmbh",      "holding",     "holdings",    "hotel",
    "inc",          "incorporated", "institute", "jewellery",   "jewelry",     "kft",
    "kindergarten", "library",      "limited",   "llc",         "llp",         "ltd",
    "mbh",          "museum",       "office",    "ohg",         "pharmacy",    "photography",
    "plc",          "pllc",         "pty",       "restaurant",  "salon",       "sarl",
    "school",       "schule",       "services",  "shop",        "society",     "solutions",
    "sons",         "spa",          "srl",       "sro",         "stiftung",    "store",
    "studio",       "studios",      "team",      "university",  "universität", "verein",
    "weddings"};
// Each may be a name as well: a company's only in capitals or with a point.
constexpr std::string_view kLegalForms[] = {"ab",
                                            "ag",
                                            "as",
                                            "bv",
                                            "co",
                                            "ek",
                                            "ev",
                                            "kg",
                                            "lp",
                                            "nv",
                                            "oy",
                                            "sa",
                                            "sas",
                                            "sl",
                                            "snc",
                                            "ug"};
constexpr std::string_view kParticles[] = {
    "das", "de", "del", "della", "der", "dos", "ibn", "saint", "st", "vom", "von", "zum", "zur"};
constexpr std::string_view kSmallParticles[] = {"af", "av", "den", "du", "el", "ter", "van", "zu"};
constexpr std::string_view kUnclearParticles[] = {"al", "ben", "bin", "da", "di", "do", "la", "le"};

bool is_in(Words words, std::string_view word) {
    return std::ranges::find(words, word) != words.end();
}

enum class Sort {
    part,    // of a word
    sign,    // of a word, but not at its ends
    point,   // a sign, and remembered
    unseen,  // as a sign, and nobody sees it
    comma,   // ends a word
    between, // a space
    symbol,  // stands between words, too
};

Sort sort_of_ascii(char c) {
    constexpr std::string_view kParts = "@_#/&+0123456789";
    if ((c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') ||
        kParts.find(c) != std::string_view::npos) {
        return Sort::part;
    }
    if (c <= ' ' || c == '\x7F') {
        return Sort::between;
    }
    constexpr std::string_view kSymbols = "*~|<>=^$";
    return c == ','                                     ? Sort::comma
           : c == '.'                                   ? Sort::point
           : kSymbols.find(c) != std::string_view::npos ? Sort::symbol
                                                        : Sort::sign;
}

// Emoji newer than the tables, too: what comes with them is no part of a name.
bool is_of_emoji(utf8proc_int32_t code) {
    return (code >= 0x1F000 && code <= 0x1FAFF) || (code >= 0xFE00 && code <= 0xFE0F) ||
           code == 0x20E3 || code == 0x2022;
}

Sort sort_of(utf8proc_int32_t code) {
    if (code == 0xB4) { // what some keyboards have for an apostrophe
        return Sort::sign;
    }
    if (is_of_emoji(code)) {
        return Sort::symbol;
    }
    switch (utf8proc_category(code)) {
    case UTF8PROC_CATEGORY_ZS:
    case UTF8PROC_CATEGORY_ZL:
    case UTF8PROC_CATEGORY_ZP:
    case UTF8PROC_CATEGORY_CC:
        return Sort::between;
    case UTF8PROC_CATEGORY_SO:
    case UTF8PROC_CATEGORY_SM:
    case UTF8PROC_CATEGORY_SC:
    case UTF8PROC_CATEGORY_SK:
    case UTF8PROC_CATEGORY_CO:
        return Sort::symbol;
    case UTF8PROC_CATEGORY_CF: // joins letters in some scripts
        return Sort::unseen;
    case UTF8PROC_CATEGORY_PC:
    case UTF8PROC_CATEGORY_PD:
    case UTF8PROC_CATEGORY_PS:
    case UTF8PROC_CATEGORY_PE:
    case UTF8PROC_CATEGORY_PI:
    case UTF8PROC_CATEGORY_PF:
    case UTF8PROC_CATEGORY_PO:
        return Sort::sign;
    default:
        return Sort::part;
    }
}

class Cutter {
public:
    explicit Cutter(std::string_view name) : name_(name) {}

    NameWords cut() {
        std::size_t at = 0;
        while (at < name_.size()) {
            const auto rest = name_.substr(at);
            const auto length = liquid::character_length(rest);
            take(sort_at(rest), at, at + length);
            at += length;
        }
        end();
        return std::move(result_);
    }

private:
    static Sort sort_at(std::string_view rest) {
        if (static_cast<unsigned char>(rest.front()) < 0x80) {
            return sort_of_ascii(rest.front());
        }
        utf8proc_int32_t code = 0;
        const auto read = utf8proc_iterate(reinterpret_cast<const utf8proc_uint8_t*>(rest.data()),
                                           static_cast<utf8proc_ssize_t>(rest.size()),
                                           &code);
        return read > 0 ? sort_of(code) : Sort::part;
    }

    void take(Sort sort, std::size_t from, std::size_t to) {
        result_.visible = result_.visible || (sort != Sort::between && sort != Sort::unseen);
        if (sort == Sort::between || sort == Sort::symbol || sort == Sort::comma) {
            end();
            if (sort == Sort::comma && !result_.words.empty()) {
                result_.words.back().comma = true;
            }
            return;
        }
        written_from_ = open_ ? written_from_ : from;
        open_ = true;
        written_to_ = to;
        if (sort == Sort::part) {
            from_ = parts_ ? from_ : from;
            to_ = to;
            parts_ = true;
            point_ = false;
        } else if (sort == Sort::point && parts_ && to_ == from) {
            point_ = true;
        }
    }

    void end() {
        if (parts_) {
            NameWord word;
            word.text = name_.substr(from_, to_ - from_);
            word.written = name_.substr(written_from_, written_to_ - written_from_);
            word.plain = liquid::lower_case(word.text);
            std::erase(word.plain, '.');
            word.point = point_;
            result_.words.push_back(std::move(word));
        }
        open_ = parts_ = point_ = false;
    }

    std::string_view name_;
    NameWords result_;
    bool open_ = false;
    bool parts_ = false;
    bool point_ = false;
    std::size_t written_from_ = 0;
    std::size_t written_to_ = 0;
    std::size_t from_ = 0;
    std::size_t to_ = 0;
};

bool is_all_capitals(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= 'A' && c <= 'Z'; });
}

} // namespace

NameWords name_words(std::string_view name) {
    return Cutter(name).cut();
}

bool is_title(const NameWord& word) {
    return is_in(kTitles, word.plain) || (word.point && is_in(kTitlesWithPoint, word.plain)) ||
           word.plain.starts_with("dipl-");
}

bool is_suffix(const NameWord& word) {
    return is_in(kSuffixes, word.plain);
}

bool is_joining(const NameWord& word) {
    return is_in(kJoining, word.plain);
}

bool is_family(const NameWord& word) {
    return is_in(kFamily, word.plain);
}

bool is_business(const NameWord& word) {
    return is_in(kBusiness, word.plain);
}

bool is_legal_form(const NameWord& word) {
    return is_in(kLegalForms, word.plain) &&
           (word.point || word.text.size() > word.plain.size() || is_all_capitals(word.text));
}

Particle particle(const NameWord& word) {
    return is_in(kParticles, word.plain)          ? Particle::always
           : is_in(kSmallParticles, word.plain)   ? Particle::written_small
           : is_in(kUnclearParticles, word.plain) ? Particle::among_capitals
                                                  : Particle::no;
}

} // namespace etsyorder::templates
