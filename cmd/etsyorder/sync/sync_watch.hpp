// SPDX-License-Identifier: MIT
// SyncWatch: shows progress while a sync runs and keeps what changed for the end.
#pragma once

#include "etsy/sync_report.hpp"
#include "frame/streams.hpp"

#include <chrono>
#include <cstdint>
#include <functional>
#include <vector>

namespace etsyorder {

// More changes than a person reads one by one, or that fit well into one JSON object: a first sync
// of a large shop. The rest is counted, and is in the database with its events. A pipe gets all.
inline constexpr std::size_t kMostChangesKept = 10'000;

class SyncWatch final : public etsy::SyncListener {
public:
    enum class Progress { shown, hidden };

    // `take`: is handed each change at once, and none is kept; empty: they are kept.
    SyncWatch(frame::Streams& streams,
              Progress progress,
              std::function<void(const orders::Recorded&)> take);
    SyncWatch(const SyncWatch&) = delete;
    SyncWatch& operator=(const SyncWatch&) = delete;
    ~SyncWatch() override;

    void started(etsy::Stream stream) override;
    void progressed(etsy::Stream stream, std::int64_t done, std::int64_t total) override;
    void order_recorded(const orders::Recorded& recorded, etsy::Stream stream) override;
    void order_missing(const orders::Recorded& marked) override;
    void ended(const etsy::StreamReport& report) override;

    void clear_line(); // of progress, before anything else is printed

    [[nodiscard]] bool any_change() const { return any_change_; }
    [[nodiscard]] const std::vector<orders::Recorded>& changes() const { return changes_; }
    [[nodiscard]] std::int64_t left_out() const { return left_out_; }
    [[nodiscard]] const std::vector<orders::ReceiptId>& missing() const { return missing_; }

private:
    void keep(const orders::Recorded& recorded);

    frame::Streams& streams_;
    Progress progress_;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point shown_at_;
    bool line_shown_ = false;
    std::function<void(const orders::Recorded&)> take_;
    bool any_change_ = false;
    std::vector<orders::Recorded> changes_;
    std::int64_t left_out_ = 0;
    std::vector<orders::ReceiptId> missing_;
};

} // namespace etsyorder
