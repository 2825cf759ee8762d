// SPDX-License-Identifier: MIT
// A database belongs to one server. With ETSYORDER_ETSY_URL set and ETSYORDER_HOME forgotten, a
// sandbox's made-up orders would stand among the real ones, and nobody could tell them apart.
#pragma once

#include "db/database.hpp"

#include <string_view>

namespace etsyorder::etsy {

// Throws Error of kind conflict when anything in the database, of whichever shop, came from a
// server other than this one (etsy/server.hpp: same_server).
void refuse_other_server(db::Database& database, std::string_view server);

} // namespace etsyorder::etsy
