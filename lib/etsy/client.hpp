// SPDX-License-Identifier: MIT
// Client: Etsy's operations as get, post and put. It signs each request, keeps to the limits, tries
// again where that is right, renews the sign-in once when it has expired, and turns what is left
// into one clear error.
//
//     auto page = client.get("shops/12/receipts", {{"limit", "100"}});
//     parse(page.body); // JSON, as far as a look at its first character tells
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "etsy/patient_sender.hpp"
#include "etsy/server.hpp"
#include "etsy/session.hpp"
#include "net/http.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::etsy {

struct Response {
    int status = 0;   // 200 to 299
    std::string body; // with net::kBodyPadding bytes of capacity behind its end
    std::optional<base::Instant> server_time;
};

// An answer that is no success, or a success that cannot be used. Kinds: sign_in_needed, not_found
// (404), conflict (409), try_later (network, limit, Etsy in trouble), interrupted, failed.
class ApiError final : public base::Error {
public:
    ApiError(base::Error error, int status, bool in_doubt)
        : base::Error(std::move(error)), status_(status), in_doubt_(in_doubt) {}

    [[nodiscard]] int status() const noexcept { return status_; } // HTTP; 0: there was no answer
    [[nodiscard]] bool in_doubt() const noexcept {
        return in_doubt_;
    } // a write that may have been carried out

private:
    int status_;
    bool in_doubt_;
};

// Used by one thread at a time; may move from thread to thread. Every function throws ApiError, or
// what Session::access_token() throws.
class Client {
public:
    // `sender` and `session` must outlive this.
    Client(Server server, PatientSender& sender, Session& session);

    // Paths are relative to /v3/application: "shops/12/receipts".
    [[nodiscard]] Response get(std::string_view path, const net::Fields& query = {});

    // Writes are sent again only when Etsy said that it did nothing (429, expired sign-in).
    [[nodiscard]] Response post_form(std::string_view path, const net::Fields& fields);
    [[nodiscard]] Response post_json(std::string_view path, std::string json);
    [[nodiscard]] Response put_form(std::string_view path, const net::Fields& fields);

    [[nodiscard]] const Quota& quota() const { return sender_.quota(); }
    [[nodiscard]] std::int64_t requests() const { return requests_; } // that came to a good end
    [[nodiscard]] Session& session() { return session_; }
    [[nodiscard]] const Server& server() const { return server_; }

private:
    using Outcome = base::Result<net::HttpResponse, net::TransportError>;
    [[nodiscard]] Response call(net::HttpRequest request, std::string_view path);
    [[nodiscard]] Outcome send_signed(const net::HttpRequest& request, const base::Secret& token);

    Server server_;
    PatientSender& sender_;
    Session& session_;
    std::int64_t requests_ = 0;
};

} // namespace etsyorder::etsy
