// SPDX-License-Identifier: MIT
// etsyorder-sandbox: arguments, signals and printing around sandbox::Sandbox.
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "sandbox/limits.hpp"
#include "sandbox/sandbox.hpp"

#include <CLI/CLI.hpp>
#include <fmt/format.h>

#include <charconv>
#include <csignal>
#include <cstdint>
#include <cstdio>
#include <exception>
#include <limits>
#include <string>
#include <string_view>
#include <utility>

namespace {

using etsyorder::base::Error;
using etsyorder::base::ErrorKind;
using etsyorder::sandbox::Sandbox;
using etsyorder::sandbox::SandboxOptions;

constexpr const char* kVersion = "etsyorder-sandbox " ETSYORDER_VERSION "\n"
                                 "The term 'Etsy' is a trademark of Etsy, Inc. This application "
                                 "uses the Etsy API but is not endorsed or "
                                 "certified by Etsy, Inc.";

constexpr const char* kExamples =
    "Examples:\n"
    "  etsyorder-sandbox                          the small shop on a free port\n"
    "  etsyorder-sandbox --port 4242 --shop busy  300 orders on a fixed port\n"
    "  etsyorder-sandbox --shop my-shop.yaml      your own shop\n"
    "  etsyorder-sandbox --fault receipts:500:0.1 --fault token:drop:x1\n"
    "                                             a bad day: one in ten order pages fails\n"
    "\n"
    "While it runs:\n"
    "  curl -X POST URL/_sandbox/orders           place an order\n"
    "  curl -X POST URL/_sandbox/clock -d '{\"advance\":\"3d\"}'\n"
    "  curl URL/_sandbox/requests                 what clients asked\n"
    "\n"
    "The manual is etsyorder-sandbox(1).";

constexpr const char* kSeeHelp = "etsyorder-sandbox --help names all options";
constexpr std::uint64_t kMostSeed = std::numeric_limits<std::uint64_t>::max();

struct Args {
    SandboxOptions options;
    std::string secret = etsyorder::sandbox::kDefaultSharedSecret;
    std::string webhook_secret = etsyorder::sandbox::kDefaultWebhookSecret;
    std::string now;
    std::string address = "absent";
    std::string tracking = "allowed";
    std::string portfile;
    bool auto_grant = false;
    bool freeze = false;
};

// A whole number from 0 to `most`. Refuses others with a message like all others.
template <class Number>
void add_number(CLI::App& app,
                const std::string& name,
                Number& target,
                std::uint64_t most,
                const std::string& what) {
    const auto read = [name, most, &target](const std::string& text) {
        std::uint64_t number = 0;
        const auto* const end = text.data() + text.size();
        const auto [stop, error] = std::from_chars(text.data(), end, number);
        if (error != std::errc{} || stop != end || number > most) {
            throw Error(ErrorKind::usage, fmt::format("{} cannot be \"{}\"", name, text))
                .because(fmt::format("it wants a whole number from 0 to {}", most))
                .hint(kSeeHelp);
        }
        target = static_cast<Number>(number);
    };
    app.add_option_function<std::string>(name, read, what)
        ->default_str(std::to_string(target))
        ->type_name("NUMBER");
}

void add_options(CLI::App& app, Args& args) {
    auto& options = args.options;
    add_number(app, "--port", options.port, 65535, "port to listen on; 0 is any free one");
    app.add_option("--listen", options.address, "loopback address to listen on")
        ->capture_default_str();
    app.add_option("--shop", options.shop, "small, busy, wedding, huge, or a shop file (YAML)")
        ->capture_default_str();
    add_number(app, "--seed", options.seed, kMostSeed, "the same seed makes the same shop");
    app.add_option("--keystring", options.keystring, "the application's keystring")
        ->capture_default_str();
    app.add_option("--secret", args.secret, "the application's shared secret")
        ->capture_default_str();
    app.add_option("--redirect-uri",
                   options.redirect_uris,
                   "a registered redirect URI (repeatable); default http://localhost:8713/callback "
                   "and a few more");
    add_number(app,
               "--limit-per-second",
               options.limit_per_second,
               static_cast<std::uint64_t>(etsyorder::sandbox::kMostRequests),
               "requests a second; 0 is no limit");
    add_number(app,
               "--limit-per-day",
               options.limit_per_day,
               static_cast<std::uint64_t>(etsyorder::sandbox::kMostRequests),
               "requests a day; 0 is no limit");
    app.add_option("--fault", options.faults, "TARGET:KIND[:PROBABILITY][:xCOUNT] (repeatable)");
    app.add_option(
        "--now", args.now, "the instant the sandbox's clock starts at, e.g. 2026-11-22T10:00:00Z");
    app.add_flag("--freeze", args.freeze, "let the clock stand still until it is advanced by hand");
    app.add_flag("--auto-grant", args.auto_grant, "the sign-in page grants at once (for scripts)");
    app.add_option(
           "--address", args.address, "may the application see buyers' addresses: absent, present")
        ->capture_default_str();
    app.add_option("--tracking", args.tracking, "may the application ship: allowed, forbidden")
        ->capture_default_str();
    app.add_option("--webhook", options.webhook_url, "URL that gets the shop's webhooks");
    app.add_option("--webhook-secret", args.webhook_secret, "whsec_... that signs them")
        ->capture_default_str();
    app.add_option("--portfile", args.portfile, "write the port here once ready");
}

bool is_second(std::string_view name,
               std::string_view written,
               std::pair<std::string_view, std::string_view> choices) {
    if (written != choices.first && written != choices.second) {
        throw Error(ErrorKind::usage, fmt::format("{} cannot be \"{}\"", name, written))
            .because(fmt::format("it is {} or {}", choices.first, choices.second))
            .hint(kSeeHelp);
    }
    return written == choices.second;
}

etsyorder::base::Instant wanted_now(const std::string& written) {
    using etsyorder::base::parse_instant;
    const auto out = parse_instant(written);
    if (!out) {
        throw Error(ErrorKind::usage, fmt::format("\"{}\" is no instant", written))
            .hint("write it like 2026-11-22T10:00:00Z");
    }
    if (*out < parse_instant("2000-01-01") || *out > parse_instant("2099-12-31")) {
        throw Error(ErrorKind::usage, fmt::format("--now cannot be \"{}\"", written))
            .because("the sandbox's clock starts between the years 2000 and 2099");
    }
    return *out;
}

SandboxOptions finished_options(const Args& args) {
    SandboxOptions out = args.options;
    out.shared_secret = etsyorder::base::Secret(args.secret);
    out.webhook_secret = etsyorder::base::Secret(args.webhook_secret);
    if (out.address != "127.0.0.1" && out.address != "::1") {
        throw Error(ErrorKind::usage, fmt::format("\"{}\" is not a loopback address", out.address))
            .because("the sandbox has no protection and listens on 127.0.0.1 or ::1 only");
    }
    if (!args.now.empty()) {
        out.now = wanted_now(args.now);
    }
    using Options = SandboxOptions;
    out.pace = args.freeze ? Options::Pace::frozen : Options::Pace::running;
    out.consent = args.auto_grant ? Options::Consent::granted : Options::Consent::asked;
    out.addresses = is_second("--address", args.address, {"absent", "present"})
                        ? Options::Addresses::present
                        : Options::Addresses::absent;
    out.tracking = is_second("--tracking", args.tracking, {"allowed", "forbidden"})
                       ? Options::Tracking::forbidden
                       : Options::Tracking::allowed;
    return out;
}

void announce(const Sandbox& sandbox, const Args& args) {
    fmt::print("ready {}\n", sandbox.url());
    fmt::print("  shop        {} (id {}), {} orders\n",
               sandbox.shop_name(),
               sandbox.shop_id(),
               sandbox.orders());
    fmt::print("  keystring   {}\n  secret      {}\n", args.options.keystring, args.secret);
    fmt::print("  keep it apart from your shop:  export ETSYORDER_HOME=$(mktemp -d)\n");
    fmt::print("  point etsyorder at it:  export ETSYORDER_ETSY_URL={}\n", sandbox.url());
    std::fflush(stdout);
}

void print_error(const Error& error) {
    fmt::print(stderr, "etsyorder-sandbox: {}\n", error.summary());
    if (!error.reason().empty()) {
        fmt::print(stderr, "  {}\n", error.reason());
    }
    for (const auto& doing : error.context()) {
        fmt::print(stderr, "  while {}\n", doing);
    }
    if (!error.remedy().empty()) {
        fmt::print(stderr, "  hint: {}\n", error.remedy());
    }
}

// What the parser found wrong, in the shape of all other errors.
Error usage_error(const CLI::App& app, const CLI::ParseError& error) {
    const std::string said = error.what();
    const auto name = said.substr(0, said.find(':'));
    if (const auto extra = app.remaining(); !extra.empty()) {
        return Error(ErrorKind::usage, fmt::format("\"{}\" is not known here", extra.front()))
            .because(extra.front().starts_with('-') ? "there is no such option"
                                                    : "there are options only")
            .hint(kSeeHelp);
    }
    if (error.get_name() == "ArgumentMismatch" && name.starts_with("--")) {
        const bool twice = app.get_option(name)->count() > 1;
        return Error(ErrorKind::usage,
                     fmt::format("{} {}", name, twice ? "is given twice" : "wants a value"))
            .hint(kSeeHelp);
    }
    return Error(ErrorKind::usage, "the options cannot be read").because(said).hint(kSeeHelp);
}

int run(const Args& args) {
    sigset_t stop_signals;
    sigemptyset(&stop_signals);
    sigaddset(&stop_signals, SIGTERM);
    sigaddset(&stop_signals, SIGINT);
    pthread_sigmask(SIG_BLOCK, &stop_signals, nullptr); // before any thread, so that all inherit it
    Sandbox sandbox(finished_options(args));
    if (!args.portfile.empty()) {
        const auto url = sandbox.url();
        etsyorder::base::write_file_atomically(args.portfile,
                                               url.substr(url.rfind(':') + 1) + "\n",
                                               etsyorder::base::FileAccess::everyone_reads);
    }
    announce(sandbox, args);
    int signal = 0;
    sigwait(&stop_signals, &signal);
    sandbox.stop();
    return 0;
}

} // namespace

int main(int argc, char** argv) {
    CLI::App app{"A local server that behaves like Etsy's Open API v3, with a made-up shop in it.",
                 "etsyorder-sandbox"};
    app.footer(kExamples);
    app.set_version_flag("--version", kVersion);
    Args args;
    add_options(app, args);
    try {
        app.parse(argc, argv);
        return run(args);
    } catch (const CLI::ParseError& error) {
        if (error.get_exit_code() == 0) {
            return app.exit(error); // --help, --version
        }
        print_error(usage_error(app, error));
        return etsyorder::base::exit_code(ErrorKind::usage);
    } catch (const Error& error) {
        print_error(error);
        return etsyorder::base::exit_code(error.kind());
    } catch (const std::exception& error) {
        fmt::print(stderr, "etsyorder-sandbox: bug: {}\n", error.what());
        return etsyorder::base::exit_code(ErrorKind::bug);
    }
}
