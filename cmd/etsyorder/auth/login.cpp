// SPDX-License-Identifier: MIT
#include "auth/ask_key.hpp"
#include "auth/finish_sign_in.hpp"
#include "auth/prompt.hpp"
#include "auth/redirect_listener.hpp"
#include "auth/scopes.hpp"
#include "auth/sign_in_text.hpp"
#include "browser.hpp"
#include "config/options.hpp"
#include "etsy_access.hpp"
#include "frame/command.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <array>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using base::Secret;
using frame::ExitCode;
using frame::Services;

struct LoginArgs {
    std::optional<int> port; // empty: the configured one
    bool paste = false;
    std::vector<std::string> scopes;
    bool no_browser = false;
    std::string timeout = "5m";
    bool dry_run = false;
};

// Offered by completions; Etsy may know others. Source: the scopes of Etsy's Open API v3.
const std::vector<std::string> kKnownScopes = {"transactions_r",
                                               "transactions_w",
                                               "shops_r",
                                               "shops_w",
                                               "listings_r",
                                               "listings_w",
                                               "listings_d",
                                               "address_r",
                                               "address_w",
                                               "email_r",
                                               "profile_r",
                                               "profile_w"};

struct Plan {
    std::string redirect_uri;
    int port = 0;
    std::vector<std::string> scopes;
    std::chrono::seconds timeout{0};
};

std::vector<std::string> checked_scopes(const std::vector<std::string>& given) {
    for (const auto& scope : given) {
        if (scope.empty() || !std::ranges::all_of(scope, [](char c) {
                return (c >= 'a' && c <= 'z') || c == '_';
            })) {
            throw Error(ErrorKind::usage, fmt::format("\"{}\" is no permission", scope))
                .because("Etsy's permissions look like transactions_r")
                .hint("--scope transactions_r,shops_r");
        }
    }
    if (!given.empty()) {
        return given;
    }
    std::vector<std::string> needed;
    for (const auto& scope : needed_scopes()) {
        needed.emplace_back(scope.name);
    }
    return needed;
}

Plan make_plan(const LoginArgs& args, Services& services) {
    Plan plan;
    plan.port = args.port ? *args.port : services.config().port("auth.redirect_port");
    plan.redirect_uri = fmt::format("http://localhost:{}/callback", plan.port);
    plan.scopes = checked_scopes(args.scopes);
    const auto timeout = config::parse_span(args.timeout);
    if (!timeout) {
        throw Error(ErrorKind::usage,
                    fmt::format("--timeout: \"{}\" is no span of time", args.timeout))
            .hint("write it as 90s, 5m or 1h");
    }
    plan.timeout = *timeout;
    return plan;
}

frame::Value plan_value(const Plan& plan,
                        const std::string& connect_page,
                        const std::string& file,
                        const std::string& key_from) {
    frame::Value::List scopes(plan.scopes.begin(), plan.scopes.end());
    return frame::Value::object(
        {{"key_from", key_from.empty() ? frame::Value() : frame::Value(key_from)},
         {"connect_page", connect_page},
         {"redirect_uri", plan.redirect_uri},
         {"scopes", frame::Value::list(std::move(scopes))},
         {"file", file}});
}

ExitCode
show_plan(const Plan& plan, EtsyAccess& access, Services& services, const std::string& key_from) {
    const auto& connect = access.server().connect;
    const auto key = key_from.empty()             ? "asked for"
                     : key_from == kStandardInput ? "from standard input"
                     : key_from == kEarlierSignIn ? "from the earlier sign-in"
                                                  : "from " + keystring_setting(services).place;
    const auto file = access.store().file().string();
    frame::Page page;
    page.line("This would be done, and nothing was:")
        .field("key", key)
        .field("first", "Etsy is asked whether it knows the key")
        .field("sign-in page", connect)
        .field("called at", plan.redirect_uri + " (must be registered with the key)")
        .field("permissions", fmt::format("{}", fmt::join(plan.scopes, " ")))
        .field("stored in", file);
    services.output().page("plan", plan_value(plan, connect, file, key_from), page);
    return ExitCode::done;
}

