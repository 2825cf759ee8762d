// SPDX-License-Identifier: MIT
#include "signal_watch.hpp"

#include <unistd.h>

#include <atomic>

namespace etsyorder {
namespace {

std::atomic<base::StopSignal*> watched{nullptr}; // a handler has no other way to what it serves

extern "C" void ask_to_stop(int) {
    auto* const stop = watched.load();
    if (stop == nullptr || stop->requested()) {
        ::_exit(130);
    }
    stop->request();
}

} // namespace

SignalWatch::SignalWatch(base::StopSignal& stop) {
    watched.store(&stop);
    struct sigaction action {};
    action.sa_handler = ask_to_stop;
    ::sigaction(SIGINT, &action, &before_interrupt_);
    ::sigaction(SIGTERM, &action, &before_terminate_);
}

SignalWatch::~SignalWatch() {
    ::sigaction(SIGINT, &before_interrupt_, nullptr);
    ::sigaction(SIGTERM, &before_terminate_, nullptr);
    watched.store(nullptr);
}

} // namespace etsyorder
