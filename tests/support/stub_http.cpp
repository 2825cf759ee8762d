// SPDX-License-Identifier: MIT
#include "support/stub_http.hpp"

#include <doctest/doctest.h>

#include <utility>

namespace etsyorder::test {

void StubHttp::Expected::answer(int status, std::string body, net::Headers headers) {
    response_.status = status;
    response_.headers = std::move(headers);
    response_.body = std::move(body);
    response_.body.reserve(response_.body.size() + net::kBodyPadding);
}

void StubHttp::Expected::fail(net::TransportProblem problem) {
    problem_ = problem;
}

StubHttp::Expected& StubHttp::Expected::meanwhile(std::function<void()> action) {
    meanwhile_ = std::move(action);
    return *this;
}

StubHttp::StubHttp()
    : complain_([](const std::string& text) { ADD_FAIL_CHECK_AT(__FILE__, __LINE__, text); }) {}

StubHttp::~StubHttp() {
    for (const auto& left : expected_) {
        complain_("never asked for: " + left.request_);
    }
}

StubHttp::Expected& StubHttp::expect(std::string method_and_url) {
    expected_.emplace_back();
    expected_.back().request_ = std::move(method_and_url);
    return expected_.back();
}

base::Result<net::HttpResponse, net::TransportError>
StubHttp::send(const net::HttpRequest& request) {
    const auto asked = std::string(net::to_string(request.method)) + " " + request.url;
    requests_.push_back(request);
    if (expected_.empty() || expected_.front().request_ != asked) {
        complain_("not expected: " + asked +
                  (expected_.empty() ? "" : " (but " + expected_.front().request_ + ")"));
        return base::Unexpected<net::TransportError>(
            {net::TransportProblem::failed, "not expected: " + asked});
    }
    auto next = std::move(expected_.front());
    expected_.pop_front();
    if (next.meanwhile_) {
        next.meanwhile_();
    }
    if (next.problem_) {
        return base::Unexpected<net::TransportError>({*next.problem_, "stub: trouble on purpose"});
    }
    return std::move(next.response_);
}

} // namespace etsyorder::test
