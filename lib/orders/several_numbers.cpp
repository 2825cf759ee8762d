// SPDX-License-Identifier: MIT
#include "orders/several_numbers.hpp"

#include "orders/tracking_address.hpp"

#include <algorithm>
#include <string>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLeastCharacters = 8; // of a number that stands beside another
constexpr std::ptrdiff_t kLeastDigits = 4;  // "Tracked 24" is none
constexpr std::size_t kLongWord = 10;       // groups within a number are shorter
constexpr std::string_view kSigns = ",;|/&+";
constexpr std::string_view kSpaces = " \t\r\n";

bool may_stand_alone(std::string_view bare) {
    return bare.size() >= kLeastCharacters && bare.size() <= kLongestTracking &&
           std::ranges::count_if(bare, [](char c) { return c >= '0' && c <= '9'; }) >= kLeastDigits;
}

// Without those that are no bare words, and labels such as "Tracking:".
std::vector<std::string> bare_words(std::string_view text, std::string_view separators) {
    std::vector<std::string> words;
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(separators), text.size());
        auto word = bare_number(text.substr(0, end));
        if (word && !word->empty()) {
            words.push_back(*std::move(word));
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return words;
}

std::string joined(std::vector<std::string>::const_iterator from,
                   std::vector<std::string>::const_iterator end) {
    std::string all;
    for (; from != end; ++from) {
        all += *from;
    }
    return all;
}

// What the beginning and the check digit say of a number.
enum class Sure { no, but_for_a_slip, yes };

Sure how_sure(std::string_view bare, const CandidatesOf& candidates_of) {
    if (!may_stand_alone(bare)) {
        return Sure::no;
    }
    const auto found = candidates_of(bare);
    if (found.empty() || !found.front().is_distinctive || found.front().check == CheckDigit::none) {
        return Sure::no;
    }
    return found.front().check == CheckDigit::right ? Sure::yes : Sure::but_for_a_slip;
}

bool begin_alike(std::string_view one, std::string_view other) {
    return one.substr(0, 2) == other.substr(0, 2);
}

// Two numbers side by side, each of which may be written in groups.
bool is_pair(std::string_view one, std::string_view other, const CandidatesOf& candidates_of) {
    const auto first = how_sure(one, candidates_of);
    const auto second = how_sure(other, candidates_of);
    return (first == Sure::yes && second != Sure::no) ||
           (second == Sure::yes && first != Sure::no) ||
           // What follows a sure one and begins like it may be two more of its kind.
           (first == Sure::yes && begin_alike(one, other) && other.size() >= one.size());
}

bool are_long_words(std::string_view one, std::string_view other, bool looks_whole) {
    return one.size() >= kLongWord && other.size() >= kLongWord && may_stand_alone(one) &&
           may_stand_alone(other) && (!looks_whole || begin_alike(one, other));
}

} // namespace

bool holds_several(std::string_view text, const CandidatesOf& candidates_of) {
    if (text.find_first_of(kSigns) != std::string_view::npos) { // no number has these
        return std::ranges::count_if(bare_words(text, ",;|/&+\n"), may_stand_alone) > 1;
    }
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        const auto is_sure = [&](const std::string& word) {
            return how_sure(word, candidates_of) != Sure::no;
        };
        if (std::ranges::count_if(bare_words(text, kSpaces), is_sure) > 1) {
            return true;
        }
        text.remove_prefix(colon + 1);
    }
    const auto words = bare_words(text, kSpaces);
    const auto whole = joined(words.begin(), words.end());
    if (words.size() < 2) {
        return false;
    }
    const auto as_one = candidates_of(whole);
    if (!as_one.empty() && as_one.front().check == CheckDigit::right) {
        return false;
    }
    const bool looks_whole = !as_one.empty() && as_one.front().is_distinctive;
    for (auto second = words.begin() + 1; second != words.end(); ++second) {
        if (are_long_words(*(second - 1), *second, looks_whole) ||
            is_pair(joined(words.begin(), second), joined(second, words.end()), candidates_of)) {
            return true;
        }
    }
    return false;
}

std::optional<TrackingCandidate> number_within(std::string_view text,
                                               const CandidatesOf& candidates_of) {
    const auto words = groups_of(text);
    if (words.size() < 2) {
        return std::nullopt;
    }
    const auto whole = candidates_of(joined(words.begin(), words.end()));
    if (!whole.empty() && whole.front().check == CheckDigit::right) {
        return std::nullopt;
    }
    std::optional<TrackingCandidate> slip;
    for (auto first = words.begin(); first != words.end(); ++first) {
        for (auto end = first + 1; end <= words.end(); ++end) {
            const auto bare = joined(first, end);
            if (bare.size() > kLongestTracking) {
                break;
            }
            const auto sure = how_sure(bare, candidates_of);
            if (sure == Sure::yes) {
                return candidates_of(bare).front();
            }
            if (sure == Sure::but_for_a_slip && !slip) {
                slip = candidates_of(bare).front();
            }
        }
    }
    // Of a shape with a check digit it is the whole that has the slip.
    const bool is_whole = !whole.empty() && whole.front().check != CheckDigit::none;
    return is_whole ? std::nullopt : slip;
}

bool holds_several_addresses(std::string_view text) {
    for (auto at = text.find_first_of(" \t\r\n,;"); at != std::string_view::npos;
         at = text.find_first_of(" \t\r\n,;", at + 1)) {
        if (is_web_address(text.substr(at + 1))) {
            return true;
        }
    }
    return false;
}

} // namespace etsyorder::orders
