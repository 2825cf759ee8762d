// SPDX-License-Identifier: MIT
#include "orders/tracking_number.hpp"

#include "orders/several_numbers.hpp"
#include "orders/tracking_address.hpp"
#include "orders/tracking_formats.hpp"

#include <algorithm>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLongestSeveral = 1000; // bytes in which several numbers are looked for

// A format that a number has the shape of.
struct Fit {
    const TrackingFormat* format = nullptr;
    TrackingCandidate candidate;
    bool distinctive = false; // known by its first characters, not by its length alone
    bool at_home = true;      // used where the shop is, as far as is known
    bool local = false;       // used there, and not everywhere
};

// A carrier has another word for its numbers in some countries.
struct Variant {
    std::string_view slug;
    std::string_view shop; // where the shop is
    std::string_view instead;
};
constexpr Variant kVariants[] = {
    {"dpd", "DE", "dpd-de"},
    {"dpd", "PL", "dpd-poland"},
    {"dpd", "GB", "dpd-uk"},
    {"amazon", "GB", "amazon-uk-api"},
};

bool is_in(std::string_view list, std::string_view country) {
    return country.size() == 2 && list.find(country) != std::string_view::npos;
}

std::string_view slug_for(std::string_view slug, const ShippedBetween& between) {
    if (slug == "postnl" && !between.buyer.empty() && between.buyer != "NL") {
        return "postnl-3s";
    }
    for (const auto& variant : kVariants) {
        if (variant.slug == slug && variant.shop == between.shop) {
            return variant.instead;
        }
    }
    return slug;
}

CheckDigit check_of(const TrackingFormat& format, std::string_view text) {
    if (format.rule == CheckRule::none) {
        return CheckDigit::none;
    }
    std::string digits(text.substr(format.checked.from, format.checked.length));
    if (!digits.starts_with(format.put_in_front)) {
        digits.insert(0, format.put_in_front);
    }
    const char has = text[format.checked.from + format.checked.length];
    return check_digit(format.rule, digits) == has ? CheckDigit::right : CheckDigit::wrong;
}

std::string parcel_of(const TrackingFormat& format, std::string_view text) {
    std::string number(
        format.parcel.length == 0 ? text : text.substr(format.parcel.from, format.parcel.length));
    if (format.dash_at > 0) {
        number.insert(format.dash_at, 1, '-');
    }
    return number;
}

TrackingCandidate
candidate_of(const TrackingFormat& format, std::string_view text, const ShippedBetween& between) {
    TrackingCandidate candidate;
    candidate.number = parcel_of(format, text);
    candidate.check = check_of(format, text);
    candidate.is_post = format.slug.empty();
    const auto country = text.substr(text.size() - 2);
    const auto* carrier =
        candidate.is_post ? post_of(country) : find_carrier(slug_for(format.slug, between));
    candidate.slug = carrier != nullptr ? carrier->slug : kOtherCarrier;
    candidate.name =
        carrier != nullptr ? std::string(carrier->name) : "the post of " + std::string(country);
    candidate.link = carrier != nullptr ? tracking_link(*carrier, candidate.number) : "";
    return candidate;
}

