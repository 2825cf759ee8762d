// SPDX-License-Identifier: MIT
#include "etsy_access.hpp"

#include "etsy/client_errors.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder {
namespace {

etsy::SessionVariables session_variables(frame::Services& services, const base::Secret& token) {
    const auto secret = services.variables().get("ETSYORDER_SHARED_SECRET").value_or("");
    const auto& shop = services.config().setting("shop");
    const bool number =
        std::ranges::all_of(shop.value, [](char c) { return c >= '0' && c <= '9'; });
    const bool from_variable = shop.origin == config::Origin::environment;
    return {keystring_setting(services).value,
            base::Secret(secret),
            token,
            number || from_variable ? shop.value
                                    : std::string()}; // a name says nothing about the number
}

} // namespace

const config::Setting& keystring_setting(frame::Services& services) {
    const auto& config = services.config();
    const auto& common = config.setting("etsy.keystring");
    const auto& wanted = config.text("shop"); // a number, or a name: both are looked up as written
    const auto* own = config.shop_setting({0, wanted}, "keystring");
    return own != nullptr && common.origin <= config::Origin::file ? *own : common;
}

EtsyAccess::EtsyAccess(frame::Services& services, std::string shop)
    : services_(services), shop_(std::move(shop)),
      transport_(requests_stop_, {.user_agent = "etsyorder"}),
      sender_({transport_, clock_, steady_, sleeper_, random_}) {
    sender_.on_waiting([this](etsy::PatientSender::Why why, std::chrono::milliseconds span) {
        const auto seconds = etsy::spoken(std::chrono::ceil<std::chrono::seconds>(span));
        services_.output().note(why == etsy::PatientSender::Why::limit
                                    ? fmt::format("waiting {}: Etsy's limit", seconds)
                                    : fmt::format("waiting {} before the next try", seconds));
    });
}

const etsy::Server& EtsyAccess::server() {
    if (!server_) {
        server_ =
            std::make_unique<etsy::Server>(etsy::Server::at(services_.config().text("etsy.url")));
    }
    return *server_;
}

etsy::OAuth& EtsyAccess::oauth() {
    if (!oauth_) {
        oauth_ = std::make_unique<etsy::OAuth>(server(), sender_);
    }
    return *oauth_;
}

etsy::TokenStore& EtsyAccess::store() {
    if (!store_) {
        store_ = std::make_unique<etsy::TokenStore>(services_.folders().state, server(), sleeper_);
        store_->on_warning([this](const std::string& text) {
            services_.streams().err("warning: " + text + "\n");
        });
    }
    return *store_;
}

etsy::Session& EtsyAccess::session() {
    if (!session_) {
        if (const auto token = services_.variables().get("ETSYORDER_ACCESS_TOKEN")) {
            session_ = std::make_unique<etsy::EnvironmentSession>(
                session_variables(services_, base::Secret(*token)));
        } else {
            auto stored = std::make_unique<etsy::StoredSession>(
                etsy::StoredSession::Parts{store(), oauth(), clock_},
                server(),
                shop_.empty() ? services_.config().text("shop") : shop_);
            stored_ = stored.get();
            session_ = std::move(stored);
        }
    }
    return *session_;
}

const etsy::Grant* EtsyAccess::grant() {
    (void)session();
    return stored_ != nullptr ? &stored_->grant() : nullptr;
}

etsy::Client& EtsyAccess::client() {
    if (!client_) {
        client_ = std::make_unique<etsy::Client>(server(), sender_, session());
    }
    return *client_;
}

} // namespace etsyorder
