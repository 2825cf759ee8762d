// SPDX-License-Identifier: MIT
// FetchAhead: one thread fetches the next page while the caller stores this one. At most one more
// waits.
#pragma once

#include <condition_variable>
#include <deque>
#include <exception>
#include <functional>
#include <mutex>
#include <optional>
#include <thread>
#include <utility>

namespace etsyorder::etsy {

// `fetch` runs on a thread of its own, page after page, until it returns empty or throws; what it
// throws comes out of next(). next() is for one thread.
template <class Page>
class FetchAhead {
public:
    using Fetch = std::function<std::optional<Page>()>;

    // `give_up` may be empty; it is called when this ends while a fetch is still to come or under
    // way, and should make that fetch end soon. It must not throw; no lock is held meanwhile.
    explicit FetchAhead(Fetch fetch, std::function<void()> give_up = {})
        : give_up_(std::move(give_up)), thread_([this, fetch = std::move(fetch)] { run(fetch); }) {}
    FetchAhead(const FetchAhead&) = delete;
    FetchAhead& operator=(const FetchAhead&) = delete;

    // Waits for the page that is being fetched, if any.
    ~FetchAhead() {
        bool ended = false;
        {
            const std::lock_guard lock(mutex_);
            abandoned_ = true;
            ended = ended_;
        }
        changed_.notify_all();
        if (!ended && give_up_) {
            give_up_();
        }
        thread_.join();
    }

    // Empty: there are no more pages.
    [[nodiscard]] std::optional<Page> next() {
        std::unique_lock lock(mutex_);
        changed_.wait(lock, [this] { return !pages_.empty() || ended_; });
        if (pages_.empty()) {
            if (failure_) {
                std::rethrow_exception(std::exchange(failure_, nullptr));
            }
            return std::nullopt;
        }
        std::optional<Page> page(std::move(pages_.front()));
        pages_.pop_front();
        lock.unlock();
        changed_.notify_all();
        return page;
    }

    // A page is waiting, so that next() returns it at once.
    [[nodiscard]] bool ready() {
        const std::lock_guard lock(mutex_);
        return !pages_.empty();
    }

private:
    static constexpr std::size_t kMostWaiting = 1;

    void run(const Fetch& fetch) {
        std::exception_ptr failure;
        try {
            while (auto page = fetch()) {
                std::unique_lock lock(mutex_);
                changed_.wait(lock, [this] { return pages_.size() < kMostWaiting || abandoned_; });
                if (abandoned_) {
                    return;
                }
                pages_.push_back(std::move(*page));
                lock.unlock();
                changed_.notify_all();
            }
        } catch (...) {
            failure = std::current_exception();
        }
        const std::lock_guard lock(mutex_);
        failure_ = std::move(failure); // the caller is its last owner: it may still be read there
        ended_ = true;
        changed_.notify_all();
    }

    std::function<void()> give_up_;
    std::mutex mutex_;
    std::condition_variable changed_;
    std::deque<Page> pages_;
    std::exception_ptr failure_;
    bool ended_ = false;
    bool abandoned_ = false;
    std::thread thread_; // last: it uses all of the above
};

} // namespace etsyorder::etsy
