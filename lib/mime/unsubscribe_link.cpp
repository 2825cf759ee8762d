// SPDX-License-Identifier: MIT
#include "mime/unsubscribe_link.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace etsyorder::mime {

std::optional<UnsubscribeLink> UnsubscribeLink::parse(std::string_view text) {
    constexpr std::string_view kScheme = "https://";
    const auto fits = [](char c) {
        return c > ' ' && c < 0x7f &&
               std::string_view("<>,\"'\\").find(c) == std::string_view::npos;
    };
    if (text.size() > kMostBytes || text.size() <= kScheme.size() ||
        !base::same_but_for_case(text.substr(0, kScheme.size()), kScheme) ||
        text[kScheme.size()] == '/' || !std::ranges::all_of(text, fits)) {
        return std::nullopt;
    }
    return UnsubscribeLink(std::string(text));
}

} // namespace etsyorder::mime
