// SPDX-License-Identifier: MIT
#include "auth/sign_in_text.hpp"

#include "base/error.hpp"
#include "etsy/client_errors.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Value;

std::optional<std::int64_t> positive(const nlohmann::json& json, const char* name) {
    const auto found = json.is_object() ? json.find(name) : json.end();
    if (!json.is_object() || found == json.end() || !found->is_number_integer() ||
        found->get<std::int64_t>() <= 0) {
        return std::nullopt;
    }
    return found->get<std::int64_t>();
}

Error unreadable(const char* what) {
    return Error(ErrorKind::try_later, fmt::format("Etsy's answer about {} cannot be read", what))
        .because("it is cut off or not what Etsy documents")
        .hint("run this again in a few minutes");
}

} // namespace

SignedInShop find_signed_in_shop(etsy::Client& client, etsy::UserId user) {
    const auto me = nlohmann::json::parse(client.get("users/me").body, nullptr, false);
    if (!me.is_object()) {
        throw unreadable("the account");
    }
    const auto shop = positive(me, "shop_id");
    if (!shop) {
        throw Error(ErrorKind::not_found, "this Etsy account has no shop")
            .because(fmt::format("Etsy names none for user {}",
                                 positive(me, "user_id").value_or(user.value())))
            .hint("sign in on Etsy's page with the account that owns the shop");
    }
    const auto body =
        nlohmann::json::parse(client.get(fmt::format("shops/{}", *shop)).body, nullptr, false);
    if (!body.is_object()) {
        throw unreadable("the shop");
    }
    const auto name = body.find("shop_name");
    return {etsy::ShopId{*shop},
            name != body.end() && name->is_string() ? name->get<std::string>() : ""};
}

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
               spoken_instant(grant.refresh_expires, services) + ", and longer with each use")
        .line("Next: etsyorder sync");
    return page;
}

std::string spoken_span(std::chrono::seconds span) {
    return etsy::spoken(span);
}

std::string spoken_instant(base::Instant instant, frame::Services& services) {
    const auto local = services.zone().local(instant);
    const auto minutes = std::chrono::floor<std::chrono::minutes>(local.since_midnight).count();
    const auto now = base::SystemClock().now();
    return fmt::format("{} {:02}:{:02} ({})",
                       base::format_date(local.date),
                       minutes / 60,
                       minutes % 60,
                       instant >= now ? "in " + spoken_span(instant - now)
                                      : spoken_span(now - instant) + " ago");
}

} // namespace etsyorder
