// SPDX-License-Identifier: MIT
// Request and Response: one HTTP exchange as plain values, without a socket in sight.
//
//     Response greet(const Request& request) {
//         return text_response(200, "hello " + request.param("name"));
//     }
#pragma once

#include <chrono>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::httpd {

using Fields =
    std::vector<std::pair<std::string, std::string>>; // in the order they came; names may repeat

struct Request {
    std::string method; // "GET", upper case as sent
    std::string target; // path and query as sent, still encoded
    std::string path;   // before the "?", still encoded; Router decodes each segment
    std::string peer;   // the other side's address, "127.0.0.1"
    Fields query;       // decoded; "+" is a space
    Fields headers;     // names as sent; header() ignores case
    Fields params;      // filled by Router: {name} -> decoded segment
    std::string body;   // bounded by ServerOptions::max_body_bytes

    // First value of that name. Empty optional: there is none ("" is a value).
    [[nodiscard]] std::optional<std::string> header(std::string_view name) const;
    [[nodiscard]] std::optional<std::string> query_value(std::string_view name) const;
    // Value of a {name} in the route; "" when the route has no such name.
    [[nodiscard]] std::string param(std::string_view name) const;
};

struct Response {
    // How the answer ends on the wire. All but `whole` are for servers that rehearse a bad network.
    enum class Ending {
        whole,
        cut_in_half, // promises the whole length, sends half of the body, then closes
        dropped,     // closes without an answer
    };

    int status = 200;
    Fields headers;
    std::string body;
    std::chrono::milliseconds delay{0}; // waits before the first byte; holds no thread meanwhile
    Ending ending = Ending::whole;
};

[[nodiscard]] Response text_response(int status, std::string body); // text/plain; charset=utf-8
[[nodiscard]] Response html_response(int status, std::string body); // text/html; charset=utf-8
[[nodiscard]] Response json_response(int status, std::string body); // application/json
[[nodiscard]] Response redirect_response(int status, std::string location);

// "a=1&b=x%20y" as decoded pairs: a query, or a body of type application/x-www-form-urlencoded.
// Broken percent codes stay as they are. At most 1,000 pairs are read.
[[nodiscard]] Fields parse_form(std::string_view text);
[[nodiscard]] std::optional<std::string> field(const Fields& fields, std::string_view name);

[[nodiscard]] std::string percent_decode(std::string_view text); // "+" stays "+"
[[nodiscard]] std::string percent_encode(std::string_view text); // all but A-Z a-z 0-9 - . _ ~
[[nodiscard]] std::string escape_html(std::string_view text);    // & < > " '

// "application/json; charset=utf-8" -> "application/json", lower case; "" when there is no header.
[[nodiscard]] std::string media_type(const Request& request);

} // namespace etsyorder::httpd
