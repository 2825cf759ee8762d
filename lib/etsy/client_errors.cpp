// SPDX-License-Identifier: MIT
#include "etsy/client_errors.hpp"

#include "base/ascii.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <utility>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;
using net::TransportProblem;

constexpr std::size_t kLongestText = 300;

std::string
member(const nlohmann::json& object, const char* name, const std::vector<base::Secret>& secrets) {
    const auto found = object.find(name);
    if (found == object.end() || !found->is_string()) {
        return {};
    }
    auto text = found->get<std::string>();
    std::erase_if(text, [](char c) { return static_cast<unsigned char>(c) < ' ' || c == 0x7F; });
    text = without(std::move(text), secrets); // before it is shortened: half a secret is one too
    if (text.size() > kLongestText) {
        auto end = kLongestText;
        while (end > 0 && (static_cast<unsigned char>(text[end]) & 0xC0U) == 0x80U) {
            --end; // not in the middle of a UTF-8 character
        }
        text.resize(end);
        text += "…";
    }
    return text;
}

bool has(std::string_view text, std::string_view part) {
    const auto same = [&](char a, char b) { return base::ascii_lower(a) == base::ascii_lower(b); };
    return std::search(text.begin(), text.end(), part.begin(), part.end(), same) != text.end();
}

bool is_write(const Refused& refused) {
    return refused.request.method != net::Method::get;
}

// The permission that an operation asks for (Etsy's specification, "security" of each); empty: the
// key is enough.
std::string_view scope_of(const Refused& refused) {
    const std::string_view what = refused.what;
    if (has(what, "/receipts") || has(what, "/transactions") || has(what, "/payments")) {
        return is_write(refused) ? "transactions_w" : "transactions_r";
    }
    if (has(what, "/listings")) {
        return is_write(refused) ? "listings_w" : "listings_r";
    }
    return has(what, "users/me") ? "shops_r" : "";
}

// `said`: Etsy's words, which may rule out that a permission is missing.
std::string where_to_look(const Refused& refused, const std::string& said = "") {
    const auto scope = has(said, "does not own") ? "" : scope_of(refused);
    return "etsyorder auth status shows the shop, the server and what the sign-in allows" +
           (scope.empty() ? std::string() : fmt::format("; this needs {}", scope));
}

Error forbidden(const Refused& refused, const std::string& said) {
    if (has(said, "shared secret") || has(said, "api key") || has(said, "x-api-key")) {
        return Error(ErrorKind::sign_in_needed, "Etsy refuses the application's key")
            .because(said)
            .hint("check keystring and shared secret; a sign-in keeps the key it was made with: "
                  "etsyorder auth logout, then etsyorder auth login");
    }
    if (has(said, "scope")) {
        return Error(ErrorKind::sign_in_needed,
                     fmt::format("the sign-in does not cover {}", refused.what))
            .because(said)
            .hint("etsyorder auth login --scope ... with the permission named above");
    }
    if (has(said, "bearer token") || has(said, "invalid_token")) {
        return Error(ErrorKind::sign_in_needed, "Etsy does not accept the sign-in")
            .because(said)
            .hint(refused.session.remedy());
    }
    return Error(ErrorKind::failed, fmt::format("Etsy does not allow {}", refused.what))
        .because(said)
        .hint(where_to_look(refused, said));
}

Error limit_reached(const Refused& refused, const net::HttpResponse& answer) {
    const auto asked = asked_wait(answer, refused.now);
    const auto day = answer.headers.find("x-remaining-today");
    const auto which = day && *day == "0" ? "today's requests are used up" : "too many requests";
    return Error(ErrorKind::try_later, fmt::format("Etsy's limit is reached: {}", which))
        .because(asked ? fmt::format("Etsy asks to wait {}", spoken(*asked))
                       : "Etsy does not say for how long")
        .hint(asked ? fmt::format("run this again in {}", spoken(*asked))
                    : "run this again in a few minutes");
}

Error in_trouble(const Refused& refused, const net::HttpResponse& answer, const std::string& said) {
    const auto type = answer.headers.find("content-type").value_or("no type");
    const auto reason = !said.empty()
                            ? fmt::format("it answered {}: {}", answer.status, said)
                            : fmt::format("it answered {} with {} bytes of {} instead of data",
                                          answer.status,
                                          answer.body.size(),
                                          type.substr(0, type.find(';')).substr(0, 60));
    if (is_write(refused)) {
        return Error(ErrorKind::failed,
                     fmt::format("Etsy is in trouble, and {} may or may not have been done",
                                 refused.what))
            .because(reason)
            .hint("look at the order on Etsy before you repeat this");
    }
    return Error(ErrorKind::try_later, "Etsy is in trouble")
        .because(reason)
        .hint("run this again in a few minutes");
}

} // namespace

std::string without(std::string text, const std::vector<base::Secret>& secrets) {
    constexpr std::string_view kInstead = "[secret]";
    for (const auto& secret : secrets) {
        const auto& hidden = secret.reveal();
        if (hidden.empty()) {
            continue;
        }
        auto at = text.find(hidden);
        while (at != std::string::npos) {
            text.replace(at, hidden.size(), kInstead);
            at = text.find(hidden, at + kInstead.size()); // what was put there may hold it again
        }
    }
    return text;
}

std::string Refusal::text() const {
    return description.empty() ? code
           : code.empty()      ? description
                               : fmt::format("{}: {}", code, description);
}

