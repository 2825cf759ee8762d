// SPDX-License-Identifier: MIT
// What Etsy's refusals and the network's troubles are called in front of a seller.
#pragma once

#include "base/error.hpp"
#include "etsy/client.hpp"
#include "net/http.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::etsy {

// The members of {"error": "...", "error_description": "..."}. Empty strings: the body is no such
// JSON. Control characters and `secrets` are taken out and the length is bounded: it is a
// stranger's text.
struct Refusal {
    std::string code;
    std::string description;

    [[nodiscard]] std::string text() const; // both in one line
};
[[nodiscard]] Refusal parse_refusal(std::string_view body,
                                    const std::vector<base::Secret>& secrets = {});

// The text with "[secret]" in place of each of them.
[[nodiscard]] std::string without(std::string text, const std::vector<base::Secret>& secrets);

// Is it the access token that has run out, so that renewing it helps?
[[nodiscard]] bool is_expired_token(const net::HttpResponse& answer);

struct Refused {
    const net::HttpRequest& request;
    std::string_view what; // "GET shops/12"
    const Session& session;
    std::vector<base::Secret> secrets; // cut out should the server repeat them
    base::Instant now;
};
[[nodiscard]] ApiError error_for(const Refused& refused, const net::HttpResponse& answer);
[[nodiscard]] ApiError error_for(const Refused& refused, const net::TransportError& trouble);

// "3 h 20 min", "45 s"
[[nodiscard]] std::string spoken(std::chrono::seconds span);

// `host` is named in the text: "127.0.0.1:8080". Kinds try_later, failed, interrupted.
[[nodiscard]] base::Error transport_error(const net::TransportError& trouble);

} // namespace etsyorder::etsy
