// SPDX-License-Identifier: MIT
// ShopZones: in which zone the days of each shop are counted, where not all are the same.
#pragma once

#include "frame/services.hpp"
#include "orders/order_queries.hpp"

#include <functional>
#include <unordered_map>

namespace etsyorder {

// Looks at the shops only where the configuration has a zone for one. `services` must outlive it.
class ShopZones {
public:
    ShopZones(frame::Services& services, db::Database& database);

    [[nodiscard]] const base::Zone& of(orders::ShopId shop) const;

    // What `days_in` says of each zone goes into the filter: of the common one for all shops, and
    // of those with a zone of their own for them.
    void set_days(orders::ListFilter& filter,
                  const std::function<orders::ShopDays(const base::Zone&)>& days_in) const;

private:
    frame::Services& services_;
    std::unordered_map<orders::ShopId, const base::Zone*> own_;
};

} // namespace etsyorder
