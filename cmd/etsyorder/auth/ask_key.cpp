// SPDX-License-Identifier: MIT
#include "auth/ask_key.hpp"

#include "base/error.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder {
namespace {

using base::Secret;

constexpr const char* kEarlier = "the earlier sign-in";
constexpr const char* kPiped = "standard input";

base::Error no_key() {
    return base::Error(base::ErrorKind::usage,
                       "the application's key is needed, and there is nobody to ask")
        .because(
            "Etsy wants each seller to use a key of their own: a keystring and a shared secret")
        .hint("set ETSYORDER_KEYSTRING and ETSYORDER_SHARED_SECRET, or pipe keystring:secret into "
              "this command");
}

base::Error no_key_in_line() { // never the line itself: it may be half a key
    return base::Error(base::ErrorKind::usage, "the line piped in is no keystring:shared_secret")
        .because("Etsy's key is two words, joined by a colon")
        .hint("the first line of standard input is the key; with </dev/null or an empty line it is "
              "the one of the earlier sign-in");
}

Secret shared_secret_of(frame::Services& services) {
    return Secret(services.variables().get("ETSYORDER_SHARED_SECRET").value_or(""));
}

// The key as the first line that is piped in. Empty: the input has ended, or the line is empty.
std::optional<etsy::ApiKey>
piped(frame::Services& services, const std::optional<etsy::SignIn>& earlier, Prompt& prompt) {
    if (earlier && prompt.would_wait()) {
        services.output().note("Waiting for keystring:secret on standard input; an empty line "
                               "takes the key of the earlier sign-in.");
    }
    const auto line = prompt.ask("", Prompt::Echo::shown);
    if (!line || line->empty()) {
        return std::nullopt;
    }
    if (line->find(':') == std::string::npos || line->find("://") != std::string::npos) {
        throw no_key_in_line();
    }
    return etsy::parse_api_key(*line, {});
}

KeySource asked(frame::Services& services, std::string keystring, Prompt& prompt) {
    const bool typed = services.streams().in_is_terminal();
    const auto answer = [&](std::string_view question, Prompt::Echo echo) {
        auto text = typed && services.flags().no_input ? std::nullopt : prompt.ask(question, echo);
        if (!text || text->empty()) {
            throw no_key();
        }
        return std::move(*text);
    };
    if (keystring.empty()) {
        if (services.may_ask()) {
            services.output().note("Etsy wants each seller to use a key of their own; yours is at");
            services.output().note("https://www.etsy.com/developers/your-apps");
        }
        keystring = answer("Keystring:", Prompt::Echo::shown);
    }
    if (keystring.find(':') != std::string::npos) {
        return {etsy::parse_api_key(keystring, {}), kPiped};
    }
    return {etsy::parse_api_key(keystring,
                                Secret(answer("Shared secret (not shown):", Prompt::Echo::hidden))),
            kPiped};
}

// Is the key in the environment or the configuration, all of it?
bool is_set(frame::Services& services) {
    const auto& keystring = services.config().text("etsy.keystring");
    return !keystring.empty() && (keystring.find(':') != std::string::npos ||
                                  services.variables().get("ETSYORDER_SHARED_SECRET"));
}

} // namespace

std::string key_origin(frame::Services& services, const std::optional<etsy::SignIn>& earlier) {
    const auto& setting = services.config().setting("etsy.keystring");
    if (is_set(services)) {
        return setting.place;
    }
    if (services.streams().in_is_terminal()) {
        return setting.value.empty() && earlier ? kEarlier : "";
    }
    return setting.value.empty() && earlier ? fmt::format("{}, else {}", kPiped, kEarlier) : kPiped;
}

KeySource
find_key(frame::Services& services, const std::optional<etsy::SignIn>& earlier, Prompt& prompt) {
    const auto& setting = services.config().setting("etsy.keystring");
    if (is_set(services)) {
        return {etsy::parse_api_key(setting.value, shared_secret_of(services)), setting.place};
    }
    if (!setting.value.empty()) {
        return asked(services, setting.value, prompt);
    }
    const bool typed = services.streams().in_is_terminal();
    if (!typed) {
        if (auto key = piped(services, earlier, prompt)) {
            return {std::move(*key), kPiped};
        }
    }
    if (earlier) {
        return {earlier->key, kEarlier};
    }
    if (!typed) {
        throw no_key();
    }
    return asked(services, "", prompt);
}

} // namespace etsyorder
