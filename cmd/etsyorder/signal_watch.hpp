// SPDX-License-Identifier: MIT
// SignalWatch: while it lives, the first SIGINT or SIGTERM asks a StopSignal to stop and the second
// ends the process at once. Afterwards the earlier handlers are back.
#pragma once

#include "base/stop.hpp"

#include <csignal>

namespace etsyorder {

// One at a time in a process.
class SignalWatch {
public:
    explicit SignalWatch(base::StopSignal& stop); // must outlive this
    SignalWatch(const SignalWatch&) = delete;
    SignalWatch& operator=(const SignalWatch&) = delete;
    ~SignalWatch();

private:
    struct sigaction before_interrupt_ {};
    struct sigaction before_terminate_ {};
};

} // namespace etsyorder
