// SPDX-License-Identifier: MIT
#include "orders/order_cell.hpp"

#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/references.hpp"

#include <algorithm>

namespace etsyorder {

std::optional<std::string>
order_name(db::Database& database, orders::OrderId order, orders::ReceiptId receipt) {
    return orders::is_from_name(receipt) ? orders::OrderNameRepository(database).name_of(order)
                                         : std::nullopt;
}

frame::Value name_value(db::Database& database, orders::OrderId order, orders::ReceiptId receipt) {
    const auto name = order_name(database, order, receipt);
    return name ? frame::Value(*name) : frame::Value();
}

std::string order_word(db::Database& database, orders::OrderId order, orders::ReceiptId receipt) {
    return order_name(database, order, receipt).value_or(std::to_string(receipt.value()));
}

std::string order_argument(orders::ReceiptId receipt, const std::string& word) {
    const auto typed = word.substr(std::min(word.find_first_not_of('#'), word.size()));
    return is_order_reference(typed) ? typed : std::to_string(receipt.value());
}

frame::Cell order_cell(orders::ReceiptId receipt, const std::optional<std::string>& name) {
    frame::Cell cell(receipt.value());
    if (name) {
        cell.shown = *name;
        cell.piped = is_order_reference(*name) ? *name : "";
    }
    return cell;
}

frame::Cell order_cell(db::Database& database, orders::OrderId order, orders::ReceiptId receipt) {
    return order_cell(receipt, order_name(database, order, receipt));
}

} // namespace etsyorder
