// SPDX-License-Identifier: MIT
#include "config/config.hpp"

#include "base/ascii.hpp"
#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "config/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>
#include <string>

namespace etsyorder::config {
namespace {

void set(std::vector<Setting>& settings, std::string_view key, Setting given) {
    given.option = find_option(key);
    assert(given.option != nullptr);
    if (const auto problem = problem_of(given)) {
        throw as_error(*problem);
    }
    if (const auto of_shop = split_shop_key(key)) {
        given.shop = of_shop->shop;
        settings.push_back(std::move(given));
        return;
    }
    *std::ranges::find(settings, given.option, &Setting::option) = std::move(given);
}

} // namespace

std::optional<Problem> problem_of(const Setting& given) {
    const Option& option = *given.option;
    const bool secret = option.shape == Shape::secret;
    if (secret && given.origin == Origin::file && given.value.find(':') != std::string::npos) {
        return Problem{
            .place = given.place,
            .code = "secret",
            .text = fmt::format("{} holds the shared secret too (not shown)", option.key),
            .reason = "config.yaml is made to be copied and shared; a secret never belongs in it",
            .hint = "keep only the part before the colon there; etsyorder auth login keeps the "
                    "secret where only you can read it, and jobs get it in "
                    "ETSYORDER_SHARED_SECRET"};
    }
    const std::string wrong = problem_with(option, given.value);
    if (wrong.empty()) {
        return std::nullopt;
    }
    return Problem{
        .place = given.place,
        .code = "wrong_value",
        .text = fmt::format(
            "{} {} {}", option.key, secret ? "(not shown)" : '"' + given.value + '"', wrong)};
}

std::string_view to_string(Origin origin) {
    switch (origin) {
    case Origin::standard:
        return "default";
    case Origin::file:
        return "file";
    case Origin::environment:
        return "environment";
    case Origin::flag:
        return "flag";
    }
    return "default";
}

std::string Setting::key() const {
    return shop.empty() ? std::string(option->key) : fmt::format("shops.{}.{}", shop, option->key);
}

const Setting* Config::shop_setting(ShopName shop, std::string_view key) const {
    const auto found = std::ranges::find_if(settings_, [&](const Setting& setting) {
        return !setting.shop.empty() && setting.option->key == key &&
               (setting.shop == std::to_string(shop.number) ||
                base::same_but_for_case(setting.shop, shop.name));
    });
    return found == settings_.end() ? nullptr : &*found;
}

bool Config::has_shop_settings(std::string_view key) const {
    return std::ranges::any_of(settings_, [&](const Setting& setting) {
        return !setting.shop.empty() && setting.option->key == key;
    });
}

const Setting& Config::setting(std::string_view key) const {
    const auto found = std::ranges::find(settings_, find_option(key), &Setting::option);
    assert(found != settings_.end());
    return *found;
}

std::chrono::seconds Config::span(std::string_view key) const {
    const auto parsed = parse_span(text(key));
    assert(parsed);
    return *parsed;
}

int Config::port(std::string_view key) const {
    return count(key);
}

int Config::count(std::string_view key) const {
    const std::string& value = text(key);
    int count = 0;
    std::from_chars(value.data(), value.data() + value.size(), count);
    return count;
}

Config load_config(const Folders& folders, const Variables& variables, const FlagValues& flags) {
    std::vector<Setting> settings;
    for (const Option& option : options()) {
        settings.push_back({&option, std::string(option.standard), Origin::standard, ""});
    }
    const auto path = folders.config_file();
    if (const auto text = base::read_file(path, kMaxFileBytes)) {
        for (FileValue& value : parse_config_file(path, *text)) {
            set(settings,
                value.key,
                {nullptr,
                 std::move(value.value),
                 Origin::file,
                 fmt::format("{}:{}", path.string(), value.line)});
        }
    }
    if (variables.get("NO_COLOR")) { // https://no-color.org: present and not empty
        set(settings, "color", {nullptr, "never", Origin::environment, "NO_COLOR"});
    }
    for (const Option& option : options()) {
        if (auto value = variables.get(option.variable)) {
            set(settings,
                option.key,
                {nullptr, *std::move(value), Origin::environment, std::string(option.variable)});
        }
    }
    for (const auto& [key, given] : flags) {
        set(settings, key, {nullptr, given.value, Origin::flag, given.flag});
    }
    return Config(std::move(settings));
}

} // namespace etsyorder::config
