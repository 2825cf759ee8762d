// SPDX-License-Identifier: MIT
#include "etsy/client.hpp"

#include "etsy/client_errors.hpp"

#include <utility>

namespace etsyorder::etsy {

Client::Client(Server server, PatientSender& sender, Session& session)
    : server_(std::move(server)), sender_(sender), session_(session) {}

Response Client::get(std::string_view path, const net::Fields& query) {
    net::HttpRequest request;
    request.url = server_.api + std::string(path);
    if (!query.empty()) {
        request.url += '?';
        request.url += net::form_encode(query);
    }
    return call(std::move(request), path);
}

Response Client::post_form(std::string_view path, const net::Fields& fields) {
    return call({.method = net::Method::post,
                 .url = server_.api + std::string(path),
                 .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                 .body = net::form_encode(fields)},
                path);
}

Response Client::post_json(std::string_view path, std::string json) {
    return call({.method = net::Method::post,
                 .url = server_.api + std::string(path),
                 .headers = {{"Content-Type", "application/json"}},
                 .body = std::move(json)},
                path);
}

Response Client::put_form(std::string_view path, const net::Fields& fields) {
    return call({.method = net::Method::put,
                 .url = server_.api + std::string(path),
                 .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                 .body = net::form_encode(fields)},
                path);
}

Response Client::call(net::HttpRequest request, std::string_view path) {
    auto token = session_.access_token();
    auto outcome = send_signed(request, token);
    if (outcome && is_expired_token(*outcome) && session_.renew(token)) {
        token = session_.access_token();
        outcome = send_signed(request, token); // once: a second refusal is not about time
    }
    const std::string what = std::string(net::to_string(request.method)) + " " + std::string(path);
    const Refused refused{
        request, what, session_, {token, session_.api_key().shared_secret}, sender_.now()};
    if (!outcome) {
        throw error_for(refused, outcome.error());
    }
    if (outcome->status < 200 || outcome->status > 299 || !looks_like_data(*outcome)) {
        throw error_for(refused, *outcome);
    }
    ++requests_;
    const auto date = outcome->headers.find("date");
    return {outcome->status,
            std::move(outcome->body),
            date ? net::parse_http_date(*date) : std::nullopt};
}

Client::Outcome Client::send_signed(const net::HttpRequest& request, const base::Secret& token) {
    auto signed_request = request;
    signed_request.headers.add("x-api-key", session_.api_key().header().reveal());
    if (!token.empty()) {
        signed_request.headers.add("Authorization", "Bearer " + token.reveal());
    }
    const auto repeat = request.method == net::Method::get ? Repeat::harmless : Repeat::never;
    auto outcome = sender_.send(signed_request, repeat);
    if (outcome) {
        if (const auto date = outcome->headers.find("date")) {
            if (const auto time = net::parse_http_date(*date)) {
                session_.server_time(*time);
            }
        }
    }
    return outcome;
}

} // namespace etsyorder::etsy