Error no_answer(const etsy::RedirectError& error) {
    switch (error.problem) {
    case etsy::RedirectProblem::denied:
        return Error(ErrorKind::sign_in_needed, "access was denied on Etsy's page")
            .because(error.text)
            .hint("etsyorder auth login, and choose to grant access");
    case etsy::RedirectProblem::cut_off:
        return Error(ErrorKind::usage, "the address is cut off")
            .because(error.text)
            .hint("run etsyorder auth login again and copy the whole address, with everything "
                  "after the ?");
    case etsy::RedirectProblem::wrong_state:
        return Error(ErrorKind::usage, "this address belongs to another sign-in")
            .because(error.text)
            .hint("run etsyorder auth login again and use the address it shows then");
    case etsy::RedirectProblem::not_the_answer:
        return Error(ErrorKind::usage, "this is not the address Etsy sent the browser to")
            .because(error.text)
            .hint("copy the whole address from the browser's address line, with everything after "
                  "the ?");
    case etsy::RedirectProblem::refused:
        break;
    }
    return Error(ErrorKind::failed, "Etsy refused the sign-in")
        .because(error.text)
        .hint("are the permissions allowed for this key, and is the redirect address registered "
              "with it?");
}

void show_address(const std::string& address, Services& services) {
    services.streams().err("Open this page to grant access:\n\n" + address +
                           "\n\n"); // also with --json: it is needed
}

// As a shell or a mail has it: in quotes or in angle brackets.
std::string unwrapped(std::string text) {
    constexpr std::array<std::string_view, 3> kPairs = {"\"\"", "''", "<>"};
    const auto wraps = [&](std::string_view pair) {
        return text.size() > 1 && text.front() == pair[0] && text.back() == pair[1];
    };
    return std::ranges::any_of(kPairs, wraps) ? text.substr(1, text.size() - 2) : text;
}

Secret pasted_code(const std::string& address,
                   const Secret& state,
                   std::chrono::seconds timeout,
                   Services& services,
                   Prompt& prompt) {
    show_address(address, services);
    if (services.flags().no_input && services.streams().in_is_terminal()) {
        throw Error(ErrorKind::usage, "--paste needs an answer, and --no-input forbids to ask")
            .hint("pipe the address the browser was sent to into this command");
    }
    const auto pasted = prompt.ask(
        "Afterwards the browser shows an error, because nothing listens here. Paste the address it "
        "was sent to:",
        Prompt::Echo::shown,
        {timeout, "etsyorder auth login --paste"});
    if (!pasted || pasted->empty()) {
        throw Error(ErrorKind::usage, "no address was pasted").hint("etsyorder auth login --paste");
    }
    auto code = etsy::parse_redirect(unwrapped(*pasted), state);
    if (!code) {
        throw no_answer(code.error());
    }
    return std::move(*code);
}

// The listener lives on until the sign-in is done, so that its page reaches the browser.
std::unique_ptr<RedirectListener> make_listener(const Plan& plan, const Secret& state) {
    try {
        return std::make_unique<RedirectListener>(static_cast<std::uint16_t>(plan.port), state);
    } catch (const Error& error) {
        if (error.kind() != ErrorKind::conflict) {
            throw;
        }
        throw Error(ErrorKind::conflict, fmt::format("port {} on this machine is taken", plan.port))
            .because(error.reason().empty() ? error.summary() : error.reason())
            .hint(fmt::format("end the program that holds it (ss -ltnp 'sport = :{}'), or use "
                              "--paste, or --port with "
                              "an address that is registered with your key",
                              plan.port));
    }
}

Secret awaited_code(const std::string& address,
                    const Plan& plan,
                    RedirectListener& listener,
                    EtsyAccess& access,
                    Services& services,
                    bool with_browser) {
    show_address(address, services);
    if (with_browser && open_in_browser(address, services.variables())) {
        services.output().note("It should open in your browser by itself.");
    }
    services.output().note(fmt::format("Waiting for your answer at {} ...", plan.redirect_uri));
    auto answer = listener.wait(plan.timeout, access.stop());
    if (listener.strangers() > 0) {
        services.output().note("A browser brought the answer to another sign-in; it was not used.");
    }
    if (!answer) {
        throw Error(ErrorKind::try_later, "nobody answered on Etsy's page in time")
            .because(fmt::format(
                "the wait ended after {}; Etsy sends nobody back when its page shows an error",
                spoken_span(plan.timeout)))
            .hint(fmt::format("is {} registered with your key, letter by letter? On another "
                              "machine's browser use "
                              "--paste",
                              plan.redirect_uri));
    }
    if (!*answer) {
        throw no_answer(answer->error());
    }
    return std::move(**answer);
}

