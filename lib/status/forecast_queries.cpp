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

// What was learned of an item so far. Its pieces may go on one by one: the last of them counts.
struct Seen {
    std::int64_t placed = 0;
    base::Date placed_on{};
    std::vector<std::pair<std::int32_t, std::int64_t>> entered; // stages by number, and when
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
        auto rows = database_.statement("SELECT item_id, pipeline, from_stage, to_stage, at_utc_s "
                                        "FROM status_updates WHERE kind = 'moved' ORDER BY "
                                        "update_id");
        while (rows.step()) {
            add(rows.integer(0), rows.text(1), rows.text(2), rows.text(3), rows.integer(4));
        }
    }

    Forecast take() {
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
                "SELECT o.placed_at_utc_s FROM items i JOIN orders o ON o.order_id = i.order_id "
                "WHERE i.item_id = :item");
            row.bind(":item", item);
            found->second.placed = row.step() ? row.integer(0) : 0;
            found->second.placed_on = day_of_entry_(found->second.placed);
        }
        return found->second;
    }

    void add(std::int64_t item,
             std::string_view pipeline,
             std::string_view from,
             std::string_view to,
             std::int64_t at) {
        const auto left = number(pipeline, from);
        const auto came = number(pipeline, to);
        auto& known = seen(item);
        const auto today = day_of_(at);
        if (left) {
            leave(known, *left, at, today);
        }
        if (!came) {
            return;
        }
        const auto there = std::find_if(known.entered.begin(),
                                        known.entered.end(),
                                        [&](const auto& one) { return one.first == *came; });
        if (there == known.entered.end()) {
            known.entered.emplace_back(*came, at);
        } else {
            there->second = at;
        }
        if (is_last_[static_cast<std::size_t>(*came)]) {
            whole_.push_back(days(known.placed, known.placed_on, at, today));
            ++finished_[today];
        }
    }

    void leave(Seen& known, std::int32_t stage, std::int64_t at, base::Date today) {
        const auto there = std::find_if(known.entered.begin(),
                                        known.entered.end(),
                                        [&](const auto& one) { return one.first == stage; });
        const auto place = static_cast<std::size_t>(stage);
        if (there != known.entered.end()) {
            took_[place].push_back(days(there->second, day_of_entry_(there->second), at, today));
        } else if (is_first_[place]) {
            took_[place].push_back(days(known.placed, known.placed_on, at, today));
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
