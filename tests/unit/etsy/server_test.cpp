// SPDX-License-Identifier: MIT
#include "etsy/server.hpp"

#include <doctest/doctest.h>

using etsyorder::etsy::same_server;
using etsyorder::etsy::Server;

TEST_CASE("servers on this machine are one, whatever their port and spelling") {
    CHECK(same_server("http://127.0.0.1:8080", "http://127.0.0.1:41233"));
    CHECK(same_server("http://127.0.0.1:8080", "http://localhost:1"));
    CHECK(same_server("http://[::1]:80", "https://127.0.0.2"));
}

TEST_CASE("other servers are one by their whole address, in any case") {
    CHECK(same_server(Server::etsy().name, Server::at("https://OpenAPI.etsy.com/").name));
    CHECK_FALSE(same_server(Server::etsy().name, "http://127.0.0.1:8080"));
    CHECK_FALSE(same_server(Server::etsy().name, "https://openapi.etsy.com:444"));
    CHECK_FALSE(same_server("https://etsy.example", "https://other.example"));
    CHECK_FALSE(same_server("https://127.evil.example", "http://127.0.0.1"));
    CHECK_FALSE(same_server("https://localhost.example", "http://localhost"));
}
