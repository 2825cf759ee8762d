// SPDX-License-Identifier: MIT
// Config: the value of every option and where it came from. A flag beats the environment, which
// beats config.yaml, which beats the default.
//
//     const Config config = load_config(folders, variables, {{"shop", "AcornSigns"}});
//     config.text("etsy.url");
#pragma once

#include "config/folders.hpp"
#include "config/options.hpp"
#include "config/problem.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::config {

enum class Origin { standard, file, environment, flag };

// "default", "file", "environment", "flag": stable words for JSON.
[[nodiscard]] std::string_view to_string(Origin origin);

struct Setting {
    const Option* option = nullptr; // never null in a loaded Config
    std::string value;              // empty: not set
    Origin origin = Origin::standard;
    std::string place; // "/home/ann/.config/etsyorder/config.yaml:3", "ETSYORDER_ZONE", "--shop"
    std::string shop = {}; // of one shop only, by this name or number; empty: of all

    [[nodiscard]] std::string key() const; // "zone", "shops.AcornSigns.zone"
};

struct ShopName { // one shop, as a person may have written it
    std::int64_t number = 0;
    std::string_view name; // empty: not known
};

// What is wrong with a value for its option and its origin, without its line; that a zone exists is
// not looked up. Empty: it is fine.
[[nodiscard]] std::optional<Problem> problem_of(const Setting& given);

class Config {
public:
    explicit Config(std::vector<Setting> settings) : settings_(std::move(settings)) {}

    // In the order of the table; then those of single shops, as they stand in the file.
    [[nodiscard]] const std::vector<Setting>& settings() const { return settings_; }

    // What stands in the file for this shop alone (options.hpp, shop_options()), by its number or
    // by its name in any case. Null: nothing does.
    [[nodiscard]] const Setting* shop_setting(ShopName shop, std::string_view key) const;
    [[nodiscard]] bool has_shop_settings(std::string_view key) const; // of any shop

    // These ask for a key of the table; another key is a bug and asserts.
    [[nodiscard]] const Setting& setting(std::string_view key) const;
    [[nodiscard]] const std::string& text(std::string_view key) const { return setting(key).value; }
    [[nodiscard]] std::chrono::seconds span(std::string_view key) const; // shape span only
    [[nodiscard]] int port(std::string_view key) const;                  // shape port only
    [[nodiscard]] int count(std::string_view key) const;                 // shape count only

private:
    std::vector<Setting> settings_;
};

// A flag's value by option key, with the flag's own name: {"shop", {"AcornSigns", "--shop"}}.
struct FlagValue {
    std::string value;
    std::string flag;
};
using FlagValues = std::map<std::string, FlagValue, std::less<>>;

// Opens config.yaml only when it is there. Throws Error of kind usage for anything wrong in it or
// in a variable or flag, naming file and line, the key and the nearest known key; also for a shared
// secret in config.yaml ("keystring:secret"), which is no place for one.
[[nodiscard]] Config
load_config(const Folders& folders, const Variables& variables, const FlagValues& flags);

} // namespace etsyorder::config
