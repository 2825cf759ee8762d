// SPDX-License-Identifier: MIT
// The slower streams: the shop, its listings with images and questions, its reviews.
#pragma once

#include "etsy/catalogue_reader.hpp"
#include "etsy/sync_orders.hpp"

namespace etsyorder::etsy {

// One run; belongs to one thread. Throws what the fetcher and the database throw.
class CatalogueSync {
public:
    CatalogueSync(SyncParts parts, orders::ShopId shop);

    // `report` tells at any time what is stored, also after a throw.
    void sync_shop(StreamReport& report);
    void sync_listings(StreamReport& report);
    void sync_reviews(StreamReport& report);

private:
    template <class Thing>
    void store(const Listed<Thing>& page, StreamReport& report);
    void sync_listings_in(std::string_view state, StreamReport& report);

    SyncParts parts_;
    orders::ShopId shop_;
    SyncStreams streams_;
};

} // namespace etsyorder::etsy
