// SPDX-License-Identifier: MIT
#include "config/config.hpp"

#include "base/atomic_file.hpp"
#include "base/error.hpp"
#include "config/config_file.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <cassert>
#include <charconv>

namespace etsyorder::config {
namespace {

constexpr std::size_t kMaxFileBytes = 1 << 20;

void set(std::vector<Setting>& settings, std::string_view key, Setting given) {
    const auto found = std::ranges::find(
        settings, key, [](const Setting& setting) { return setting.option->key; });
    assert(found != settings.end());
    given.option = found->option;
    if (given.option->shape == Shape::secret && given.origin == Origin::file &&
        given.value.find(':') != std::string::npos) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("{}: {} holds the shared secret too (not shown)",
                                      given.place,
                                      given.option->key))
            .because("config.yaml is made to be copied and shared; a secret never belongs in it")
            .hint("keep only the part before the colon there; etsyorder auth login keeps the "
                  "secret where only you can read it, and jobs get it in ETSYORDER_SHARED_SECRET");
    }
    if (const std::string problem = problem_with(*given.option, given.value); !problem.empty()) {
        const bool secret = given.option->shape == Shape::secret;
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("{}: {} {} {}",
                                      given.place,
                                      given.option->key,
                                      secret ? "(not shown)" : '"' + given.value + '"',
                                      problem));
    }
    *found = std::move(given);
}

} // namespace

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

const Setting& Config::setting(std::string_view key) const {
    const auto found = std::ranges::find(
        settings_, key, [](const Setting& setting) { return setting.option->key; });
    assert(found != settings_.end());
    return *found;
}

std::chrono::seconds Config::span(std::string_view key) const {
    const auto parsed = parse_span(text(key));
    assert(parsed);
    return *parsed;
}

int Config::port(std::string_view key) const {
    const std::string& value = text(key);
    int port = 0;
    std::from_chars(value.data(), value.data() + value.size(), port);
    return port;
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
