// SPDX-License-Identifier: MIT
// Loads and saves silences. Belongs to one database, hence to one thread. Never begins a
// transaction.
#pragma once

#include "db/database.hpp"
#include "lint/silence.hpp"

#include <string_view>
#include <vector>

namespace etsyorder::lint {

class SilenceRepository {
public:
    explicit SilenceRepository(db::Database& database) : database_(&database) {}

    // By listing, then by order, then by code. `shop`: empty: all shops.
    [[nodiscard]] std::vector<Silence> all(std::optional<orders::ShopId> shop) const;
    [[nodiscard]] std::optional<Silence> find(const SilenceTarget& target,
                                              std::string_view code) const;
    void save(const Silence& silence); // in place of one for the same target and code
    void remove(const SilenceTarget& target, std::string_view code);

    // An order that is here.
    [[nodiscard]] SilenceTarget target_of(orders::OrderId order) const;
    // The shops that have such a listing here; empty: none.
    [[nodiscard]] std::vector<orders::ShopId> shops_of_listing(std::int64_t listing) const;

private:
    db::Database* database_;
};

} // namespace etsyorder::lint
