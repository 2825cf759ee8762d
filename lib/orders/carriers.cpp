// SPDX-License-Identifier: MIT
#include "orders/carriers.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace etsyorder::orders {
namespace {

// Other words for some, in lower case: what people and exports say.
struct Alias {
    std::string_view word;
    std::string_view slug;
};
constexpr Alias kAliases[] = {
    {"amazon shipping", "amazon"},
    {"australia post", "australia-post"},
    {"canada post", "canada-post"},
    {"canadapost", "canada-post"},
    {"correos", "spain-correos-es"},
    {"ctt", "portugal-ctt"},
    {"deutsche post", "deutsch-post"},
    {"deutsche-post", "deutsch-post"},
    {"dhl ecommerce", "dhl-global-mail"},
    {"dhl global mail", "dhl-global-mail"},
    {"dhl paket", "dhl-germany"},
    {"dhl parcel uk", "uk-mail"},
    {"dhl", "dhl"},
    {"evri", "hermes"},
    {"federal express", "fedex"},
    {"hermes uk", "hermes"},
    {"la poste", "la-poste-colissimo"},
    {"mondial relay", "mondialrelay"},
    {"parcelforce", "parcel-force"},
    {"post nl", "postnl"},
    {"royalmail", "royal-mail"},
    {"united parcel service", "ups"},
    {"united states postal service", "usps"},
    {"us postal service", "usps"},
    {"yamato", "taqbin-jp"},
};

constexpr std::string_view kCountries =
    "AD AE AF AG AI AL AM AO AR AT AU AW AZ BA BB BD BE BF BG BH BI BJ BM BN BO BQ BR BS BT BW BY "
    "BZ CA CD CF CG CH CI CK CL CM CN CO CR CU CV CW CY CZ DE DJ DK DM DO DZ EC EE EG ER ES ET FI "
    "FJ FK FM FO FR GA GB GD GE GF GG GH GI GL GM GN GP GQ GR GT GU GW GY HK HN HR HT HU ID IE IL "
    "IM IN IQ IR IS IT JE JM JO JP KE KG KH KI KM KN KP KR KW KY KZ LA LB LC LI LK LR LS LT LU LV "
    "LY MA MC MD ME MG MH MK ML MM MN MO MP MQ MR MS MT MU MV MW MX MY MZ NA NC NE NG NI NL NO NP "
    "NR NU NZ OM PA PE PF PG PH PK PL PM PN PR PS PT PW PY QA RE RO RS RU RW SA SB SC SD SE SG SH "
    "SI SK SL SM SN SO SR SS ST SV SX SY SZ TC TD TG TH TJ TK TL TM TN TO TR TT TV TW TZ UA UG US "
    "UY UZ VA VC VE VG VI VN VU WF WS YE YT ZA ZM ZW";

bool is_word_char(char c) {
    return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9');
}

// `part` in `text`, both in lower case, not within a longer word.
bool has_words(std::string_view text, std::string_view part) {
    for (auto at = text.find(part); at != std::string_view::npos; at = text.find(part, at + 1)) {
        const auto end = at + part.size();
        if ((at == 0 || !is_word_char(text[at - 1])) &&
            (end == text.size() || !is_word_char(text[end]))) {
            return true;
        }
    }
    return false;
}

const Carrier* by_slug(std::string_view slug) {
    const auto all = carriers();
    const auto found = std::ranges::lower_bound(all, slug, {}, &Carrier::slug);
    return found != all.end() && found->slug == slug ? &*found : nullptr;
}

void append_escaped(std::string& to, std::string_view number) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : number) {
        const auto byte = static_cast<unsigned char>(c);
        const bool plain = (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') ||
                           (c >= 'a' && c <= 'z') || c == '-' || c == '.' || c == '_';
        if (plain) {
            to += c;
        } else {
            to += '%';
            to += kHex[byte >> 4U];
            to += kHex[byte & 0xFU];
        }
    }
}

} // namespace

const Carrier* find_carrier(std::string_view word) {
    const auto wanted = base::ascii_lower(std::string(word));
    if (const auto* carrier = by_slug(wanted)) {
        return carrier;
    }
    const auto alias = std::ranges::find(kAliases, std::string_view(wanted), &Alias::word);
    if (alias != std::end(kAliases)) {
        return by_slug(alias->slug);
    }
    const auto all = carriers();
    const auto named = std::ranges::find_if(
        all, [&](const Carrier& carrier) { return base::same_but_for_case(carrier.name, wanted); });
    return named != all.end() ? &*named : nullptr;
}

const Carrier* carrier_of_receipt(std::string_view word) {
    if (const auto* carrier = find_carrier(word)) {
        return carrier;
    }
    auto slug = base::ascii_lower(std::string(word));
    std::replace_if(
        slug.begin(), slug.end(), [](char c) { return c == ' ' || c == '_'; }, '-');
    const Carrier* best = nullptr;
    for (const auto& carrier : carriers()) {
        const bool begins =
            slug == carrier.slug || slug.starts_with(std::string(carrier.slug) + '-');
        if (begins && (best == nullptr || carrier.slug.size() > best->slug.size())) {
            best = &carrier;
        }
    }
    return best;
}

const Carrier* post_of(std::string_view country) {
    const auto all = carriers();
    const auto found = std::ranges::find(all, country, &Carrier::post_of);
    return country.empty() || found == all.end() ? nullptr : &*found;
}

const Carrier* carrier_in_words(std::string_view text) {
    if (const auto* carrier = find_carrier(text)) {
        return carrier;
    }
    const auto said = base::ascii_lower(std::string(text));
    const Carrier* best = nullptr;
    std::size_t longest = 0;
    const auto consider = [&](std::string_view word, const Carrier* carrier) {
        if (word.size() > longest && word.size() > 2 && has_words(said, word)) {
            longest = word.size();
            best = carrier;
        }
    };
    for (const auto& carrier : carriers()) {
        consider(base::ascii_lower(std::string(carrier.name)), &carrier);
    }
    for (const auto& alias : kAliases) {
        consider(alias.word, by_slug(alias.slug));
    }
    return best;
}

std::string tracking_link(const Carrier& carrier, std::string_view number) {
    constexpr std::string_view kPlace = "{}";
    const auto at = carrier.link.find(kPlace);
    if (at == std::string_view::npos || number.empty()) {
        return {};
    }
    std::string link(carrier.link.substr(0, at));
    append_escaped(link, number);
    link += carrier.link.substr(at + kPlace.size());
    return link;
}

std::string_view etsy_word(const Carrier& carrier) {
    return carrier.at_etsy == AtEtsy::unnamed ? kOtherCarrier : carrier.slug;
}

bool is_country(std::string_view code) {
    for (std::size_t at = 0; at < kCountries.size(); at += 3) {
        if (kCountries.substr(at, 2) == code) {
            return true;
        }
    }
    return false;
}

} // namespace etsyorder::orders