// The shapes of numbers that have letters anywhere have digits, too: "HONGKONGPOST" is none.
bool has_digit(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

void add_fits(std::vector<Fit>& fits, std::string_view text, const ShippedBetween& between) {
    const bool one_character = text.find_first_not_of(text.front()) == std::string_view::npos;
    if (one_character || !has_digit(text)) {
        return;
    }
    for (const auto& format : tracking_formats()) {
        if (!has_shape(text, format.shape) ||
            (format.slug.empty() && !is_country(text.substr(text.size() - 2)))) {
            continue;
        }
        Fit fit{&format, candidate_of(format, text, between), false, true, false};
        fit.distinctive = format.slug.empty() || fixed_characters(format.shape) >= kDistinctive;
        fit.local = is_in(format.homes, between.shop);
        fit.at_home = format.homes.empty() || between.shop.empty() || fit.local;
        fit.candidate.is_distinctive = fit.distinctive;
        fits.push_back(std::move(fit));
        if (format.slug.empty()) {
            return; // the Postal Union's: nobody else's looks like it
        }
    }
}

// What is behind the routing of a USPS barcode: 420, the ZIP code, and maybe four digits more.
void add_routed(std::vector<Fit>& fits, std::string_view text, const ShippedBetween& between) {
    constexpr std::string_view kRouting = "420";
    constexpr std::size_t kShort = 8;
    constexpr std::size_t kLong = 12;
    constexpr std::size_t kLeast = 22; // of what follows
    if (!text.starts_with(kRouting)) {
        return;
    }
    for (const auto routing : {kShort, kLong}) {
        if (text.size() < routing + kLeast || text[routing] != '9') {
            continue;
        }
        std::vector<Fit> behind;
        add_fits(behind, text.substr(routing), between);
        std::erase_if(
            behind, [](const Fit& fit) { return fit.format->slug != "usps" || !fit.distinctive; });
        fits.insert(fits.end(), behind.begin(), behind.end());
    }
}

// Some that fit say more than others.
void drop_the_weak(std::vector<Fit>& fits) {
    const auto keep = [&](auto is_strong) {
        if (std::ranges::any_of(fits, is_strong)) {
            std::erase_if(fits, [&](const Fit& fit) { return !is_strong(fit); });
        }
    };
    keep([](const Fit& fit) { return fit.distinctive; });
    keep([](const Fit& fit) { return fit.at_home; });
    std::ranges::stable_sort(fits, {}, [](const Fit& fit) {
        return fit.candidate.check == CheckDigit::right  ? 0
               : fit.candidate.check == CheckDigit::none ? (fit.local ? 1 : 2)
                                                         : 3;
    });
    // A right digit is no chance; but where the shop is, such numbers may be common without.
    const auto is_right = [](const Fit& fit) { return fit.candidate.check == CheckDigit::right; };
    if (std::ranges::any_of(fits, is_right)) {
        std::erase_if(fits, [&](const Fit& fit) { return !is_right(fit) && !fit.local; });
    }
}

// Whose number it may be, the likeliest first. `bare`: capital letters and digits, not empty.
std::vector<TrackingCandidate> candidates_of(std::string_view bare, const ShippedBetween& between) {
    std::vector<Fit> fits;
    add_fits(fits, bare, between);
    add_routed(fits, bare, between);
    drop_the_weak(fits);
    std::vector<TrackingCandidate> candidates;
    for (auto& fit : fits) {
        const bool known = std::ranges::any_of(candidates, [&](const TrackingCandidate& one) {
            return one.slug == fit.candidate.slug && one.number == fit.candidate.number;
        });
        if (!known) { // of one carrier's formats the best comes first
            candidates.push_back(std::move(fit.candidate));
        }
    }
    return candidates;
}

bool same_house(std::string_view one, std::string_view other) {
    return one.substr(0, one.find('-')) == other.substr(0, other.find('-'));
}

// The number as whoever was named is given it.
TrackingCandidate as_of(const Carrier& given, TrackingCandidate candidate) {
    candidate.slug = given.slug;
    candidate.name = given.name;
    candidate.link = tracking_link(given, candidate.number);
    return candidate;
}

// A slip in a number that nobody but one carrier has, whoever is said to bring it.
bool is_slip(const TrackingNumber& read) {
    return !read.candidates.empty() &&
           std::ranges::all_of(read.candidates, [](const TrackingCandidate& candidate) {
               return candidate.is_distinctive && candidate.check == CheckDigit::wrong;
           });
}

// The number as it was typed, with whoever is said to bring it.
Settled settle_as_typed(const TrackingNumber& read, TrackingCandidate taken) {
    taken.number = read.number;
    if (is_slip(read)) {
        taken.check = CheckDigit::wrong;
        return {Settled::Kind::wrong, {std::move(taken)}, read.candidates.front().name};
    }
    return {Settled::Kind::one, {std::move(taken)}};
}

Settled settle_given(const TrackingNumber& read, const Carrier& given) {
    std::vector<TrackingCandidate> own;
    for (const auto& candidate : read.candidates) {
        if (candidate.is_post || same_house(candidate.slug, given.slug)) {
            own.push_back(as_of(given, candidate));
        }
    }
    if (own.empty()) {
        return settle_as_typed(read, as_of(given, {"", "", read.number}));
    }
    const auto good = std::ranges::find_if(own, [](const TrackingCandidate& candidate) {
        return candidate.check != CheckDigit::wrong;
    });
    return good == own.end() ? Settled{Settled::Kind::wrong, {own.front()}, own.front().name}
                             : Settled{Settled::Kind::one, {*good}};
}

} // namespace

