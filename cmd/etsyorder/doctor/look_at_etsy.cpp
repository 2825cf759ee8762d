// SPDX-License-Identifier: MIT
#include "auth/probe.hpp"
#include "auth/scopes.hpp"
#include "auth/sign_in_text.hpp"
#include "doctor/look.hpp"
#include "etsy/account.hpp"
#include "etsy/client_errors.hpp"
#include "etsy_access.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

#include <algorithm>

namespace etsyorder {
namespace {

using frame::Services;

constexpr std::chrono::seconds kClockTolerance{60}; // of skew; signatures of webhooks allow more
constexpr std::chrono::days kSoon{7};               // to sign in again

// A shop to ask Etsy about.
struct Subject {
    std::string shop; // as EtsyAccess takes it; empty: the session of the environment
    std::string name; // for people
};

void look_at_grant(const etsy::Grant& grant, base::Instant now, Diagnosis& diagnosis) {
    const auto left = grant.refresh_expires - (now + grant.server_ahead);
    const auto name =
        grant.shop_name.empty() ? fmt::format("shop {}", grant.shop.value()) : grant.shop_name;
    const std::string remedy = "etsyorder auth login";
    if (left.count() <= 0) {
        diagnosis.failed("token", name + ": it has run out", remedy);
    } else if (left < kSoon) {
        diagnosis.warning(
            "token", fmt::format("{}: it runs out in {}", name, spoken_span(left)), remedy);
    } else {
        diagnosis.ok(
            "token",
            fmt::format("{}: good for {}, longer when used before", name, spoken_span(left)));
    }
}

std::vector<Subject> subjects_of_store(EtsyAccess& access, Diagnosis& diagnosis) {
    const auto sign_in = access.store().read();
    if (!sign_in || sign_in->grants.empty()) {
        diagnosis.skipped(
            "token", "nobody is signed in", "etsyorder auth login, when you have a key of Etsy");
        return {};
    }
    std::vector<Subject> subjects;
    for (const auto& grant : sign_in->grants) {
        look_at_grant(grant, access.clock().now(), diagnosis);
        subjects.push_back({std::to_string(grant.shop.value()), grant.shop_name});
    }
    return subjects;
}

std::vector<Subject> look_at_sign_in(Services& services, EtsyAccess& access, Diagnosis& diagnosis) {
    std::vector<Subject> subjects;
    const auto& key = services.config().setting("etsy.keystring");
    if (!key.value.empty()) {
        diagnosis.ok("key", fmt::format("set by {} (not shown)", key.place));
    }
    (void)diagnosis.attempt("token", [&] {
        if (services.variables().get("ETSYORDER_ACCESS_TOKEN")) {
            (void)access.session(); // says which variable is missing or wrong
            diagnosis.ok("token", "from ETSYORDER_ACCESS_TOKEN; it cannot be renewed");
            subjects = {{"", "the shop of ETSYORDER_ACCESS_TOKEN"}};
        } else {
            subjects = subjects_of_store(access, diagnosis);
        }
    });
    return subjects;
}

void look_at_clock(const net::HttpResponse& answer,
                   const base::Clock& clock,
                   Diagnosis& diagnosis) {
    const auto date = answer.headers.find("date");
    const auto theirs = date ? net::parse_http_date(*date) : std::nullopt;
    if (!theirs) {
        diagnosis.skipped("clock", "the server did not say what time it is");
        return;
    }
    const auto ahead = clock.now() - *theirs;
    if (std::chrono::abs(ahead) <= kClockTolerance) {
        diagnosis.ok("clock", "it agrees with the server's within a minute");
        return;
    }
    diagnosis.warning("clock",
                      fmt::format("this machine's clock is {} {} the server's",
                                  spoken_span(std::chrono::abs(ahead)),
                                  ahead.count() > 0 ? "ahead of" : "behind"),
                      "set it, for instance with timedatectl set-ntp true");
}

std::string remedy_for(const net::TransportError& trouble) {
    switch (trouble.problem) {
    case net::TransportProblem::tls:
        return "look at the machine's clock and sudo apt install ca-certificates; a company's "
               "proxy may have a certificate of its own";
    case net::TransportProblem::offline:
        return "look at the network and its name service; what is stored can be used meanwhile";
    default:
        return "try again later; a firewall or a proxy may be in the way";
    }
}

// One request without a sign-in; any answer proves the way. False: there was none, or the server is
// in trouble, so that more questions would only be waited for in vain.
bool look_at_way(EtsyAccess& access, Diagnosis& diagnosis) {
    net::CurlTransport transport(access.stop(), {.user_agent = "etsyorder"});
    const auto answer = transport.send({.url = access.server().api + "openapi-ping",
                                        .connect_timeout = std::chrono::seconds{10},
                                        .timeout = std::chrono::seconds{20},
                                        .max_body_bytes = 1U << 20U});
    if (!answer) {
        if (answer.error().problem == net::TransportProblem::interrupted) {
            throw etsy::transport_error(answer.error());
        }
        diagnosis.failed("server",
                         fmt::format("{}: {}", access.server().name, answer.error().text),
                         remedy_for(answer.error()));
        return false;
    }
    look_at_clock(*answer, access.clock(), diagnosis);
    if (answer->status >= 500) {
        diagnosis.failed(
            "server",
            fmt::format("{} answers with status {}", access.server().name, answer->status),
            "try again later: the trouble is on its side");
        return false;
    }
    diagnosis.ok("server", access.server().name + " answers");
    return true;
}

void look_at_scopes(const std::vector<std::string>& scopes,
                    const std::string& name,
                    Diagnosis& diagnosis) {
    bool all = true;
    for (const auto& needed : needed_scopes()) {
        if (std::ranges::find(scopes, needed.name) != scopes.end()) {
            continue;
        }
        all = false;
        const auto seen = fmt::format("{}: {} was not granted: {}", name, needed.name, needed.cost);
        const std::string remedy = "etsyorder auth login, and allow all that is asked for";
        if (needed.indispensable) {
            diagnosis.failed("permissions", seen, remedy);
        } else {
            diagnosis.warning("permissions", seen, remedy);
        }
    }
    if (all) {
        diagnosis.ok("permissions", fmt::format("{}: {}", name, fmt::join(scopes, " ")));
    }
}

// What Etsy withholds from most keys is no fault of this machine: ok, with the way around.
void look_at_abilities(const Probe& probe, const std::string& name, Diagnosis& diagnosis) {
    const auto tell =
        [&](const char* check, Ability ability, const char* what, const char* around) {
            if (ability == Ability::unknown) {
                diagnosis.skipped(check, name + ": not known until there is an order to ask for");
            } else if (ability == Ability::yes) {
                diagnosis.ok(check, fmt::format("{}: Etsy shows {}", name, what));
            } else {
                diagnosis.ok(
                    check, fmt::format("{}: Etsy withholds {} from this key", name, what), around);
            }
        };
    tell("addresses",
         probe.addresses,
         "addresses",
         "each order's page on Etsy has its address; approved keys see it here too");
    tell("buyer mail",
         probe.buyer_email,
         "buyers' mail addresses",
         "write to buyers in Etsy's messages");
    if (probe.tracking == Ability::unknown) {
        diagnosis.skipped("tracking",
                          name + ": whether this key may ship is not known before it is tried",
                          "Etsy refuses it to many new keys; shipping on Etsy's page always works");
    } else if (probe.tracking == Ability::no) {
        diagnosis.skipped("tracking", name + ": the permission transactions_w is missing");
    } else {
        diagnosis.ok("tracking", name + ": shipments can be told to Etsy");
    }
}

void look_at_quota(const etsy::Quota& quota, Diagnosis& diagnosis) {
    if (!quota.left_today || !quota.per_day) {
        diagnosis.skipped("limits", "Etsy did not say how many requests are left today");
        return;
    }
    const auto seen =
        fmt::format("{} of {} requests are left today", *quota.left_today, *quota.per_day);
    if (*quota.left_today * 10 < *quota.per_day) {
        diagnosis.warning("limits", seen, "sync less often, or ask Etsy for a higher limit");
    } else {
        diagnosis.ok("limits", seen);
    }
}

void ask_about(const Subject& subject, Services& services, Diagnosis& diagnosis) {
    EtsyAccess access(services, subject.shop);
    etsy::Client& client = access.client();
    try {
        const auto found = probe(client, access.clock());
        const auto& name = found.shop_name.empty() ? subject.name : found.shop_name;
        if (found.shop) {
            diagnosis.ok("account", fmt::format("{}, shop {}", name, found.shop->value()));
        } else {
            diagnosis.failed("account",
                             fmt::format("user {} has no shop", found.user),
                             "sign in on Etsy's page with the account that owns the shop");
        }
        look_at_scopes(found.scopes, name, diagnosis);
        look_at_abilities(found, name, diagnosis);
        look_at_quota(client.quota(), diagnosis);
    } catch (const etsy::ApiError& error) {
        if (error.status() != 403) {
            throw;
        }
        // Which permission is missing can be asked without having it.
        diagnosis.failed("account", error);
        look_at_scopes(
            etsy::ask_scopes(client, client.session().access_token()), subject.name, diagnosis);
    }
}

} // namespace

void look_at_etsy(Services& services, Network network, Diagnosis& diagnosis) {
    diagnosis.area("sign-in");
    std::vector<Subject> subjects;
    bool reached = false;
    bool readable = true;
    try {
        (void)services.config();
    } catch (const base::Error&) {
        readable = false; // told where the configuration was looked at
        diagnosis.skipped("token", "the configuration must be mended first");
    }
    (void)diagnosis.attempt("server", [&] {
        if (!readable) {
            return;
        }
        EtsyAccess access(services);
        (void)access.server();
        subjects = look_at_sign_in(services, access, diagnosis);
        diagnosis.area("network");
        if (network == Network::used) {
            (void)diagnosis.attempt("server", [&] { reached = look_at_way(access, diagnosis); });
        }
    });
    if (network == Network::left_alone) {
        diagnosis.area("network");
        diagnosis.skipped("server", "--offline");
    }
    diagnosis.area("etsy");
    for (const auto& subject : subjects) {
        if (reached) {
            (void)diagnosis.attempt("account", [&] { ask_about(subject, services, diagnosis); });
        } else {
            diagnosis.skipped("account", subject.name + " was not asked for");
        }
    }
}

} // namespace etsyorder
