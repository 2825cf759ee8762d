// SPDX-License-Identifier: MIT
#include "templates/order_pages.hpp"

#include "orders/carriers.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/order_name.hpp"

#include <algorithm>
#include <utility>

namespace etsyorder::templates {
namespace {

bool is_plain_code(std::string_view code) {
    return !code.empty() && code.size() <= 40 && std::all_of(code.begin(), code.end(), [](char c) {
        return (c >= '0' && c <= '9') || (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z');
    });
}

} // namespace

liquid::Value order_page(const OrderSubject& of) {
    const auto& order = of.order;
    if (orders::is_from_name(order.receipt)) {
        return {};
    }
    const auto file = orders::FileRowRepository(of.facts.database()).only_from_file(order.id);
    if (file && file->is_other_shops) {
        return {};
    }
    return liquid::Value("https://www.etsy.com/your/orders/sold?order_id=" +
                         std::to_string(order.receipt.value()));
}

std::optional<std::string> tracking_page(std::string_view carrier, std::string_view code) {
    std::string compact(code);
    std::erase(compact, ' ');
    if (!is_plain_code(compact)) {
        return std::nullopt;
    }
    const auto* known = orders::carrier_of_receipt(carrier);
    auto link = known == nullptr ? std::string() : orders::tracking_link(*known, compact);
    return link.empty() ? std::nullopt : std::optional(std::move(link));
}

} // namespace etsyorder::templates
