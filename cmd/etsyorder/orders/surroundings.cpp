// SPDX-License-Identifier: MIT
#include "orders/surroundings.hpp"

#include "events/event_log.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/parcel_repository.hpp"

#include <algorithm>

namespace etsyorder {
namespace {

constexpr std::chrono::hours kStaleAfter{24}; // Etsy's API terms: shown data is at most so old

} // namespace

ShopFreshness::ShopFreshness(frame::Services& services, db::Database& database)
    : now_(services.now()), shops_(orders::OrderQueries(database).freshness()) {}

std::optional<base::Instant> ShopFreshness::synced_at(orders::ShopId shop) const {
    const auto found = std::ranges::find(shops_, shop, &orders::Freshness::shop);
    return found == shops_.end() ? std::nullopt : found->orders_synced_at;
}

bool ShopFreshness::is_stale(orders::ShopId shop) const {
    const auto synced = synced_at(shop);
    return shop.value() > 0 && (!synced || now_ - *synced > kStaleAfter);
}

Surroundings::Surroundings(frame::Services& services, db::Database& database)
    : services_(services), database_(database), shops_(orders::OrderQueries(database).freshness()) {
}

OrderSurroundings Surroundings::of(const orders::Order& order) const {
    auto around = without_events(order);
    around.reviews = orders::reviews_of(database_, order);
    const orders::FileListingRepository listings(database_);
    for (const auto& item : order.items) {
        around.listings.push_back(listings.of_item(order.shop, item));
    }
    around.events = events::EventLog(database_).of_order(order.id.value());
    around.notes = orders::NoteRepository(database_).of_order(order.id);
    around.parcels = orders::ParcelRepository(database_).of_order(order.id);
    return around;
}

OrderSurroundings Surroundings::without_events(const orders::Order& order) const {
    OrderSurroundings around;
    for (const auto& shop : shops_) {
        if (shop.shop == order.shop) {
            around.synced_at = shop.orders_synced_at;
            around.shop_name = shop.shop_name;
        }
    }
    if (orders::is_from_name(order.receipt)) {
        around.name = orders::OrderNameRepository(database_).name_of(order.id).value_or("");
    }
    around.has_etsy_page = !orders::is_from_name(order.receipt);
    if (const auto file = orders::FileRowRepository(database_).only_from_file(order.id)) {
        around.imported_at = file->imported_at;
        around.has_etsy_page = around.has_etsy_page && !file->is_other_shops;
        around.synced_at.reset(); // no sync brought it
    }
    around.stale = !around.imported_at &&
                   (!around.synced_at || services_.now() - *around.synced_at > kStaleAfter);
    if (order.is_open && order.ship_by) {
        const auto& zone = services_.zone_of({order.shop.value(), around.shop_name});
        around.days_left =
            base::days_between(zone.date(services_.now()), zone.date(*order.ship_by));
    }
    return around;
}

} // namespace etsyorder
