// SPDX-License-Identifier: MIT
#include "orders/tracking_address.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLongestAddress = 4000;
constexpr std::size_t kShortestNumber = 6;

// No-break space, zero-width space, word joiner, byte order mark, narrow no-break space.
constexpr std::array<std::string_view, 5> kOddSpaces{
    "\xC2\xA0", "\xE2\x80\x8B", "\xE2\x81\xA0", "\xEF\xBB\xBF", "\xE2\x80\xAF"};
// Hyphen, no-break hyphen, en dash, em dash.
constexpr std::array<std::string_view, 4> kOddDashes{
    "\xE2\x80\x90", "\xE2\x80\x91", "\xE2\x80\x93", "\xE2\x80\x94"};

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\r' || c == '\n';
}

// How many bytes of space `text` begins with.
std::size_t space_in_front(std::string_view text) {
    if (!text.empty() && is_space(text.front())) {
        return 1;
    }
    const auto* odd = std::ranges::find_if(
        kOddSpaces, [&](std::string_view space) { return text.starts_with(space); });
    return odd == kOddSpaces.end() ? 0 : odd->size();
}

std::size_t space_behind(std::string_view text) {
    if (!text.empty() && is_space(text.back())) {
        return 1;
    }
    const auto* odd = std::ranges::find_if(
        kOddSpaces, [&](std::string_view space) { return text.ends_with(space); });
    return odd == kOddSpaces.end() ? 0 : odd->size();
}

// Space, or a mark that people write between digits.
std::size_t ornament_in_front(std::string_view text) {
    if (const auto space = space_in_front(text); space > 0) {
        return space;
    }
    if (!text.empty() && (text.front() == '-' || text.front() == '.')) {
        return 1;
    }
    const auto* dash = std::ranges::find_if(
        kOddDashes, [&](std::string_view one) { return text.starts_with(one); });
    return dash == kOddDashes.end() ? 0 : dash->size();
}

int hex_value(char c) {
    const char lower = base::ascii_lower(c);
    return c >= '0' && c <= '9' ? c - '0' : lower >= 'a' && lower <= 'f' ? lower - 'a' + 10 : -1;
}

std::string percent_decoded(std::string_view text) {
    std::string decoded;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '%' && at + 2 < text.size() && hex_value(text[at + 1]) >= 0 &&
            hex_value(text[at + 2]) >= 0) {
            decoded += static_cast<char>(hex_value(text[at + 1]) * 16 + hex_value(text[at + 2]));
            at += 2;
        } else {
            decoded += text[at] == '+' ? ' ' : text[at];
        }
    }
    return decoded;
}

// The host as the address writes it, in lower case, without "www.".
std::string host_of(std::string_view address) {
    const auto scheme = address.find("://");
    if (scheme != std::string_view::npos) {
        address.remove_prefix(scheme + 3);
    }
    auto host = base::ascii_lower(std::string(address.substr(0, address.find_first_of("/?#:"))));
    if (host.starts_with("www.")) {
        host.erase(0, 4);
    }
    return host;
}

// The last two labels: "ups.com" of "wwwapps.ups.com". "co.uk" takes one more.
std::string_view site_of(std::string_view host) {
    auto at = host.rfind('.');
    int labels = 1;
    while (at != std::string_view::npos && at > 0) {
        const auto before = host.rfind('.', at - 1);
        const auto label = host.substr(before == std::string_view::npos ? 0 : before + 1,
                                       at - (before == std::string_view::npos ? 0 : before + 1));
        ++labels;
        if (labels >= 2 && label.size() > 3) {
            return before == std::string_view::npos ? host : host.substr(before + 1);
        }
        at = before;
    }
    return host;
}

// Does the page that the address is of belong to that carrier?
bool is_page_of(std::string_view site, const TrackingCandidate& candidate) {
    return !candidate.link.empty() && site_of(host_of(candidate.link)) == site;
}

struct Found {
    TrackingNumber number;
    int worth = 0;
};

// A number that is known by its beginning and its check digit; empty: it is no such.
std::string sure_number(const TrackingNumber& read) {
    const bool sure = !read.candidates.empty() && read.candidates.front().is_distinctive &&
                      read.candidates.front().check == CheckDigit::right;
    return sure ? read.candidates.front().number : std::string();
}

// How sure it is that a part of an address is the number.
int worth_of(const TrackingNumber& read, std::string_view site, bool is_value) {
    int worth = is_value ? 1 : 0;
    for (const auto& candidate : read.candidates) {
        int own = candidate.check == CheckDigit::right  ? 8
                  : candidate.check == CheckDigit::none ? 4
                                                        : 2;
        own += is_page_of(site, candidate) ? 16 : 0;
        worth = std::max(worth, own + (is_value ? 1 : 0));
    }
    return worth;
}

