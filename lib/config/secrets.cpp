// SPDX-License-Identifier: MIT
#include "config/secrets.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <array>
#include <string>

namespace etsyorder::config {
namespace {

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

bool is_of_token(char c) {
    return is_digit(c) || (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_' || c == '-';
}

} // namespace

bool is_name_of_secret(std::string_view key) {
    const std::string lower = base::ascii_lower(std::string(key));
    constexpr std::array<std::string_view, 4> kParts{"secret", "token", "password", "passwd"};
    return std::ranges::any_of(
        kParts, [&](std::string_view part) { return lower.find(part) != std::string::npos; });
}

bool holds_token(std::string_view line) {
    constexpr std::ptrdiff_t kShortestUser = 4;
    constexpr std::ptrdiff_t kShortestToken = 40;
    for (auto dot = std::ranges::find(line, '.'); dot != line.end();
         dot = std::find(dot + 1, line.end(), '.')) {
        const auto* before = dot;
        while (before != line.begin() && is_digit(*(before - 1))) {
            --before;
        }
        const auto* const behind = std::find_if_not(dot + 1, line.end(), is_of_token);
        if (dot - before >= kShortestUser && behind - dot > kShortestToken) {
            return true;
        }
    }
    return false;
}

} // namespace etsyorder::config
