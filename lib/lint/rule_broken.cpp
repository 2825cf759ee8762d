// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "lint/rules.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kReplacement = 0xFFFD;

constexpr CodePoint kATilde = 0xC3, kADiaeresis = 0xC4, kARing = 0xC5;

// What Windows-1252 has where a letter's second byte is 0x80 to 0x9F (encoding.spec.whatwg.org):
// letters and signs that never follow a capital A ...
constexpr std::array<CodePoint, 15> kStrange{0x201A,
                                             0x0153,
                                             0x0192,
                                             0x201E,
                                             0x2021,
                                             0x02C6,
                                             0x2030,
                                             0x0160,
                                             0x2039,
                                             0x0152,
                                             0x017D,
                                             0x02DC,
                                             0x0161,
                                             0x017E,
                                             0x0178};
// ... and what may stand behind a word that ends with it: "IRMÃ…", “SMÅ”.
constexpr std::array<CodePoint, 10> kPunctuation{
    0x2026, 0x2020, 0x2018, 0x2019, 0x201C, 0x201D, 0x2022, 0x2013, 0x2014, 0x203A};
constexpr CodePoint kOpeningQuote = 0x2018, kOpeningQuotes = 0x201C, kTradeMark = 0x2122,
                    kSoftHyphen = 0xAD;

bool is_one_of(const auto& list, CodePoint code) {
    return std::ranges::find(list, code) != list.end();
}

bool is_small(CodePoint code) {
    return utf8proc_category(code) == UTF8PROC_CATEGORY_LL;
}

// Is it the second half of a letter all the same? "Ã–mer", "imiÄ™", "NIÃ‘A".
bool is_within_word(const Text& text, std::size_t index) {
    const auto first = text.characters()[index].code;
    const auto second = text.characters()[index + 1].code;
    const auto before = text.before(index);
    const auto after = text.after(index + 1);
    if (is_small(before)) {
        return true; // no capital stands there
    }
    const bool opens = second == kOpeningQuote || second == kOpeningQuotes;
    if (is_letter(before)) {
        return opens && is_letter(after);
    }
    return first == kATilde ? is_letter(after) : is_small(after);
}

// UTF-8 read as Windows-1252: the first byte of a letter becomes Ã, Â, Ä, Å or â, the second a
// sign.
bool is_misread(const Text& text, std::size_t index) {
    const auto first = text.characters()[index].code;
    const auto second = text.after(index);
    const bool latin1 = second >= 0x80 && second <= 0xBF;
    if (first == 0xC2) {
        return latin1;
    }
    if (first == 0xE2) {
        return second == 0x20AC;
    }
    if (first == kATilde) {
        return latin1 || second == 0x20AC || second == kTradeMark || is_one_of(kStrange, second) ||
               (is_one_of(kPunctuation, second) && is_within_word(text, index));
    }
    if (first == kADiaeresis || first == kARing) {
        const bool never_behind = (second >= 0x80 && second <= 0x9F) || second == 0xA1 ||
                                  second == 0xB1 || (second >= 0xBC && second <= 0xBE);
        return never_behind || is_one_of(kStrange, second) ||
               ((is_one_of(kPunctuation, second) || second == kTradeMark ||
                 (second > 0xA1 && second <= 0xBF && second != kSoftHyphen)) &&
                is_within_word(text, index));
    }
    return false;
}

constexpr std::array<std::string_view, 10> kEntities{
    "amp", "quot", "lt", "gt", "apos", "nbsp", "eacute", "uuml", "ouml", "auml"};

// "&amp;", "&#39;", "&#x27;" at the start of the text: how long it is; 0: none.
std::size_t entity_at(std::string_view text) {
    const auto end = text.substr(0, 10).find(';');
    if (end == std::string_view::npos || end < 3) {
        return 0;
    }
    auto name = text.substr(1, end - 1);
    if (name.starts_with('#')) {
        const bool hex = name.starts_with("#x") || name.starts_with("#X");
        name.remove_prefix(hex ? 2 : 1);
        const auto* const digits = hex ? "0123456789abcdefABCDEF" : "0123456789";
        return !name.empty() && name.find_first_not_of(digits) == std::string_view::npos ? end + 1
                                                                                         : 0;
    }
    return std::ranges::find(kEntities, name) != kEntities.end() ? end + 1 : 0;
}

// "<br>", "<BR/>", "</br>" at the start of the text: how long it is; 0: none.
std::size_t line_break_at(std::string_view text) {
    const auto end = text.substr(0, 7).find('>');
    if (end == std::string_view::npos) {
        return 0;
    }
    auto name = base::ascii_lower(std::string(text.substr(1, end - 1)));
    std::erase_if(name, [](char c) { return c == ' ' || c == '/'; });
    return name == "br" ? end + 1 : 0;
}

} // namespace

void find_broken(const AnswerToLint& answer, Findings& found) {
    const auto bytes = answer.text.bytes();
    std::vector<Spot> escapes;
    for (auto at = bytes.find_first_of("&<"); at != std::string_view::npos;
         at = bytes.find_first_of("&<", at + 1)) {
        const auto rest = bytes.substr(at);
        if (const auto size = bytes[at] == '&' ? entity_at(rest) : line_break_at(rest); size > 0) {
            escapes.push_back(answer.text.spot(at, size));
            escapes.back().code_points.clear();
            escapes.back().what = std::string(bytes.substr(at, size));
        }
    }
    if (!escapes.empty()) {
        const auto first = escapes.front().what;
        found.add(
            Code::html_entity,
            fmt::format("{} stands for a {}", first, first[0] == '<' ? "new line" : "character"),
            std::move(escapes));
    }
    if (answer.text.is_ascii()) {
        return;
    }
    std::vector<Spot> broken;
    const auto& all = answer.text.characters();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].code == kReplacement) {
            broken.push_back(answer.text.spot(all[i]));
        } else if (i + 1 < all.size() && is_misread(answer.text, i)) {
            broken.push_back(answer.text.spot(all[i].offset, all[i].size + all[i + 1].size));
        }
    }
    if (!broken.empty()) {
        found.add(Code::garbled_text, "letters were read in the wrong encoding", std::move(broken));
    }
}

} // namespace etsyorder::lint
