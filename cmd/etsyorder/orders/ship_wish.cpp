// SPDX-License-Identifier: MIT
#include "orders/ship_wish.hpp"

#include "base/nearest.hpp"
#include "orders/references.hpp"
#include "orders/tracking_number.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Services;
using orders::CarrierFrom;
using orders::ParcelWish;
using orders::Settled;
using orders::TrackingCandidate;

Error no_number(const std::string& typed, orders::TrackingProblem problem) {
    return Error(ErrorKind::usage, fmt::format("\"{}\" is no tracking number", shortened(typed)))
        .because(orders::in_words(problem))
        .hint(problem == orders::TrackingProblem::several
                  ? "each parcel has a --tracking of its own, and in a file a row of its own"
                  : "the number as the carrier gave it, or the address of its page about the "
                    "parcel");
}

std::vector<std::string> slugs_of(const std::vector<TrackingCandidate>& candidates) {
    std::vector<std::string> slugs;
    slugs.reserve(candidates.size());
    for (const auto& candidate : candidates) {
        slugs.push_back(candidate.slug);
    }
    return slugs;
}

Error wrong_digit(const Settled& settled) {
    const auto& first = settled.candidates.front();
    return Error(ErrorKind::usage, fmt::format("the check digit of {} is wrong", first.number))
        .because(fmt::format("no number of {} ends so: a digit is wrong, or two are swapped",
                             settled.shape_of))
        .hint("look at the label again; --force takes the number as it is");
}

Error more_than_a_number(const std::string& typed, const TrackingCandidate& within) {
    const bool is_slip = within.check == orders::CheckDigit::wrong;
    return Error(ErrorKind::usage,
                 fmt::format("\"{}\" is more than a tracking number", shortened(typed)))
        .because(is_slip
                     ? fmt::format("{} in it looks like a number of {}, and its check digit is "
                                   "wrong: a digit is wrong, or two are swapped",
                                   within.number,
                                   within.name)
                     : fmt::format("{} in it is a whole number of {}", within.number, within.name))
        .hint(is_slip ? "look at the label again; --force takes all of it as one number"
                      : fmt::format("--tracking {}, or in a file that alone; --force takes all of "
                                    "it as one number",
                                    within.number));
}

Error several_fit(const Settled& settled) {
    return Error(ErrorKind::usage,
                 fmt::format("{} may be a number of several carriers",
                             settled.candidates.front().number))
        .because(
            fmt::format("it has the shape of: {}", fmt::join(slugs_of(settled.candidates), ", ")))
        .hint(fmt::format("--carrier {}", settled.candidates.front().slug));
}

// The one that is typed by its number or word; throws the error when it is none.
TrackingCandidate ask_which(const Settled& settled, Services& services) {
    auto question =
        fmt::format("{} may be of several carriers:\n", settled.candidates.front().number);
    for (std::size_t at = 0; at < settled.candidates.size(); ++at) {
        question += fmt::format("  {}  {}\n", at + 1, settled.candidates[at].name);
    }
    services.streams().err(question + "Which? ");
    const auto answer = services.streams().read_line().value_or("");
    for (std::size_t at = 0; at < settled.candidates.size(); ++at) {
        if (answer == std::to_string(at + 1) || answer == settled.candidates[at].slug) {
            return settled.candidates[at];
        }
    }
    throw several_fit(settled);
}

TrackingCandidate decided(const Settled& settled, WishRules rules, Services& services) {
    const bool may_ask = rules.asking == Asking::allowed && services.may_ask();
    switch (settled.kind) {
    case Settled::Kind::one:
        break;
    case Settled::Kind::unknown:
        if (rules.asking == Asking::never) {
            break; // each row says it
        }
        services.output().note(
            fmt::format("no carrier is known to have such numbers: Etsy is told \"{}\" for {}",
                        orders::kOtherCarrier,
                        settled.candidates.front().number));
        break;
    case Settled::Kind::several:
        if (!may_ask) {
            throw several_fit(settled);
        }
        return ask_which(settled, services);
    case Settled::Kind::wrong:
        if (rules.wrong_digit == WrongDigit::refuse &&
            (!may_ask || services.flags().yes ||
             !services.confirm(
                 fmt::format("The check digit of {} is wrong for {}. Take it as it is?",
                             settled.candidates.front().number,
                             settled.shape_of)))) {
            throw wrong_digit(settled);
        }
        break;
    }
    return settled.candidates.front();
}

} // namespace

