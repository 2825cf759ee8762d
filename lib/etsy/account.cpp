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

// Throws Error of kind try_later, naming `what`, when the answer holds no object.
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

} // namespace

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

std::vector<std::string> ask_scopes(Client& client, const base::Secret& token) {
    const auto answer =
        object_in(client.post_form("scopes", {{"token", token.reveal()}}), "the permissions");
    std::vector<std::string> scopes;
    const auto found = answer.find("scopes");
    if (found != answer.end() && found->is_array()) {
        for (const auto& scope : *found) {
            if (scope.is_string()) {
                scopes.push_back(scope.get<std::string>());
            }
        }
    }
    return scopes;
}

// Keys without the permission lack the members; a member that is null was left empty by the buyer.
std::optional<BuyerView> ask_buyer_view(Client& client, ShopId shop) {
    const auto page = object_in(
        client.get(fmt::format("shops/{}/receipts", shop.value()), {{"limit", "1"}}), "the orders");
    const auto results = page.find("results");
    if (results == page.end() || !results->is_array() || results->empty() ||
        !results->front().is_object()) {
        return std::nullopt;
    }
    const auto& order = results->front();
    const auto email = order.find("buyer_email");
    return BuyerView{order.contains("first_line") || order.contains("formatted_address"),
                     email != order.end() && email->is_string() &&
                         !email->get_ref<const std::string&>().empty()};
}

} // namespace etsyorder::etsy