// Of several carriers the one whose page it is.
void prefer_page(TrackingNumber& read, std::string_view site) {
    const auto is_of_page = [&](const TrackingCandidate& one) { return is_page_of(site, one); };
    if (std::ranges::any_of(read.candidates, is_of_page)) {
        std::erase_if(read.candidates,
                      [&](const TrackingCandidate& one) { return !is_of_page(one); });
        for (auto& candidate : read.candidates) {
            candidate.is_of_page = true;
        }
    }
}

bool may_be_number(std::string_view part) {
    return part.size() >= kShortestNumber && part.size() <= kLongestTracking * 2 &&
           std::ranges::count_if(part, [](char c) { return c >= '0' && c <= '9'; }) >= 4;
}

} // namespace

std::string_view without_space_around(std::string_view text) {
    while (const auto bytes = space_in_front(text)) {
        text.remove_prefix(bytes);
    }
    while (const auto bytes = space_behind(text)) {
        text.remove_suffix(bytes);
    }
    return text;
}

bool is_web_address(std::string_view text) {
    const auto head = base::ascii_lower(std::string(text.substr(0, 8)));
    return head.starts_with("http://") || head.starts_with("https://") || head.starts_with("www.");
}

std::string_view without_label(std::string_view text) {
    if (const auto colon = text.rfind(':'); colon != std::string_view::npos) {
        text.remove_prefix(colon + 1);
    }
    text = without_space_around(text);
    if (text.starts_with('#')) {
        text.remove_prefix(1);
    }
    return text;
}

std::vector<std::string> groups_of(std::string_view text) {
    std::vector<std::string> groups;
    text = without_label(text);
    for (bool apart = true; !text.empty();) {
        if (const auto bytes = ornament_in_front(text); bytes > 0) {
            text.remove_prefix(bytes);
            apart = true;
            continue;
        }
        if (std::exchange(apart, false)) {
            groups.emplace_back();
        }
        const char c = base::ascii_lower(text.front());
        groups.back() += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        text.remove_prefix(1);
    }
    return groups;
}

std::optional<std::string> bare_number(std::string_view text) {
    text = without_label(text);
    std::string bare;
    while (!text.empty()) {
        if (const auto bytes = ornament_in_front(text); bytes > 0) {
            text.remove_prefix(bytes);
            continue;
        }
        const char c = text.front();
        const bool letter = base::ascii_lower(c) >= 'a' && base::ascii_lower(c) <= 'z';
        if (!letter && (c < '0' || c > '9')) {
            return std::nullopt;
        }
        bare += letter ? static_cast<char>(base::ascii_lower(c) - 'a' + 'A') : c;
        text.remove_prefix(1);
    }
    return bare;
}

base::Result<TrackingNumber, TrackingProblem> read_address(std::string_view address,
                                                           const ShippedBetween& between) {
    if (address.size() > kLongestAddress) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::too_long);
    }
    const auto host = host_of(address);
    const auto site = site_of(host);
    auto rest = address;
    if (const auto scheme = rest.find("://"); scheme != std::string_view::npos) {
        rest.remove_prefix(scheme + 3);
    }
    const auto path = rest.find_first_of("/?#");
    rest.remove_prefix(path == std::string_view::npos ? rest.size() : path);
    Found best;
    std::string sure;
    while (!rest.empty()) {
        const bool is_value = rest.front() == '=';
        rest.remove_prefix(1);
        const auto end = std::min(rest.find_first_of("/?#&=,;"), rest.size());
        const auto decoded = percent_decoded(rest.substr(0, end));
        rest.remove_prefix(end);
        for (std::size_t at = 0; at < decoded.size();) {
            const auto stop = std::min(decoded.find_first_of(",;~|", at), decoded.size());
            const auto part = decoded.substr(at, stop - at);
            const bool is_first = std::exchange(at, stop + 1) == 0;
            if (!may_be_number(part) || is_web_address(part)) {
                continue;
            }
            auto read = read_tracking(part, between);
            if (!read) {
                continue;
            }
            if (const auto number = sure_number(*read); !number.empty()) {
                if (!sure.empty() && sure != number) { // a page about two parcels
                    return base::Unexpected<TrackingProblem>(TrackingProblem::several);
                }
                sure = number;
            }
            // Behind the first one there are words of the page, such as a date.
            const int worth = is_first ? worth_of(*read, site, is_value) : 0;
            if (worth > best.worth) {
                best = {std::move(*read), worth};
            }
        }
    }
    if (best.worth == 0) {
        return base::Unexpected<TrackingProblem>(TrackingProblem::no_number);
    }
    prefer_page(best.number, site);
    return std::move(best.number);
}

} // namespace etsyorder::orders
