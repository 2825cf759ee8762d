// SPDX-License-Identifier: MIT
// Local shops: those that were never signed in, of which only files told. Their numbers are ours
// and negative. Once the same shop is signed in, what is stored of it becomes that shop's.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/received_order.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

[[nodiscard]] constexpr bool is_local(ShopId shop) {
    return shop.value() < 0;
}

struct KnownShop {
    ShopId shop{0};
    std::string name; // may be empty
};
[[nodiscard]] std::vector<KnownShop> known_shops(db::Database& database); // Etsy's first

// Inside the caller's unit of work. The name may be empty.
ShopId make_local_shop(db::Database& database, std::string_view name);
void name_local_shop(db::Database& database, ShopId shop, std::string_view name);

// Moves to `shop` what local shops have that are the same shop: one with the same name, one that
// was never named and is the only other one, or one with an order of the same number (Etsy numbers
// orders across all shops). A name that is another one, or while Etsy's is not known yet, keeps
// them apart. Orders of other shops' files stay where they are, unless the seller gave that shop
// Etsy's name. Orders that both have become one: Etsy's, with what files add and what the seller
// said of either. Who was forgotten in one of them is forgotten in both. Inside the caller's unit
// of work; `shop` has its row. From how many shops something was taken in.
int take_in_local_shops(db::Database& database, ShopId shop, base::Instant now);

// The same, of shops that have one of these orders, before they are stored in `shop`: an order of
// which files told is not new to it then, and its history goes on.
int take_in_local_shops(db::Database& database,
                        ShopId shop,
                        const std::vector<ReceivedOrder>& coming,
                        base::Instant now);

} // namespace etsyorder::orders
