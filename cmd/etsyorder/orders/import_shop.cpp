// SPDX-License-Identifier: MIT
#include "orders/import_shop.hpp"

#include "base/nearest.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace etsyorder {
namespace {

using orders::KnownShop;
using orders::ShopId;

std::string name_of(const KnownShop& shop) {
    return orders::shop_label(shop.shop, shop.name);
}

base::Error several(const std::vector<KnownShop>& shops) {
    std::string names;
    for (const auto& shop : shops) {
        names += (names.empty() ? "" : ", ") + name_of(shop);
    }
    return base::Error(base::ErrorKind::usage, "it is not known which shop the file is of")
        .because(fmt::format("there are {} here: {}", shops.size(), names))
        .hint("name it: --shop NAME");
}

KnownShop make(db::Database& database, const std::string& name) {
    db::UnitOfWork work(database);
    const auto shop = orders::make_local_shop(database, name);
    work.commit();
    return {shop, name};
}

KnownShop
named(db::Database& database, const std::string& wanted, const std::vector<KnownShop>& shops) {
    for (const auto& shop : shops) {
        if (orders::is_meant(shop.shop, shop.name, wanted)) {
            return shop;
        }
    }
    std::vector<std::string> names;
    std::ranges::transform(shops, std::back_inserter(names), &KnownShop::name);
    if (const auto meant = base::nearest(wanted, names)) {
        throw base::Error(base::ErrorKind::not_found,
                          fmt::format("there is no shop \"{}\" here", wanted))
            .hint(fmt::format("did you mean \"{}\"?", *meant));
    }
    const auto unnamed = std::ranges::find_if(shops, [](const KnownShop& shop) {
        return orders::is_local(shop.shop) && shop.name.empty();
    });
    if (unnamed != shops.end()) { // there is one at most: a second file would have had to name it
        db::UnitOfWork work(database);
        orders::name_local_shop(database, unnamed->shop, wanted);
        work.commit();
        return {unnamed->shop, wanted};
    }
    return make(database, wanted);
}

} // namespace

KnownShop shop_of_files(frame::Services& services, db::Database& database) {
    const auto shops = orders::known_shops(database);
    if (const auto& wanted = services.config().text("shop"); !wanted.empty()) {
        return named(database, wanted, shops);
    }
    if (shops.empty()) {
        return make(database, "");
    }
    if (shops.size() > 1) {
        throw several(shops);
    }
    return shops.front();
}

} // namespace etsyorder
