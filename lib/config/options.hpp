// SPDX-License-Identifier: MIT
// The options as rows of one table: `config show`, the checks and the manual are made from it.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::config {

enum class Shape {
    text,
    secret,
    url,
    port,
    span,
    zone,
    color,
    currency,
    language,
    folder,
    count,
    paper
};

struct Option {
    std::string_view key;      // as in config.yaml, levels joined by dots: "etsy.url"
    std::string_view variable; // environment variable
    std::string_view standard; // the default; empty: none
    Shape shape;
    std::string_view summary; // one line for people
    std::string_view example =
        {}; // for the starter config.yaml; empty: the default is one, or none
};

[[nodiscard]] std::span<const Option> options();

// What one shop may have for itself, below `shops.NAME` in config.yaml; without a variable.
[[nodiscard]] std::span<const Option> shop_options();

struct ShopKey {
    std::string_view shop; // its name or number, as it is written
    std::string_view key;  // of shop_options()
};
// "shops.AcornSigns.zone" in its parts. Empty: it is no key of one shop.
[[nodiscard]] std::optional<ShopKey> split_shop_key(std::string_view key);

// Also of one shop. Null: there is no such option.
[[nodiscard]] const Option* find_option(std::string_view key);

// Says in words what is wrong with the value ("is no port: 1 to 65535"); empty: it is fine.
[[nodiscard]] std::string problem_with(const Option& option, std::string_view value);

// "90s", "30m", "6h", "2d". Empty: not a positive span of at most 10 years.
[[nodiscard]] std::optional<std::chrono::seconds> parse_span(std::string_view text);

} // namespace etsyorder::config
