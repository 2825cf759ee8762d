// SPDX-License-Identifier: MIT
#include "sync/sync_watch.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder {
namespace {

constexpr std::chrono::seconds kQuiet{1}; // shorter work shows nothing
constexpr std::chrono::milliseconds kBetween{200};
constexpr int kBarWidth = 24;

std::string bar(std::int64_t done, std::int64_t total) {
    const auto full =
        total > 0 ? static_cast<std::size_t>(done * kBarWidth / total) : std::size_t{0};
    return std::string(full, '#') +
           std::string(kBarWidth - std::min<std::size_t>(full, kBarWidth), '.');
}

} // namespace

SyncWatch::SyncWatch(frame::Streams& streams,
                     Progress progress,
                     std::function<void(const orders::Recorded&)> take)
    : streams_(streams), progress_(progress), began_(std::chrono::steady_clock::now()),
      shown_at_(began_), take_(std::move(take)) {}

SyncWatch::~SyncWatch() {
    clear_line();
}

void SyncWatch::clear_line() {
    if (line_shown_) {
        streams_.err("\r\x1b[K");
        line_shown_ = false;
    }
}

void SyncWatch::started(etsy::Stream stream) {
    if (progress_ == Progress::shown) { // the first answer may take long
        streams_.err(fmt::format("\r\x1b[K{}: asking Etsy ...", etsy::to_string(stream)));
        line_shown_ = true;
    }
}

void SyncWatch::progressed(etsy::Stream stream, std::int64_t done, std::int64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (progress_ == Progress::hidden || total == 0 || now - began_ < kQuiet ||
        now - shown_at_ < kBetween) {
        return;
    }
    shown_at_ = now;
    streams_.err(fmt::format(
        "\r\x1b[K{} [{}] {} of {}", etsy::to_string(stream), bar(done, total), done, total));
    line_shown_ = true;
}

void SyncWatch::order_recorded(const orders::Recorded& recorded, etsy::Stream) {
    keep(recorded);
}

void SyncWatch::keep(const orders::Recorded& recorded) {
    if (recorded.outcome != orders::Outcome::placed &&
        recorded.outcome != orders::Outcome::changed) {
        return;
    }
    any_change_ = true;
    if (take_) {
        take_(recorded);
    } else if (changes_.size() == kMostChangesKept) {
        ++left_out_;
    } else {
        changes_.push_back(recorded);
    }
}

void SyncWatch::order_missing(const orders::Recorded& marked) {
    keep(marked);
    missing_.push_back(marked.receipt);
}

void SyncWatch::ended(const etsy::StreamReport&) {
    clear_line();
}

} // namespace etsyorder
