// SPDX-License-Identifier: MIT
// The options as rows of one table: `config show`, the checks and the manual are made from it.
#pragma once

#include <chrono>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::config {

enum class Shape { text, secret, url, port, span, zone, color };

struct Option {
    std::string_view key;      // as in config.yaml, levels joined by dots: "etsy.url"
    std::string_view variable; // environment variable
    std::string_view standard; // the default; empty: none
    Shape shape;
    std::string_view summary; // one line for people
};

[[nodiscard]] std::span<const Option> options();

// Null: there is no such option.
[[nodiscard]] const Option* find_option(std::string_view key);

// Says in words what is wrong with the value ("is no port: 1 to 65535"); empty: it is fine.
[[nodiscard]] std::string problem_with(const Option& option, std::string_view value);

// "90s", "30m", "6h", "2d". Empty: not a positive span of at most 10 years.
[[nodiscard]] std::optional<std::chrono::seconds> parse_span(std::string_view text);

} // namespace etsyorder::config
