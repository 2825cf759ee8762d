// SPDX-License-Identifier: MIT
// StubHttp: a server that is a list. It answers in the order of the list, fails the test at a
// request that was not expected, and at its end when an answer was never asked for.
//
//     StubHttp http;
//     http.expect("GET https://openapi.etsy.com/v3/application/openapi-ping").answer(200,
//     R"({"application_id":1})");
#pragma once

#include "net/http.hpp"

#include <deque>
#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::test {

class StubHttp final : public net::HttpTransport {
public:
    class Expected {
    public:
        void answer(int status, std::string body, net::Headers headers = {});
        void fail(net::TransportProblem problem);
        Expected& meanwhile(std::function<void()> action); // runs while the request is under way

    private:
        friend class StubHttp;
        std::string request_;
        net::HttpResponse response_;
        std::optional<net::TransportProblem> problem_;
        std::function<void()> meanwhile_;
    };
    using Complaint = std::function<void(const std::string&)>;

    StubHttp(); // complaints fail the running doctest case
    explicit StubHttp(Complaint complain) : complain_(std::move(complain)) {}
    StubHttp(const StubHttp&) = delete;
    StubHttp& operator=(const StubHttp&) = delete;
    ~StubHttp() override;

    // "GET https://host/path?query"; the reference is good until the next expect().
    Expected& expect(std::string method_and_url);

    [[nodiscard]] base::Result<net::HttpResponse, net::TransportError>
    send(const net::HttpRequest& request) override;

    [[nodiscard]] const std::vector<net::HttpRequest>& requests() const {
        return requests_;
    } // as they came

private:
    Complaint complain_;
    std::deque<Expected> expected_;
    std::vector<net::HttpRequest> requests_;
};

} // namespace etsyorder::test
