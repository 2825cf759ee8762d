// SPDX-License-Identifier: MIT
// Webhooks: tells one URL what happened to orders, signed, and again after failures on Etsy's
// schedule (at once, then 5 s, 5 min, 30 min, 2 h, 5 h, 10 h and 10 h later; then it is lost). The
// schedule goes by the sandbox's clock, so that advancing the clock brings the next tries.
#pragma once

#include "base/secret.hpp"
#include "base/stop.hpp"
#include "net/http.hpp"
#include "sandbox/sandbox_clock.hpp"

#include <condition_variable>
#include <cstdint>
#include <mutex>
#include <string>
#include <thread>
#include <vector>

namespace etsyorder::sandbox {

struct WebhookDelivery {
    enum class State { pending, delivered, lost };

    std::string id; // "msg_...", the same for every try
    std::string event;
    std::int64_t receipt_id = 0;
    std::string body;
    State state = State::pending;
    std::size_t tries = 0;
    int last_status = 0;              // 0: no answer
    std::chrono::milliseconds due{0}; // since the clock's start
};

// Safe from any thread. Owns a thread that sends.
class Webhooks {
public:
    // `secret` is "whsec_<base64>". Throws Error of kind usage for a wrong secret or URL.
    // `clock` and `transport` must outlive this.
    Webhooks(std::string url,
             const base::Secret& secret,
             const SandboxClock& clock,
             net::HttpTransport& transport);
    ~Webhooks();
    Webhooks(const Webhooks&) = delete;
    Webhooks& operator=(const Webhooks&) = delete;

    void send(const std::string& event, std::int64_t shop_id, std::int64_t receipt_id);
    void clock_moved();
    [[nodiscard]] std::vector<WebhookDelivery> deliveries() const;

private:
    void run();
    [[nodiscard]] WebhookDelivery* next_due();
    [[nodiscard]] std::chrono::milliseconds until_next() const;
    void record(const std::string& id, int status);

    const std::string url_;
    base::Secret key_;
    const SandboxClock& clock_;
    net::HttpTransport& transport_;
    mutable std::mutex mutex_;
    std::condition_variable changed_;
    std::vector<WebhookDelivery> deliveries_; // bounded: the oldest settled ones go first
    bool stopping_ = false;
    std::thread thread_; // last: everything above is there when it starts
};

} // namespace etsyorder::sandbox
