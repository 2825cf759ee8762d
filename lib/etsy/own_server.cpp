// SPDX-License-Identifier: MIT
#include "etsy/own_server.hpp"

#include "base/error.hpp"
#include "etsy/server.hpp"
#include "net/http.hpp"
#include "orders/shop_server_repository.hpp"

#include <fmt/format.h>

namespace etsyorder::etsy {
namespace {

std::string remedy(std::string_view stored, std::string_view asked, const std::string& file) {
    if (net::is_loopback(asked)) {
        return "for a rehearsal set ETSYORDER_HOME to a folder of its own; for the real shop unset "
               "ETSYORDER_ETSY_URL and etsy.url";
    }
    if (net::is_loopback(stored)) {
        return fmt::format("this database is a rehearsal's: set ETSYORDER_HOME to another folder "
                           "(or unset it), or move the folder of {} away",
                           file);
    }
    return "set ETSYORDER_HOME to a folder of its own for each server";
}

} // namespace

void refuse_other_server(db::Database& database, std::string_view server) {
    for (const auto& held : orders::shop_servers(database)) {
        if (!same_server(held.server, server)) {
            throw base::Error(base::ErrorKind::conflict,
                              fmt::format("this database is of {}, not of {}", held.server, server))
                .because(fmt::format("shop {} in {} was synced from there; made-up and real orders "
                                     "could not be told apart",
                                     held.shop_name.empty() ? std::to_string(held.shop.value())
                                                            : held.shop_name,
                                     database.file().string()))
                .hint(remedy(held.server, server, database.file().string()));
        }
    }
}

} // namespace etsyorder::etsy
