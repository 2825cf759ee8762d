// SPDX-License-Identifier: MIT
// SideThread: one thread beside the caller's that runs one task at a time.
#pragma once

#include <condition_variable>
#include <functional>
#include <future>
#include <mutex>
#include <thread>
#include <utility>

namespace etsyorder::etsy {

// start() is for one thread at a time; the next task waits for the one before. A thread that is
// kept is woken at once where a new one would queue behind the busy ones.
template <class Value>
class SideThread {
public:
    SideThread() : thread_([this] { run(); }) {}
    SideThread(const SideThread&) = delete;
    SideThread& operator=(const SideThread&) = delete;

    // Waits for the task that is running, if any.
    ~SideThread() {
        {
            const std::lock_guard lock(mutex_);
            ending_ = true;
        }
        changed_.notify_all();
        thread_.join();
    }

    // What the task returns or throws comes out of the future.
    [[nodiscard]] std::future<Value> start(std::function<Value()> task) {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !task_.valid(); });
        task_ = std::packaged_task<Value()>(std::move(task));
        auto outcome = task_.get_future();
        lock.unlock();
        changed_.notify_all();
        return outcome;
    }

private:
    void run() {
        std::unique_lock lock(mutex_);
        for (;;) {
            changed_.wait(lock, [this] { return task_.valid() || ending_; });
            if (!task_.valid()) {
                return;
            }
            lock.unlock();
            task_();
            lock.lock();
            task_ = {};
            changed_.notify_all();
        }
    }

    std::mutex mutex_;
    std::condition_variable changed_;
    std::packaged_task<Value()> task_;
    bool ending_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace etsyorder::etsy
