// SPDX-License-Identifier: MIT
#include "etsy/page_writer.hpp"

#include "orders/local_shops.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::etsy {

using orders::Outcome;

PageWriter::PageWriter(SyncParts parts,
                       orders::ShopId shop,
                       const char* source,
                       StreamReport& report,
                       const Counted* before)
    : parts_(parts), shop_(shop), source_(source), report_(report), before_(before) {}

void PageWriter::add(const FetchedPage& page) {
    if (!work_) {
        work_.emplace(parts_.database);
    }
    orders::take_in_local_shops(parts_.database, shop_, page.receipts.orders, parts_.clock.now());
    orders::OrderRecorder recorder(parts_.database, {shop_, parts_.clock.now(), source_});
    orders::UnreadOrders unread(parts_.database);
    const bool some_unread = unread.any(shop_);
    for (const auto& received : page.receipts.orders) {
        auto recorded = recorder.record(received);
        if (recorded.outcome == Outcome::placed || recorded.outcome == Outcome::changed ||
            is_compared(received, page)) {
            recorded_.push_back(std::move(recorded));
        }
        if (some_unread) {
            unread.forget(shop_, received.receipt);
        }
    }
    ++pages_;
    seen_ = page.next.seen();
    of_ = std::max({page.facts.count, page.next.total, seen_});
    for (const auto& receipt : page.receipts.unreadable) {
        unread.keep(shop_, receipt.order, parts_.clock.now());
        if (before_ == nullptr || !before_->unread.contains(receipt.order.content_hash)) {
            unread_.push_back(receipt.order.why);
        }
    }
    if (page.short_by > 0) {
        report_.note = fmt::format("Etsy counts {} receipts more than it gives", page.short_by);
    }
}

// Is an order without news one of those that this stream says it looked at?
bool PageWriter::is_compared(const orders::ReceivedOrder& received, const FetchedPage& page) const {
    if (before_ != nullptr && before_->receipts.contains(received.receipt.value())) {
        return false;
    }
    if (page.overlap_s && second_of(received, page.by) == page.overlap_s) {
        return false; // it came with the window before this one
    }
    // Etsy lists refunded orders among those not shipped.
    return report_.stream != Stream::open_orders ||
           orders::is_open(received.status.value_or(""), received.is_shipped.value_or(false));
}

void PageWriter::commit(SyncStreams& streams, const StreamState* state) {
    if (state != nullptr) {
        streams.save(std::string(to_string(Stream::orders)), *state);
    }
    parts_.lease.extend();
    work_->commit();
    work_.reset();
    pages_ = 0;
    tell();
}

void PageWriter::tell() {
    for (const auto& one : recorded_) {
        report_.added += one.outcome == Outcome::placed ? 1 : 0;
        report_.changed += one.outcome == Outcome::changed ? 1 : 0;
        report_.unchanged +=
            one.outcome == Outcome::refreshed || one.outcome == Outcome::unchanged ? 1 : 0;
        parts_.listener.order_recorded(one, report_.stream);
    }
    recorded_.clear();
    for (auto& why : unread_) {
        ++report_.unreadable;
        if (report_.unreadable_why.size() < kMostNamed) {
            report_.unreadable_why.push_back(std::move(why));
        }
    }
    unread_.clear();
    parts_.listener.progressed(report_.stream, seen_, of_);
}

} // namespace etsyorder::etsy
