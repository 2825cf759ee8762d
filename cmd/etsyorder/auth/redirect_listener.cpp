// SPDX-License-Identifier: MIT
#include "auth/redirect_listener.hpp"

#include "base/error.hpp"
#include "httpd/message.hpp"

#include <fmt/format.h>
#include <poll.h>

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder {
namespace {

using etsy::RedirectProblem;

constexpr std::chrono::milliseconds kFarewell{150}; // for the page to reach the browser

httpd::Response page(int status, const std::string& title, const std::string& text) {
    auto response =
        httpd::html_response(status,
                             fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta "
                                         "charset=\"utf-8\"><meta name=\"viewport\" "
                                         "content=\"width=device-width\"><title>{0}</title></"
                                         "head><body><h1>{0}</h1><p>{1}</p></body></html>\n",
                                         httpd::escape_html(title),
                                         httpd::escape_html(text)));
    response.headers.emplace_back("Cache-Control", "no-store");
    response.headers.emplace_back("Referrer-Policy", "no-referrer"); // the address holds the code
    return response;
}

std::unique_ptr<httpd::Server>
listen(const char* address, std::uint16_t port, httpd::Server::Answer answer) {
    httpd::ServerOptions options;
    options.address = address;
    options.port = port;
    options.max_connections = 32;
    options.max_body_bytes = 1024;
    return std::make_unique<httpd::Server>(options, std::move(answer));
}

} // namespace

RedirectListener::RedirectListener(std::uint16_t port, base::Secret state)
    : state_(std::move(state)) {
    const auto answer = [this](const httpd::Request& request) { return visit(request); };
    ipv4_ = listen("127.0.0.1", port, answer);
    try {
        ipv6_ = listen("::1", ipv4_->port(), answer);
    } catch (const base::Error& error) {
        if (error.kind() == base::ErrorKind::conflict) {
            throw; // the browser might hand the code to whoever listens there
        }
        // a machine without IPv6
    }
}

std::optional<RedirectListener::Answer> RedirectListener::wait(std::chrono::seconds patience,
                                                               const base::StopSignal& stop) {
    const auto until = std::chrono::steady_clock::now() + patience;
    for (;;) {
        if (answered_.requested()) {
            pollfd stopped{stop.descriptor(), POLLIN, 0};
            ::poll(&stopped, 1, static_cast<int>(kFarewell.count()));
            const std::lock_guard lock(mutex_);
            return answer_;
        }
        if (stop.requested()) {
            throw base::Error(base::ErrorKind::interrupted, "interrupted")
                .because("stopped while waiting for the browser");
        }
        const auto left =
            std::chrono::ceil<std::chrono::milliseconds>(until - std::chrono::steady_clock::now());
        if (left.count() <= 0) {
            return std::nullopt;
        }
        std::array<pollfd, 2> both{
            {{answered_.descriptor(), POLLIN, 0}, {stop.descriptor(), POLLIN, 0}}};
        ::poll(both.data(),
               both.size(),
               static_cast<int>(std::min<std::int64_t>(left.count(), 60'000)));
    }
}

int RedirectListener::strangers() const {
    const std::lock_guard lock(mutex_);
    return strangers_;
}

httpd::Response RedirectListener::visit(const httpd::Request& request) {
    if (request.path != "/callback" || request.method != "GET") {
        return page(404, "Nothing here", "This address only waits for Etsy's answer.");
    }
    auto answer = etsy::parse_redirect(request.target, state_);
    const std::lock_guard lock(mutex_);
    if (!answer && answer.error().problem == RedirectProblem::not_the_answer) {
        return page(400, "Not an answer", "The address holds neither a code nor an error.");
    }
    if (!answer && (answer.error().problem == RedirectProblem::wrong_state ||
                    answer.error().problem == RedirectProblem::cut_off)) {
        ++strangers_;
        return page(400,
                    "This answer belongs to another sign-in",
                    "Open the address that etsyorder shows now, and use that page.");
    }
    if (answer_) {
        return page(409, "Already answered", "You can close this page.");
    }
    const bool granted = answer.has_value();
    const bool denied = !granted && answer.error().problem == RedirectProblem::denied;
    answer_ = std::move(answer);
    answered_.request();
    if (granted) {
        return page(200,
                    "Etsy said yes",
                    "Go back to the terminal: it finishes the sign-in. You can close this page.");
    }
    return page(200,
                denied ? "You said no" : "Etsy said no",
                "Nothing was granted. The terminal tells more. You can close this page.");
}

} // namespace etsyorder
