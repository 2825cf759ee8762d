// SPDX-License-Identifier: MIT
#include "base/stop.hpp"

#include "base/error.hpp"

#include <poll.h>
#include <sys/epoll.h>
#include <sys/eventfd.h>
#include <unistd.h>

#include <cerrno>
#include <cstdint>
#include <cstring>

namespace etsyorder::base {
namespace {

Error cannot_watch(int problem) {
    return Error(ErrorKind::failed, "cannot watch for signals").because(std::strerror(problem));
}

bool watch(int either, int descriptor) {
    epoll_event readable{};
    readable.events = EPOLLIN;
    return ::epoll_ctl(either, EPOLL_CTL_ADD, descriptor, &readable) == 0;
}

} // namespace

StopSignal::StopSignal() : descriptor_(::eventfd(0, EFD_CLOEXEC | EFD_NONBLOCK)) {
    if (descriptor_ < 0) {
        throw cannot_watch(errno);
    }
}

StopSignal::StopSignal(const StopSignal* also) : StopSignal() { // from here on ~StopSignal() runs
    also_ = also;
    either_ = ::epoll_create1(EPOLL_CLOEXEC);
    if (either_ < 0 || !watch(either_, descriptor_) || !watch(either_, also->descriptor())) {
        throw cannot_watch(errno);
    }
}

StopSignal::~StopSignal() {
    if (either_ >= 0) {
        ::close(either_);
    }
    ::close(descriptor_);
}

void StopSignal::request() noexcept {
    const int saved = errno; // a signal handler must leave errno as it was
    requested_.store(true);
    const std::uint64_t one = 1;
    [[maybe_unused]] const auto written = ::write(descriptor_, &one, sizeof one);
    errno = saved;
}

Sleeper::Woke SystemSleeper::wait(std::chrono::milliseconds span) {
    const auto until = std::chrono::steady_clock::now() + span;
    for (;;) {
        if (stop_.requested()) {
            return Woke::asked_to_stop;
        }
        const auto left = until - std::chrono::steady_clock::now();
        if (left <= left.zero()) {
            return Woke::after_the_time;
        }
        const auto whole = std::chrono::floor<std::chrono::seconds>(left);
        const timespec time{static_cast<time_t>(whole.count()),
                            static_cast<long>(std::chrono::nanoseconds(left - whole).count())};
        pollfd watched{stop_.descriptor(), POLLIN, 0};
        ::ppoll(&watched, 1, &time, nullptr); // whatever woke it, the loop looks again
    }
}

} // namespace etsyorder::base
