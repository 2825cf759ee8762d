// SPDX-License-Identifier: MIT
#include "etsy/server.hpp"

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "net/http.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::etsy {

Server Server::etsy() {
    return {"https://openapi.etsy.com",
            "https://openapi.etsy.com/v3/application/",
            "https://api.etsy.com/v3/public/oauth/token",
            "https://www.etsy.com/oauth/connect"};
}

Server Server::at(std::string_view url) {
    while (url.ends_with('/')) {
        url.remove_suffix(1);
    }
    if (url.empty() || url == etsy().name) {
        return etsy();
    }
    const bool plain = url.starts_with("http://");
    const auto host =
        url.substr(std::min(url.size(), url.find("://") == url.npos ? 0 : url.find("://") + 3));
    if ((!plain && !url.starts_with("https://")) || host.empty() ||
        host.find_first_of("/?#@ ") != host.npos) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("\"{}\" is no address of a server", url))
            .because("it must be http:// or https:// and a host, without a path")
            .hint("for example http://127.0.0.1:8080");
    }
    if (plain && !net::is_loopback(url)) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("{} would carry your tokens unencrypted", url))
            .because("plain http is only used for servers on this machine")
            .hint("use https://");
    }
    const std::string origin(url);
    return {origin,
            origin + "/v3/application/",
            origin + "/v3/public/oauth/token",
            origin + "/oauth/connect"};
}

bool same_server(std::string_view one, std::string_view other) {
    return (net::is_loopback(one) && net::is_loopback(other)) ||
           base::same_but_for_case(one, other);
}

} // namespace etsyorder::etsy
