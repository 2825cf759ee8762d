// SPDX-License-Identifier: MIT
#include "orders/order_name.hpp"

#include <algorithm>
#include <charconv>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kLongestName = 64;
constexpr std::size_t kMostDigits = 15;
constexpr std::int64_t kFirst = 1'000'000'000'000'000;
constexpr std::uint64_t kCount = 8'000'000'000'000'000;

// FNV-1a (RFC draft-eastlake-fnv), then the mixing of MurmurHash3. Stored orders are found by it:
// it may never change.
std::uint64_t hash(std::string_view text) {
    std::uint64_t value = 0xcbf29ce484222325U;
    for (const char c : text) {
        value = (value ^ static_cast<unsigned char>(c)) * 0x100000001b3U;
    }
    value = (value ^ (value >> 33U)) * 0xff51afd7ed558ccdU;
    value = (value ^ (value >> 33U)) * 0xc4ceb9fe1a85ec53U;
    return value ^ (value >> 33U);
}

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

} // namespace

std::optional<std::string> plain_order_name(std::string_view text) {
    const auto is_edge = [](char c) { return c == ' ' || c == '\t' || c == '\r' || c == '\n'; };
    while (!text.empty() && (is_edge(text.front()) || text.front() == '#')) {
        text.remove_prefix(1);
    }
    while (!text.empty() && is_edge(text.back())) {
        text.remove_suffix(1);
    }
    const bool odd = std::ranges::any_of(
        text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == '\x7f'; });
    if (text.empty() || text.size() > kLongestName || odd) {
        return std::nullopt;
    }
    std::string name(text);
    for (char& c : name) {
        c = c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
    }
    return name;
}

ReceiptId receipt_of(std::string_view plain_name) {
    if (plain_name.size() <= kMostDigits && std::ranges::all_of(plain_name, is_digit) &&
        !plain_name.starts_with('0')) {
        std::int64_t number = 0;
        (void)std::from_chars(plain_name.data(), plain_name.data() + plain_name.size(), number);
        return ReceiptId{number};
    }
    return ReceiptId{kFirst + static_cast<std::int64_t>(hash(plain_name) % kCount)};
}

bool is_from_name(ReceiptId receipt) {
    return receipt.value() >= kFirst;
}

} // namespace etsyorder::orders
