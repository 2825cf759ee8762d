// SPDX-License-Identifier: MIT
// The consent page and the token endpoint.
#include "sandbox/world.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using httpd::Fields;
using httpd::Request;
using httpd::Response;

struct Consent { // what the application asks for, checked
    CodeRequest code;
    std::string state;
};

Response problem_page(const std::string& problem) {
    return httpd::html_response(
        400,
        fmt::format("<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\">"
                    "<title>Sandbox: sign-in refused</title></head><body><h1>An error "
                    "occurred</h1><p>{}</p></body></html>\n",
                    httpd::escape_html(problem)));
}

std::string with_query(const std::string& uri, const Fields& fields) {
    std::string out = uri;
    char sign = uri.find('?') == std::string::npos ? '?' : '&';
    for (const auto& [name, value] : fields) {
        out += sign + httpd::percent_encode(name) + "=" + httpd::percent_encode(value);
        sign = '&';
    }
    return out;
}

// Errors that are shown here and never redirected: the application or its address is not known.
std::optional<std::string> identity_problem(const World& world, const Fields& in) {
    if (httpd::field(in, "client_id") != world.options.keystring) {
        return "The client_id is not the keystring of a registered application.";
    }
    const auto& known =
        world.options.redirect_uris.empty() ? default_redirect_uris() : world.options.redirect_uris;
    const auto uri = httpd::field(in, "redirect_uri").value_or("");
    if (std::ranges::find(known, uri) == known.end()) {
        return "The redirect_uri is not one that the application registered; it must match "
               "exactly.";
    }
    return std::nullopt;
}

std::optional<std::string> request_problem(const Fields& in) {
    const auto value = [&](const char* name) { return httpd::field(in, name).value_or(""); };
    if (value("response_type") != "code") {
        return "response_type must be code";
    }
    if (value("state").empty()) {
        return "state is required";
    }
    if (value("code_challenge").size() != 43 || value("code_challenge_method") != "S256") {
        return "a code_challenge with code_challenge_method S256 is required";
    }
    const auto scopes = split_scopes(value("scope"));
    const auto unknown = std::ranges::find_if(scopes, [](const std::string& scope) {
        return std::ranges::find(known_scopes(), scope) == known_scopes().end();
    });
    if (scopes.empty() || unknown != scopes.end()) {
        return scopes.empty() ? "scope is required" : "scope " + *unknown + " is unknown";
    }
    return std::nullopt;
}

Consent read_consent(const Fields& in) {
    const auto value = [&](const char* name) { return httpd::field(in, name).value_or(""); };
    return {{value("client_id"),
             value("redirect_uri"),
             value("code_challenge"),
             split_scopes(value("scope"))},
            value("state")};
}

Response
redirect_error(const Fields& in, const std::string& error, const std::string& description) {
    return httpd::redirect_response(
        302,
        with_query(httpd::field(in, "redirect_uri").value_or(""),
                   {{"error", error},
                    {"error_description", description},
                    {"state", httpd::field(in, "state").value_or("")}}));
}

Response grant(World& world, const Fields& in) {
    const auto consent = read_consent(in);
    const auto code = world.oauth.grant(consent.code, world.now());
    return httpd::redirect_response(
        302, with_query(consent.code.redirect_uri, {{"code", code}, {"state", consent.state}}));
}

