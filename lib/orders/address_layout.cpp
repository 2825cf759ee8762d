// SPDX-License-Identifier: MIT
#include "orders/address_layout.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::orders {
namespace {

constexpr char kAsItCame = '\x08'; // in front of a text that holds such characters itself

bool is_mark(char c) {
    return c > 0 && c <= kAsItCame;
}

// The part that each mark, from 1 on, stands for. Stored texts depend on the order of the list.
std::array<std::string_view, 7> parts_of(const Order& order) {
    const auto view = [](const std::optional<std::string>& text) {
        return text ? std::string_view(*text) : std::string_view();
    };
    const auto& address = order.address;
    return {order.buyer_name,
            view(address.first_line),
            view(address.second_line),
            view(address.city),
            view(address.state),
            view(address.zip),
            view(address.country)};
}

} // namespace

std::optional<std::string> address_layout(const Order& order) {
    const auto& formatted = order.address.formatted;
    if (!formatted) {
        return std::nullopt;
    }
    if (std::ranges::any_of(*formatted, is_mark)) {
        return kAsItCame + *formatted;
    }
    const auto parts = parts_of(order);
    std::string layout;
    for (std::string_view rest = *formatted; !rest.empty();) {
        char mark = 0;
        std::size_t longest = 0;
        for (std::size_t i = 0; i < parts.size(); ++i) {
            if (parts.at(i).size() > longest && rest.starts_with(parts.at(i))) {
                mark = static_cast<char>(i + 1);
                longest = parts.at(i).size();
            }
        }
        layout += longest > 0 ? mark : rest.front();
        rest.remove_prefix(std::max<std::size_t>(longest, 1));
    }
    return layout;
}

std::string address_from_layout(const Order& order, std::string_view layout) {
    if (layout.starts_with(kAsItCame)) {
        return std::string(layout.substr(1));
    }
    const auto parts = parts_of(order);
    std::string formatted;
    for (const char c : layout) {
        if (c == kAsItCame) {
            throw base::Error(
                base::ErrorKind::failed,
                fmt::format("the stored address of order {} is damaged", order.receipt.value()))
                .hint("sync again: it will be fetched anew");
        }
        if (is_mark(c)) {
            formatted += parts.at(static_cast<std::size_t>(c) - 1);
        } else {
            formatted += c;
        }
    }
    return formatted;
}

} // namespace etsyorder::orders
