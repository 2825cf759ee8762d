// SPDX-License-Identifier: MIT
// Router: which function answers which method and path.
//
//     Router router;
//     router.add("GET", "/orders/{order}", [](const Request& r) { return text_response(200,
//     r.param("order")); }); Server server(options, [&](Request request) { return
//     router.handle(std::move(request)); });
//
// A {name} takes one whole segment, decoded; a plain segment wins over a {name} in the same place,
// whatever was added first. HEAD is answered by the GET route. Filled before the server starts;
// after that handle() is safe from any thread as far as the handlers are.
#pragma once

#include "httpd/message.hpp"

#include <functional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::httpd {

using Handler = std::function<Response(const Request&)>;

class Router {
public:
    void add(std::string method, std::string_view pattern, Handler handler);
    // Answers paths that no route has; default is a plain 404.
    void otherwise(Handler handler) { otherwise_ = std::move(handler); }
    // Answers a wrong method on a path that has others; default is a plain 405.
    void wrong_method(Handler handler) { wrong_method_ = std::move(handler); }

    // An Allow header is added when only the method is wrong. Lets the handler's exceptions
    // through.
    [[nodiscard]] Response handle(Request request) const;

private:
    struct Route {
        std::string method;
        std::vector<std::string> segments; // "{name}" takes any value
        Handler handler;
    };
    std::vector<Route> routes_;
    Handler otherwise_;
    Handler wrong_method_;
};

} // namespace etsyorder::httpd
