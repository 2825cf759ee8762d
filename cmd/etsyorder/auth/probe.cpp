// SPDX-License-Identifier: MIT
#include "auth/probe.hpp"

#include "base/error.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder {
namespace {

using nlohmann::json;

json object_from(const etsy::Response& response, const char* what) {
    auto parsed = json::parse(response.body, nullptr, false);
    if (!parsed.is_object()) {
        throw base::Error(base::ErrorKind::try_later,
                          fmt::format("Etsy's answer about {} cannot be read", what))
            .because("it is cut off or not what Etsy documents")
            .hint("run this again in a few minutes");
    }
    return parsed;
}

std::int64_t number_in(const json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_integer() ? found->get<std::int64_t>() : 0;
}

std::vector<std::string> strings_in(const json& object, const char* name) {
    std::vector<std::string> texts;
    const auto found = object.find(name);
    if (found != object.end() && found->is_array()) {
        for (const auto& item : *found) {
            if (item.is_string()) {
                texts.push_back(item.get<std::string>());
            }
        }
    }
    return texts;
}

// Keys without the permission lack the members; a member that is null was left empty by the buyer.
void look_at_newest_order(const json& page, Probe& found) {
    const auto results = page.find("results");
    if (results == page.end() || !results->is_array() || results->empty() ||
        !results->front().is_object()) {
        return;
    }
    const auto& order = results->front();
    found.addresses = order.contains("first_line") || order.contains("formatted_address")
                          ? Ability::yes
                          : Ability::no;
    const auto email = order.find("buyer_email");
    found.buyer_email =
        email != order.end() && email->is_string() && !email->get_ref<const std::string&>().empty()
            ? Ability::yes
            : Ability::no;
}

} // namespace

std::string_view to_string(Ability ability) {
    switch (ability) {
    case Ability::yes:
        return "yes";
    case Ability::no:
        return "no";
    case Ability::unknown:
        return "unknown";
    }
    return "unknown";
}

Probe probe(etsy::Client& client, const base::Clock& clock) {
    Probe found;
    const auto me = client.get("users/me");
    if (me.server_time) {
        found.clock_ahead = clock.now() - *me.server_time;
    }
    const auto account = object_from(me, "the account");
    found.user = number_in(account, "user_id");
    const auto token =
        client.session().access_token(); // after the first call: it may have been renewed
    found.scopes = strings_in(
        object_from(client.post_form("scopes", {{"token", token.reveal()}}), "the permissions"),
        "scopes");
    const auto has = [&](const char* scope) {
        return std::ranges::find(found.scopes, scope) != found.scopes.end();
    };
    if (!has("transactions_w")) {
        found.tracking = Ability::no;
    }
    if (const auto shop = number_in(account, "shop_id"); shop > 0) {
        found.shop = etsy::ShopId{shop};
        const auto answer = object_from(client.get(fmt::format("shops/{}", shop)), "the shop");
        const auto name = answer.find("shop_name");
        found.shop_name = name != answer.end() && name->is_string() ? name->get<std::string>() : "";
        if (has("transactions_r")) {
            const auto page = client.get(fmt::format("shops/{}/receipts", shop), {{"limit", "1"}});
            look_at_newest_order(object_from(page, "the orders"), found);
        }
    }
    return found;
}

} // namespace etsyorder
