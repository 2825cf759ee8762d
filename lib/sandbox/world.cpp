// SPDX-License-Identifier: MIT
#include "sandbox/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

const std::string kPrefix = "/v3/application";

// What Etsy says with a status, as far as that is known; else something of its shape.
Refusal refusal_of(const Fault& fault, const std::string& target) {
    const bool token = target == "token";
    switch (fault.status) {
    case 400:
        return token ? Refusal{400, "invalid_grant", "refresh_token is revoked"}
                     : Refusal{400, "Bad request", ""};
    case 401:
        return token ? Refusal{401, "invalid_client", "client_id is not known"}
                     : Refusal{401, "invalid_token", "access token is expired"};
    case 403:
        return {403, "Unauthorized", ""};
    case 404:
        return {404, "Resource not found", ""};
    case 409:
        return {409, "Conflict", ""};
    case 429:
        return {429, "Exceeded the rate limit", ""};
    default:
        return {fault.status, fault.status < 500 ? "Bad request" : "Server Error", ""};
    }
}

httpd::Response fault_response(const Fault& fault, const std::string& target) {
    if (fault.kind == Fault::Kind::html) {
        return httpd::html_response(
            fault.status,
            "<!DOCTYPE html>\n<html><head><title>Service Unavailable</title></head>\n"
            "<body><h1>Error 503 Backend fetch failed</h1><p>Varnish cache "
            "server</p></body></html>\n");
    }
    auto response = refusal_response(refusal_of(fault, target));
    if (fault.status == 429) {
        response.headers.emplace_back("retry-after", "1");
    }
    return response;
}

void put_limit_headers(const LimitState& state, httpd::Response& response) {
    response.headers.emplace_back("x-limit-per-second", std::to_string(state.per_second));
    response.headers.emplace_back("x-remaining-this-second",
                                  std::to_string(state.left_this_second));
    response.headers.emplace_back("x-limit-per-day", std::to_string(state.per_day));
    response.headers.emplace_back("x-remaining-today", std::to_string(state.left_today));
    if (state.retry_after) {
        response.headers.emplace_back("retry-after", std::to_string(state.retry_after->count()));
    }
}

void check_key(const World& world, const httpd::Request& request) {
    const auto key = request.header("x-api-key");
    if (!key || key->empty()) {
        throw Refusal{401, "Missing x-api-key header or client_id", ""};
    }
    const auto colon = key->find(':');
    if (colon == std::string::npos) {
        throw Refusal{403, "Shared secret is required in x-api-key header.", ""};
    }
    if (key->substr(0, colon) != world.options.keystring ||
        key->substr(colon + 1) != world.options.shared_secret.reveal()) {
        throw Refusal{
            403, "API key not found, or not active, or incorrect shared secret for API key.", ""};
    }
}

void check_token(const World& world, const httpd::Request& request, const std::string& scope) {
    constexpr std::string_view kBearer = "Bearer ";
    const auto header = request.header("authorization");
    if (!header || !header->starts_with(kBearer)) {
        throw Refusal{401, "invalid_token", "access token is missing"};
    }
    const auto token = header->substr(kBearer.size());
    if (token.find('.') == std::string::npos) {
        throw Refusal{403, "No user was provided as part of the bearer token.", ""};
    }
    const auto scopes = world.oauth.check(world.options.keystring, token, world.now());
    if (!scopes) {
        throw Refusal{scopes.error().status, scopes.error().error, scopes.error().description};
    }
    if (std::ranges::find(*scopes, scope) == scopes->end()) {
        throw Refusal{
            403,
            "insufficient_scope",
            fmt::format("access token lacks the scope {} that this operation needs", scope)};
    }
}

} // namespace

World::World(const SandboxOptions& chosen, base::Instant start)
    : options(chosen),
      clock(start,
            chosen.pace == SandboxOptions::Pace::frozen ? SandboxClock::Pace::frozen
                                                        : SandboxClock::Pace::running),
      seed(load_shop(chosen.shop, chosen.seed, start)), orders(seed), oauth(seed.shop.user_id),
      limits(chosen.limit_per_second, chosen.limit_per_day), faults(chosen.seed) {
    for (const auto& spec : chosen.faults) {
        faults.add(parse_fault(spec));
    }
}

void World::announce(const std::string& event, std::int64_t receipt_id) {
    if (webhooks) {
        webhooks->send(event, seed.shop.shop_id, receipt_id);
    }
}

WireContext World::wire() const {
    const bool present = options.addresses == SandboxOptions::Addresses::present;
    return {seed.shop, seed.listings, present ? AddressAccess::present : AddressAccess::absent};
}

httpd::Response refusal_response(const Refusal& refusal) {
    JsonWriter json;
    json.begin_object();
    json.put("error", refusal.error);
    if (!refusal.description.empty()) {
        json.put("error_description", refusal.description);
    }
    json.end_object();
    return httpd::json_response(refusal.status, json.take());
}

httpd::Response
with_faults(World& world, const std::string& target, const std::function<httpd::Response()>& work) {
    std::chrono::milliseconds delay{0};
    std::optional<Fault> ending;
    for (const auto& fault : world.faults.strike(target)) {
        if (fault.kind == Fault::Kind::slow) {
            delay += fault.delay;
        } else {
            ending = fault;
        }
    }
    httpd::Response response;
    if (ending && ending->kind == Fault::Kind::drop) {
        response.status = 0; // none was sent
        response.ending = httpd::Response::Ending::dropped;
    } else if (ending &&
               (ending->kind == Fault::Kind::status || ending->kind == Fault::Kind::html)) {
        response = fault_response(*ending, target);
    } else {
        response = work();
        if (ending) {
            response.ending = ending->kind == Fault::Kind::lost
                                  ? httpd::Response::Ending::dropped
                                  : httpd::Response::Ending::cut_in_half;
        }
    }
    response.delay = delay;
    return response;
}

void add_operation(httpd::Router& router,
                   World& world,
                   const std::string& method,
                   const std::string& path,
                   Operation operation) {
    router.add(method,
               kPrefix + path,
               [&world, operation = std::move(operation)](const httpd::Request& request) {
                   return with_faults(world, operation.fault_target, [&] {
                       std::optional<LimitState> state;
                       httpd::Response response;
                       try {
                           check_key(world, request);
                           state = world.limits.take(world.clock.elapsed());
                           if (state->retry_after) {
                               throw Refusal{429,
                                             state->day_is_used_up
                                                 ? "Exceeded the daily rate limit"
                                                 : "Exceeded the per-second rate limit",
                                             ""};
                           }
                           if (!operation.scope.empty()) {
                               check_token(world, request, operation.scope);
                           }
                           response = operation.work(request);
                       } catch (const Refusal& refusal) {
                           response = refusal_response(refusal);
                       }
                       if (state) {
                           put_limit_headers(*state, response);
                       }
                       return response;
                   });
               });
}

} // namespace etsyorder::sandbox
