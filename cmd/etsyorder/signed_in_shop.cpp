// SPDX-License-Identifier: MIT
#include "signed_in_shop.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <optional>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

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

SignedInShop find_signed_in_shop(etsy::Client& client) {
    const auto me = nlohmann::json::parse(client.get("users/me").body, nullptr, false);
    if (!me.is_object()) {
        throw unreadable("the account");
    }
    const auto shop = positive(me, "shop_id");
    if (!shop) {
        throw Error(ErrorKind::not_found, "this Etsy account has no shop")
            .because(
                fmt::format("Etsy names none for user {}", positive(me, "user_id").value_or(0)))
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

} // namespace etsyorder
