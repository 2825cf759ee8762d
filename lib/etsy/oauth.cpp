// SPDX-License-Identifier: MIT
#include "etsy/oauth.hpp"

#include "etsy/client_errors.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>
#include <sodium.h>

#include <algorithm>
#include <array>
#include <charconv>
#include <span>
#include <utility>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;
using base::Secret;

constexpr std::size_t kMaxTokenAnswer = 64U << 10U;
constexpr std::chrono::seconds kTokenPatience{30}; // so long may a wish to stop have to wait

std::string base64url(std::span<const unsigned char> bytes) {
    constexpr int kVariant = sodium_base64_VARIANT_URLSAFE_NO_PADDING;
    std::string text(sodium_base64_encoded_len(bytes.size(), kVariant), '\0');
    sodium_bin2base64(text.data(), text.size(), bytes.data(), bytes.size(), kVariant);
    text.pop_back(); // its own terminating zero
    return text;
}

template <std::size_t size>
Secret random_text(base::Random& random) {
    std::array<unsigned char, size> bytes{};
    random.fill(std::as_writable_bytes(std::span(bytes)));
    return Secret(base64url(bytes));
}

std::string value_of(const net::Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(fields, name, &net::Fields::value_type::first);
    return found == fields.end() ? std::string() : found->second;
}

bool equal_in_constant_time(const std::string& one, const std::string& other) {
    return one.size() == other.size() && sodium_memcmp(one.data(), other.data(), one.size()) == 0;
}

std::optional<UserId> user_of(const std::string& token) {
    std::int64_t value = 0;
    const auto dot = token.find('.');
    if (dot == std::string::npos || dot == 0) {
        return std::nullopt;
    }
    const auto [stop, problem] = std::from_chars(token.data(), token.data() + dot, value);
    return problem == std::errc{} && stop == token.data() + dot && value > 0
               ? std::optional(UserId{value})
               : std::nullopt;
}

std::string text_member(const nlohmann::json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_string() ? found->get<std::string>() : std::string();
}

std::optional<TokenGrant> parse_grant(const net::HttpResponse& answer) {
    const auto json = nlohmann::json::parse(answer.body, nullptr, false);
    if (!json.is_object()) {
        return std::nullopt;
    }
    auto access = text_member(json, "access_token");
    auto refresh = text_member(json, "refresh_token");
    const auto user = user_of(access);
    const auto lifetime = json.find("expires_in");
    const bool timed = lifetime != json.end() && lifetime->is_number_integer() &&
                       lifetime->get<std::int64_t>() > 0;
    if (!user || refresh.empty()) {
        return std::nullopt;
    }
    const auto seconds =
        timed ? std::min<std::int64_t>(lifetime->get<std::int64_t>(), 90 * 86'400) : 3600;
    const auto date = answer.headers.find("date");
    return TokenGrant{Secret(std::move(access)),
                      Secret(std::move(refresh)),
                      std::chrono::seconds{seconds},
                      *user,
                      date ? net::parse_http_date(*date) : std::nullopt};
}

// What is secret of a request for tokens, as it is and as it travels in the form.
std::vector<Secret> secrets_in(const net::Fields& fields) {
    std::vector<Secret> secrets;
    for (const auto* name : {"refresh_token", "code", "code_verifier"}) {
        if (const auto value = value_of(fields, name); !value.empty()) {
            secrets.emplace_back(value);
            secrets.emplace_back(net::form_encode({{"", value}}).substr(1)); // without the "="
        }
    }
    return secrets;
}

GrantError refusal(const net::HttpResponse& answer, const std::vector<Secret>& secrets) {
    const auto refused = parse_refusal(answer.body);
    const auto words = parse_refusal(answer.body, secrets).text();
    const auto said = words.empty() ? fmt::format("it answered {}", answer.status) : words;
    if (refused.code == "invalid_grant") {
        return {GrantProblem::refused,
                Error(ErrorKind::sign_in_needed, "the sign-in is no longer valid")
                    .because(said)
                    .hint("etsyorder auth login")};
    }
    if (refused.code == "invalid_client" || refused.code == "unauthorized_client" ||
        answer.status == 401 || answer.status == 403) {
        return {
            GrantProblem::key_refused,
            Error(ErrorKind::sign_in_needed, "Etsy does not know this application's key")
                .because(said)
                .hint("compare the keystring with https://www.etsy.com/developers/your-apps, then: "
                      "etsyorder auth login")};
    }
    if (answer.status == 429 || answer.status >= 500 || answer.status < 300) {
        return {GrantProblem::other,
                Error(ErrorKind::try_later, "Etsy's sign-in is in trouble")
                    .because(said)
                    .hint("run this again in a few minutes")};
    }
    return {GrantProblem::other,
            Error(ErrorKind::failed, "Etsy refuses the sign-in").because(said)};
}

// The first try may have given new tokens for the old one, and then they are lost; or the old one
// was no good before. Whether Etsy honours one a second time is not documented; so it was asked.
GrantError refused_after_a_doubt(const Error& refused) {
    return {GrantProblem::refused,
            Error(ErrorKind::sign_in_needed, refused.summary())
                .because(fmt::format("the answer to a renewal was lost just before, so it may be "
                                     "that Etsy has renewed it and we do not know the new token; "
                                     "asked again it said: {}",
                                     refused.reason()))
                .note("nothing else is lost: what was synced is kept")
                .hint("etsyorder auth login")};
}

} // namespace

