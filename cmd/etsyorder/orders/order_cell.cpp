// SPDX-License-Identifier: MIT
#include "orders/order_cell.hpp"

#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/references.hpp"

namespace etsyorder {

std::optional<std::string>
order_name(db::Database& database, orders::OrderId order, orders::ReceiptId receipt) {
    return orders::is_from_name(receipt) ? orders::OrderNameRepository(database).name_of(order)
                                         : std::nullopt;
}

frame::Cell order_cell(orders::ReceiptId receipt, const std::optional<std::string>& name) {
    frame::Cell cell(receipt.value());
    if (name) {
        cell.shown = *name;
        cell.piped = is_order_reference(*name) ? *name : "";
    }
    return cell;
}

} // namespace etsyorder
