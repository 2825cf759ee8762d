// SPDX-License-Identifier: MIT
#include "auth/ask_key.hpp"

#include "base/error.hpp"

#include <utility>

namespace etsyorder {
namespace {

using base::Secret;

base::Error no_key() {
    return base::Error(base::ErrorKind::usage,
                       "the application's key is needed, and there is nobody to ask")
        .because(
            "Etsy wants each seller to use a key of their own: a keystring and a shared secret")
        .hint("set ETSYORDER_KEYSTRING and ETSYORDER_SHARED_SECRET, or pipe keystring:secret into "
              "this command");
}

Secret shared_secret_of(frame::Services& services) {
    return Secret(services.variables().get("ETSYORDER_SHARED_SECRET").value_or(""));
}

KeySource asked(frame::Services& services, std::string keystring, Prompt& prompt) {
    const auto answer = [&](std::string_view question, Prompt::Echo echo) {
        auto text = services.flags().no_input ? std::nullopt : prompt.ask(question, echo);
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
        return {etsy::parse_api_key(keystring, {}), "standard input"};
    }
    return {etsy::parse_api_key(keystring,
                                Secret(answer("Shared secret (not shown):", Prompt::Echo::hidden))),
            "standard input"};
}

} // namespace

std::string key_origin(frame::Services& services, const std::optional<etsy::SignIn>& earlier) {
    const auto& setting = services.config().setting("etsy.keystring");
    const bool complete = setting.value.find(':') != std::string::npos ||
                          services.variables().get("ETSYORDER_SHARED_SECRET");
    if (!setting.value.empty() && complete) {
        return setting.place;
    }
    return setting.value.empty() && earlier ? "the earlier sign-in" : "";
}

KeySource
find_key(frame::Services& services, const std::optional<etsy::SignIn>& earlier, Prompt& prompt) {
    const auto& keystring = services.config().text("etsy.keystring");
    const auto origin = key_origin(services, earlier);
    if (origin.empty()) {
        return asked(services, keystring, prompt);
    }
    if (keystring.empty()) {
        return {earlier->key, origin};
    }
    return {etsy::parse_api_key(keystring, shared_secret_of(services)), origin};
}

} // namespace etsyorder
