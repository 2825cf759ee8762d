// SPDX-License-Identifier: MIT
// The control door, second half: the sandbox itself. Clock, faults, limits, tokens, and what
// happened.
#include "sandbox/control.hpp"
#include "sandbox/shop_reader.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;
using nlohmann::json;

Response answer(const json& body, int status = 200) {
    return httpd::json_response(status, body.dump());
}

json clock_json(const World& world) {
    return {{"now", base::format_instant(world.now())}, {"epoch", base::utc_seconds(world.now())}};
}

Response advance_clock(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"advance"});
    const auto advance = body.need("advance");
    const auto span = advance.span();
    if (span.count() < 0) {
        throw advance.wrong("the clock only goes forward");
    }
    if (world.clock.elapsed() + span > kLongestSpan) {
        throw advance.wrong("the clock would be more than ten years ahead of its start");
    }
    world.clock.advance(span);
    if (world.webhooks) {
        world.webhooks->clock_moved(); // what has become due goes out now
    }
    return answer(clock_json(world));
}

Response get_requests(World& world, const Request& /*request*/) {
    json out{{"total", world.requests}, {"results", json::array()}};
    for (const auto& entry : world.log) {
        out["results"].push_back({{"number", entry.number},
                                  {"at", base::format_instant(entry.at)},
                                  {"method", entry.method},
                                  {"path", entry.path},
                                  {"query", entry.query},
                                  {"status", entry.status},
                                  {"ms", entry.milliseconds}});
    }
    return answer(out);
}

Response forget_requests(World& world, const Request& /*request*/) {
    world.log.clear();
    world.requests = 0;
    return answer(json::object());
}

Response get_mails(World& world, const Request& /*request*/) {
    json out{{"count", world.mails.size()}, {"results", json::array()}};
    for (const auto& mail : world.mails) {
        out["results"].push_back({{"receipt_id", mail.receipt_id},
                                  {"at", base::format_instant(mail.at)},
                                  {"kind", mail.kind},
                                  {"tracking_code", mail.tracking_code},
                                  {"carrier_name", mail.carrier_name},
                                  {"note_to_buyer", mail.note_to_buyer},
                                  {"again", mail.again}});
    }
    return answer(out);
}

json faults_json(const World& world) {
    json out = json::array();
    for (const auto& fault : world.faults.all()) {
        out.push_back({{"spec", fault.spec}, {"left", fault.left ? json(*fault.left) : json()}});
    }
    return out;
}

Response add_fault(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"fault"});
    world.faults.add(parse_fault(body.need("fault").text()));
    return answer({{"faults", faults_json(world)}}, 201);
}

Response clear_faults(World& world, const Request& /*request*/) {
    world.faults.clear();
    return answer({{"faults", json::array()}});
}

Response get_state(World& world, const Request& /*request*/) {
    json out = clock_json(world);
    out["shop_id"] = world.seed.shop.shop_id;
    out["user_id"] = world.seed.shop.user_id;
    out["shop_name"] = world.seed.shop.name;
    out["orders"] = world.orders.size();
    out["listings"] = world.seed.listings.size();
    out["reviews"] = world.seed.reviews.size();
    out["requests"] = world.requests;
    out["mails"] = world.mails.size();
    out["refreshes"] = world.oauth.refreshes();
    out["faults"] = faults_json(world);
    return answer(out);
}

Response revoke(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"access"});
    world.oauth.revoke_refresh_tokens();
    if (body.flag_or("access", false)) { // as when the seller changes the password
        world.oauth.revoke_access_tokens();
    }
    return answer(json::object());
}

// "shops_r listings_r" or ["shops_r", "listings_r"]; what etsyorder asks for when none are named.
Scopes wanted_scopes(const Node& body) {
    const auto written = body.find("scopes");
    if (!written) {
        return {"transactions_r", "transactions_w", "shops_r", "listings_r", "email_r"};
    }
    const auto out = written->is_list() ? body.texts("scopes") : split_scopes(written->text());
    const auto unknown = std::ranges::find_if(out, [](const std::string& scope) {
        return std::ranges::find(known_scopes(), scope) == known_scopes().end();
    });
    if (out.empty() || unknown != out.end()) {
        throw written->wrong(fmt::format(
            "\"{}\" is none of {}", out.empty() ? "" : *unknown, fmt::join(known_scopes(), ", ")));
    }
    return out;
}

