// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "lint/rules.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::lint {
namespace {

constexpr CodePoint kReplacement = 0xFFFD;

// UTF-8 read as Windows-1252: the first byte of a letter becomes Ã, Â or â, the second a sign.
bool is_misread(CodePoint first, CodePoint second) {
    const bool continues = (second >= 0x80 && second <= 0xBF) || second == 0x20AC ||
                           second == 0x2122 || second == 0x0153 || second == 0x201A;
    return (first == 0xC3 && continues) || (first == 0xC2 && second >= 0x80 && second <= 0xBF) ||
           (first == 0xE2 && second == 0x20AC);
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

} // namespace

void find_broken(const AnswerToLint& answer, Findings& found) {
    const auto bytes = answer.text.bytes();
    std::vector<Spot> escapes;
    for (auto at = bytes.find('&'); at != std::string_view::npos; at = bytes.find('&', at + 1)) {
        if (const auto size = entity_at(bytes.substr(at)); size > 0) {
            escapes.push_back(answer.text.spot(at, size));
            escapes.back().code_points.clear();
            escapes.back().what = std::string(bytes.substr(at, size));
        }
    }
    if (!escapes.empty()) {
        const auto first = escapes.front().what;
        found.add(
            Code::html_entity, fmt::format("{} stands for a character", first), std::move(escapes));
    }
    if (answer.text.is_ascii()) {
        return;
    }
    std::vector<Spot> broken;
    const auto& all = answer.text.characters();
    for (std::size_t i = 0; i < all.size(); ++i) {
        if (all[i].code == kReplacement) {
            broken.push_back(answer.text.spot(all[i]));
        } else if (i + 1 < all.size() && is_misread(all[i].code, all[i + 1].code)) {
            broken.push_back(answer.text.spot(all[i].offset, all[i].size + all[i + 1].size));
        }
    }
    if (!broken.empty()) {
        found.add(Code::garbled_text, "letters were read in the wrong encoding", std::move(broken));
    }
}

} // namespace etsyorder::lint
