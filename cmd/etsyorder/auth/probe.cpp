// SPDX-License-Identifier: MIT
#include "auth/probe.hpp"

#include "etsy/account.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder {
namespace {

using nlohmann::json;

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
    const auto account = etsy::ask_account(client);
    if (account.server_time) {
        found.clock_ahead = clock.now() - *account.server_time;
    }
    found.user = account.user;
    const auto token =
        client.session().access_token(); // after the first call: it may have been renewed
    found.scopes = strings_in(
        etsy::object_in(client.post_form("scopes", {{"token", token.reveal()}}), "the permissions"),
        "scopes");
    const auto has = [&](const char* scope) {
        return std::ranges::find(found.scopes, scope) != found.scopes.end();
    };
    if (!has("transactions_w")) {
        found.tracking = Ability::no;
    }
    if (account.shop) {
        found.shop = account.shop;
        found.shop_name = etsy::ask_shop_name(client, *account.shop);
        if (has("transactions_r")) {
            const auto page = client.get(fmt::format("shops/{}/receipts", account.shop->value()),
                                         {{"limit", "1"}});
            look_at_newest_order(etsy::object_in(page, "the orders"), found);
        }
    }
    return found;
}

} // namespace etsyorder