std::string consent_page(const World& world, const Fields& in) {
    std::string scopes;
    for (const auto& scope : read_consent(in).code.scopes) {
        scopes += "<li><code>" + httpd::escape_html(scope) + "</code></li>";
    }
    std::string hidden;
    for (const auto& [name, value] : in) {
        hidden += fmt::format("<input type=\"hidden\" name=\"{}\" value=\"{}\">",
                              httpd::escape_html(name),
                              httpd::escape_html(value));
    }
    return fmt::format(
        "<!DOCTYPE html>\n<html lang=\"en\"><head><meta charset=\"utf-8\"><meta name=\"viewport\" "
        "content=\"width=device-width\"><title>Sandbox: grant "
        "access</title><style>body{{font:1rem/1.5 sans-serif;"
        "max-width:32rem;margin:3rem auto;padding:0 1rem}}button{{font:inherit;padding:.6rem "
        "1.4rem;margin-right:.6rem"
        "}}.note{{background:#fff3c4;padding:.4rem .8rem}}</style></head><body><p "
        "class=\"note\">This is "
        "etsyorder-sandbox, not Etsy. Nothing here is real.</p><h1>An application would like to "
        "access the shop "
        "{}</h1><p>It asks for:</p><ul>{}</ul><form method=\"post\" "
        "action=\"/oauth/connect\">{}<button name=\""
        "decision\" value=\"grant\">Grant access</button><button name=\"decision\" "
        "value=\"deny\">Deny</button>"
        "</form></body></html>\n",
        httpd::escape_html(world.seed.shop.name),
        scopes,
        hidden);
}

Response connect(World& world, const Fields& in, const std::string& decision) {
    if (const auto problem = identity_problem(world, in)) {
        return problem_page(*problem);
    }
    if (const auto problem = request_problem(in)) {
        return redirect_error(in, "invalid_request", *problem);
    }
    if (decision == "grant" ||
        (decision.empty() && world.options.consent == SandboxOptions::Consent::granted)) {
        return grant(world, in);
    }
    if (decision == "deny") {
        return redirect_error(in, "access_denied", "The user denied the request");
    }
    return httpd::html_response(200, consent_page(world, in));
}

Fields token_fields(const Request& request) {
    if (httpd::media_type(request) != "application/json") {
        return httpd::parse_form(request.body);
    }
    Fields out; // the real service takes JSON here too
    const auto body = nlohmann::json::parse(request.body, nullptr, false);
    if (body.is_object()) {
        for (const auto& [name, value] : body.items()) {
            out.emplace_back(name, value.is_string() ? value.get<std::string>() : value.dump());
        }
    }
    return out;
}

Response token_response(const base::Result<Tokens, OauthError>& result) {
    if (!result) {
        return refusal_response(
            {result.error().status, result.error().error, result.error().description});
    }
    JsonWriter json;
    json.begin_object();
    json.put("access_token", result->access);
    json.put("token_type", "Bearer");
    json.put("expires_in", Oauth::kAccessLife.count());
    json.put("refresh_token", result->refresh);
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response token(World& world, const Request& request) {
    const auto fields = token_fields(request);
    const auto value = [&](const char* name) { return httpd::field(fields, name).value_or(""); };
    if (value("client_id") != world.options.keystring) {
        return refusal_response(
            {401, "invalid_client", "client_id is not the keystring of a registered application"});
    }
    const auto type = value("grant_type");
    if (type == "authorization_code") {
        return token_response(world.oauth.exchange(
            {value("client_id"), value("redirect_uri"), value("code"), value("code_verifier")},
            world.now()));
    }
    if (type == "refresh_token") {
        return token_response(
            world.oauth.refresh(value("client_id"), value("refresh_token"), world.now()));
    }
    return refusal_response(
        {400, "unsupported_grant_type", "grant_type must be authorization_code or refresh_token"});
}

} // namespace

const std::vector<std::string>& default_redirect_uris() {
    static const std::vector<std::string> all{
        "http://localhost:8713/callback",
        "http://127.0.0.1:8713/callback", // etsyorder auth login
        "http://localhost:3003/callback",
        "http://localhost:3003/oauth/redirect" // Etsy's own tutorial
    };
    return all;
}

void add_sign_in_routes(httpd::Router& router, World& world) {
    router.add("GET", "/oauth/connect", [&world](const Request& request) {
        return connect(world, request.query, "");
    });
    router.add("POST", "/oauth/connect", [&world](const Request& request) {
        auto form = httpd::parse_form(request.body);
        const auto decision = httpd::field(form, "decision").value_or("deny");
        std::erase_if(form, [](const auto& pair) { return pair.first == "decision"; });
        return connect(world, form, decision);
    });
    router.add("POST", "/v3/public/oauth/token", [&world](const Request& request) {
        return with_faults(world, "token", [&] { return token(world, request); });
    });
}

} // namespace etsyorder::sandbox
