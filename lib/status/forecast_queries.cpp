// SPDX-License-Identifier: MIT
#include "status/forecast.hpp"

#include <algorithm>
#include <cmath>
#include <map>
#include <unordered_map>

namespace etsyorder::status {
namespace {

using std::chrono::sys_days;

constexpr double kDay = 86'400; // seconds

// Local days of moments that come nearly in order.
class DayOf {
public:
    explicit DayOf(const base::Zone& zone) : zone_(zone) {}

    [[nodiscard]] base::Date operator()(std::int64_t utc_s) {
        if (utc_s < begin_ || utc_s >= end_) {
            day_ = zone_.date(base::from_utc_seconds(utc_s));
            begin_ = base::utc_seconds(zone_.start_of(day_));
            end_ = base::utc_seconds(
                zone_.start_of(base::Date{sys_days{day_} + std::chrono::days{1}}));
        }
        return day_;
    }

private:
    const base::Zone& zone_;
    base::Date day_{};
    std::int64_t begin_ = 0;
    std::int64_t end_ = 0; // nothing known yet
};

// A line of the history that an undo may take back.
struct Step {
    std::int64_t at = 0;
    std::int32_t left = -1; // stages by number; -1: one that is not there any more
    std::int32_t came = -1;
    std::int64_t pieces = 0;
    float took = -1; // business days in the stage that was left; negative: not known
};

// What was learned of an item so far.
struct Seen {
    std::int64_t placed = 0;
    base::Date placed_on{};
    std::int64_t quantity = 0;
    std::vector<Step> steps;
    std::int64_t undone_at = -1; // the last time
};

class Learning {
public:
    Learning(db::Database& database, const ForecastScope& scope)
        : database_(database), scope_(scope), day_of_(*scope.zone), day_of_entry_(*scope.zone),
          days_(scope.pipelines->ship_by.business_days(scope.zone->date(scope.now))) {
        for (const auto& pipeline : scope.pipelines->all) {
            for (const auto& stage : pipeline.stages) {
                numbers_.emplace(std::pair(pipeline.name, stage.name),
                                 static_cast<std::int32_t>(stages_.size()));
                stages_.push_back({pipeline.name, stage.name, {}});
                is_first_.push_back(&stage == &pipeline.stages.front());
                is_last_.push_back(&stage == &pipeline.stages.back());
            }
        }
        took_.resize(stages_.size());
    }

    void read() {
        auto rows =
            database_.statement("SELECT item_id, pipeline, from_stage, to_stage, at_utc_s, "
                                "quantity, kind = 'undone' FROM status_updates WHERE kind IN "
                                "('moved', 'undone') AND (:shop IS NULL OR shop_id = :shop) "
                                "ORDER BY update_id");
        rows.bind(":shop", scope_.shop ? std::optional(scope_.shop->value()) : std::nullopt);
        while (rows.step()) {
            if (rows.integer(6) != 0) {
                take_back(rows.integer(0), rows.integer(4));
            } else {
                add(rows.integer(0),
                    number(rows.text(1), rows.text(2)),
                    number(rows.text(1), rows.text(3)),
                    rows.integer(5),
                    rows.integer(4));
            }
        }
    }

    Forecast take() {
        for (auto& [item, known] : seen_) {
            count(known);
        }
        Forecast result;
        for (std::size_t i = 0; i < stages_.size(); ++i) {
            stages_[i].took = spread(took_[i]);
        }
        result.stages = std::move(stages_);
        result.whole = spread(whole_);
        result.queue = queue();
        return result;
    }

private:
    [[nodiscard]] std::optional<std::int32_t> number(std::string_view pipeline,
                                                     std::string_view stage) {
        if (pipeline != last_pipeline_ || stage != last_stage_) {
            last_pipeline_ = pipeline;
            last_stage_ = stage;
            const auto found = numbers_.find(std::pair(last_pipeline_, last_stage_));
            last_number_ = found == numbers_.end() ? std::nullopt : std::optional(found->second);
        }
        return last_number_;
    }

    // Business days from one moment to the other: a day that is free in between does not count.
    [[nodiscard]] double
    days(std::int64_t from, base::Date from_day, std::int64_t to, base::Date to_day) {
        const auto calendar = (sys_days{to_day} - sys_days{from_day}).count();
        const auto free = static_cast<double>(calendar - days_.between(from_day, to_day));
        return std::max(0.0, static_cast<double>(to - from) / kDay - std::max(0.0, free));
    }

    Seen& seen(std::int64_t item) {
        const auto [found, is_new] = seen_.try_emplace(item);
        if (is_new) {
            auto row = database_.statement(
                "SELECT o.placed_at_utc_s, i.quantity FROM items i JOIN orders o ON o.order_id = "
                "i.order_id WHERE i.item_id = :item");
            row.bind(":item", item);
            if (row.step()) {
                found->second.placed = row.integer(0);
                found->second.quantity = row.integer(1);
            }
            found->second.placed_on = day_of_entry_(found->second.placed);
        }
        return found->second;
    }

