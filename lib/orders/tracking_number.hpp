// SPDX-License-Identifier: MIT
// Tracking numbers: from what people paste to the carriers whose number it may be, and whether its
// check digit holds. Several carriers can fit one number; where the shop is decides among them as
// far as it can.
//
//     auto read = read_tracking("1z 8v92a7 03 6720 3024", {"US", "GB"});
//     auto who = settle_carrier(*read, nullptr);   // one: ups, 1Z8V92A70367203024, right
#pragma once

#include "base/result.hpp"
#include "orders/carriers.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

enum class CheckDigit {
    right,
    wrong,
    none, // such numbers have none, or how it is made is not known
};
[[nodiscard]] std::string_view to_string(CheckDigit check);

struct TrackingCandidate {
    std::string slug;   // of the carrier; "other" for a post that Etsy has no word for
    std::string name;   // for people
    std::string number; // as the carrier's page takes it
    CheckDigit check = CheckDigit::none;
    std::string link = {};       // the carrier's page about it; empty: none is known
    bool is_post = false;        // of the Postal Union: every carrier of that country may have it
    bool is_distinctive = false; // known by its first characters, not by its length alone
    bool is_of_page = false;     // the address of this carrier's page was typed

    friend bool operator==(const TrackingCandidate&, const TrackingCandidate&) = default;
};

// ISO 3166-1 alpha-2; empty: not known.
struct ShippedBetween {
    std::string shop;
    std::string buyer;
};

struct TrackingNumber {
    std::string number; // as typed, but for space around it and a label in front ("Tracking:"); out
                        // of an address: the number in it
    std::vector<TrackingCandidate> candidates; // the likeliest first; empty: no carrier is known
    // A carrier's number, where something else stands beside that and as a whole it is nobody's.
    // Its check digit is right, or wrong for a slip in it. Empty: nothing stands beside it.
    std::optional<TrackingCandidate> within = {};
};

enum class TrackingProblem {
    empty,
    too_long,  // more than kLongestTracking characters
    foreign,   // characters that no number has
    no_number, // an address without one
    several,   // two numbers or more, which nothing may make one of
};
[[nodiscard]] std::string in_words(TrackingProblem problem);

inline constexpr std::size_t kLongestTracking = 60;

// A number with spaces, dashes and dots in any case, or the address of a carrier's page about it.
[[nodiscard]] base::Result<TrackingNumber, TrackingProblem>
read_tracking(std::string_view typed, const ShippedBetween& between);

// How a carrier is known.
enum class CarrierFrom {
    named,       // somebody or a file said so
    check_digit, // its check digit is right for that carrier
    page,        // the address of that carrier's page was typed
    shape,       // it begins as that carrier's numbers alone do
    length,      // a guess: it has only the length of that carrier's, where the shop is
    nothing,     // no carrier is known to have such numbers
};
[[nodiscard]] std::string_view to_string(CarrierFrom from);
[[nodiscard]] CarrierFrom carrier_from(const TrackingCandidate& candidate);

struct Settled {
    enum class Kind {
        one,     // candidates.front() is it
        several, // all of these fit
        unknown, // no carrier is known to have such numbers; front() is "other"
        wrong,   // its check digit is wrong with each of these
    };
    Kind kind = Kind::unknown;
    std::vector<TrackingCandidate> candidates; // never empty
    std::string shape_of = {}; // of wrong: the name of the carrier whose numbers end otherwise
};

// `given`: the carrier that somebody named; null: none. A given one is believed about its own
// numbers and about those that may be anybody's. One that begins as only another carrier's numbers
// do, with a wrong check digit, is wrong all the same: nobody else has such numbers.
[[nodiscard]] Settled settle_carrier(const TrackingNumber& read, const Carrier* given);

// The same, where somebody said that it is none of the carriers that Etsy has a word for.
[[nodiscard]] Settled settle_other(const TrackingNumber& read);

// `said`: the carrier that a file names, such as "DHL", where the number says which of its houses
// it is. Believed where the number is of none of them.
[[nodiscard]] Settled settle_said(const TrackingNumber& read, const Carrier& said);

} // namespace etsyorder::orders
