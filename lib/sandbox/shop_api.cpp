// SPDX-License-Identifier: MIT
// Ping, scopes, users, shops and the small things around them.
#include "base/ascii.hpp"
#include "sandbox/parameters.hpp"
#include "sandbox/shop_checks.hpp"
#include "sandbox/world.hpp"

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;

constexpr std::int64_t kApplicationId = 1'000'000'001;

template <class Write>
Response one(Write write) {
    JsonWriter json;
    json.begin_object();
    write(json);
    json.end_object();
    return httpd::json_response(200, json.take());
}

ShopCounts counts_of(const World& world) {
    ShopCounts out;
    out.sold = static_cast<std::int64_t>(world.orders.size()) + 400;
    out.reviews = static_cast<std::int64_t>(world.seed.reviews.size());
    double sum = 0;
    for (const auto& review : world.seed.reviews) {
        sum += static_cast<double>(review.rating);
    }
    out.review_average = out.reviews == 0 ? 0 : sum / static_cast<double>(out.reviews);
    return out;
}

Response shop_response(const World& world) {
    JsonWriter json;
    write_shop(json, world.wire(), counts_of(world), world.now());
    return httpd::json_response(200, json.take());
}

Response get_shop(World& world, const Request& request) {
    if (path_id(request, "shop_id") != world.seed.shop.shop_id) {
        throw Refusal{404, "Resource not found", ""};
    }
    return shop_response(world);
}

Response get_shop_of_user(World& world, const Request& request) {
    if (path_id(request, "user_id") != world.seed.shop.user_id) {
        throw Refusal{404, "Resource not found", ""};
    }
    return shop_response(world);
}

Response find_shops(World& world, const Request& request) {
    const Parameters in(request.query);
    const auto wanted = base::ascii_lower(in.text("shop_name").value_or(""));
    if (wanted.empty()) {
        throw Refusal{400, "Missing required parameter: 'shop_name'", ""};
    }
    const auto name = base::ascii_lower(world.seed.shop.name);
    const bool found = name.find(wanted) != std::string::npos;
    (void)in.limit();
    return one([&](JsonWriter& json) {
        json.put("count", found ? 1 : 0);
        json.key("results");
        json.begin_array();
        if (found && in.offset() == 0) {
            write_shop(json, world.wire(), counts_of(world), world.now());
        }
        json.end_array();
    });
}

Response get_me(World& world, const Request& /*request*/) {
    return one([&](JsonWriter& json) {
        json.put("user_id", world.seed.shop.user_id);
        json.put("shop_id", world.seed.shop.shop_id);
    });
}

Response get_user(World& world, const Request& request) {
    if (path_id(request, "user_id") != world.seed.shop.user_id) {
        throw Refusal{404, "Resource not found", ""};
    }
    JsonWriter json;
    write_user(json, world.seed.shop);
    return httpd::json_response(200, json.take());
}

Response ping(World& /*world*/, const Request& /*request*/) {
    return one([](JsonWriter& json) { json.put("application_id", kApplicationId); });
}

Response token_scopes(World& world, const Request& request) {
    const auto token = httpd::field(httpd::parse_form(request.body), "token").value_or("");
    const auto scopes = world.oauth.check(world.options.keystring, token, world.now());
    if (!scopes) {
        throw Refusal{scopes.error().status, scopes.error().error, scopes.error().description};
    }
    return one([&](JsonWriter& json) {
        json.key("scopes");
        json.begin_array();
        for (const auto& scope : *scopes) {
            json.value(scope);
        }
        json.end_array();
    });
}

Response get_production_partners(World& world, const Request& request) {
    check_own_shop(world, request);
    return one([](JsonWriter& json) {
        json.put("count", 1);
        json.key("results");
        json.begin_array();
        json.begin_object();
        json.put("production_partner_id", 4100001);
        json.put("partner_name", "Northside Laser &amp; Print");
        json.put("location", "Portland, OR");
        json.end_object();
        json.end_array();
    });
}

Response get_holiday_preferences(World& world, const Request& request) {
    check_own_shop(world, request);
    struct Holiday {
        int id;
        const char* name;
        bool working;
    };
    static const std::vector<Holiday> holidays{{1, "New Year's Day", false},
                                               {6, "Independence Day", false},
                                               {9, "Veterans Day", true},
                                               {10, "Thanksgiving Day", false},
                                               {11, "Christmas Day", false}};
    JsonWriter json;
    json.begin_array();
    for (const auto& holiday : holidays) {
        json.begin_object();
        json.put("shop_id", world.seed.shop.shop_id);
        json.put("holiday_id", holiday.id);
        json.put("country_iso", "US");
        json.put("is_working", holiday.working);
        json.put("holiday_name", holiday.name);
        json.end_object();
    }
    json.end_array();
    return httpd::json_response(200, json.take());
}

Response get_carriers(World& /*world*/, const Request& request) {
    if (!Parameters(request.query).text("origin_country_iso")) {
        throw Refusal{400, "Missing required parameter: 'origin_country_iso'", ""};
    }
    return one([](JsonWriter& json) {
        json.put("count", 1);
        json.key("results");
        json.begin_array();
        json.begin_object();
        json.put("shipping_carrier_id", 1);
        json.put("name", "USPS");
        for (const char* name : {"domestic_classes", "international_classes"}) {
            json.key(name);
            json.begin_array();
            json.begin_object();
            json.put("mail_class_key", "priority");
            json.put("name", "Priority Mail");
            json.end_object();
            json.end_array();
        }
        json.end_object();
        json.end_array();
    });
}

} // namespace

void add_shop_routes(httpd::Router& router, World& world) {
    const auto add = [&](const std::string& path, const std::string& scope, auto work) {
        add_operation(
            router, world, "GET", path, {"shop", scope, [&world, work](const Request& request) {
                                             return work(world, request);
                                         }});
    };
    add("/openapi-ping", "", ping);
    add("/users/me", "shops_r", get_me);
    add("/users/{user_id}", "email_r", get_user);
    add("/users/{user_id}/shops", "", get_shop_of_user);
    add("/shops", "", find_shops);
    add("/shops/{shop_id}", "", get_shop);
    add("/shops/{shop_id}/production-partners", "shops_r", get_production_partners);
    add("/shops/{shop_id}/holiday-preferences", "shops_r", get_holiday_preferences);
    add("/shipping-carriers", "", get_carriers);
    add_operation(router, world, "POST", "/scopes", {"shop", "", [&world](const Request& request) {
                                                         return token_scopes(world, request);
                                                     }});
}

} // namespace etsyorder::sandbox
