// SPDX-License-Identifier: MIT
#include "sandbox/limits.hpp"

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using std::chrono::milliseconds;

constexpr milliseconds kSecond{1000};
constexpr milliseconds kDay = std::chrono::hours(24);
constexpr milliseconds kBucket = std::chrono::minutes(5);
constexpr std::int64_t kUnlimited = 1'000'000'000; // what the headers say where there is no limit

} // namespace

LimitState Limits::state() const {
    LimitState out;
    out.per_second = per_second_ == 0 ? kUnlimited : per_second_;
    out.per_day = per_day_ == 0 ? kUnlimited : per_day_;
    const auto this_second = static_cast<std::int64_t>(last_second_.size());
    out.left_this_second = std::max<std::int64_t>(0, out.per_second - this_second);
    out.left_today = std::max<std::int64_t>(0, out.per_day - today_);
    return out;
}

LimitState Limits::take(milliseconds now) {
    while (!last_second_.empty() && now - last_second_.front() >= kSecond) {
        last_second_.pop_front();
    }
    while (!last_day_.empty() && now - last_day_.front().begin >= kDay) {
        today_ -= last_day_.front().count;
        last_day_.pop_front();
    }
    auto before = state();
    if (before.left_this_second == 0) { // the second is tested before the day
        before.retry_after = std::chrono::seconds(1);
        return before;
    }
    if (before.left_today == 0) {
        before.day_is_used_up = true;
        const auto wait = last_day_.empty() ? kDay : last_day_.front().begin + kDay - now;
        before.retry_after = std::chrono::ceil<std::chrono::seconds>(wait);
        return before;
    }
    if (per_second_ != 0) {
        last_second_.push_back(now);
    }
    if (last_day_.empty() || now - last_day_.back().begin >= kBucket) {
        last_day_.push_back({now, 0});
    }
    ++last_day_.back().count;
    ++today_;
    return state();
}

void Limits::set(std::int64_t per_second, std::int64_t per_day) {
    per_second_ = per_second;
    per_day_ = per_day;
}

} // namespace etsyorder::sandbox
