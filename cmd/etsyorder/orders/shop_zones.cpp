// SPDX-License-Identifier: MIT
#include "orders/shop_zones.hpp"

namespace etsyorder {

ShopZones::ShopZones(frame::Services& services, db::Database& database) : services_(services) {
    if (!services.config().has_shop_settings("zone")) {
        return;
    }
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        const auto& zone = services.zone_of({shop.shop.value(), shop.shop_name});
        if (&zone != &services.zone()) {
            own_.emplace(shop.shop, &zone);
        }
    }
}

const base::Zone& ShopZones::of(orders::ShopId shop) const {
    const auto own = own_.find(shop);
    return own == own_.end() ? services_.zone() : *own->second;
}

void ShopZones::set_days(orders::ListFilter& filter,
                         const std::function<orders::ShopDays(const base::Zone&)>& days_in) const {
    auto common = days_in(services_.zone());
    filter.ship_by_before = common.ship_by_before;
    filter.query = std::move(common.query);
    for (const auto& [shop, zone] : own_) {
        filter.own_days.emplace(shop, days_in(*zone));
    }
}

} // namespace etsyorder
