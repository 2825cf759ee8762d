// SPDX-License-Identifier: MIT
#include "base/html_text.hpp"

#include "base/utf8.hpp"

#include <array>
#include <charconv>
#include <cstdint>
#include <optional>
#include <utility>

namespace etsyorder::base {
namespace {

constexpr std::size_t kLongestReference = 10; // "&#1114111;" without the "&" and the ";" is shorter

std::optional<std::uint32_t> numeric(std::string_view name) {
    if (name.size() < 2 || name.front() != '#') {
        return std::nullopt;
    }
    const bool hexadecimal = name[1] == 'x' || name[1] == 'X';
    const auto digits = name.substr(hexadecimal ? 2 : 1);
    std::uint32_t code = 0;
    const auto* end = digits.data() + digits.size();
    const auto [stop, problem] = std::from_chars(digits.data(), end, code, hexadecimal ? 16 : 10);
    const bool scalar = code != 0 && code <= 0x10ffff && (code < 0xd800 || code > 0xdfff);
    if (digits.empty() || problem != std::errc{} || stop != end || !scalar) {
        return std::nullopt;
    }
    return code;
}

std::optional<std::uint32_t> meaning(std::string_view name) {
    static constexpr std::array<std::pair<std::string_view, std::uint32_t>, 6> kNamed = {
        {{"quot", '"'}, {"apos", '\''}, {"amp", '&'}, {"lt", '<'}, {"gt", '>'}, {"nbsp", 0xa0}}};
    for (const auto& [word, code] : kNamed) {
        if (name == word) {
            return code;
        }
    }
    return numeric(name);
}

} // namespace

std::string decode_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto start = text.find('&', at);
        out.append(text.substr(at, start - at));
        if (start == std::string_view::npos) {
            break;
        }
        const auto end = text.substr(start, kLongestReference + 2).find(';');
        const auto code =
            end == std::string_view::npos ? std::nullopt : meaning(text.substr(start + 1, end - 1));
        if (code) {
            append_utf8(out, *code);
            at = start + end + 1;
        } else {
            out += '&';
            at = start + 1;
        }
    }
    return out;
}

} // namespace etsyorder::base
