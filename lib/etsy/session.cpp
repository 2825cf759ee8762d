// SPDX-License-Identifier: MIT
#include "etsy/session.hpp"

#include "base/error.hpp"

#include <algorithm>
#include <charconv>
#include <utility>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;

// Also keeps line breaks out of header lines.
bool plain_word(std::string_view text) {
    return !text.empty() && std::ranges::all_of(text, [](char c) {
        return c > ' ' && c < 0x7F && c != '"' && c != '\'';
    });
}

std::optional<ShopId> parse_shop(const std::string& text) {
    if (text.empty()) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto [stop, problem] = std::from_chars(text.data(), text.data() + text.size(), value);
    if (problem != std::errc{} || stop != text.data() + text.size() || value <= 0) {
        throw Error(ErrorKind::usage, "ETSYORDER_SHOP_ID is no shop number")
            .because("\"" + text + "\" is not a whole number above 0");
    }
    return ShopId{value};
}

} // namespace

base::Secret ApiKey::header() const {
    return base::Secret(keystring + ":" + shared_secret.reveal());
}

ApiKey parse_api_key(std::string_view text, const base::Secret& shared_secret) {
    const auto colon = text.find(':');
    ApiKey key{std::string(text.substr(0, colon)),
               colon == std::string_view::npos ? shared_secret
                                               : base::Secret(std::string(text.substr(colon + 1)))};
    if (!plain_word(key.keystring)) {
        throw Error(ErrorKind::usage, "the keystring is missing or not one word")
            .because("Etsy's key has two parts, the keystring and the shared secret")
            .hint("copy both from https://www.etsy.com/developers/your-apps");
    }
    if (!plain_word(key.shared_secret.reveal())) {
        throw Error(ErrorKind::usage, "the shared secret is missing or not one word")
            .because("since February 2026 Etsy refuses a keystring without its shared secret")
            .hint("copy both from https://www.etsy.com/developers/your-apps; for jobs set "
                  "ETSYORDER_SHARED_SECRET, or ETSYORDER_KEYSTRING to keystring:secret");
    }
    return key;
}

EnvironmentSession::EnvironmentSession(SessionVariables variables)
    : key_(parse_api_key(variables.keystring, variables.shared_secret)),
      token_(std::move(variables.access_token)), shop_(parse_shop(variables.shop_id)) {
    if (!token_.empty() && !plain_word(token_.reveal())) {
        throw Error(ErrorKind::usage, "ETSYORDER_ACCESS_TOKEN is not one word")
            .because("a token looks like 12345678.xxx, without \"Bearer\" before it");
    }
}

std::string EnvironmentSession::remedy() const {
    return "set ETSYORDER_ACCESS_TOKEN to a fresh token, or unset it and run: etsyorder auth login";
}

} // namespace etsyorder::etsy
