// SPDX-License-Identifier: MIT
#include "auth/sign_in_text.hpp"

#include "etsy/client_errors.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Value;

} // namespace

const std::vector<std::string>& sign_in_fields() {
    static const std::vector<std::string> kFields{"server",
                                                  "source",
                                                  "shop",
                                                  "shop_name",
                                                  "user",
                                                  "scopes",
                                                  "access_expires",
                                                  "refresh_expires"};
    return kFields;
}

Value sign_in_value(const etsy::Server& server, const etsy::Grant& grant) {
    return Value::object({{"server", server.name},
                          {"source", "stored"},
                          {"shop", grant.shop.value()},
                          {"shop_name", grant.shop_name},
                          {"user", grant.user.value()},
                          {"scopes", Value::list({grant.scopes.begin(), grant.scopes.end()})},
                          {"access_expires", grant.access_expires},
                          {"refresh_expires", grant.refresh_expires}});
}

frame::Page
sign_in_page(const etsy::Server& server, const etsy::Grant& grant, frame::Services& services) {
    frame::Page page;
    page.line("Signed in.", frame::Tone::good)
        .field("shop", fmt::format("{} ({})", grant.shop_name, grant.shop.value()))
        .field("user", std::to_string(grant.user.value()))
        .field("server", server.name)
        .field("permissions", fmt::format("{}", fmt::join(grant.scopes, " ")))
        .field("valid until",
               spoken_instant(grant.refresh_expires, grant.server_ahead, services) +
                   ", and longer with each use")
        .line("Next: etsyorder sync");
    return page;
}

std::string spoken_span(std::chrono::seconds span) {
    return etsy::spoken(span);
}

std::string
spoken_instant(base::Instant instant, std::chrono::seconds etsy_ahead, frame::Services& services) {
    const auto local = services.zone().local(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local.since_midnight).count();
    const auto now = base::SystemClock().now() + etsy_ahead;
    return fmt::format("{} {:02}:{:02} ({})",
                       base::format_date(local.date),
                       minutes / 60,
                       minutes % 60,
                       instant >= now ? "in " + spoken_span(instant - now)
                                      : spoken_span(now - instant) + " ago");
}

} // namespace etsyorder
