// SPDX-License-Identifier: MIT
#include "httpd/waiting_room.hpp"

namespace etsyorder::httpd {

void WaitingRoom::add(std::chrono::milliseconds delay, std::function<void()> then) {
    std::unique_lock lock(mutex_);
    if (closed_) {
        lock.unlock();
        then();
        return;
    }
    waiting_.emplace(std::chrono::steady_clock::now() + delay, std::move(then));
    if (!thread_.joinable()) {
        thread_ = std::thread([this] { run(); });
    }
    changed_.notify_one();
}

void WaitingRoom::close() {
    {
        const std::lock_guard lock(mutex_);
        closed_ = true;
    }
    changed_.notify_one();
    if (thread_.joinable()) {
        thread_.join();
    }
}

void WaitingRoom::run() {
    std::unique_lock lock(mutex_);
    while (!closed_ || !waiting_.empty()) {
        if (waiting_.empty()) {
            changed_.wait(lock);
            continue;
        }
        const auto first = waiting_.begin();
        if (!closed_ && first->first > std::chrono::steady_clock::now()) {
            changed_.wait_until(lock, first->first);
            continue;
        }
        const auto then = std::move(first->second);
        waiting_.erase(first);
        lock.unlock();
        then();
        lock.lock();
    }
}

} // namespace etsyorder::httpd
