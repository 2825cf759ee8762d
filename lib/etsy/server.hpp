// SPDX-License-Identifier: MIT
// Server: where an Etsy-shaped service is spoken to: Etsy itself, or one that behaves like it.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::etsy {

struct Server {
    std::string name;    // tokens belong to it: "https://openapi.etsy.com"
    std::string api;     // in front of a path: "https://openapi.etsy.com/v3/application/"
    std::string token;   // where codes and refresh tokens are exchanged
    std::string connect; // the page on which a seller grants access

    [[nodiscard]] static Server etsy();

    // `url` is an origin such as "http://127.0.0.1:8080"; empty means Etsy. Throws Error of kind
    // usage when it is none, or plain http to another machine: tokens would travel in the open.
    [[nodiscard]] static Server at(std::string_view url);
};

// Do two names of servers mean the same one? Case does not matter. All servers on this machine are
// one: a sandbox gets another port whenever it starts, and its address says nothing about its shop.
[[nodiscard]] bool same_server(std::string_view one, std::string_view other);

} // namespace etsyorder::etsy
