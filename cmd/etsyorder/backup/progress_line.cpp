// SPDX-License-Identifier: MIT
#include "backup/progress_line.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder {
namespace {

constexpr std::chrono::seconds kQuiet{1};
constexpr std::chrono::milliseconds kBetween{200};

} // namespace

ProgressLine::ProgressLine(frame::Services& services, std::string doing)
    : streams_(services.streams()), doing_(std::move(doing)),
      wanted_(streams_.err_is_terminal() && !services.output().json()),
      began_(std::chrono::steady_clock::now()), shown_at_(began_) {}

ProgressLine::~ProgressLine() {
    if (shown_) {
        streams_.err("\r\x1b[K");
    }
}

void ProgressLine::show(std::uint64_t done, std::uint64_t total) {
    const auto now = std::chrono::steady_clock::now();
    if (!wanted_ || total == 0 || now - began_ < kQuiet || now - shown_at_ < kBetween) {
        return;
    }
    shown_at_ = now;
    shown_ = true;
    streams_.err(fmt::format("\r\x1b[K{} {} %", doing_, done * 100 / total));
}

} // namespace etsyorder
