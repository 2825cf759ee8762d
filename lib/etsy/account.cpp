// SPDX-License-Identifier: MIT
#include "etsy/account.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::etsy {
namespace {

std::int64_t positive(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer()
               ? std::max<std::int64_t>(0, found->get<std::int64_t>())
               : 0;
}

} // namespace

nlohmann::json object_in(const Response& answer, const char* what) {
    auto parsed = nlohmann::json::parse(answer.body, nullptr, false);
    if (!parsed.is_object()) {
        throw base::Error(base::ErrorKind::try_later,
                          fmt::format("Etsy's answer about {} cannot be read", what))
            .because("it is cut off or not what Etsy documents")
            .hint("run this again in a few minutes");
    }
    return parsed;
}

Account ask_account(Client& client) {
    const auto answer = client.get("users/me");
    const auto me = object_in(answer, "the account");
    const auto shop = positive(me, "shop_id");
    return {positive(me, "user_id"),
            shop > 0 ? std::optional(ShopId{shop}) : std::nullopt,
            answer.server_time};
}

std::string ask_shop_name(Client& client, ShopId shop) {
    const auto answer = object_in(client.get(fmt::format("shops/{}", shop.value())), "the shop");
    const auto name = answer.find("shop_name");
    return name != answer.end() && name->is_string() ? name->get<std::string>() : "";
}

} // namespace etsyorder::etsy
