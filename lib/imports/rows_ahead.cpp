// SPDX-License-Identifier: MIT
#include "imports/rows_ahead.hpp"

#include <utility>

namespace etsyorder::imports {
namespace {

constexpr std::size_t kRows = 250; // handed over at a time
constexpr std::size_t kAhead = 4;  // times

} // namespace

RowsAhead::RowsAhead(csv::Reader& reader, const Header& header, const RowRules& rules)
    : reader_(reader), header_(header), rules_(rules), thread_([this] { read_all(); }) {}

RowsAhead::~RowsAhead() {
    {
        const std::lock_guard lock(mutex_);
        unwanted_ = true;
    }
    changed_.notify_all();
    thread_.join();
}

std::vector<ReadLine> RowsAhead::next() {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return !ready_.empty() || ended_; });
    if (ready_.empty()) {
        if (error_) {
            std::rethrow_exception(error_);
        }
        return {};
    }
    auto lines = std::move(ready_.front());
    ready_.pop_front();
    lock.unlock();
    changed_.notify_all();
    return lines;
}

bool RowsAhead::hand_over(std::vector<ReadLine>&& lines) {
    std::unique_lock lock(mutex_);
    changed_.wait(lock, [&] { return ready_.size() < kAhead || unwanted_; });
    if (unwanted_) {
        return false;
    }
    if (!lines.empty()) {
        ready_.push_back(std::move(lines));
    }
    lock.unlock();
    changed_.notify_all();
    return true;
}

// What ends it is known to others once `ended_` is set.
void RowsAhead::read_all() {
    std::vector<ReadLine> lines;
    bool wanted = true;
    try {
        while (wanted) {
            const auto row = reader_.next();
            if (!row) {
                problem_ = row.error();
                break;
            }
            if (*row == nullptr) {
                break;
            }
            lines.push_back(read_line(header_, **row, rules_));
            if (lines.size() == kRows) {
                wanted = hand_over(std::exchange(lines, {}));
            }
        }
        wanted = wanted && hand_over(std::move(lines));
    } catch (...) {
        error_ = std::current_exception();
    }
    {
        const std::lock_guard lock(mutex_);
        ended_ = true;
    }
    changed_.notify_all();
}

} // namespace etsyorder::imports
