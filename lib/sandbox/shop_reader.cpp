// SPDX-License-Identifier: MIT
#include "sandbox/shop_reader.hpp"

#include "sandbox/shop_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder::sandbox {

namespace {

constexpr std::int64_t kMostMoney = 100'000'000'000; // minor units; no sum of an order overflows

} // namespace

base::Error Node::wrong(const std::string& reason) const {
    return base::Error(base::ErrorKind::usage,
                       fmt::format("{}: {}", place_.empty() ? "top level" : place_, reason));
}

void Node::only(const std::vector<std::string_view>& known) const {
    for (const auto& [key, unused] : members()) {
        if (std::ranges::find(known, key) == known.end()) {
            throw wrong(fmt::format(
                "\"{}\" is not known here; known are: {}", key, fmt::join(known, ", ")));
        }
    }
}

std::optional<Node> Node::find(std::string_view key) const {
    if (!value_->is_object()) {
        throw wrong("expected a map of names and values");
    }
    const auto found = value_->find(std::string(key));
    if (found == value_->end() || found->is_null()) {
        return std::nullopt;
    }
    return Node(*found, place_.empty() ? std::string(key) : fmt::format("{}.{}", place_, key));
}

Node Node::need(std::string_view key) const {
    const auto found = find(key);
    if (!found) {
        throw wrong(fmt::format("\"{}\" is missing", key));
    }
    return *found;
}

std::vector<Node> Node::items() const {
    if (!value_->is_array()) {
        throw wrong("expected a list");
    }
    std::vector<Node> out;
    for (std::size_t i = 0; i < value_->size(); ++i) {
        out.emplace_back((*value_)[i], fmt::format("{}[{}]", place_, i));
    }
    return out;
}

std::vector<std::pair<std::string, Node>> Node::members() const {
    if (!value_->is_object()) {
        throw wrong("expected a map of names and values");
    }
    std::vector<std::pair<std::string, Node>> out;
    for (auto member = value_->begin(); member != value_->end(); ++member) {
        out.emplace_back(member.key(),
                         Node(member.value(), fmt::format("{}.{}", place_, member.key())));
    }
    return out;
}

std::vector<Node> Node::list(std::string_view key) const {
    const auto found = find(key);
    return found ? found->items() : std::vector<Node>{};
}

std::string Node::text() const {
    if (value_->is_string()) {
        return value_->get<std::string>();
    }
    if (value_->is_number() || value_->is_boolean()) {
        return value_->dump();
    }
    throw wrong("expected text");
}

std::int64_t Node::number() const {
    const auto written = text();
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(written.data(), written.data() + written.size(), out);
    if (error != std::errc{} || end != written.data() + written.size()) {
        throw wrong(fmt::format("\"{}\" is no whole number", written));
    }
    return out;
}

bool Node::flag() const {
    const auto written = text();
    if (written != "true" && written != "false") {
        throw wrong(fmt::format("\"{}\" is neither true nor false", written));
    }
    return written == "true";
}

std::chrono::seconds Node::span() const {
    const auto written = text();
    const auto out = parse_span(written);
    if (!out) {
        throw wrong(fmt::format("\"{}\" is no span of time such as 3d, -2h or 45m", written));
    }
    if (*out > kLongestSpan || *out < -kLongestSpan) {
        throw wrong(fmt::format("\"{}\" is longer than ten years", written));
    }
    return *out;
}

base::Instant Node::instant() const {
    const auto written = text();
    const auto out = base::parse_instant(written);
    if (!out) {
        throw wrong(fmt::format("\"{}\" is no time such as 2026-11-22T10:00:00Z", written));
    }
    return *out;
}

std::int64_t Node::minor(std::int64_t divisor) const {
    const auto written = text();
    const auto point = written.find('.');
    auto digits = written.substr(0, point);
    const auto behind = point == std::string::npos ? std::string() : written.substr(point + 1);
    std::size_t places = 0;
    for (std::int64_t rest = divisor; rest > 1; rest /= 10) {
        ++places;
    }
    digits += behind + std::string(places - std::min(places, behind.size()), '0');
    std::int64_t out = -1;
    const auto [end, error] = std::from_chars(digits.data(), digits.data() + digits.size(), out);
    if (behind.size() > places || error != std::errc{} || end != digits.data() + digits.size() ||
        out < 0) {
        throw wrong(fmt::format("\"{}\" is no amount of money", written));
    }
    if (out > kMostMoney) {
        throw wrong(fmt::format("\"{}\" is more money than a shop takes", written));
    }
    return out;
}

std::optional<std::string> Node::maybe_text(std::string_view key) const {
    const auto found = find(key);
    return found ? std::optional(found->text()) : std::nullopt;
}

std::string Node::text_or(std::string_view key, std::string fallback) const {
    return maybe_text(key).value_or(std::move(fallback));
}

std::int64_t Node::number_or(std::string_view key, std::int64_t fallback) const {
    const auto found = find(key);
    return found ? found->number() : fallback;
}

std::optional<std::int64_t>
Node::maybe_number(std::string_view key, std::int64_t low, std::int64_t high) const {
    const auto found = find(key);
    if (!found) {
        return std::nullopt;
    }
    const auto out = found->number();
    if (out < low || out > high) {
        throw found->wrong(fmt::format("{} is not from {} to {}", out, low, high));
    }
    return out;
}

bool Node::flag_or(std::string_view key, bool fallback) const {
    const auto found = find(key);
    return found ? found->flag() : fallback;
}

std::optional<std::chrono::seconds> Node::maybe_span(std::string_view key) const {
    const auto found = find(key);
    return found ? std::optional(found->span()) : std::nullopt;
}

std::vector<std::string> Node::texts(std::string_view key) const {
    std::vector<std::string> out;
    for (const auto& node : list(key)) {
        out.push_back(node.text());
    }
    return out;
}

} // namespace etsyorder::sandbox
