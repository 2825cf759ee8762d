// SPDX-License-Identifier: MIT
#include "templates/letter_facts.hpp"

#include "base/utf8.hpp"
#include "status/desk.hpp"
#include "templates/library_of.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <filesystem>

namespace etsyorder {
namespace {

std::string of_shop(frame::Services& services,
                    const config::ShopName& shop,
                    std::string_view key,
                    const std::string& common) {
    const auto* own = services.config().shop_setting(shop, key);
    return own != nullptr ? own->value : common;
}

// Letters, digits and _, with dots between.
bool is_path(std::string_view text) {
    char before = '.';
    for (const char c : text) {
        const bool letter = (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || c == '_';
        const bool digit = c >= '0' && c <= '9';
        if (!letter && c != '.' && !(digit && before != '.')) {
            return false;
        }
        if (c == '.' && before == '.') {
            return false;
        }
        before = c;
    }
    return before != '.';
}

} // namespace

templates::SettingsOf shop_settings(frame::Services& services) {
    return [&services](orders::ShopId shop, const std::string& name) {
        const config::ShopName called{shop.value(), name};
        const auto& config = services.config();
        templates::ShopSettings settings;
        settings.zone = services.zone_of(called);
        settings.language =
            templates::language_from(of_shop(services, called, "language", config.text("language")))
                .value_or("en");
        settings.signature = of_shop(services, called, "signature", config.text("signature"));
        settings.currency = of_shop(services, called, "currency", "");
        return settings;
    };
}

templates::PlacingOf placing_by_pipelines(frame::Services& services, db::Database& database) {
    return [&services,
            &database,
            desk = std::make_shared<std::optional<StatusDesk>>()]() -> status::Placing& {
        if (!*desk) {
            desk->emplace(services, database);
        }
        return (*desk)->placing();
    };
}

bool has_database(frame::Services& services) {
    return std::filesystem::exists(services.folders().database_file());
}

std::unique_ptr<templates::Facts> letter_facts(frame::Services& services) {
    auto settings = shop_settings(services);
    if (!has_database(services)) {
        return std::make_unique<templates::Facts>(services.now(), std::move(settings));
    }
    auto& database = services.database_for_reading();
    return std::make_unique<templates::Facts>(
        database, services.now(), std::move(settings), placing_by_pipelines(services, database));
}

namespace {

// What would reach a terminal or a buyer as something else than words.
void must_be_words(const std::string& name, const std::string& text) {
    const bool has_control = std::ranges::any_of(text, [](char c) {
        return (c >= 0 && c < ' ' && c != '\n' && c != '\t' && c != '\r') || c == '\x7F';
    });
    if (has_control || !base::is_utf8(text)) {
        throw base::Error(base::ErrorKind::usage,
                          fmt::format("--set {}: the value is no plain text", name))
            .because(has_control ? "it has control characters" : "it is not UTF-8");
    }
}

} // namespace

SetValues set_values(const std::vector<std::string>& words) {
    SetValues set;
    for (const auto& word : words) {
        const auto cut = word.find('=');
        const auto name = word.substr(0, cut);
        if (cut == std::string::npos || !is_path(name)) {
            throw base::Error(base::ErrorKind::usage,
                              fmt::format("--set: \"{}\" sets nothing", word))
                .hint("--set name=value, such as --set reason=\"the oak is late\"");
        }
        auto text = word.substr(cut + 1);
        must_be_words(name, text);
        auto value = text == "true" || text == "false" ? liquid::Value(text == "true")
                     : text.empty()                    ? liquid::Value()
                                                       : liquid::Value(std::move(text));
        const auto before =
            std::ranges::find_if(set, [&](const auto& one) { return one.first == name; });
        if (before != set.end()) {
            throw base::Error(base::ErrorKind::usage, fmt::format("--set gives {} twice", name));
        }
        set.emplace_back(name, std::move(value));
    }
    return set;
}

const liquid::Value* value_set(const SetValues& set, const std::string& name) {
    const auto found =
        std::ranges::find_if(set, [&](const auto& one) { return one.first == name; });
    return found == set.end() ? nullptr : &found->second;
}

} // namespace etsyorder