    void add(std::int64_t item,
             std::optional<std::int32_t> left,
             std::optional<std::int32_t> came,
             std::int64_t pieces,
             std::int64_t at) {
        auto& known = seen(item);
        Step step{at, left.value_or(-1), came.value_or(-1), pieces, -1};
        if (left) {
            // Since the last pieces came there; in the first stage since the order was placed.
            const auto before = std::find_if(known.steps.rbegin(),
                                             known.steps.rend(),
                                             [&](const Step& one) { return one.came == *left; });
            if (before != known.steps.rend()) {
                step.took = static_cast<float>(
                    days(before->at, day_of_entry_(before->at), at, day_of_(at)));
            } else if (is_first_[static_cast<std::size_t>(*left)]) {
                step.took =
                    static_cast<float>(days(known.placed, known.placed_on, at, day_of_(at)));
            }
        }
        known.steps.push_back(step);
    }

    // An undo takes back what one command did to the item: all of that moment.
    void take_back(std::int64_t item, std::int64_t undone_at) {
        const auto known = seen_.find(item);
        if (known == seen_.end() || known->second.steps.empty() ||
            known->second.undone_at == undone_at) {
            return; // of a hold, or another line of the same undo
        }
        known->second.undone_at = undone_at;
        auto& steps = known->second.steps;
        const auto at = steps.back().at;
        while (!steps.empty() && steps.back().at == at) {
            steps.pop_back();
        }
    }

    // It is finished once, when the last of its pieces has come to the end.
    void count(const Seen& known) {
        std::int64_t at_end = 0;
        std::optional<std::int64_t> finished;
        for (const auto& step : known.steps) {
            if (step.took >= 0) {
                took_[static_cast<std::size_t>(step.left)].push_back(step.took);
            }
            const auto is_end = [&](std::int32_t stage) {
                return stage >= 0 && is_last_[static_cast<std::size_t>(stage)];
            };
            at_end += is_end(step.came) ? step.pieces : 0;
            at_end -= is_end(step.left) ? step.pieces : 0;
            if (at_end < known.quantity) {
                finished.reset();
            } else if (!finished) {
                finished = step.at;
            }
        }
        if (finished) {
            const auto day = day_of_(*finished);
            whole_.push_back(days(known.placed, known.placed_on, *finished, day));
            ++finished_[day];
        }
    }

    static Spread spread(std::vector<double>& values) {
        return {static_cast<std::int64_t>(values.size()),
                percentile(values, 0.5),
                percentile(values, 0.9)};
    }

    [[nodiscard]] QueueForecast queue() const {
        QueueForecast queue;
        queue.items = scope_.queue.value_or(scope_.open_items);
        const auto today = sys_days{scope_.zone->date(scope_.now)};
        // Weeks back from yesterday: today is not over.
        std::vector<double> speeds;
        std::int64_t all = 0;
        std::int64_t worked = 0;
        for (int week = 0; week < scope_.weeks; ++week) {
            const auto end = today - std::chrono::days{week * 7};
            std::int64_t finished = 0;
            std::int64_t open_days = 0;
            for (int day = 1; day <= 7; ++day) {
                const base::Date date{end - std::chrono::days{day}};
                const auto found = finished_.find(date);
                finished += found == finished_.end() ? 0 : found->second;
                open_days += days_.is_free(date) ? 0 : 1;
            }
            if (finished > 0) {
                speeds.push_back(static_cast<double>(finished) /
                                 static_cast<double>(std::max<std::int64_t>(open_days, 1)));
                all += finished;
                worked += open_days;
            }
        }
        queue.weeks = static_cast<int>(speeds.size());
        if (speeds.empty()) {
            return queue;
        }
        queue.finished_a_day =
            static_cast<double>(all) / static_cast<double>(std::max<std::int64_t>(worked, 1));
        queue.slow_day = percentile(speeds, 0.1);
        const auto needed = [&](double speed) {
            return static_cast<int>(std::ceil(static_cast<double>(queue.items) / speed));
        };
        queue.p50_days = needed(queue.finished_a_day);
        queue.p90_days = std::max(*queue.p50_days, needed(queue.slow_day));
        return queue;
    }

    db::Database& database_;
    const ForecastScope& scope_;
    DayOf day_of_;
    DayOf day_of_entry_;
    base::BusinessDays days_;
    std::map<std::pair<std::string, std::string>, std::int32_t> numbers_;
    std::vector<StageForecast> stages_;
    std::vector<bool> is_first_;
    std::vector<bool> is_last_;
    std::vector<std::vector<double>> took_; // by stage
    std::vector<double> whole_;
    std::map<base::Date, std::int64_t> finished_; // items by the day they came to the last stage
    std::unordered_map<std::int64_t, Seen> seen_;
    std::string last_pipeline_;
    std::string last_stage_;
    std::optional<std::int32_t> last_number_;
};

} // namespace

double percentile(std::vector<double>& values, double share) {
    if (values.empty()) {
        return 0;
    }
    // The smallest value that so many are not above (nearest rank).
    const auto rank = static_cast<std::size_t>(
        std::max(1.0, std::ceil(share * static_cast<double>(values.size()))));
    const auto nth = values.begin() + static_cast<std::ptrdiff_t>(rank - 1);
    std::nth_element(values.begin(), nth, values.end());
    return *nth;
}

Forecast forecast(db::Database& database, const ForecastScope& scope) {
    Learning learning(database, scope);
    learning.read();
    return learning.take();
}

} // namespace etsyorder::status
