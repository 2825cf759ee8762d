// SPDX-License-Identifier: MIT
// Loads and saves parcels. Belongs to one database, hence to one thread; never begins a
// transaction.
#pragma once

#include "db/database.hpp"
#include "orders/parcel.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

class ParcelRepository {
public:
    explicit ParcelRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::vector<Parcel> of_order(OrderId order) const; // by number
    [[nodiscard]] std::optional<Parcel> load(ParcelId id) const;
    // Empty code: the one without.
    [[nodiscard]] std::optional<Parcel> find(OrderId order, const std::string& tracking_code) const;

    void insert(Parcel& parcel); // its id and number are given by the repository
    void update(const Parcel& parcel);

private:
    db::Database* database_;
};

// Where the shop is: ISO 3166-1 alpha-2, as Etsy says; empty: it does not say, or was not asked
// yet.
[[nodiscard]] std::string shop_country(db::Database& database, ShopId shop);

} // namespace etsyorder::orders
