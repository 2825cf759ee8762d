// SPDX-License-Identifier: MIT
// RowLimit: how many rows of a list are shown: what --limit says. Without the flag a terminal gets
// as many as one reads there, and whatever reads a pipe or a file gets all of them.
//
//     RowLimit limit(args.limit, services.streams());  // throws before anything is read
//     each([&] { if (limit.takes()) { rows.add(...); } });
//     rows.end(limit.cut());
//     limit.tell(services.output());
#pragma once

#include "frame/command.hpp"
#include "frame/output.hpp"
#include "frame/streams.hpp"

#include <limits>
#include <optional>
#include <string>

namespace etsyorder::frame {

inline constexpr const char* kLimitText =
    "at most so many (50 on a terminal, else all); all or 0: every one";

class RowLimit {
public:
    static constexpr int kNone = std::numeric_limits<int>::max();

    RowLimit() = default; // every row

    // `typed`: what stands behind --limit; empty: the flag was not given. Throws Error of kind
    // usage for what is no limit.
    RowLimit(const std::optional<std::string>& typed, const Streams& streams);

    [[nodiscard]] int most() const { return most_; } // rows; kNone: there is no limit
    // One row more: is it to be shown?
    [[nodiscard]] bool takes() { return rows_ <= most_ && rows_++ < most_; }
    [[nodiscard]] bool cut() const { return rows_ > most_; } // there were more
    // Says so to people, where the limit cut the list.
    void tell(Output& output) const;

private:
    int most_ = kNone;
    int rows_ = 0; // up to one more than are shown
};

} // namespace etsyorder::frame
