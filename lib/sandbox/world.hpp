// SPDX-License-Identifier: MIT
// World: everything the running sandbox knows, and the steps every API request goes through before
// its own work: fault, key, limits, token. Only lib/sandbox includes this.
#pragma once

#include "httpd/router.hpp"
#include "sandbox/faults.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/oauth.hpp"
#include "sandbox/order_store.hpp"
#include "sandbox/sandbox.hpp"
#include "sandbox/sandbox_clock.hpp"
#include "sandbox/webhooks.hpp"
#include "sandbox/wire.hpp"

#include <deque>
#include <functional>
#include <memory>
#include <mutex>
#include <string>

namespace etsyorder::sandbox {

struct LoggedRequest {
    std::int64_t number = 0;
    base::Instant at;
    std::string method;
    std::string path;
    std::string query; // secrets blanked
    int status = 0;
    double milliseconds = 0;
};

struct SentMail { // what the real service would have mailed to the buyer
    std::int64_t receipt_id = 0;
    base::Instant at;
    std::string kind; // "shipment"
    std::string tracking_code;
    std::string carrier_name;
    std::string note_to_buyer;
    bool again = false; // this buyer had one for this order before
};

struct World {
    World(const SandboxOptions& chosen, base::Instant start);

    [[nodiscard]] WireContext wire() const;
    [[nodiscard]] base::Instant now() const { return clock.now(); }

    std::mutex mutex; // guards all below; held for a whole request
    const SandboxOptions options;
    SandboxClock clock;
    const ShopSeed seed;
    OrderStore orders;
    Oauth oauth;
    Limits limits;
    Faults faults;
    std::deque<LoggedRequest> log; // bounded
    std::int64_t requests = 0;
    std::deque<SentMail> mails;         // bounded
    std::unique_ptr<Webhooks> webhooks; // empty: nobody wants them

    void announce(const std::string& event, std::int64_t receipt_id);
};

// Thrown by an operation that is refused; becomes {"error": ...}.
struct Refusal {
    int status = 400;
    std::string error;
    std::string description; // empty: no "error_description"
};
[[nodiscard]] httpd::Response refusal_response(const Refusal& refusal);

struct Operation {
    std::string fault_target;
    std::string scope; // empty: the key is enough
    std::function<httpd::Response(const httpd::Request&)> work;
};
// Adds one operation of the API, path below /v3/application.
void add_operation(httpd::Router& router,
                   World& world,
                   const std::string& method,
                   const std::string& path,
                   Operation operation);
// Runs `work` under the faults aimed at `target`.
[[nodiscard]] httpd::Response
with_faults(World& world, const std::string& target, const std::function<httpd::Response()>& work);

// The routes, by subject.
void add_order_routes(httpd::Router& router, World& world);
void add_shipping_routes(httpd::Router& router, World& world);
void add_listing_routes(httpd::Router& router, World& world);
void add_shop_routes(httpd::Router& router, World& world);
void add_sign_in_routes(httpd::Router& router, World& world);
void add_control_routes(httpd::Router& router, World& world);

} // namespace etsyorder::sandbox
