// SPDX-License-Identifier: MIT
// The control door, first half: what happens to orders. The real service has nothing like it.
#include "base/money.hpp"
#include "sandbox/control.hpp"
#include "sandbox/shop_file.hpp"
#include "sandbox/shop_reader.hpp"

#include <fmt/format.h>

#include <charconv>

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
    const auto written = request.param("receipt_id");
    std::int64_t number = 0;
    const auto [end, error] =
        std::from_chars(written.data(), written.data() + written.size(), number);
    const bool whole = error == std::errc{} && end == written.data() + written.size();
    const auto index = whole ? world.orders.index_of(number) : std::nullopt;
    if (!index) {
        throw Refusal{404, fmt::format("there is no order {}", written), ""};
    }
    return *index;
}

void refuse_canceled(const Order& order) {
    if (order.canceled) {
        throw Refusal{409, fmt::format("order {} is canceled", order.receipt_id), ""};
    }
}

std::int64_t left_to_refund(const Order& order) {
    return order.total_minor() - order.refunded_minor();
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
    if (world.seed.listings.empty()) {
        throw Refusal{409, "the shop has no listings, so nothing can be ordered", ""};
    }
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
    refuse_canceled(order);
    order.canceled = true;
    if (const auto left = left_to_refund(order); left > 0) {
        order.refunds.push_back(
            {left, world.now(), body.text_or("reason", "Order canceled"), std::nullopt});
    }
    store(world, index, std::move(order), body);
    world.announce("order.canceled", receipt_id);
    return answer_order(world, index);
}

// Never more than what is left.
std::int64_t wanted_refund(const World& world, const Node& body, const Order& order) {
    const auto left = left_to_refund(order);
    if (left <= 0) {
        throw Refusal{
            409, fmt::format("nothing is left to refund of order {}", order.receipt_id), ""};
    }
    const auto amount = body.find("amount");
    if (!amount) {
        return left;
    }
    const auto wanted = amount->minor(world.seed.shop.divisor);
    if (wanted == 0 || wanted > left) {
        const auto& currency = world.seed.shop.currency;
        throw amount->wrong(fmt::format("{} {} of this order are left to refund",
                                        base::format_decimal({left, currency}),
                                        currency));
    }
    return wanted;
}

Response refund_order(World& world, const Request& request) {
    const auto index = find_order(world, request);
    const auto json = control_body(request);
    const Node body(json, "");
    body.only({"bump", "amount", "reason", "note"});
    auto order = world.orders.order(index);
    order.refunds.push_back({wanted_refund(world, body, order),
                             world.now(),
                             body.maybe_text("reason"),
                             body.maybe_text("note")});
    store(world, index, std::move(order), body);
    return answer_order(world, index);
}

base::Instant wanted_instant(const World& world, const Node& body) {
    const auto ship_by = body.find("ship_by");
    const auto ship_in = body.find("ship_in");
    if (ship_by.has_value() == ship_in.has_value()) {
        throw body.wrong("expected either \"ship_in\" (a span such as 5d) or \"ship_by\" (a time)");
    }
    if (ship_in) {
        return world.now() + ship_in->span();
    }
    const auto out = ship_by->instant();
    if (std::chrono::abs(out - world.now()) > kLongestSpan) {
        throw ship_by->wrong("it is more than ten years from now");
    }
    return out;
}

// Counted from 0; the first when none is named.
std::size_t wanted_item(const Node& body, const Order& order) {
    const auto last = static_cast<std::int64_t>(order.items.size()) - 1;
    return static_cast<std::size_t>(body.maybe_number("item", 0, last).value_or(0));
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

// "personalization" replaces the text of the item's answer number "answer", counted from 0.
void edit_answer(const Node& body, Item& item) {
    const auto text = body.find("personalization");
    if (!text) {
        if (body.find("answer")) {
            throw body.wrong(
                "\"answer\" says which; \"personalization\", its new text, is missing");
        }
        return;
    }
    std::vector<Answer*> answers;
    for (auto& answer : item.answers) {
        if (answer.property_id == kPersonalizationProperty) {
            answers.push_back(&answer);
        }
    }
    if (answers.empty()) {
        throw text->wrong("the item has no personalisation");
    }
    const auto last = static_cast<std::int64_t>(answers.size()) - 1;
    answers[static_cast<std::size_t>(body.maybe_number("answer", 0, last).value_or(0))]->value =
        text->text();
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
    if (json.empty()) {
        throw body.wrong("there is nothing to edit");
    }
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
    item.quantity = body.maybe_number("quantity", 1, kMostOfAnItem).value_or(item.quantity);
    edit_answer(body, item);
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
    refuse_canceled(order);
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
        throw Refusal{400, "top level: expected a JSON object", ""};
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
