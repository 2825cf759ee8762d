// SPDX-License-Identifier: MIT
// HttpTransport: one HTTP request out, one answer or one reason back. It knows no retry, no limit
// and no sign-in; those belong to the door that uses it.
//
//     auto answer = transport.send({.url =
//     "https://openapi.etsy.com/v3/application/openapi-ping"}); if (!answer) {
//     explain(answer.error().problem); }
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::net {

enum class Method { get, post, put, remove };

[[nodiscard]] std::string_view to_string(Method method); // "GET"

struct Header {
    std::string name;
    std::string value;
};

// Header lines in the order of arrival. Names are compared without regard to case (RFC 9110, 5.1).
class Headers {
public:
    Headers() = default;
    Headers(std::initializer_list<Header> lines) : lines_(lines) {}

    void add(std::string name, std::string value);
    [[nodiscard]] std::optional<std::string_view>
    find(std::string_view name) const; // the first; empty: none
    [[nodiscard]] const std::vector<Header>& lines() const { return lines_; }
    void clear() { lines_.clear(); }

private:
    std::vector<Header> lines_;
};

// What the wish to stop does to a request that is under way. Before it begins, it always ends it.
enum class Interruption {
    at_once,
    not_under_way, // an answer that must not get lost: awaited, as long as `timeout` allows
};

struct HttpRequest {
    Method method = Method::get;
    std::string url; // http or https, absolute
    Headers headers = {};
    std::string body = {};
    std::chrono::milliseconds connect_timeout{10'000};
    std::chrono::milliseconds timeout{60'000}; // of the whole exchange
    std::size_t max_body_bytes = std::size_t{64} << 20U;
    Interruption interruption = Interruption::at_once;
};

// Bytes that may be read (not used) behind the end of HttpResponse::body, so that a parser can work
// in place (simdjson asks for this many).
inline constexpr std::size_t kBodyPadding = 64;

struct HttpResponse {
    int status = 0;
    Headers headers = {};
    std::string body = {}; // unpacked; capacity is at least size + kBodyPadding
};

enum class TransportProblem {
    offline, // no name service or no way to the host
    refused, // the host is there, nobody listens
    timed_out,
    handshake,   // TLS was not agreed on: cut, or nothing in common; the request was never sent
    tls,         // a certificate that does not verify
    too_large,   // the body passed max_body_bytes
    cut_short,   // the connection ended before the answer did; the server may have acted
    interrupted, // asked to stop
    failed,      // none of the others
};

struct TransportError {
    TransportProblem problem = TransportProblem::failed;
    std::string text; // one sentence for a person; never holds a header or a body
};

class HttpTransport {
public:
    virtual ~HttpTransport() = default;

    // Any HTTP status is an answer. Redirects are not followed.
    [[nodiscard]] virtual base::Result<HttpResponse, TransportError>
    send(const HttpRequest& request) = 0;
};

// "a=1&b=two%20words", RFC 3986; the order is kept.
using Fields = std::vector<std::pair<std::string, std::string>>;
[[nodiscard]] std::string form_encode(const Fields& fields);

// Takes apart what form_encode() makes; '+' is a blank too. What is not well-formed stays as it is.
[[nodiscard]] Fields form_decode(std::string_view text);

// "Sun, 22 Nov 2026 11:00:00 GMT" (RFC 9110, 5.6.7, the form servers must send). Empty: not that.
[[nodiscard]] std::optional<base::Instant> parse_http_date(std::string_view text);

// Is the URL's host this machine (127.0.0.0/8, ::1, localhost)?
[[nodiscard]] bool is_loopback(std::string_view url);

} // namespace etsyorder::net
