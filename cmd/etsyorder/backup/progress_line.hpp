// SPDX-License-Identifier: MIT
// A line on the terminal that says how far a long copy is; nothing of less than a second, and
// nothing in a pipe.
#pragma once

#include "frame/services.hpp"

#include <chrono>
#include <cstdint>
#include <string>

namespace etsyorder {

// The line goes with the destructor.
class ProgressLine {
public:
    ProgressLine(frame::Services& services, std::string doing); // "copying"
    ProgressLine(const ProgressLine&) = delete;
    ProgressLine& operator=(const ProgressLine&) = delete;
    ~ProgressLine();

    void show(std::uint64_t done, std::uint64_t total);

private:
    frame::Streams& streams_;
    std::string doing_;
    bool wanted_;
    bool shown_ = false;
    std::chrono::steady_clock::time_point began_;
    std::chrono::steady_clock::time_point shown_at_;
};

} // namespace etsyorder
