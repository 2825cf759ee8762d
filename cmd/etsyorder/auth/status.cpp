// SPDX-License-Identifier: MIT
#include "auth/probe.hpp"
#include "auth/sign_in_text.hpp"
#include "etsy_access.hpp"
#include "frame/command.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::ExitCode;
using frame::Services;
using frame::Tone;
using frame::Value;

constexpr std::chrono::minutes kClockTolerance{5};

const std::vector<std::string> kFields = {"server",
                                          "source",
                                          "shop",
                                          "shop_name",
                                          "user",
                                          "scopes",
                                          "access_expires",
                                          "refresh_expires",
                                          "capabilities",
                                          "clock_ahead_s",
                                          "requests_left_today",
                                          "requests_per_day",
                                          "checked"};

// What is known of a session, with what Etsy said about it; without that when it could not be
// asked.
struct Known {
    const etsy::Server& server;
    std::optional<etsy::Grant> grant; // empty: from the environment
    std::optional<etsy::ShopId> shop;
    std::optional<Probe> probe;
    etsy::Quota quota;
};

template <class Found, class Stored>
Value first_of(const Known& known, Found found, Stored stored) {
    return known.probe   ? Value(found(*known.probe))
           : known.grant ? Value(stored(*known.grant))
                         : Value();
}

std::string shop_name(const Known& known) {
    return known.probe ? known.probe->shop_name : known.grant ? known.grant->shop_name : "";
}

std::optional<etsy::ShopId> shop_id(const Known& known) {
    return known.probe && known.probe->shop ? known.probe->shop : known.shop;
}

const std::vector<std::string>& scopes_of(const Known& known) {
    static const std::vector<std::string> kNone;
    return known.probe ? known.probe->scopes : known.grant ? known.grant->scopes : kNone;
}

Value status_value(const Known& known) {
    const auto& scopes = scopes_of(known);
    const auto shop = shop_id(known);
    Value capabilities;
    Value ahead;
    if (known.probe) {
        capabilities = Value::object({{"addresses", to_string(known.probe->addresses)},
                                      {"buyer_email", to_string(known.probe->buyer_email)},
                                      {"tracking", to_string(known.probe->tracking)}});
        ahead = known.probe->clock_ahead ? Value(known.probe->clock_ahead->count()) : Value();
    }
    return Value::object(
        {{"server", known.server.name},
         {"source", known.grant ? "stored" : "environment"},
         {"shop", shop ? Value(shop->value()) : Value()},
         {"shop_name", shop_name(known)},
         {"user",
          first_of(
              known,
              [](const Probe& p) { return p.user; },
              [](const etsy::Grant& g) { return g.user.value(); })},
         {"scopes", Value::list({scopes.begin(), scopes.end()})},
         {"access_expires", known.grant ? Value(known.grant->access_expires) : Value()},
         {"refresh_expires", known.grant ? Value(known.grant->refresh_expires) : Value()},
         {"capabilities", capabilities},
         {"clock_ahead_s", ahead},
         {"requests_left_today", known.quota.left_today},
         {"requests_per_day", known.quota.per_day},
         {"checked", known.probe.has_value()}});
}

void add_ability(frame::Page& page,
                 const char* label,
                 Ability ability,
                 const char* yes,
                 const char* no,
                 const char* unknown) {
    switch (ability) {
    case Ability::yes:
        page.field(label, yes, Tone::good);
        break;
    case Ability::no:
        page.field(label, no, Tone::soon);
        break;
    case Ability::unknown:
        page.field(label, unknown);
        break;
    }
}

void add_probe(frame::Page& page, const Probe& probe) {
    add_ability(page,
                "addresses",
                probe.addresses,
                "visible",
                "not visible: Etsy shows them to approved keys only",
                "unknown until there is an order");
    add_ability(page,
                "buyer mail",
                probe.buyer_email,
                "visible",
                "not visible: Etsy shows it to approved keys only",
                "unknown until there is an order");
    add_ability(page,
                "tracking",
                probe.tracking,
                "can be sent",
                "cannot be sent: the permission transactions_w is missing",
                "unknown until tried: Etsy refuses it to many new keys");
    if (probe.clock_ahead && std::chrono::abs(*probe.clock_ahead) > kClockTolerance) {
        page.field("clock",
                   fmt::format("this machine's clock is {} {} Etsy's",
                               spoken_span(std::chrono::abs(*probe.clock_ahead)),
                               probe.clock_ahead->count() > 0 ? "ahead of" : "behind"),
                   Tone::bad);
    }
}

frame::Page status_page(const Known& known, Services& services) {
    frame::Page page;
    const auto shop = shop_id(known);
    page.field("shop",
               shop ? fmt::format("{} ({})", shop_name(known), shop->value()) : "not known");
    if (known.probe) {
        page.field("user", std::to_string(known.probe->user));
    }
    page.field("server", known.server.name)
        .field("sign-in",
               known.grant ? "stored by auth login" : "from the environment; it cannot be renewed")
        .field("permissions", fmt::format("{}", fmt::join(scopes_of(known), " ")));
    if (known.grant) {
        const auto ahead = known.probe && known.probe->clock_ahead ? -*known.probe->clock_ahead
                                                                   : known.grant->server_ahead;
        page.field("this token",
                   spoken_instant(known.grant->access_expires, ahead, services) +
                       ", then renewed by itself")
            .field("sign in again",
                   spoken_instant(known.grant->refresh_expires, ahead, services) +
                       ", unless used before");
    }
    if (known.probe) {
        add_probe(page, *known.probe);
    }
    if (known.quota.left_today && known.quota.per_day) {
        page.field("requests left",
                   fmt::format("{} of {} a day", *known.quota.left_today, *known.quota.per_day));
    }
    return page;
}

ExitCode run_status(Services& services) {
    services.output().require_fields(kFields);
    EtsyAccess access(services);
    auto& client = access.client();
    const auto known = [&](std::optional<Probe> probe) {
        const auto* grant = access.grant();
        return Known{access.server(),
                     grant != nullptr ? std::optional(*grant) : std::nullopt,
                     access.session().shop(),
                     std::move(probe),
                     client.quota()};
    };
    try {
        const auto found = known(probe(client, access.clock()));
        services.output().page("auth", status_value(found), status_page(found, services));
    } catch (const base::Error& error) {
        if (error.kind() ==
            base::ErrorKind::try_later) { // what is stored is worth seeing offline too
            const auto found = known(std::nullopt);
            try {
                services.output().page("auth", status_value(found), status_page(found, services));
            } catch (const frame::OutputClosed&) { // nobody reads on: offline it is all the same
            }
        }
        throw;
    }
    return ExitCode::done;
}

} // namespace

void add_auth_status(frame::Command& auth) {
    auth.verb("status", "Show who is signed in, until when, and what Etsy allows")
        .examples(
            {"etsyorder auth status", "etsyorder auth status --jq .auth.capabilities.addresses"})
        .runs(run_status);
}

} // namespace etsyorder
