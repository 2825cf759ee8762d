// SPDX-License-Identifier: MIT
#include "sandbox/sandbox.hpp"

#include "base/error.hpp"
#include "base/stop.hpp"
#include "httpd/server.hpp"
#include "net/curl_transport.hpp"
#include "sandbox/webhook_signature.hpp"
#include "sandbox/world.hpp"

#include <fmt/chrono.h>
#include <fmt/format.h>
#include <sodium.h>

#include <algorithm>
#include <array>

namespace etsyorder::sandbox {

namespace {

constexpr std::size_t kMaxLog = 100'000;

// "code=abc&limit=5" -> "code=***&limit=5": what a log may show of a query. A sign-in's `state` is
// a secret, a listing's is not.
std::string shown_query(const httpd::Request& request) {
    constexpr std::array<std::string_view, 4> kSecret{
        "code", "token", "code_challenge", "code_verifier"};
    const bool sign_in = request.path.starts_with("/oauth/");
    std::string out;
    for (const auto& [name, value] : request.query) {
        const bool secret =
            std::ranges::find(kSecret, name) != kSecret.end() || (sign_in && name == "state");
        out += (out.empty() ? "" : "&") + name + "=" + (secret ? "***" : value);
    }
    return out;
}

httpd::Response not_found(const httpd::Request& request) {
    if (request.path == "/") {
        return httpd::text_response(
            200,
            "This is etsyorder-sandbox. The API is under /v3/application, the sign-in page at "
            "/oauth/connect, the control door under /_sandbox.\n");
    }
    return refusal_response({404, "Resource not found", ""});
}

httpd::ServerOptions server_options(const SandboxOptions& options) {
    httpd::ServerOptions out;
    out.address = options.address;
    out.port = options.port;
    return out;
}

// "Sun, 22 Nov 2026 10:00:00 GMT" (RFC 9110, 5.6.7)
std::string http_date(base::Instant instant) {
    return fmt::format("{:%a, %d %b %Y %H:%M:%S} GMT", fmt::gmtime(base::utc_seconds(instant)));
}

base::Instant start_of(const SandboxOptions& options) {
    return options.now.value_or(base::SystemClock().now());
}

} // namespace

class Sandbox::Impl {
public:
    ~Impl() { stop_.request(); }
    Impl(const Impl&) = delete;
    Impl& operator=(const Impl&) = delete;

    explicit Impl(const SandboxOptions& options) : world_(options, start_of(options)) {
        (void)checked_webhook_key(options.webhook_secret); // a wrong one is told even if unused
        if (!options.webhook_url.empty()) {
            world_.webhooks = std::make_unique<Webhooks>(
                options.webhook_url, options.webhook_secret, world_.clock, transport_);
        }
        add_order_routes(router_, world_);
        add_shipping_routes(router_, world_);
        add_listing_routes(router_, world_);
        add_shop_routes(router_, world_);
        add_sign_in_routes(router_, world_);
        add_control_routes(router_, world_);
        router_.otherwise(not_found);
        router_.wrong_method([](const httpd::Request&) {
            return refusal_response({405, "Method not allowed", ""});
        });
        server_ = std::make_unique<httpd::Server>(
            server_options(options),
            [this](httpd::Request request) { return answer(std::move(request)); });
    }

    [[nodiscard]] const World& world() const { return world_; }
    [[nodiscard]] httpd::Server& server() { return *server_; }

    void stop() {
        stop_.request(); // ends a webhook on its way
        server_->stop();
    }

private:
    httpd::Response answer(httpd::Request request) {
        const std::lock_guard lock(world_.mutex);
        const auto begun = std::chrono::steady_clock::now();
        LoggedRequest entry;
        entry.method = request.method;
        entry.path = request.path;
        entry.query = shown_query(request);
        auto response = router_.handle(std::move(request));
        // A client tells by it how far its own clock is off; the HTTP library adds the machine's
        // time only where there is none.
        response.headers.emplace_back("date", http_date(world_.now()));
        if (!entry.path.starts_with("/_sandbox")) {
            const std::chrono::duration<double, std::milli> took =
                std::chrono::steady_clock::now() - begun;
            entry.number = ++world_.requests;
            entry.at = world_.now();
            entry.status = response.status;
            entry.milliseconds = took.count();
            world_.log.push_back(std::move(entry));
            if (world_.log.size() > kMaxLog) {
                world_.log.pop_front();
            }
        }
        return response;
    }

    base::StopSignal stop_;
    net::CurlTransport transport_{stop_, {.user_agent = "etsyorder-sandbox"}};
    World world_;
    httpd::Router router_;
    std::unique_ptr<httpd::Server> server_; // last: stops before what it uses goes
};

Sandbox::Sandbox(const SandboxOptions& options) {
    if (sodium_init() < 0) {
        throw base::Error(base::ErrorKind::failed, "the crypto library cannot start");
    }
    impl_ = std::make_unique<Impl>(options);
}

Sandbox::~Sandbox() = default;

std::string Sandbox::url() const {
    return impl_->server().url();
}
std::int64_t Sandbox::shop_id() const {
    return impl_->world().seed.shop.shop_id;
}
std::string Sandbox::shop_name() const {
    return impl_->world().seed.shop.name;
}
std::size_t Sandbox::orders() const {
    return impl_->world().seed.orders;
}
void Sandbox::stop() {
    impl_->server().stop();
}

} // namespace etsyorder::sandbox