std::string_view to_string(CheckDigit check) {
    switch (check) {
    case CheckDigit::right:
        return "right";
    case CheckDigit::wrong:
        return "wrong";
    case CheckDigit::none:
        return "none";
    }
    return "none";
}

std::string_view to_string(CarrierFrom from) {
    switch (from) {
    case CarrierFrom::named:
        return "named";
    case CarrierFrom::check_digit:
        return "check_digit";
    case CarrierFrom::page:
        return "page";
    case CarrierFrom::shape:
        return "shape";
    case CarrierFrom::length:
        return "length";
    case CarrierFrom::nothing:
        return "nothing";
    }
    return "nothing";
}

CarrierFrom carrier_from(const TrackingCandidate& candidate) {
    return candidate.check == CheckDigit::right ? CarrierFrom::check_digit
           : candidate.is_of_page               ? CarrierFrom::page
           : candidate.is_distinctive           ? CarrierFrom::shape
                                                : CarrierFrom::length;
}

std::string in_words(TrackingProblem problem) {
    switch (problem) {
    case TrackingProblem::empty:
        return "it is empty";
    case TrackingProblem::too_long:
        return "it is longer than any tracking number";
    case TrackingProblem::foreign:
        return "it has characters that no tracking number has";
    case TrackingProblem::no_number:
        return "there is no tracking number in this address";
    case TrackingProblem::several:
        return "it holds more than one tracking number";
    }
    return "";
}

base::Result<TrackingNumber, TrackingProblem> read_tracking(std::string_view typed,
                                                            const ShippedBetween& between) {
    const auto text = without_space_around(typed);
    if (text.empty()) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::empty);
    }
    if (is_web_address(text)) {
        if (holds_several_addresses(text)) {
            return base::Unexpected<TrackingProblem>(TrackingProblem::several);
        }
        return read_address(text, between);
    }
    const auto whose = [&](std::string_view bare) { return candidates_of(bare, between); };
    if (text.size() <= kLongestSeveral && holds_several(text, whose)) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::several);
    }
    const auto bare = bare_number(text);
    if (!bare) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::foreign);
    }
    if (text.size() > kLongestTracking * 2 || bare->size() > kLongestTracking) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::too_long);
    }
    if (bare->empty()) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::empty);
    }
    std::string number(without_label(text));
    std::ranges::replace_if( // a paste over lines or cells; other control characters are foreign
        number,
        [](char c) { return c == '\n' || c == '\r' || c == '\t'; },
        ' ');
    return TrackingNumber{
        std::move(number), candidates_of(*bare, between), number_within(text, whose)};
}

Settled settle_said(const TrackingNumber& read, const Carrier& said) {
    TrackingNumber own{read.number, {}, {}};
    for (const auto& candidate : read.candidates) {
        if (same_house(candidate.slug, said.slug)) {
            own.candidates.push_back(candidate);
        }
    }
    return own.candidates.empty() ? settle_carrier(read, &said) : settle_carrier(own, nullptr);
}

Settled settle_other(const TrackingNumber& read) {
    return settle_as_typed(read, {std::string(kOtherCarrier), std::string(kOtherCarrier), ""});
}

Settled settle_carrier(const TrackingNumber& read, const Carrier* given) {
    if (given != nullptr) {
        return settle_given(read, *given);
    }
    if (read.candidates.empty()) {
        return {Settled::Kind::unknown,
                {{std::string(kOtherCarrier), std::string(kOtherCarrier), read.number}}};
    }
    std::vector<TrackingCandidate> good;
    for (const auto& candidate : read.candidates) {
        if (candidate.check != CheckDigit::wrong) {
            good.push_back(candidate);
        }
    }
    if (good.empty()) {
        return {Settled::Kind::wrong, read.candidates, read.candidates.front().name};
    }
    return {good.size() == 1 ? Settled::Kind::one : Settled::Kind::several, std::move(good)};
}

} // namespace etsyorder::orders
