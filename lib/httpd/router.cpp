// SPDX-License-Identifier: MIT
#include "httpd/router.hpp"

#include <algorithm>

namespace etsyorder::httpd {

namespace {

std::vector<std::string_view> split_path(std::string_view path) {
    std::vector<std::string_view> out;
    while (!path.empty()) {
        path.remove_prefix(path.front() == '/' ? 1 : 0);
        const auto end = path.find('/');
        out.push_back(path.substr(0, end));
        path = end == std::string_view::npos ? std::string_view{} : path.substr(end);
    }
    return out;
}

bool is_param(std::string_view segment) {
    return segment.size() > 2 && segment.front() == '{';
}

bool matches(const std::vector<std::string>& pattern, const std::vector<std::string_view>& path) {
    return std::ranges::equal(pattern, path, [](const std::string& want, std::string_view have) {
        return is_param(want) ? !have.empty() : want == have;
    });
}

// Is `left` plain where `right` first takes any value?
bool more_exact(const std::vector<std::string>& left, const std::vector<std::string>& right) {
    for (std::size_t i = 0; i < left.size() && i < right.size(); ++i) {
        if (is_param(left[i]) != is_param(right[i])) {
            return is_param(right[i]);
        }
    }
    return false;
}

} // namespace

void Router::add(std::string method, std::string_view pattern, Handler handler) {
    Route route{std::move(method), {}, std::move(handler)};
    for (const auto segment : split_path(pattern)) {
        route.segments.emplace_back(segment);
    }
    routes_.push_back(std::move(route));
}

Response Router::handle(Request request) const {
    const auto path = split_path(request.path);
    const Route* best = nullptr;
    std::string allowed;
    for (const auto& route : routes_) {
        if (!matches(route.segments, path)) {
            continue;
        }
        const bool right_method =
            route.method == request.method || (route.method == "GET" && request.method == "HEAD");
        if (!right_method) {
            allowed += (allowed.empty() ? "" : ", ") + route.method;
        } else if (best == nullptr || more_exact(route.segments, best->segments)) {
            best = &route;
        }
    }
    if (best == nullptr && !allowed.empty()) {
        auto response =
            wrong_method_ ? wrong_method_(request) : text_response(405, "method not allowed\n");
        response.headers.emplace_back("allow", allowed);
        return response;
    }
    if (best == nullptr) {
        return otherwise_ ? otherwise_(request) : text_response(404, "not found\n");
    }
    for (std::size_t i = 0; i < path.size(); ++i) {
        const auto& want = best->segments[i];
        if (is_param(want)) {
            request.params.emplace_back(want.substr(1, want.size() - 2), percent_decode(path[i]));
        }
    }
    return best->handler(request);
}

} // namespace etsyorder::httpd
