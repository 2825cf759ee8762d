// SPDX-License-Identifier: MIT
// ReceiptWalk: which page of receipts to ask for next. Pure: no network, no clock.
//
// Etsy gives pages by offset, up to 12,000 (open-api issue 1188). Beyond it the walk opens a new
// window that begins at the last receipt's time, so a shop of any size is walked. A server that
// ignores the window (an older stand-in for Etsy) is noticed and walked by offset alone.
#pragma once

#include "etsy/receipt_reader.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::etsy {

inline constexpr std::int64_t kReceiptsPerPage = 100; // the most Etsy gives
inline constexpr std::int64_t kLargestOffset = 12'000;

enum class WalkBy { created, updated }; // oldest first

// Where a walk stands; enough to go on after a crash.
struct WalkPosition {
    std::optional<std::int64_t> from_s; // only receipts of this second and later
    std::int64_t offset = 0;            // within the window
    std::int64_t before = 0;            // receipts that only earlier windows hold
    std::int64_t total = 0;             // in all windows, as far as the server has said; 0: not
    bool windows = true;                // false: the server ignores windows
    bool opened_window = false;         // from_s was set by the walk itself

    [[nodiscard]] std::int64_t seen() const { return before + offset; } // each receipt once
    [[nodiscard]] std::string to_json() const;
    [[nodiscard]] static std::optional<WalkPosition>
    from_json(std::string_view json); // empty: none in it
};

// What the walk needs to know of a page.
struct PageFacts {
    std::int64_t count = 0;                           // of all in the window, as the server says
    std::int64_t size = 0;                            // receipts in this page, unreadable ones too
    std::optional<std::int64_t> earliest_s, latest_s; // of the time walked by; empty: an empty page
    bool in_order = true;                             // oldest first, as asked
};
[[nodiscard]] std::optional<std::int64_t> second_of(const orders::ReceivedOrder& order, WalkBy by);
[[nodiscard]] PageFacts facts_of(const ReceiptPage& page, WalkBy by);

class ReceiptWalk {
public:
    using Fields = std::vector<std::pair<std::string, std::string>>;

    // `filters` are passed with every request, e.g. {{"was_shipped", "false"}}.
    ReceiptWalk(WalkBy by, Fields filters, WalkPosition start);

    [[nodiscard]] Fields query() const; // of the next request
    // Of the request after that, if the page now asked for turns out full, as it should. Empty: it
    // is the last one, or too little is known yet.
    [[nodiscard]] std::optional<Fields> query_after() const;
    void accept(const PageFacts& page); // throws Error of kind failed when the walk cannot get on
    [[nodiscard]] bool done() const { return done_; }
    [[nodiscard]] WalkBy by() const { return by_; }
    [[nodiscard]] const WalkPosition& position() const { return position_; }

private:
    [[nodiscard]] Fields query_at(std::int64_t offset) const;
    void open_window(const PageFacts& page);

    WalkBy by_;
    Fields filters_;
    WalkPosition position_;
    std::optional<std::int64_t> window_latest_;
    std::int64_t window_count_ = 0; // as the last page said; 0: not known
    bool done_ = false;
};

} // namespace etsyorder::etsy
