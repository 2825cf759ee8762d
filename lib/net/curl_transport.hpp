// SPDX-License-Identifier: MIT
// CurlTransport: HTTP over libcurl with one kept connection, HTTP/2 where the server offers it.
//
// Certificates are always verified; only http and https are spoken; a request that must not happen
// twice goes out on a fresh connection, because libcurl repeats by itself what it sent on a kept
// connection that turns out to be dead.
#pragma once

#include "base/stop.hpp"
#include "net/http.hpp"

#include <memory>

namespace etsyorder::net {

// Used by one thread at a time.
class CurlTransport final : public HttpTransport {
public:
    struct Options {
        std::string user_agent = "etsyorder";
        std::string ca_file = {}; // PEM; empty: the system's
    };

    // libcurl is loaded at the first send(), which throws Error of kind failed when there is none.
    // `stop` must outlive this; once raised, send() returns within milliseconds,
    // or at the end of a request under way that must not be interrupted.
    CurlTransport(const base::StopSignal& stop, Options options);
    CurlTransport(const CurlTransport&) = delete;
    CurlTransport& operator=(const CurlTransport&) = delete;
    ~CurlTransport() override;

    [[nodiscard]] base::Result<HttpResponse, TransportError>
    send(const HttpRequest& request) override;

private:
    class Handles;
    const base::StopSignal& stop_;
    Options options_;
    std::unique_ptr<Handles> handles_; // empty until the first request
};

// "libcurl/7.88.1 OpenSSL/3.0.15 ...", as it names itself. Throws Error of kind failed when there
// is none.
[[nodiscard]] std::string curl_library_version();

} // namespace etsyorder::net
