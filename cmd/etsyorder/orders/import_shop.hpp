// SPDX-License-Identifier: MIT
// Whose orders a file has: files do not say it.
#pragma once

#include "frame/services.hpp"
#include "orders/local_shops.hpp"

namespace etsyorder {

// The shop that is meant; made in `database` when there is none, or none of this name. Throws Error
// of kind usage when there are several and none is named.
[[nodiscard]] orders::KnownShop shop_of_files(frame::Services& services, db::Database& database);

} // namespace etsyorder
