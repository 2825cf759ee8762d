// SPDX-License-Identifier: MIT
// createReceiptShipment and updateShopReceipt: the two calls that change an order.
#include "sandbox/parameters.hpp"
#include "sandbox/shop_checks.hpp"
#include "sandbox/world.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;

constexpr std::size_t kMaxMails = 10'000;
constexpr std::int64_t kTrackingFromMinor = 1000; // US orders over 10.00 need a number

struct ShipmentForm {
    std::string tracking_code;
    std::string carrier_name;
    std::string note_to_buyer;
};

ShipmentForm read_json_shipment(const Request& request) {
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    if (body.is_discarded() || !body.is_object()) {
        throw Refusal{400, "Invalid JSON in the request body", ""};
    }
    const auto text = [&](const char* name) {
        const auto found = body.find(name);
        if (found != body.end() && !found->is_null() && !found->is_string()) {
            throw Refusal{400, std::string("Expected string value for '") + name + "'", ""};
        }
        return found == body.end() || found->is_null() ? std::string() : found->get<std::string>();
    };
    return {text("tracking_code"), text("carrier_name"), text("note_to_buyer")};
}

// A JSON body under any other content type is read as a form without the wanted fields: the order
// is then marked as shipped without tracking, and nobody is told. That is how the real service does
// it.
ShipmentForm read_shipment(const Request& request) {
    if (httpd::media_type(request) == "application/json") {
        return read_json_shipment(request);
    }
    const auto form = httpd::parse_form(request.body);
    const auto text = [&](const char* name) { return httpd::field(form, name).value_or(""); };
    return {text("tracking_code"), text("carrier_name"), text("note_to_buyer")};
}

bool needs_tracking(const World& world, const Order& order) {
    const auto& to = order.address.country;
    const bool domestic = to == "US" && world.seed.shop.country == "US";
    return (domestic && order.total_minor() > kTrackingFromMinor) || to == "IN";
}

void send_mail(World& world, std::int64_t receipt_id, const ShipmentForm& form) {
    const bool again =
        std::ranges::find(world.mails, receipt_id, &SentMail::receipt_id) != world.mails.end();
    world.mails.push_back({receipt_id,
                           world.now(),
                           "shipment",
                           form.tracking_code,
                           form.carrier_name,
                           form.note_to_buyer,
                           again});
    if (world.mails.size() > kMaxMails) {
        world.mails.pop_front();
    }
}

Response create_shipment(World& world, const Request& request) {
    if (world.options.tracking == SandboxOptions::Tracking::forbidden) {
        throw Refusal{403, "Unauthorized", ""};
    }
    const auto index = find_receipt(world, request);
    const auto form = read_shipment(request);
    auto order = world.orders.order(index);
    if (order.canceled) {
        throw Refusal{409, "The receipt is canceled", ""};
    }
    if (form.tracking_code.empty() && needs_tracking(world, order)) {
        throw Refusal{400, "A tracking number is required", ""};
    }
    if (!form.tracking_code.empty() && form.carrier_name.empty()) {
        throw Refusal{400, "A carrier name is required", ""};
    }
    if (!form.tracking_code.empty()) {
        const auto id = 1'500'000'000 + static_cast<std::int64_t>(index) * 10 +
                        static_cast<std::int64_t>(order.shipments.size());
        order.shipments.push_back({id, world.now(), form.carrier_name, form.tracking_code});
    }
    order.shipped = true;
    order.updated = world.now();
    const auto receipt_id = order.receipt_id;
    world.orders.replace(index, std::move(order));
    send_mail(world, receipt_id, form);
    world.announce("order.shipped", receipt_id);
    return receipt_response(world, index);
}

Response update_receipt(World& world, const Request& request) {
    const auto index = find_receipt(world, request);
    const auto form = httpd::parse_form(request.body);
    const Parameters in(form);
    const auto was_shipped = in.flag("was_shipped");
    const auto was_paid = in.flag("was_paid");
    auto order = world.orders.order(index);
    const bool changed =
        (was_shipped && *was_shipped != order.shipped) || (was_paid && *was_paid != order.paid);
    if (changed) {
        order.shipped = was_shipped.value_or(order.shipped);
        order.paid = was_paid.value_or(order.paid);
        order.updated = world.now();
        world.orders.replace(index, std::move(order));
    }
    return receipt_response(world, index);
}

} // namespace

void add_shipping_routes(httpd::Router& router, World& world) {
    add_operation(router,
                  world,
                  "POST",
                  "/shops/{shop_id}/receipts/{receipt_id}/tracking",
                  {"shipment", "transactions_w", [&world](const Request& r) {
                       return create_shipment(world, r);
                   }});
    add_operation(router,
                  world,
                  "PUT",
                  "/shops/{shop_id}/receipts/{receipt_id}",
                  {"receipt", "transactions_w", [&world](const Request& r) {
                       return update_receipt(world, r);
                   }});
}

} // namespace etsyorder::sandbox
