// SPDX-License-Identifier: MIT
// WaitingRoom: runs small functions later, on one thread of its own that starts with the first of
// them. Used to hold back delayed answers without holding a server thread.
#pragma once

#include <chrono>
#include <condition_variable>
#include <functional>
#include <map>
#include <mutex>
#include <thread>

namespace etsyorder::httpd {

class WaitingRoom {
public:
    WaitingRoom() = default;
    ~WaitingRoom() { close(); }
    WaitingRoom(const WaitingRoom&) = delete;
    WaitingRoom& operator=(const WaitingRoom&) = delete;

    // `then` must not throw. Safe from any thread; after close() it runs at once.
    void add(std::chrono::milliseconds delay, std::function<void()> then);
    // Runs at once whatever still waits, then ends the thread.
    void close();

private:
    using Time = std::chrono::steady_clock::time_point;
    void run();

    std::mutex mutex_;
    std::condition_variable changed_;
    std::multimap<Time, std::function<void()>> waiting_;
    std::thread thread_;
    bool closed_ = false;
};

} // namespace etsyorder::httpd