Refusal parse_refusal(std::string_view body, const std::vector<base::Secret>& secrets) {
    const auto json = nlohmann::json::parse(body, nullptr, false);
    if (!json.is_object()) {
        return {};
    }
    return {member(json, "error", secrets), member(json, "error_description", secrets)};
}

bool is_expired_token(const net::HttpResponse& answer) {
    return answer.status == 401 && has(parse_refusal(answer.body).text(), "invalid_token");
}

std::string spoken(std::chrono::seconds span) {
    const auto total = std::max<std::int64_t>(0, span.count());
    const auto days = total / 86'400;
    const auto hours = total / 3600 % 24;
    const auto minutes = total / 60 % 60;
    if (days > 0) {
        return hours > 0 ? fmt::format("{} d {} h", days, hours) : fmt::format("{} d", days);
    }
    if (hours > 0) {
        return minutes > 0 ? fmt::format("{} h {} min", hours, minutes)
                           : fmt::format("{} h", hours);
    }
    if (minutes > 0) {
        return total % 60 > 0 ? fmt::format("{} min {} s", minutes, total % 60)
                              : fmt::format("{} min", minutes);
    }
    return fmt::format("{} s", total);
}

Error transport_error(const net::TransportError& trouble) {
    switch (trouble.problem) {
    case TransportProblem::offline:
        return Error(ErrorKind::try_later, "offline: Etsy cannot be reached")
            .because(trouble.text)
            .hint("check the network and run this again; nothing is lost");
    case TransportProblem::refused:
        return Error(ErrorKind::try_later, "offline: nobody answers at the server's address")
            .because(trouble.text)
            .hint("is the server running? ETSYORDER_ETSY_URL and etsy.url name it");
    case TransportProblem::timed_out:
        return Error(ErrorKind::try_later, "Etsy did not answer in time")
            .because(trouble.text)
            .hint("run this again later");
    case TransportProblem::cut_short:
        return Error(ErrorKind::try_later, "the connection to Etsy was cut")
            .because(trouble.text)
            .hint("run this again; what was already stored is kept");
    case TransportProblem::handshake:
        return Error(ErrorKind::try_later, "no encrypted connection to Etsy came about")
            .because(trouble.text)
            .hint("run this again later; if it stays so, something between here and Etsy breaks "
                  "TLS: a proxy, a hotel's sign-in page, a filter");
    case TransportProblem::tls:
        return Error(ErrorKind::failed, "no trusted connection to Etsy")
            .because(trouble.text)
            .hint("check the clock and the ca-certificates package; a proxy that opens TLS is "
                  "refused too");
    case TransportProblem::too_large:
        return Error(ErrorKind::failed, "Etsy's answer is too large").because(trouble.text);
    case TransportProblem::interrupted:
        return Error(ErrorKind::interrupted, "interrupted").because(trouble.text);
    case TransportProblem::failed:
        return Error(ErrorKind::failed, "Etsy cannot be reached").because(trouble.text);
    }
    return Error(ErrorKind::failed, "Etsy cannot be reached").because(trouble.text);
}

ApiError error_for(const Refused& refused, const net::HttpResponse& answer) {
    const auto said = parse_refusal(answer.body, refused.secrets).text();
    const auto status = answer.status;
    if (status == 429) {
        return {limit_reached(refused, answer), status, false};
    }
    // Etsy's own refusals say why in JSON; a bare one comes from something in front of it: its
    // content network, a company's filter.
    const bool from_etsy = (status != 401 && status != 403 && status != 404) || !said.empty();
    if (status >= 500 || !from_etsy || (status < 300 && !looks_like_data(answer))) {
        return {in_trouble(refused, answer, said), status, is_write(refused)};
    }
    if (status == 401) {
        return {Error(ErrorKind::sign_in_needed, "Etsy no longer accepts the sign-in")
                    .because(said)
                    .hint(refused.session.remedy()),
                status,
                false};
    }
    if (status == 403) {
        return {forbidden(refused, said), status, false};
    }
    if (status == 404) {
        return {Error(ErrorKind::not_found, fmt::format("Etsy has nothing at {}", refused.what))
                    .because(said)
                    .hint("closed shops and removed things are gone for the API; " +
                          where_to_look(refused)),
                status,
                false};
    }
    if (status == 409) {
        return {
            Error(ErrorKind::conflict, fmt::format("Etsy's present state forbids {}", refused.what))
                .because(said),
            status,
            false};
    }
    return {Error(ErrorKind::failed, fmt::format("Etsy refuses {}", refused.what))
                .because(said.empty() ? fmt::format("it answered {}", status)
                                      : fmt::format("{} ({})", said, status)),
            status,
            false};
}

ApiError error_for(const Refused& refused, const net::TransportError& trouble) {
    const bool may_have_arrived = trouble.problem != TransportProblem::offline &&
                                  trouble.problem != TransportProblem::refused &&
                                  trouble.problem != TransportProblem::handshake &&
                                  trouble.problem != TransportProblem::tls;
    if (is_write(refused) && may_have_arrived && trouble.problem != TransportProblem::interrupted) {
        return {Error(ErrorKind::failed,
                      fmt::format("no answer from Etsy, and {} may or may not have been done",
                                  refused.what))
                    .because(trouble.text)
                    .hint("look at the order on Etsy before you repeat this"),
                0,
                true};
    }
    return {transport_error(trouble), 0, is_write(refused) && may_have_arrived};
}

} // namespace etsyorder::etsy
