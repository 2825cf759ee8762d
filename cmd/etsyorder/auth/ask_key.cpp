// SPDX-License-Identifier: MIT
#include "auth/ask_key.hpp"

#include "base/error.hpp"
#include "etsy_access.hpp"

#include <algorithm>
#include <utility>

namespace etsyorder {
namespace {

using base::Secret;

constexpr std::chrono::seconds kUnattended{5}; // enough for a password store to decrypt

base::Error no_key() {
    return base::Error(base::ErrorKind::usage,
                       "the application's key is needed, and there is nobody to ask")
        .because(
            "Etsy wants each seller to use a key of their own: a keystring and a shared secret")
        .hint("set ETSYORDER_KEYSTRING and ETSYORDER_SHARED_SECRET, or pipe keystring:secret into "
              "this command");
}

base::Error no_key_in_line(bool earlier) { // never the line itself: it may be half a key
    return base::Error(base::ErrorKind::usage, "the line piped in is no keystring:shared_secret")
        .because("Etsy's key is two words, joined by a colon")
        .hint(earlier ? "the first line of standard input is the key; with </dev/null or an empty "
                        "line it is the one of the earlier sign-in"
                      : "the first line of standard input is the key");
}

// What helps when nothing comes through the pipe.
std::string pipe_hint(bool has_keystring, bool earlier) {
    if (has_keystring) {
        return "write the shared secret into the pipe, or set ETSYORDER_SHARED_SECRET";
    }
    return earlier ? "write keystring:secret into the pipe, or close it: </dev/null takes the key "
                     "of the earlier sign-in"
                   : "write keystring:secret into the pipe, or set ETSYORDER_KEYSTRING and "
                     "ETSYORDER_SHARED_SECRET";
}

Secret shared_secret_of(frame::Services& services) {
    return Secret(services.variables().get("ETSYORDER_SHARED_SECRET").value_or(""));
}

// The key as the first line that is piped in. Empty: the input has ended, or the line is empty.
std::optional<etsy::ApiKey> piped(frame::Services& services,
                                  const std::optional<etsy::ApiKey>& earlier,
                                  Prompt& prompt,
                                  const Prompt::Patience& patience) {
    if (prompt.would_wait()) {
        services.output().note(earlier ? "Waiting for keystring:secret on standard input; an empty "
                                         "line takes the key of the earlier sign-in."
                                       : "Waiting for keystring:secret on standard input.");
    }
    const auto line = prompt.ask("", Prompt::Echo::shown, patience);
    if (!line || line->empty()) {
        return std::nullopt;
    }
    if (line->find(':') == std::string::npos || line->find("://") != std::string::npos) {
        throw no_key_in_line(earlier.has_value());
    }
    return etsy::parse_api_key(*line, {});
}

etsy::ApiKey asked(frame::Services& services,
                   std::string keystring,
                   Prompt& prompt,
                   const Prompt::Patience& patience) {
    const bool typed = services.streams().in_is_terminal();
    const auto answer = [&](std::string_view question, Prompt::Echo echo) {
        if (!typed && prompt.would_wait()) {
            services.output().note("Waiting for the shared secret on standard input.");
        }
        auto text = typed && services.flags().no_input ? std::nullopt
                                                       : prompt.ask(question, echo, patience);
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
        keystring = answer("Keystring, or keystring:secret (not shown):", Prompt::Echo::hidden);
    }
    if (keystring.find(':') != std::string::npos) {
        return etsy::parse_api_key(keystring, {});
    }
    auto secret = answer("Shared secret (not shown):", Prompt::Echo::hidden);
    if (secret.starts_with(keystring + ":")) { // the whole key, as Etsy's header has it
        secret.erase(0, keystring.size() + 1);
    }
    return etsy::parse_api_key(keystring, Secret(std::move(secret)));
}

// Is the key in the environment or the configuration, all of it?
bool is_set(frame::Services& services) {
    const auto& keystring = keystring_setting(services).value;
    return !keystring.empty() && (keystring.find(':') != std::string::npos ||
                                  services.variables().get("ETSYORDER_SHARED_SECRET"));
}

} // namespace

std::string key_origin(frame::Services& services, const std::optional<etsy::ApiKey>& earlier) {
    const auto& setting = keystring_setting(services);
    if (is_set(services)) {
        return std::string(to_string(setting.origin));
    }
    if (!services.streams().in_is_terminal()) {
        return kStandardInput;
    }
    return setting.value.empty() && earlier ? kEarlierSignIn : "";
}

etsy::ApiKey find_key(frame::Services& services,
                      const std::optional<etsy::ApiKey>& earlier,
                      Prompt& prompt,
                      std::chrono::seconds patience) {
    const auto& setting = keystring_setting(services);
    const Prompt::Patience pipe{services.flags().no_input ? std::min(patience, kUnattended)
                                                          : patience,
                                pipe_hint(!setting.value.empty(), earlier.has_value())};
    if (is_set(services)) {
        return etsy::parse_api_key(setting.value, shared_secret_of(services));
    }
    if (!setting.value.empty()) {
        return asked(services, setting.value, prompt, pipe);
    }
    const bool typed = services.streams().in_is_terminal();
    if (!typed) {
        if (auto key = piped(services, earlier, prompt, pipe)) {
            return std::move(*key);
        }
    }
    if (earlier) {
        return *earlier;
    }
    if (!typed) {
        throw no_key();
    }
    return asked(services, "", prompt, pipe);
}

} // namespace etsyorder
