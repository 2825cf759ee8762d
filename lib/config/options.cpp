// SPDX-License-Identifier: MIT
#include "config/options.hpp"

#include <algorithm>
#include <array>
#include <charconv>

namespace etsyorder::config {
namespace {

constexpr std::array kOptions{
    Option{"shop",
           "ETSYORDER_SHOP_ID",
           "",
           Shape::text,
           "the shop to work on: its number or its name"},
    Option{"zone",
           "ETSYORDER_ZONE",
           "",
           Shape::zone,
           "time zone in which days are counted, such as Europe/Berlin; empty: the machine's"},
    Option{"etsy.url",
           "ETSYORDER_ETSY_URL",
           "",
           Shape::url,
           "another server than Etsy's, such as etsyorder-sandbox; empty: Etsy's own addresses"},
    Option{"etsy.keystring",
           "ETSYORDER_KEYSTRING",
           "",
           Shape::secret,
           "the key of your own Etsy app, for jobs without sign-in"},
    Option{"auth.redirect_port",
           "ETSYORDER_REDIRECT_PORT",
           "8713",
           Shape::port,
           "port on this machine to which Etsy's sign-in page sends the browser back"},
    Option{"sync.open_orders_every",
           "ETSYORDER_SYNC_OPEN_ORDERS_EVERY",
           "6h",
           Shape::span,
           "how often open orders are read again for changes Etsy does not announce"},
    Option{"sync.listings_every",
           "ETSYORDER_SYNC_LISTINGS_EVERY",
           "6h",
           Shape::span,
           "how often listings and their questions are read again"},
    Option{"sync.shop_every",
           "ETSYORDER_SYNC_SHOP_EVERY",
           "24h",
           Shape::span,
           "how often the shop's own page is read again"},
    Option{"sync.reviews_every",
           "ETSYORDER_SYNC_REVIEWS_EVERY",
           "24h",
           Shape::span,
           "how often reviews are read again"},
    Option{"color", "ETSYORDER_COLOR", "auto", Shape::color, "auto, always or never"},
};

std::optional<std::int64_t> whole(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    if (text.empty() || problem != std::errc{} || stop != end) {
        return std::nullopt;
    }
    return value;
}

bool is_url(std::string_view text) {
    const bool web = text.starts_with("http://") || text.starts_with("https://");
    const auto host = text.substr(std::min(text.size(), text.find("//") + 2));
    return web && !host.empty() && host.front() != '/' &&
           std::ranges::none_of(text, [](char c) { return c <= ' ' || c == '\x7f'; });
}

bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

} // namespace

std::span<const Option> options() {
    return kOptions;
}

const Option* find_option(std::string_view key) {
    const auto* const found = std::ranges::find(kOptions, key, &Option::key);
    return found == kOptions.end() ? nullptr : found;
}

std::optional<std::chrono::seconds> parse_span(std::string_view text) {
    if (text.size() < 2) {
        return std::nullopt;
    }
    std::int64_t unit = 0;
    switch (text.back()) {
    case 's':
        unit = 1;
        break;
    case 'm':
        unit = 60;
        break;
    case 'h':
        unit = 3600;
        break;
    case 'd':
        unit = 86400;
        break;
    default:
        return std::nullopt;
    }
    constexpr std::int64_t kTenYears = 86400LL * 3653;
    const auto count = whole(text.substr(0, text.size() - 1));
    if (!count || *count <= 0 || *count > kTenYears / unit) {
        return std::nullopt;
    }
    return std::chrono::seconds{*count * unit};
}

std::string problem_with(const Option& option, std::string_view value) {
    if (has_control_characters(value)) {
        return "has a control character in it";
    }
    switch (option.shape) {
    case Shape::text:
    case Shape::secret:
    case Shape::zone:
        return ""; // a zone's name is checked when the zone is first needed
    case Shape::url:
        return value.empty() || is_url(value)
                   ? ""
                   : "is no address that starts with http:// or https://";
    case Shape::port: {
        const auto port = whole(value);
        return port && *port >= 1 && *port <= 65535 ? "" : "is no port: a number from 1 to 65535";
    }
    case Shape::span:
        return parse_span(value) ? "" : "is no span of time, such as 30m, 6h or 2d";
    case Shape::color:
        return value == "auto" || value == "always" || value == "never"
                   ? ""
                   : "is none of auto, always, never";
    }
    return "";
}

} // namespace etsyorder::config
