// SPDX-License-Identifier: MIT
// Node: a place in a shop file that knows its own path, so that every complaint can name it.
// Scalars of YAML arrive as text, those of JSON typed; both read the same.
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::sandbox {

// Ten years: longer than anything in the life of an order, and short enough for every date.
constexpr std::chrono::seconds kLongestSpan = std::chrono::days(3653);

class Node {
public:
    Node(const nlohmann::json& value, std::string place)
        : value_(&value), place_(std::move(place)) {}

    [[nodiscard]] base::Error wrong(const std::string& reason) const;
    // Refuses members that are not in `known`: a typing error must not pass in silence.
    void only(const std::vector<std::string_view>& known) const;

    [[nodiscard]] std::optional<Node> find(std::string_view key) const; // empty: absent or null
    [[nodiscard]] Node need(std::string_view key) const;
    [[nodiscard]] std::vector<Node> items() const;                           // a list
    [[nodiscard]] std::vector<std::pair<std::string, Node>> members() const; // a map
    [[nodiscard]] std::vector<Node> list(std::string_view key) const;        // absent: none
    [[nodiscard]] bool is_map() const { return value_->is_object(); }
    [[nodiscard]] bool is_list() const { return value_->is_array(); }

    [[nodiscard]] std::string text() const;
    [[nodiscard]] std::int64_t number() const;
    [[nodiscard]] bool flag() const;
    [[nodiscard]] std::chrono::seconds span() const;              // at most kLongestSpan either way
    [[nodiscard]] base::Instant instant() const;                  // "2026-11-22T10:00:00Z"
    [[nodiscard]] std::int64_t minor(std::int64_t divisor) const; // "12.50" -> 1250

    [[nodiscard]] std::optional<std::string> maybe_text(std::string_view key) const;
    [[nodiscard]] std::string text_or(std::string_view key, std::string fallback) const;
    [[nodiscard]] std::int64_t number_or(std::string_view key, std::int64_t fallback) const;
    // Absent: none. Throws for a number outside low..high.
    [[nodiscard]] std::optional<std::int64_t>
    maybe_number(std::string_view key, std::int64_t low, std::int64_t high) const;
    [[nodiscard]] bool flag_or(std::string_view key, bool fallback) const;
    [[nodiscard]] std::optional<std::chrono::seconds> maybe_span(std::string_view key) const;
    [[nodiscard]] std::vector<std::string> texts(std::string_view key) const;

private:
    const nlohmann::json* value_;
    std::string place_;
};

} // namespace etsyorder::sandbox
