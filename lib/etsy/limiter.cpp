// SPDX-License-Identifier: MIT
#include "etsy/limiter.hpp"

#include <algorithm>
#include <charconv>
#include <iterator>
#include <string_view>

namespace etsyorder::etsy {
namespace {

using std::chrono::milliseconds;

// The server's second, and a little for clocks that do not tick alike.
constexpr milliseconds kWindow{1001};
constexpr std::int64_t kMostCounted = 2000; // more a second than any limit seen (150)

std::optional<std::int64_t> number_in(const net::Headers& headers, std::string_view name) {
    const auto text = headers.find(name);
    if (!text) {
        return std::nullopt;
    }
    std::int64_t value = 0;
    const auto* end = text->data() + text->size();
    const auto [stop, problem] = std::from_chars(text->data(), end, value);
    return problem == std::errc{} && stop == end && value >= 0 ? std::optional(value)
                                                               : std::nullopt;
}

// As many as are ever counted here: a larger number in a header is a slip, or worse.
std::optional<std::int64_t> bounded(std::optional<std::int64_t> told) {
    return told ? std::optional(std::min<std::int64_t>(*told, kMostCounted)) : std::nullopt;
}

void keep_newer(std::optional<std::int64_t>& known, std::optional<std::int64_t> told) {
    if (told) {
        known = told;
    }
}

} // namespace

milliseconds Limiter::pause(TimePoint now) const {
    const auto limit = static_cast<std::size_t>(quota_.per_second.value_or(0));
    if (limit == 0 || counted_.size() < limit) {
        return milliseconds::zero();
    }
    const auto free_at = counted_[counted_.size() - limit] + kWindow;
    return free_at <= now ? milliseconds::zero() : std::chrono::ceil<milliseconds>(free_at - now);
}

void Limiter::sent(TimePoint now) {
    sent_ = now;
}

void Limiter::answered(TimePoint now, const net::Headers& headers) {
    unanswered(now);
    quota_.left_this_second.reset();
    learn(headers);
    make_room_for_others(now);
}

void Limiter::unanswered(TimePoint now) {
    counted_.push_back(now);
    drop_oldest();
}

void Limiter::drop_oldest() {
    while (std::ssize(counted_) > kMostCounted) {
        counted_.pop_front();
    }
}

void Limiter::learn(const net::Headers& headers) {
    keep_newer(quota_.per_second, bounded(number_in(headers, "x-limit-per-second")));
    keep_newer(quota_.per_day, number_in(headers, "x-limit-per-day"));
    keep_newer(quota_.left_today, number_in(headers, "x-remaining-today"));
    // Etsy's documentation has the name without its last letter; both are understood.
    keep_newer(quota_.left_this_second, bounded(number_in(headers, "x-remaining-this-secon")));
    keep_newer(quota_.left_this_second, bounded(number_in(headers, "x-remaining-this-second")));
}

// Another program with the same key uses up the same second. What the server counted beyond our own
// requests is counted here too, so that the next ones wait.
void Limiter::make_room_for_others(TimePoint now) {
    const auto limit = quota_.per_second.value_or(0);
    if (limit <= 0 || !quota_.left_this_second) {
        return;
    }
    const auto used = limit - std::min(limit, *quota_.left_this_second);
    const auto ours =
        std::ranges::count_if(counted_, [this](TimePoint at) { return sent_ - at < kWindow; });
    for (auto others = used - ours; others > 0; --others) {
        counted_.push_back(now);
    }
    drop_oldest();
}

} // namespace etsyorder::etsy
