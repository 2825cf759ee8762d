// SPDX-License-Identifier: MIT
#include "sandbox/parameters.hpp"

#include "sandbox/world.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <limits>

namespace etsyorder::sandbox {

namespace {

constexpr std::int64_t kFirstEpoch = 946684800; // 2000-01-01
constexpr std::int64_t kMaxOffset = 12000;

std::int64_t whole(std::string_view name, std::string_view text) {
    std::int64_t out = 0;
    const auto [end, error] = std::from_chars(text.data(), text.data() + text.size(), out);
    if (error != std::errc{} || end != text.data() + text.size()) {
        throw Refusal{400, fmt::format("Expected int value for '{}' (got '{}')", name, text), ""};
    }
    return out;
}

} // namespace

std::optional<std::string> Parameters::text(std::string_view name) const {
    auto found = httpd::field(*fields_, name);
    return found && !found->empty() ? found : std::nullopt;
}

std::optional<std::int64_t>
Parameters::number(std::string_view name, std::int64_t low, std::int64_t high) const {
    const auto written = text(name);
    if (!written) {
        return std::nullopt;
    }
    const auto out = whole(name, *written);
    if (out < low) {
        throw Refusal{
            400,
            fmt::format(
                "Invalid value for '{}': {} is less than the minimum of {}", name, out, low),
            ""};
    }
    if (out > high) {
        throw Refusal{
            400,
            fmt::format(
                "Invalid value for '{}': {} is greater than the maximum of {}", name, out, high),
            ""};
    }
    return out;
}

std::optional<bool> Parameters::flag(std::string_view name) const {
    const auto written = text(name);
    if (!written) {
        return std::nullopt;
    }
    if (*written == "true" || *written == "1") {
        return true;
    }
    if (*written == "false" || *written == "0") {
        return false;
    }
    throw Refusal{
        400, fmt::format("Expected boolean value for '{}' (got '{}')", name, *written), ""};
}

std::optional<base::Instant> Parameters::instant(std::string_view name) const {
    const auto seconds =
        number(name, kFirstEpoch, std::numeric_limits<std::int32_t>::max() * std::int64_t{100});
    return seconds ? std::optional(base::Instant(std::chrono::seconds(*seconds))) : std::nullopt;
}

std::string Parameters::one_of(std::string_view name,
                               std::initializer_list<std::string_view> known,
                               std::string_view fallback) const {
    const auto written = text(name);
    if (!written) {
        return std::string(fallback);
    }
    if (std::ranges::find(known, *written) == known.end()) {
        throw Refusal{
            400,
            fmt::format("Invalid value for '{}': must be one of {}", name, fmt::join(known, ", ")),
            ""};
    }
    return *written;
}

std::vector<std::int64_t> Parameters::ids(std::string_view name, std::size_t most) const {
    const auto written = text(name);
    if (!written) {
        throw Refusal{400, fmt::format("Missing required parameter: '{}'", name), ""};
    }
    std::vector<std::int64_t> out;
    for (std::string_view rest = *written; !rest.empty();) {
        const auto end = rest.find(',');
        out.push_back(whole(name, rest.substr(0, end)));
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
    }
    if (out.size() > most) {
        throw Refusal{400, fmt::format("Too many values for '{}': at most {}", name, most), ""};
    }
    return out;
}

std::size_t Parameters::limit() const {
    return static_cast<std::size_t>(number("limit", 1, 100).value_or(25));
}

std::size_t Parameters::offset() const {
    const auto out = number("offset", 0, std::numeric_limits<std::int64_t>::max()).value_or(0);
    if (out > kMaxOffset) {
        throw Refusal{400, "Offset provided is greater than the maximum offset allowed", ""};
    }
    return static_cast<std::size_t>(out);
}

std::int64_t path_id(const httpd::Request& request, std::string_view name) {
    const auto out = whole(name, request.param(name));
    if (out < 1) {
        throw Refusal{
            400,
            fmt::format("Invalid value for '{}': {} is less than the minimum of 1", name, out),
            ""};
    }
    return out;
}

} // namespace etsyorder::sandbox