std::vector<TypedParcel> typed_parcels(const std::vector<std::string>& codes,
                                       const std::vector<std::string>& carriers) {
    if (codes.empty()) {
        if (!carriers.empty()) {
            throw Error(ErrorKind::usage, "--carrier needs --tracking")
                .because("Etsy takes a carrier only with a number");
        }
        return {TypedParcel{}};
    }
    if (carriers.size() > 1 && carriers.size() != codes.size()) {
        throw Error(
            ErrorKind::usage,
            fmt::format("{} carriers were named for {} numbers", carriers.size(), codes.size()))
            .hint("name one for all of them, or each its own in the same order");
    }
    // Of a script's empty variable: an order would be marked without its number, for good.
    if (std::find(codes.begin(), codes.end(), "") != codes.end()) {
        throw Error(ErrorKind::usage, "--tracking is empty")
            .hint("leave the flag out to ship without a number");
    }
    std::vector<TypedParcel> parcels;
    for (std::size_t at = 0; at < codes.size(); ++at) {
        parcels.push_back({codes[at],
                           carriers.empty()       ? std::string()
                           : carriers.size() == 1 ? carriers.front()
                                                  : carriers[at],
                           ""});
    }
    return parcels;
}

ParcelWish carrier_named(const std::string& word) {
    if (word == orders::kOtherCarrier) {
        return {word, word, "", {}};
    }
    if (const auto* carrier = orders::find_carrier(word)) {
        return {std::string(carrier->slug), std::string(carrier->name), "", {}};
    }
    std::vector<std::string> slugs;
    for (const auto& carrier : orders::carriers()) {
        slugs.emplace_back(carrier.slug);
    }
    const auto meant = base::nearest(word, slugs);
    throw Error(ErrorKind::usage, fmt::format("there is no carrier \"{}\"", shortened(word)))
        .hint(meant ? fmt::format(
                          "did you mean {}? --carrier other is for all that Etsy does not know",
                          *meant)
                    : "--carrier other is for all that Etsy does not know");
}

ParcelWish wish_for(const TypedParcel& typed,
                    const orders::Order& order,
                    const std::string& shop_country,
                    WishRules rules,
                    Services& services) {
    const auto given = typed.carrier.empty() ? ParcelWish{} : carrier_named(typed.carrier);
    if (typed.code.empty()) {
        return {};
    }
    const auto read =
        orders::read_tracking(typed.code, {shop_country, order.address.country.value_or("")});
    if (!read) {
        throw no_number(typed.code, read.error());
    }
    if (read->within && rules.wrong_digit == WrongDigit::refuse) {
        throw more_than_a_number(typed.code, *read->within);
    }
    const auto* named = orders::find_carrier(given.carrier);
    const auto* said = typed.said.empty() ? nullptr : orders::carrier_in_words(typed.said);
    const auto settled = given.carrier == orders::kOtherCarrier ? orders::settle_other(*read)
                         : named == nullptr && said != nullptr
                             ? orders::settle_said(*read, *said)
                             : orders::settle_carrier(*read, named);
    const auto one = decided(settled, rules, services);
    const bool is_named =
        !given.carrier.empty() || said != nullptr || settled.kind == Settled::Kind::several;
    const auto from = is_named                                 ? CarrierFrom::named
                      : settled.kind == Settled::Kind::unknown ? CarrierFrom::nothing
                                                               : orders::carrier_from(one);
    if (from == CarrierFrom::length && rules.asking == Asking::allowed) {
        services.output().note(fmt::format(
            "{} is a guess: {} has the length of its numbers, and no check digit that would tell; "
            "--carrier names another",
            one.name,
            one.number));
    }
    return {one.slug, one.name, one.number, {}, from};
}

} // namespace etsyorder
