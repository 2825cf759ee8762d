// SPDX-License-Identifier: MIT
// RedirectListener: waits on this machine for the browser that comes back from Etsy's sign-in page
// (RFC 8252, 7.3). Nobody else can reach it, and only the answer to our own question counts.
#pragma once

#include "base/result.hpp"
#include "base/secret.hpp"
#include "base/stop.hpp"
#include "etsy/oauth.hpp"
#include "httpd/server.hpp"

#include <chrono>
#include <cstdint>
#include <memory>
#include <mutex>
#include <optional>

namespace etsyorder {

class RedirectListener {
public:
    using Answer = base::Result<base::Secret, etsy::RedirectError>;

    // Listens when it returns, on 127.0.0.1 and, where there is one, on ::1: "localhost" may mean
    // either. Throws Error of kind conflict when the port is taken.
    RedirectListener(std::uint16_t port, base::Secret state);

    // Empty: nobody came in time. Throws Error of kind interrupted.
    [[nodiscard]] std::optional<Answer> wait(std::chrono::seconds patience,
                                             const base::StopSignal& stop);

    [[nodiscard]] int strangers() const; // visits with the answer to another question so far

private:
    [[nodiscard]] httpd::Response visit(const httpd::Request& request);

    base::Secret state_;
    base::StopSignal answered_;
    mutable std::mutex mutex_;
    std::optional<Answer> answer_;
    int strangers_ = 0;
    std::unique_ptr<httpd::Server> ipv4_; // last: they stop before what they use goes
    std::unique_ptr<httpd::Server> ipv6_;
};

} // namespace etsyorder
