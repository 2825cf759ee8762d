// SPDX-License-Identifier: MIT
// The control door, first half: what happens to orders. The real service has nothing like it.
#include "sandbox/control.hpp"
#include "sandbox/shop_file.hpp"
#include "sandbox/shop_reader.hpp"

#include <fmt/format.h>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;

// Cancels, refunds and moved ship dates leave updated_timestamp alone, as in the real service;
// {"bump": true} asks for a kinder one.
void store(World& world, std::size_t index, Order order, const Node& body) {
    if (body.flag_or("bump", false)) {
        order.updated = world.now();
    }
    world.orders.replace(index, std::move(order));
}

std::size_t find_order(const World& world, const Request& request) {
    const auto index = world.orders.index_of(std::atoll(request.param("receipt_id").c_str()));
    if (!index) {
        throw Refusal{404, fmt::format("there is no order {}", request.param("receipt_id")), ""};
    }
    return *index;
}

Response answer_order(const World& world, std::size_t index, int status = 200) {
    // The door shows everything, addresses too.
    JsonWriter json;
    write_receipt(json,
                  {world.seed.shop, world.seed.listings, AddressAccess::present},
                  world.orders.order(index),
                  index);
    return httpd::json_response(status, json.take());
}

Response place_order(World& world, const Request& request) {
    auto body = control_body(request);
    if (!body.contains("items")) {
        body["items"] =
            nlohmann::json::array({{{"listing", std::to_string(world.seed.listings.at(0).id)}}});
    }
    auto order = read_order(
        body, "", world.seed.shop, world.seed.listings, world.orders.size(), world.now());
    if (world.orders.index_of(order.receipt_id)) {
        throw Refusal{409, fmt::format("there is an order {} already", order.receipt_id), ""};
    }
    const auto receipt_id = order.receipt_id;
    const auto index = world.orders.add(std::move(order));
    world.announce("order.paid", receipt_id);
    return answer_order(world, index, 201);
}

Response cancel_order(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump", "reason"});
    auto order = world.orders.order(index);
    const auto receipt_id = order.receipt_id;
    order.canceled = true;
    order.refunds.push_back({order.total_minor() - order.refunded_minor(),
                             world.now(),
                             body.text_or("reason", "Order canceled"),
                             std::nullopt});
    store(world, index, std::move(order), body);
    world.announce("order.canceled", receipt_id);
    return answer_order(world, index);
}

Response refund_order(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump", "amount", "reason", "note"});
    auto order = world.orders.order(index);
    const auto amount = body.find("amount");
    const auto left = order.total_minor() - order.refunded_minor();
    order.refunds.push_back({amount ? amount->minor(world.seed.shop.divisor) : left,
                             world.now(),
                             body.maybe_text("reason"),
                             body.maybe_text("note")});
    store(world, index, std::move(order), body);
    return answer_order(world, index);
}

base::Instant wanted_instant(const World& world, const Node& body) {
    if (const auto ship_by = body.maybe_text("ship_by")) {
        const auto instant = base::parse_instant(*ship_by);
        if (!instant) {
            throw body.wrong(
                fmt::format("\"{}\" is no time such as 2026-11-22T10:00:00Z", *ship_by));
        }
        return *instant;
    }
    return world.now() + body.need("ship_in").span();
}

std::size_t wanted_item(const Node& body, const Order& order) {
    const auto item = body.number_or("item", 0);
    if (item < 0 || static_cast<std::size_t>(item) >= order.items.size()) {
        throw body.wrong(fmt::format("item counts from 0; this order has {}", order.items.size()));
    }
    return static_cast<std::size_t>(item);
}

Response move_ship_date(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump", "ship_by", "ship_in", "item"});
    auto order = world.orders.order(index);
    const auto instant = wanted_instant(world, body);
    if (body.find("item")) {
        order.items[wanted_item(body, order)].ship_by = instant;
    } else {
        for (auto& item : order.items) {
            item.ship_by = instant;
        }
    }
    store(world, index, std::move(order), body);
    return answer_order(world, index);
}

Response edit_order(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump",
               "buyer",
               "message",
               "note",
               "item",
               "quantity",
               "personalization",
               "answer",
               "paid"});
    auto order = world.orders.order(index);
    order.buyer = body.text_or("buyer", order.buyer);
    order.paid = body.flag_or("paid", order.paid);
    if (const auto message = body.maybe_text("message")) {
        order.message_from_buyer = message;
    }
    if (const auto note = body.maybe_text("note")) {
        order.message_from_seller = note;
    }
    auto& item = order.items[wanted_item(body, order)];
    item.quantity = body.number_or("quantity", item.quantity);
    if (const auto text = body.maybe_text("personalization")) {
        const auto wanted = static_cast<std::size_t>(body.number_or("answer", 0));
        std::size_t seen = 0;
        bool done = false;
        for (auto& answer : item.answers) {
            if (answer.property_id == kPersonalizationProperty && seen++ == wanted) {
                answer.value = *text;
                done = true;
            }
        }
        if (!done) {
            throw body.wrong("the item has no such personalisation answer");
        }
    }
    store(world, index, std::move(order), body);
    return answer_order(world, index);
}

Response deliver_order(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump"});
    auto order = world.orders.order(index);
    const auto receipt_id = order.receipt_id;
    order.shipped = true;
    order.delivered = true;
    store(world, index, std::move(order), body);
    world.announce("order.delivered", receipt_id);
    return answer_order(world, index);
}

} // namespace

nlohmann::json control_body(const Request& request) {
    if (request.body.empty()) {
        return nlohmann::json::object();
    }
    auto out = nlohmann::json::parse(request.body, nullptr, false);
    if (!out.is_object()) {
        throw Refusal{400, "the body must be a JSON object", ""};
    }
    return out;
}

void add_control(httpd::Router& router,
                 World& world,
                 const std::string& method,
                 const std::string& path,
                 ControlWork work) {
    router.add(
        method, "/_sandbox" + path, [&world, work = std::move(work)](const Request& request) {
            try {
                return work(world, request);
            } catch (const Refusal& refusal) {
                return refusal_response(refusal);
            } catch (const base::Error& error) {
                return refusal_response({400, error.summary(), error.reason()});
            }
        });
}

void add_control_routes(httpd::Router& router, World& world) {
    add_control(router, world, "POST", "/orders", place_order);
    add_control(router, world, "GET", "/orders/{receipt_id}", [](World& w, const Request& request) {
        return answer_order(w, find_order(w, request));
    });
    add_control(router, world, "POST", "/orders/{receipt_id}/cancel", cancel_order);
    add_control(router, world, "POST", "/orders/{receipt_id}/refund", refund_order);
    add_control(router, world, "POST", "/orders/{receipt_id}/ship-date", move_ship_date);
    add_control(router, world, "POST", "/orders/{receipt_id}/edit", edit_order);
    add_control(router, world, "POST", "/orders/{receipt_id}/deliver", deliver_order);
    add_machine_control_routes(router, world);
}

} // namespace etsyorder::sandbox