Response issue_tokens(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"scopes"});
    const auto tokens =
        world.oauth.issue(world.options.keystring, wanted_scopes(body), world.now());
    return answer({{"access_token", tokens.access}, {"refresh_token", tokens.refresh}}, 201);
}

Response set_limits(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"per_second", "per_day"});
    const auto per_second = body.maybe_number("per_second", 0, kMostRequests);
    const auto per_day = body.maybe_number("per_day", 0, kMostRequests);
    if (!per_second && !per_day) {
        throw body.wrong("expected \"per_second\" or \"per_day\"; 0 is no limit");
    }
    world.limits.set(per_second.value_or(world.limits.per_second()),
                     per_day.value_or(world.limits.per_day()));
    return answer({{"per_second", world.limits.per_second()}, {"per_day", world.limits.per_day()}});
}

std::string_view to_string(WebhookDelivery::State state) {
    switch (state) {
    case WebhookDelivery::State::pending:
        return "pending";
    case WebhookDelivery::State::delivered:
        return "delivered";
    case WebhookDelivery::State::lost:
        break;
    }
    return "lost";
}

Response get_webhooks(World& world, const Request& /*request*/) {
    json out{{"results", json::array()}};
    if (world.webhooks) {
        for (const auto& delivery : world.webhooks->deliveries()) {
            out["results"].push_back({{"id", delivery.id},
                                      {"event_type", delivery.event},
                                      {"receipt_id", delivery.receipt_id},
                                      {"state", to_string(delivery.state)},
                                      {"tries", delivery.tries},
                                      {"last_status", delivery.last_status}});
        }
    }
    return answer(out);
}

std::string wanted_event(const Node& body) {
    static const std::vector<std::string> known{
        "order.paid", "order.canceled", "order.shipped", "order.delivered"};
    auto out = body.text_or("event", known[0]);
    if (std::ranges::find(known, out) == known.end()) {
        throw body.need("event").wrong(
            fmt::format("\"{}\" is none of {}", out, fmt::join(known, ", ")));
    }
    return out;
}

// The newest order when none is named.
std::int64_t wanted_receipt(const World& world, const Node& body) {
    if (const auto written = body.find("receipt_id")) {
        const auto receipt_id = written->number();
        if (!world.orders.index_of(receipt_id)) {
            throw Refusal{404, fmt::format("there is no order {}", receipt_id), ""};
        }
        return receipt_id;
    }
    ReceiptQuery newest;
    newest.limit = 1;
    const auto page = world.orders.find(newest);
    if (page.indices.empty()) {
        throw Refusal{409, "the shop has no orders", ""};
    }
    return world.orders.head(page.indices[0]).receipt_id;
}

Response test_webhook(World& world, const Request& request) {
    const auto in = control_body(request);
    const Node body(in, "");
    body.only({"event", "receipt_id"});
    const auto event = wanted_event(body);
    const auto receipt_id = wanted_receipt(world, body);
    if (!world.webhooks) {
        throw Refusal{409, "the sandbox was started without --webhook", ""};
    }
    world.announce(event, receipt_id);
    return answer(json::object(), 202);
}

} // namespace

void add_machine_control_routes(httpd::Router& router, World& world) {
    add_control(router, world, "GET", "/clock", [](World& w, const Request&) {
        return answer(clock_json(w));
    });
    add_control(router, world, "POST", "/clock", advance_clock);
    add_control(router, world, "GET", "/requests", get_requests);
    add_control(router, world, "DELETE", "/requests", forget_requests);
    add_control(router, world, "GET", "/mails", get_mails);
    add_control(router, world, "GET", "/faults", [](World& w, const Request&) {
        return answer({{"faults", faults_json(w)}});
    });
    add_control(router, world, "POST", "/faults", add_fault);
    add_control(router, world, "DELETE", "/faults", clear_faults);
    add_control(router, world, "GET", "/state", get_state);
    add_control(router, world, "POST", "/revoke", revoke);
    add_control(router, world, "POST", "/tokens", issue_tokens);
    add_control(router, world, "POST", "/limits", set_limits);
    add_control(router, world, "GET", "/webhooks", get_webhooks);
    add_control(router, world, "POST", "/webhooks/test", test_webhook);
}

} // namespace etsyorder::sandbox
