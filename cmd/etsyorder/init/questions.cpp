// SPDX-License-Identifier: MIT
#include "init/questions.hpp"

#include "base/ascii.hpp"
#include "base/zone.hpp"
#include "config/options.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Services;

std::string trimmed(std::string_view text) {
    return std::string(base::trimmed(text, " \t\r"));
}

std::string answer(std::string_view question, std::string_view shown, Services& services) {
    services.streams().err(fmt::format("{} [{}] ", question, frame::for_terminal(shown)));
    const auto line = services.streams().read_line();
    if (!line) {
        services.streams().err("\n");
        throw base::Error(base::ErrorKind::interrupted, "interrupted")
            .because("the input ended before all questions were answered; nothing was written");
    }
    return trimmed(*line);
}

// Until `check` takes the answer; Enter is `standard`.
std::string ask_until(std::string_view question,
                      const std::string& standard,
                      void (*check)(const std::string&),
                      Services& services) {
    for (;;) {
        auto text = answer(question, standard.empty() ? "leave open" : standard, services);
        if (text.empty()) {
            return standard;
        }
        try {
            check(text);
            return text;
        } catch (const base::Error& error) {
            services.output().warn(
                error.remedy().empty() ? error.summary() : error.summary() + "; " + error.remedy());
        }
    }
}

HasKey ask_key(Services& services) {
    for (;;) {
        const auto said = base::ascii_lower(
            answer("Do you have an API key of Etsy? Without one all works from Etsy's files",
                   "y/N",
                   services));
        if (said.empty() || said == "n" || said == "no") {
            return HasKey::no;
        }
        if (said == "y" || said == "yes") {
            return HasKey::yes;
        }
        services.output().warn("please say yes or no");
    }
}

} // namespace

void require_shop(const std::string& shop) {
    const auto* option = config::find_option("shop");
    if (const auto problem = config::problem_with(*option, shop); !problem.empty()) {
        throw base::Error(base::ErrorKind::usage, "the shop's name " + problem);
    }
}

void require_zone(const std::string& zone) {
    (void)base::Zone::named(zone);
}

InitAnswers ask_for_start(InitAnswers given, Services& services) {
    if (!services.may_ask() || services.flags().yes) {
        return given;
    }
    services.output().warn("Three questions; Enter takes what stands in brackets.");
    if (given.shop.empty()) {
        given.shop = ask_until("Your shop's name on Etsy", "", require_shop, services);
    }
    if (given.zone.empty()) {
        given.zone = ask_until("Time zone in which your days are counted",
                               base::system_zone_name().value_or(""),
                               require_zone,
                               services);
    }
    if (given.key == HasKey::not_asked) {
        given.key = ask_key(services);
    }
    return given;
}

} // namespace etsyorder
