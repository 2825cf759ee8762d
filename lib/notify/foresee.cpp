// SPDX-License-Identifier: MIT
#include "notify/foresee.hpp"

#include "notify/life_queries.hpp"
#include "orders/local_shops.hpp"

#include <algorithm>

namespace etsyorder::notify {
namespace {

class Looking {
public:
    Looking(db::Database& database,
            const Rules& rules,
            const Window& window,
            const Surroundings& surroundings)
        : database_(database), lives_(database), rules_(rules), window_(window),
          surroundings_(surroundings) {}

    Foresight look() {
        for (const auto order : lives_.candidates(rules_, window_.from, window_.shop)) {
            if (const auto life = lives_.find(order)) {
                add_order(*life);
            }
        }
        for (const auto& rule : rules_.all) {
            if (const auto* const times = std::get_if<AtTimes>(&rule.trigger)) {
                add_times(rule, *times);
            }
        }
        std::ranges::stable_sort(found_.all, [](const Foreseen& one, const Foreseen& other) {
            return one.occurrence.due != other.occurrence.due
                       ? one.occurrence.due < other.occurrence.due
                       : one.rule < other.rule;
        });
        return std::move(found_);
    }

private:
    bool is_in_window(base::Instant due) const {
        return due >= window_.from && due <= window_.until;
    }

    void add_order(const OrderLife& life) {
        const auto& calendar = surroundings_.calendar_of(life.shop);
        for (const auto& rule : rules_.all) {
            const auto since =
                surroundings_.since_event_of ? surroundings_.since_event_of(rule.name) : 0;
            for (auto& one : occurrences(rule, life, calendar, since)) {
                if (!is_in_window(one.due)) {
                    continue;
                }
                if (one.ended_by) {
                    ++found_.ended;
                    continue;
                }
                found_.all.push_back({&rule, life.shop, life.id, life.receipt, std::move(one)});
            }
        }
    }

    void add_times(const Rule& rule, const AtTimes& times) {
        std::vector<OrderLife> about;
        if (times.orders) {
            for (const auto order : surroundings_.orders_of(*times.orders)) {
                if (auto life = lives_.find(order)) {
                    about.push_back(std::move(*life));
                }
            }
        }
        for (const auto& known : orders::known_shops(database_)) {
            if (!window_.shop || *window_.shop == known.shop) {
                add_times_of_shop(rule, times, known.shop, about);
            }
        }
    }

    void add_times_of_shop(const Rule& rule,
                           const AtTimes& times,
                           orders::ShopId shop,
                           const std::vector<OrderLife>& about) {
        const auto& calendar = surroundings_.calendar_of(shop);
        auto time = times.line.next(
            window_.times_from.value_or(window_.from) - std::chrono::seconds{1}, calendar.zone);
        for (std::size_t count = 0; time && *time <= window_.until; ++count) {
            if (count == kMostTimes) {
                found_.cut_off.push_back(&rule);
                return;
            }
            const auto one = time_of(rule, *time, calendar);
            if (!times.orders) {
                found_.all.push_back({&rule, shop, std::nullopt, std::nullopt, one});
            }
            for (const auto& life : about) {
                if (life.shop == shop && life.placed_at <= one.due) {
                    found_.all.push_back({&rule, shop, life.id, life.receipt, one});
                }
            }
            time = times.line.next(*time, calendar.zone);
        }
    }

    db::Database& database_;
    LifeQueries lives_;
    const Rules& rules_;
    const Window& window_;
    const Surroundings& surroundings_;
    Foresight found_;
};

} // namespace

Foresight foresee(db::Database& database,
                  const Rules& rules,
                  const Window& window,
                  const Surroundings& surroundings) {
    return Looking(database, rules, window, surroundings).look();
}

} // namespace etsyorder::notify
