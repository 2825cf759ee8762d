// SPDX-License-Identifier: MIT
// Forecast: how long stages really take, learned from the history, and what a queue means for the
// processing time of new orders.
#pragma once

#include "base/business_days.hpp"
#include "base/zone.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"
#include "status/pipeline.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::status {

// Of so many observations, in business days; 1.5 is a day and a half.
struct Spread {
    std::int64_t count = 0;
    double p50 = 0; // half of them took no longer
    double p90 = 0; // nine of ten took no longer
};

struct StageForecast {
    std::string pipeline;
    std::string stage;
    Spread took; // from coming there to leaving
};

struct QueueForecast {
    std::int64_t items = 0;      // of the queue
    double finished_a_day = 0;   // items a business day, over `weeks`
    double slow_day = 0;         // the same in the slowest tenth of these weeks
    int weeks = 0;               // that were looked at, with at least one item finished
    std::optional<int> p50_days; // business days until all of it is done; empty: nothing is known
    std::optional<int> p90_days; // at the speed of the slow weeks
};

struct Forecast {
    std::vector<StageForecast> stages; // in the order of the pipelines
    Spread whole;                      // from the order to the last stage
    QueueForecast queue;
};

struct ForecastScope {
    const Pipelines* pipelines = nullptr;
    std::optional<orders::ShopId> shop; // empty: all shops
    const base::Zone* zone = nullptr;   // in which days are counted
    base::Instant now{};
    std::optional<std::int64_t> queue; // empty: the items that are to be made now
    std::int64_t open_items = 0;       // those
    int weeks = 12;                    // of the past, for the speed
};

// Reads the whole history once. All of `scope` must outlive the call.
[[nodiscard]] Forecast forecast(db::Database& database, const ForecastScope& scope);

// Of values in any order. `share`: 0.5, 0.9. None: 0.
[[nodiscard]] double percentile(std::vector<double>& values, double share);

} // namespace etsyorder::status
