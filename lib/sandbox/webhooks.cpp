// SPDX-License-Identifier: MIT
#include "sandbox/webhooks.hpp"

#include "base/error.hpp"
#include "sandbox/json_writer.hpp"
#include "sandbox/oauth.hpp"
#include "sandbox/webhook_signature.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder::sandbox {

namespace {

using std::chrono::hours;
using std::chrono::milliseconds;
using std::chrono::minutes;
using std::chrono::seconds;

constexpr std::size_t kMaxKept = 10'000;
constexpr milliseconds kLongest{3600'000};

// Waits before each try after the first.
constexpr std::array<seconds, 8> kRetries{
    seconds(0), seconds(5), minutes(5), minutes(30), hours(2), hours(5), hours(10), hours(10)};

std::string event_body(const std::string& event, std::int64_t shop_id, std::int64_t receipt_id) {
    JsonWriter json;
    json.begin_object();
    json.put("event_type", event);
    // The real host, wherever the sandbox listens: receivers take only the ids out of this address.
    json.put("resource_url",
             fmt::format("https://openapi.etsy.com/v3/application/shops/{}/receipts/{}",
                         shop_id,
                         receipt_id));
    json.put("shop_id", shop_id);
    json.end_object();
    return json.take();
}

base::Secret checked_key(const std::string& url, const base::Secret& secret) {
    if (!url.starts_with("http://") && !url.starts_with("https://")) {
        throw base::Error(base::ErrorKind::usage, fmt::format("\"{}\" is no URL for webhooks", url))
            .hint("http://127.0.0.1:8080/webhooks");
    }
    return checked_webhook_key(secret);
}

} // namespace

Webhooks::Webhooks(std::string url,
                   const base::Secret& secret,
                   const SandboxClock& clock,
                   net::HttpTransport& transport)
    : url_(std::move(url)), key_(checked_key(url_, secret)), clock_(clock), transport_(transport),
      thread_([this] { run(); }) {}

Webhooks::~Webhooks() {
    {
        const std::lock_guard lock(mutex_);
        stopping_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

void Webhooks::send(const std::string& event, std::int64_t shop_id, std::int64_t receipt_id) {
    {
        const std::lock_guard lock(mutex_);
        if (deliveries_.size() >= kMaxKept) {
            deliveries_.erase(deliveries_.begin());
        }
        WebhookDelivery delivery;
        delivery.id = "msg_" + random_token(18);
        delivery.event = event;
        delivery.receipt_id = receipt_id;
        delivery.body = event_body(event, shop_id, receipt_id);
        delivery.due = clock_.elapsed();
        deliveries_.push_back(std::move(delivery));
    }
    changed_.notify_all();
}

void Webhooks::clock_moved() {
    changed_.notify_all();
}

std::vector<WebhookDelivery> Webhooks::deliveries() const {
    const std::lock_guard lock(mutex_);
    return deliveries_;
}

WebhookDelivery* Webhooks::next_due() {
    const auto found = std::ranges::find_if(deliveries_, [&](const WebhookDelivery& delivery) {
        return delivery.state == WebhookDelivery::State::pending &&
               delivery.due <= clock_.elapsed();
    });
    return found == deliveries_.end() ? nullptr : &*found;
}

milliseconds Webhooks::until_next() const {
    auto wait = kLongest;
    for (const auto& delivery : deliveries_) {
        if (delivery.state == WebhookDelivery::State::pending) {
            wait = std::min(wait, delivery.due - clock_.elapsed());
        }
    }
    return std::max(wait, milliseconds(1));
}

void Webhooks::record(const std::string& id, int status) {
    const auto found = std::ranges::find(deliveries_, id, &WebhookDelivery::id);
    if (found == deliveries_.end()) {
        return;
    }
    found->last_status = status;
    if (status >= 200 && status < 300) {
        found->state = WebhookDelivery::State::delivered;
    } else if (found->tries > kRetries.size()) {
        found->state = WebhookDelivery::State::lost;
    } else {
        found->due += kRetries[found->tries -
                               1]; // from when it was due: one jump of the clock brings them all
    }
}

void Webhooks::run() {
    std::unique_lock lock(mutex_);
    while (!stopping_) {
        auto* delivery = next_due();
        if (delivery == nullptr) {
            changed_.wait_for(lock, until_next());
            continue;
        }
        ++delivery->tries;
        const auto id = delivery->id;
        const auto at = clock_.now();
        net::HttpRequest request;
        request.method = net::Method::post;
        request.url = url_;
        request.body = delivery->body;
        request.timeout = seconds(15);
        request.headers = {{"content-type", "application/json"},
                           {"webhook-id", id},
                           {"webhook-timestamp", std::to_string(base::utc_seconds(at))},
                           {"webhook-signature", webhook_signature(key_, id, at, request.body)}};
        lock.unlock();
        int status = 0;
        try {
            const auto answer = transport_.send(request);
            status = answer ? answer->status : 0;
        } catch (const base::Error&) {
            status = 0; // no libcurl: seen as never answered in /_sandbox/webhooks
        }
        lock.lock();
        record(id, status);
    }
}

} // namespace etsyorder::sandbox
