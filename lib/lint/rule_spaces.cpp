// SPDX-License-Identifier: MIT
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kNoBreak = 0x00A0, kNarrowNoBreak = 0x202F, kIdeographic = 0x3000;
constexpr CodePoint kOpeningGuillemet = 0x00AB, kClosingGuillemet = 0x00BB;

bool is_space(char c) {
    return c == ' ' || c == '\t' || c == '\n' || c == '\r';
}

bool is_breaking(char c) {
    return c == '\n' || c == '\r';
}

Spot blank_spot(const Text& text, std::size_t offset, std::size_t size) {
    auto spot = text.spot(offset, size);
    spot.looks_like_nothing = true;
    return spot;
}

// French sets a no-break space before ; : ! ? and inside guillemets.
bool is_french(const Text& text, std::size_t index) {
    const auto code = text.characters()[index].code;
    const auto after = text.after(index);
    return (code == kNoBreak || code == kNarrowNoBreak) &&
           (after == '!' || after == '?' || after == ';' || after == ':' ||
            after == kClosingGuillemet || text.before(index) == kOpeningGuillemet);
}

bool is_east_asian(const Text& text) {
    return std::ranges::any_of(text.characters(), [](const Character& character) {
        return family_of(character.code) == Family::east_asian;
    });
}

void find_odd_spaces(const Text& text, Findings& found) {
    if (text.is_ascii() && text.bytes().find('\t') == std::string_view::npos) {
        return;
    }
    std::vector<Spot> spots;
    const auto& all = text.characters();
    for (std::size_t i = 0; i < all.size(); ++i) {
        const auto code = all[i].code;
        const bool odd = code == '\t' || code == 0x85 ||
                         (code != ' ' && utf8proc_category(code) == UTF8PROC_CATEGORY_ZS);
        if (!odd || is_french(text, i) || (code == kIdeographic && is_east_asian(text))) {
            continue;
        }
        auto spot = blank_spot(text, all[i].offset, all[i].size);
        spot.what = code == '\t'           ? "tab"
                    : code == kNoBreak     ? "no-break space"
                    : code == kIdeographic ? "wide space"
                                           : "space of a special width";
        spots.push_back(std::move(spot));
    }
    if (!spots.empty()) {
        auto message = fmt::format("{} ({})", spots.front().what, spots.front().code_points);
        found.add(Code::odd_space, std::move(message), std::move(spots));
    }
}

// Runs of spaces between words of one line; those at its ends are edge-space.
std::vector<Spot> double_spaces(const Text& text) {
    std::vector<Spot> spots;
    const auto bytes = text.bytes();
    for (auto at = bytes.find("  "); at != std::string_view::npos; at = bytes.find("  ", at)) {
        const auto end = std::min(bytes.find_first_not_of(' ', at), bytes.size());
        const bool starts = at == 0 || is_breaking(bytes[at - 1]);
        const bool ends = end == bytes.size() || is_breaking(bytes[end]);
        if (!starts && !ends) {
            spots.push_back(text.spot(at, end - at));
            spots.back().what = fmt::format("{} spaces", end - at);
            spots.back().code_points = fmt::format("{} x U+0020", end - at);
        }
        at = end;
    }
    return spots;
}

// At the start and the end of the text and of each of its lines.
std::vector<Spot> edge_spaces(const Text& text) {
    std::vector<Spot> spots;
    const auto bytes = text.bytes();
    std::size_t begin = 0;
    const auto add = [&](std::size_t from, std::size_t to, const char* what) {
        if (to > from) {
            spots.push_back(blank_spot(text, from, to - from));
            spots.back().what = what;
        }
    };
    const auto first = std::min(bytes.find_first_not_of(" \t\r\n"), bytes.size());
    const auto last = bytes.find_last_not_of(" \t\r\n");
    if (last == std::string_view::npos) {
        return spots;
    }
    add(0, first, "at the start");
    for (begin = first; begin <= last;) { // lines between
        const auto line_end = std::min(bytes.find_first_of("\r\n", begin), last + 1);
        if (line_end > last) {
            break;
        }
        auto blank = line_end;
        while (blank > begin && (bytes[blank - 1] == ' ' || bytes[blank - 1] == '\t')) {
            --blank;
        }
        add(blank, line_end, "at the end of a line");
        begin = line_end;
        while (is_breaking(bytes[begin])) {
            ++begin;
        }
        const auto word = std::min(bytes.find_first_not_of(" \t", begin), last);
        if (!is_breaking(bytes[word])) { // a line of blanks only has its spaces at its end
            add(begin, word, "at the start of a line");
            begin = word;
        }
    }
    add(last + 1, bytes.size(), "at the end");
    return spots;
}

// "Mom , Dad", "the end ." and not " ...", " .5", " .com".
std::vector<Spot> stray_spaces(const Text& text) {
    std::vector<Spot> spots;
    const auto bytes = text.bytes();
    for (std::size_t at = 1; at + 1 < bytes.size(); ++at) {
        const char sign = bytes[at + 1];
        if (bytes[at] != ' ' || (sign != ',' && sign != '.') || is_space(bytes[at - 1])) {
            continue;
        }
        const bool ends = at + 2 == bytes.size() || is_space(bytes[at + 2]);
        const bool spaced_dots = bytes[at - 1] == '.' || bytes[at - 1] == '-'; // ". . ."
        if (ends && !spaced_dots) {
            spots.push_back(text.spot(at, 1));
            spots.back().what = sign == ',' ? "before a comma" : "before a full stop";
        }
    }
    return spots;
}

} // namespace

void find_spaces(const AnswerToLint& answer, Findings& found) {
    find_odd_spaces(answer.text, found);
    if (auto spots = double_spaces(answer.text); !spots.empty()) {
        auto message = fmt::format("{} between words", spots.front().what);
        found.add(Code::double_space, std::move(message), std::move(spots));
    }
    if (auto spots = edge_spaces(answer.text); !spots.empty()) {
        auto message = fmt::format("space {}", spots.front().what);
        found.add(Code::edge_space, std::move(message), std::move(spots));
    }
    if (auto spots = stray_spaces(answer.text); !spots.empty()) {
        auto message = fmt::format("space {}", spots.front().what);
        found.add(Code::stray_space, std::move(message), std::move(spots));
    }
}

} // namespace etsyorder::lint
