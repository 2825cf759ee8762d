// SPDX-License-Identifier: MIT
#include "orders/tracking_formats.hpp"

#include <algorithm>

namespace etsyorder::orders {
namespace {

constexpr std::string_view kGlsCountries =
    "DE AT FR BE NL LU IT ES PT PL CZ SK HU SI HR DK IE RO FI CH";
constexpr std::string_view kDpdCountries =
    "DE AT FR BE NL LU GB IE PL CZ SK HU SI HR CH PT ES IT RO EE LV LT BG";

constexpr auto kThrees = CheckRule::by_threes;
constexpr auto kTwos = CheckRule::by_twos;
constexpr auto kFedEx = CheckRule::one_three_seven;
constexpr auto kSeven = CheckRule::rest_of_seven;
constexpr auto kNone = CheckRule::none;

// clang-format off
constexpr TrackingFormat kFormats[] = {
    {"", "@@#########@@", CheckRule::postal_union, {2, 8}},

    // A barcode of USPS may begin with 420 and the ZIP code: see tracking_number.cpp.
    {"usps", "94#{20}", kThrees, {0, 21}},
    {"usps", "94#{24}", kThrees, {0, 25}},
    {"usps", "94###9#{24}", kThrees, {0, 29}},
    {"usps", "92###9#{16}", kThrees, {0, 21}},
    {"usps", "92###9#{20}", kThrees, {0, 25}},
    {"usps", "93###[0-8]#{16}", kThrees, {0, 21}},
    {"usps", "93###[0-8]#{20}", kThrees, {0, 25}},
    {"usps", "95#{20}", kThrees, {0, 21}},
    {"usps", "95#{24}", kThrees, {0, 25}},
    {"usps", "91#{20}", kThrees, {0, 21}},
    {"usps", "#{20}", kThrees, {0, 19}, "", "US"},
    {"usps", "#{20}", kThrees, {0, 19}, "91", "US"},

    {"ups", "1Z?{15}#", kTwos, {2, 15}},
    {"ups", "[AHJKTV]#{10}", kTwos, {1, 9}},

    {"fedex", "#{12}", kFedEx, {0, 11}},
    {"fedex", "#{15}", kThrees, {0, 14}},
    {"fedex", "0[0-4]#{16}", kThrees, {2, 15}},
    {"fedex", "96#{20}", kThrees, {7, 14}, "", "", {7, 15}},
    {"fedex", "3#{31}", kFedEx, {16, 11}, "", "", {16, 12}},
    {"fedex", "[0-8]#{33}", kFedEx, {20, 13}, "", "", {22, 12}},
    {"fedex", "96#{32}", kFedEx, {20, 13}, "", "", {22, 12}},

    {"dhl", "#{10}", kSeven, {0, 9}},
    {"dhl", "#{11}", kSeven, {0, 10}},
    {"dhl", "J@@#{9}"},
    {"dhl", "J@@#{10}"},
    {"dhl", "J@@@#{9}"},
    {"dhl", "J@@@#{10}"},
    {"dhl-germany", "00340#{15}", kThrees, {0, 19}},
    {"dhl-germany", "JJD#{17}"},
    {"dhl-germany", "JJD#{18}"},
    {"dhl-germany", "#{12}", kNone, {}, "", "DE"},
    {"dhl-global-mail", "GM?{10,39}"},
    {"dhl-global-mail", "CN?{10,39}"},
    {"dhl-global-mail", "HK?{10,39}"},
    {"dhl-global-mail", "IN?{10,39}"},
    {"dhl-global-mail", "LX?{10,39}"},
    {"dhl-global-mail", "MY?{10,39}"},
    {"dhl-global-mail", "RX?{10,39}"},
    {"dhl-global-mail", "SG?{10,39}"},
    {"dhl-global-mail", "TH?{10,39}"},
    {"dhl-global-mail", "UV?{10,39}"},
    {"dhl-global-mail", "#{14}", kNone, {}, "", "US CA AU CN HK SG MY TH IN JP"},

    {"dpd", "#{27}?", CheckRule::thirty_six, {0, 27}, "", "", {7, 14}},
    {"dpd", "#{14}?", CheckRule::thirty_six, {0, 14}, "", "", {0, 14}},
    {"dpd", "#{14}", kNone, {}, "", kDpdCountries},
    {"gls", "#{11}", kNone, {}, "", kGlsCountries},
    {"gls", "#{12}", kNone, {}, "", kGlsCountries},
    {"gls", "??@????#", kNone, {}, "", kGlsCountries},
    {"gls", "@???????", kNone, {}, "", kGlsCountries},

    {"canada-post", "#{16}", kThrees, {0, 15}},
    {"purolator", "[0-5]#{11}", CheckRule::luhn, {0, 11}, "", "CA"},
    {"purolator", "@@@#{9}", kNone, {}, "", "CA"},
    {"canpar", "[CDKLSUXZ]#{21}"},

    {"amazon", "TB[ACM]#{12}"},
    {"amazon", "[AFC]#{10}"},
    {"gofo", "GFUS#{14}"},
    {"landmark-global", "LTN#{8}N1"},
    {"lasership", "L[AIEHNX][1-3]#{7}"},
    {"lasership", "1LS7[12]#{10}"},
    {"lasership", "1LS7[12]##01[1-4]#{6}1", kNone, {}, "", "", {}, 16},
    {"lasership", "1LSCX?{10}"},
    {"ontrac", "C#{14}", kTwos, {1, 13}, "4"},
    {"ontrac", "D#{14}", kTwos, {1, 13}, "5"},
    {"speedee", "SP#{18}"},
    {"uniuni", "UUS?{10,20}"},

    {"yodel", "JD#{16}"},
    {"yodel", "JJD#{16}"},
    {"hermes", "[CHPT]##@??#{10}"},
    {"hermes", "#{16}", kNone, {}, "", "GB"},
    {"hermes-de", "H#{19}"},
    {"parcel-force", "@@#{7}", kNone, {}, "", "GB"},

    {"postnl", "3S?{10,16}"},
    {"bpost", "3232#{20}"},
    {"colissimo", "#@#{11}", kNone, {}, "", "FR MC"},
    {"mondialrelay", "#{8}", kNone, {}, "", "FR BE ES PT LU"},
    {"spain-correos-es", "@@?{20}@", kNone, {}, "", "ES"},
    {"postnord", "0037#{16}", kThrees, {0, 19}},
    {"posten-norge", "370#{15}", kThrees, {0, 17}, "", "NO"},
    {"swiss-post", "9#{17}", kNone, {}, "", "CH"},
    {"austrian-post", "10#{20}", kNone, {}, "", "AT"},
    {"inpost", "#{24}", kNone, {}, "", "PL IT"},
    {"packeta", "Z#{10}", kNone, {}, "", "CZ SK HU RO PL"},

    {"australia-post", "???#{7}", kNone, {}, "", "AU"},
    {"australia-post", "?????#{7}", kNone, {}, "", "AU"},
    {"australia-post", "?????#{18}", kNone, {}, "", "AU"},
    {"japan-post", "#{11}", kSeven, {0, 10}, "", "JP"},
    {"japan-post", "#{12}", kSeven, {0, 11}, "", "JP"},
    {"taqbin-jp", "#{12}", kSeven, {0, 11}, "", "JP"},
    {"sagawa", "#{12}", kSeven, {0, 11}, "", "JP"},
    {"4px", "4PX?{8,20}"},
    {"sf-express", "SF#{12,15}"},
    {"yunexpress", "YT#{16}"},
};
// clang-format on

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_capital(char c) {
    return c >= 'A' && c <= 'Z';
}

// One place of a shape, and how often it stands.
struct Place {
    std::string_view set; // what it says: "#", "[0-8]", "Z"
    std::size_t least = 1;
    std::size_t most = 1;
};

std::size_t number_at(std::string_view shape, std::size_t& at) {
    std::size_t value = 0;
    for (; is_digit(shape[at]); ++at) {
        value = value * 10 + static_cast<std::size_t>(shape[at] - '0');
    }
    return value;
}

// Takes the next place off the shape, which is one of the table's and hence well formed.
Place take_place(std::string_view& shape) {
    const auto length = shape.front() == '[' ? shape.find(']') + 1 : 1;
    Place place{shape.substr(0, length), 1, 1};
    shape.remove_prefix(length);
    if (!shape.empty() && shape.front() == '{') {
        std::size_t at = 1;
        place.least = number_at(shape, at);
        place.most = place.least;
        if (shape[at] == ',') {
            place.most = number_at(shape, ++at);
        }
        shape.remove_prefix(at + 1);
    }
    return place;
}

bool fits(char c, std::string_view set) {
    if (set == "#") {
        return is_digit(c);
    }
    if (set == "@") {
        return is_capital(c);
    }
    if (set == "?") {
        return is_digit(c) || is_capital(c);
    }
    if (set.front() != '[') {
        return c == set.front();
    }
    for (std::size_t at = 1; at + 1 < set.size(); ++at) {
        const bool range = at + 3 < set.size() && set[at + 1] == '-';
        if (range ? c >= set[at] && c <= set[at + 2] : c == set[at]) {
            return true;
        }
        at += range ? 2 : 0;
    }
    return false;
}

} // namespace

std::span<const TrackingFormat> tracking_formats() {
    return kFormats;
}

bool has_shape(std::string_view text, std::string_view shape) {
    while (!shape.empty()) {
        const auto place = take_place(shape);
        std::size_t taken = 0;
        while (taken < place.most && taken < text.size() && fits(text[taken], place.set)) {
            ++taken;
        }
        if (taken < place.least) {
            return false;
        }
        text.remove_prefix(taken);
    }
    return text.empty();
}

std::size_t fixed_characters(std::string_view shape) {
    std::size_t count = 0;
    while (!shape.empty()) {
        const auto place = take_place(shape);
        const bool open =
            place.set == "#" || place.set == "@" || place.set == "?" || place.set.front() == '[';
        count += open ? 0 : place.least;
    }
    return count;
}

} // namespace etsyorder::orders