// The key of the earlier sign-in of the wanted shop; with none wanted, the one that all shops
// share. Empty: there is none, or it cannot be told which.
std::optional<etsy::ApiKey> earlier_key(const std::optional<etsy::SignIn>& earlier,
                                        const std::string& wanted) {
    if (!earlier || earlier->grants.empty()) {
        return std::nullopt;
    }
    const auto& grants = earlier->grants;
    const auto meant = std::ranges::find_if(grants, [&](const etsy::Grant& grant) {
        return orders::is_meant(grant.shop, grant.shop_name, wanted);
    });
    if (meant != grants.end()) {
        return meant->key;
    }
    const auto& first = grants.front().key;
    const bool one = std::ranges::all_of(
        grants, [&](const etsy::Grant& grant) { return grant.key.keystring == first.keystring; });
    return one ? std::optional(first) : std::nullopt;
}

// Etsy's page for a key that it does not know sends nobody back: better asked before it is opened.
void check_key(const etsy::ApiKey& key, EtsyAccess& access) {
    etsy::PlainSession nobody(key);
    etsy::Client client(access.server(), access.sender(), nobody);
    try {
        (void)client.get("openapi-ping");
    } catch (const etsy::ApiError& error) {
        constexpr int kUnauthorized = 401, kForbidden = 403;
        if ((error.status() != kUnauthorized && error.status() != kForbidden) ||
            error.kind() == ErrorKind::try_later) { // it was not Etsy who said so
            throw;
        }
        throw Error(ErrorKind::sign_in_needed, "Etsy does not accept the application's key")
            .because(error.reason())
            .hint("compare keystring and shared secret with "
                  "https://www.etsy.com/developers/your-apps; a new key works once Etsy has "
                  "approved it");
    }
}

ExitCode run_login(const LoginArgs& args, Services& services) {
    services.output().require_fields(args.dry_run ? frame::member_names(plan_value({}, "", "", ""))
                                                  : sign_in_fields(),
                                     args.dry_run ? "plan" : "auth");
    const auto plan = make_plan(args, services);
    EtsyAccess access(services);
    const auto earlier = earlier_key(earlier_sign_in(access.store(), access.server()),
                                     services.config().text("shop"));
    if (args.dry_run) {
        return show_plan(plan, access, services, key_origin(services, earlier));
    }
    Prompt prompt(services.streams(), access.stop());
    const auto key = find_key(services, earlier, prompt, plan.timeout);
    const auto state = etsy::make_state(access.random());
    const auto proof = etsy::make_proof_key(access.random());
    const auto address = etsy::connect_url(
        access.server(), {key.keystring, plan.redirect_uri, plan.scopes, state, proof.challenge});

    auto listener = args.paste ? nullptr : make_listener(plan, state);
    check_key(key, access);
    const auto code =
        args.paste ? pasted_code(address, state, plan.timeout, services, prompt)
                   : awaited_code(address, plan, *listener, access, services, !args.no_browser);
    const auto tokens =
        access.oauth().exchange(key.keystring, {code, proof.verifier, plan.redirect_uri});
    if (!tokens) {
        throw tokens.error().error;
    }
    const auto grant = finish_sign_in(access, services, {key, plan.scopes, *tokens});
    if (access.stop().requested()) {
        throw Error(ErrorKind::interrupted, "interrupted")
            .because("Etsy had already granted access, so the sign-in was completed and is stored");
    }
    services.output().page("auth",
                           sign_in_value(access.server(), grant),
                           sign_in_page(access.server(), grant, services));
    return ExitCode::done;
}

} // namespace

void add_auth_login(frame::Command& auth) {
    auto args = std::make_shared<LoginArgs>();
    auth.verb("login", "Let this program see and ship your shop's orders")
        .number(
            "--port", args->port, {1, 65535}, "port on this machine the browser is sent back to")
        .flag("--paste",
              args->paste,
              "paste the address the browser was sent to: for machines without one")
        .value("--scope",
               args->scopes,
               "permissions to ask for (repeatable)",
               {.with_commas = true, .offered = kKnownScopes})
        .flag("--no-browser", args->no_browser, "only print the address, do not open it")
        .value("--timeout", args->timeout, "how long to wait for your answer, such as 90s or 5m")
        .flag("--dry-run", args->dry_run, "show what would be done")
        .examples({"etsyorder auth login",
                   "etsyorder auth login --paste                    on a server, with a browser "
                   "elsewhere",
                   "pass etsy/key | etsyorder auth login            keystring:secret from a "
                   "password store"})
        .runs([args](Services& services) { return run_login(*args, services); });
}

} // namespace etsyorder