std::string challenge_for(const Secret& verifier) {
    std::array<unsigned char, crypto_hash_sha256_BYTES> hash{};
    const std::string& text = verifier.reveal();
    crypto_hash_sha256(
        hash.data(), reinterpret_cast<const unsigned char*>(text.data()), text.size());
    return base64url(hash);
}

ProofKey make_proof_key(base::Random& random) {
    auto verifier = random_text<32>(random);
    auto challenge = challenge_for(verifier);
    return {std::move(verifier), std::move(challenge)};
}

Secret make_state(base::Random& random) {
    return random_text<16>(random);
}

std::string connect_url(const Server& server, const ConnectPage& page) {
    std::string scopes;
    for (const auto& scope : page.scopes) {
        scopes += scopes.empty() ? scope : " " + scope;
    }
    return server.connect + "?" +
           net::form_encode({{"response_type", "code"},
                             {"client_id", page.keystring},
                             {"redirect_uri", page.redirect_uri},
                             {"scope", scopes},
                             {"state", page.state.reveal()},
                             {"code_challenge", page.challenge},
                             {"code_challenge_method", "S256"}});
}

base::Result<Secret, RedirectError> parse_redirect(std::string_view address, const Secret& state) {
    const auto refuse = [](RedirectProblem problem, std::string text) {
        return base::Unexpected<RedirectError>({problem, std::move(text)});
    };
    const auto question = address.find('?');
    const auto query =
        question == std::string_view::npos ? std::string_view{} : address.substr(question + 1);
    const auto end = query.find_first_of("# \t\r\n");
    const auto fields = net::form_decode(query.substr(0, end));
    const auto code = value_of(fields, "code");
    const auto error = value_of(fields, "error");
    if (code.empty() && error.empty()) {
        return refuse(RedirectProblem::not_the_answer,
                      "the address holds neither a code nor an error");
    }
    const auto said = value_of(fields, "state");
    if (said.size() < state.reveal().size()) { // all of ours are equally long
        return refuse(RedirectProblem::cut_off, "its state is missing, or the end of it");
    }
    if (!equal_in_constant_time(said, state.reveal())) {
        return refuse(RedirectProblem::wrong_state,
                      "the answer belongs to another sign-in than this one");
    }
    if (!error.empty()) {
        const auto words =
            parse_refusal(nlohmann::json{
                {"error", error}, {"error_description", value_of(fields, "error_description")}}
                              .dump(-1, ' ', false, nlohmann::json::error_handler_t::replace));
        return refuse(error == "access_denied" ? RedirectProblem::denied : RedirectProblem::refused,
                      words.text());
    }
    return Secret(code);
}

base::Result<TokenGrant, GrantError> OAuth::exchange(const std::string& keystring,
                                                     const Code& code) {
    auto grant = ask({{"grant_type", "authorization_code"},
                      {"client_id", keystring},
                      {"redirect_uri", code.redirect_uri},
                      {"code", code.code.reveal()},
                      {"code_verifier", code.verifier.reveal()}},
                     Repeat::never);
    if (!grant && grant.error().problem == GrantProblem::refused) { // nobody was signed in yet
        return base::Unexpected<GrantError>(
            {GrantProblem::refused,
             Error(ErrorKind::sign_in_needed, "Etsy refused the code of this sign-in")
                 .because(grant.error().error.reason())
                 .note("a code works once, and only where it is complete")
                 .hint("start again: etsyorder auth login")});
    }
    return grant;
}

base::Result<TokenGrant, GrantError> OAuth::refresh(const std::string& keystring,
                                                    const Secret& refresh_token) {
    return ask({{"grant_type", "refresh_token"},
                {"client_id", keystring},
                {"refresh_token", refresh_token.reveal()}},
               Repeat::harmless);
}

base::Result<TokenGrant, GrantError> OAuth::ask(const net::Fields& fields, Repeat repeat) {
    const auto [outcome, in_doubt_first] =
        sender_.send_and_tell({.method = net::Method::post,
                               .url = server_.token,
                               .headers = {{"Content-Type", "application/x-www-form-urlencoded"}},
                               .body = net::form_encode(fields),
                               .timeout = kTokenPatience,
                               .max_body_bytes = kMaxTokenAnswer,
                               .interruption = net::Interruption::not_under_way},
                              repeat);
    if (!outcome) {
        return base::Unexpected<GrantError>(
            {GrantProblem::other, transport_error(outcome.error())});
    }
    if (outcome->status == 200) {
        if (auto grant = parse_grant(*outcome)) {
            return std::move(*grant);
        }
        if (looks_like_data(*outcome)) {
            return base::Unexpected<GrantError>(
                {GrantProblem::other,
                 Error(ErrorKind::failed, "Etsy's answer to the sign-in cannot be read")
                     .because("it lacks a token, or its end")
                     .hint("etsyorder auth login")});
        }
    }
    auto refused = refusal(*outcome, secrets_in(fields));
    if (refused.problem == GrantProblem::refused && in_doubt_first) {
        return base::Unexpected<GrantError>(refused_after_a_doubt(refused.error));
    }
    return base::Unexpected<GrantError>(std::move(refused));
}

} // namespace etsyorder::etsy
