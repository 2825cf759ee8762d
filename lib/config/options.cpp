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
           "the shop to work on: its number or its name",
           "AcornSigns"},
    Option{"zone",
           "ETSYORDER_ZONE",
           "",
           Shape::zone,
           "time zone in which days are counted, such as Europe/Berlin; empty: the machine's",
           "Europe/Berlin"},
    Option{"etsy.url",
           "ETSYORDER_ETSY_URL",
           "",
           Shape::url,
           "another server than Etsy's, such as etsyorder-sandbox; empty: Etsy's own addresses",
           "http://127.0.0.1:8080"},
    Option{"etsy.keystring",
           "ETSYORDER_KEYSTRING",
           "",
           Shape::secret,
           "the key of your own Etsy app, for jobs without sign-in",
           "abcdefghijklmnopqrstuvwx"},
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
    Option{"backup.folder",
           "ETSYORDER_BACKUP_FOLDER",
           "",
           Shape::folder,
           "where backups go, such as a disk of its own; empty: beside the database",
           "/media/stick/etsyorder"},
    Option{"backup.keep",
           "ETSYORDER_BACKUP_KEEP",
           "7",
           Shape::count,
           "how many backups of a database are kept; an older one makes room for a new one"},
    Option{"slips.paper",
           "ETSYORDER_SLIPS_PAPER",
           "a4",
           Shape::paper,
           "size of packing slips: a4, letter or a6"},
    Option{"language",
           "ETSYORDER_LANGUAGE",
           "en",
           Shape::language,
           "language of letters where none is asked for, such as en or de"},
    Option{"signature",
           "ETSYORDER_SIGNATURE",
           "",
           Shape::text,
           "how letters are signed; empty: the name of the shop",
           "Anna of Acorn Signs"},
    Option{"color", "ETSYORDER_COLOR", "auto", Shape::color, "auto, always or never"},
};

constexpr std::array kShopOptions{
    Option{"zone",
           "",
           "",
           Shape::zone,
           "time zone in which this shop's days are counted",
           "Europe/Berlin"},
    Option{"currency",
           "",
           "",
           Shape::currency,
           "currency of amounts in imported files that name none",
           "EUR"},
    Option{"language", "", "", Shape::language, "language of this shop's letters", "de"},
    Option{"signature", "", "", Shape::text, "how this shop's letters are signed", "Anna"},
    Option{"keystring", "", "", Shape::secret, "the key of the Etsy app that this shop uses"},
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

// RFC 5646: a language of two or three letters, and perhaps a region.
bool is_language(std::string_view text) {
    const auto letters = [](std::string_view part) {
        return std::ranges::all_of(
            part, [](char c) { return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z'); });
    };
    const auto cut = std::min(text.find_first_of("-_"), text.size());
    const auto first = text.substr(0, cut);
    const auto region = text.substr(std::min(cut + 1, text.size()));
    return (first.size() == 2 || first.size() == 3) && letters(first) &&
           (cut == text.size() || (region.size() == 2 && letters(region)));
}

bool has_control_characters(std::string_view text) {
    return std::ranges::any_of(text, [](char c) { return (c >= 0 && c < ' ') || c == '\x7f'; });
}

} // namespace

std::span<const Option> options() {
    return kOptions;
}

std::span<const Option> shop_options() {
    return kShopOptions;
}

std::optional<ShopKey> split_shop_key(std::string_view key) {
    constexpr std::string_view kShops = "shops.";
    const auto last = key.rfind('.');
    if (!key.starts_with(kShops) || last <= kShops.size()) {
        return std::nullopt;
    }
    return ShopKey{key.substr(kShops.size(), last - kShops.size()), key.substr(last + 1)};
}

const Option* find_option(std::string_view key) {
    const auto of_shop = split_shop_key(key);
    const auto all = of_shop ? shop_options() : options();
    const auto found = std::ranges::find(all, of_shop ? of_shop->key : key, &Option::key);
    return found == all.end() ? nullptr : &*found;
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
    case Shape::currency: // ISO 4217
        return value.empty() ||
                       (value.size() == 3 &&
                        std::ranges::all_of(value, [](char c) { return c >= 'A' && c <= 'Z'; }))
                   ? ""
                   : "is no currency: three capital letters, such as EUR";
    case Shape::language:
        return value.empty() || is_language(value) ? "" : "is no language, such as en, de or pt-BR";
    case Shape::folder:
        return value.empty() || value.starts_with('/') || value.starts_with("~/")
                   ? ""
                   : "is no whole path: it starts with / or ~/";
    case Shape::count: {
        const auto count = whole(value);
        return count && *count >= 1 && *count <= 10'000 ? "" : "is no number from 1 to 10000";
    }
    case Shape::paper:
        return value == "a4" || value == "letter" || value == "a6" ? ""
                                                                   : "is none of a4, letter, a6";
    case Shape::color:
        return value == "auto" || value == "always" || value == "never"
                   ? ""
                   : "is none of auto, always, never";
    }
    return "";
}

} // namespace etsyorder::config
