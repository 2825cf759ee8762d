// SPDX-License-Identifier: MIT
// Shops that the configuration names, and those that are stored.
#include "base/nearest.hpp"
#include "doctor/look.hpp"
#include "orders/local_shops.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>

namespace etsyorder {
namespace {

using orders::KnownShop;

std::optional<orders::ShopId> meant_by(const std::string& word,
                                       const std::vector<KnownShop>& shops) {
    const auto found = std::ranges::find_if(
        shops, [&](const KnownShop& one) { return orders::is_meant(one.shop, one.name, word); });
    return found == shops.end() ? std::nullopt : std::optional(found->shop);
}

std::string remedy_for(const std::string& word, const std::vector<KnownShop>& shops) {
    std::vector<std::string> names;
    for (const auto& one : shops) {
        names.push_back(one.name);
    }
    const auto nearest = base::nearest(word, names);
    return nearest ? fmt::format("did you mean \"{}\"?", *nearest)
                   : "etsyorder sync brings the shop of your sign-in; or correct the name";
}

// What stands below `shops:`; the first place of each.
std::map<std::string, std::string> named_below_shops(const config::Config& config) {
    std::map<std::string, std::string> places;
    for (const auto& setting : config.settings()) {
        if (!setting.shop.empty()) {
            places.emplace(setting.shop, setting.place);
        }
    }
    return places;
}

} // namespace

void look_at_shop_names(db::Database& database, frame::Services& services, Diagnosis& diagnosis) {
    const config::Config* config = nullptr;
    try {
        config = &services.config();
    } catch (const base::Error&) {
        return; // what is wrong with the configuration has been told
    }
    const auto shops = orders::known_shops(database);
    if (shops.empty()) {
        return; // told by the look at streams
    }
    bool sound = true;
    const auto& chosen = config->setting("shop");
    if (!chosen.value.empty() && !meant_by(chosen.value, shops)) {
        sound = false;
        diagnosis.failed("shops",
                         fmt::format("{}: shop: there is no shop \"{}\" here, so commands that "
                                     "show orders end with 3",
                                     chosen.place,
                                     chosen.value),
                         remedy_for(chosen.value, shops));
    }
    std::map<orders::ShopId, std::string> seen;
    for (const auto& [word, place] : named_below_shops(*config)) {
        const auto shop = meant_by(word, shops);
        if (!shop) {
            sound = false;
            diagnosis.warning("shops",
                              fmt::format("{}: shops: there is no shop \"{}\" here, so what stands "
                                          "below it holds for none",
                                          place,
                                          word),
                              remedy_for(word, shops));
        } else if (const auto [other, is_first] = seen.emplace(*shop, word); !is_first) {
            sound = false;
            diagnosis.warning(
                "shops",
                fmt::format(
                    "{}: shops: \"{}\" and \"{}\" are one shop", place, other->second, word),
                "write what it has for itself below one of the two");
        }
    }
    if (sound) {
        diagnosis.ok("shops", "each shop that the configuration names is here");
    }
}

} // namespace etsyorder
