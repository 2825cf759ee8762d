// SPDX-License-Identifier: MIT
#include "etsy/fetch_ahead.hpp"

#include <doctest/doctest.h>

#include <atomic>
#include <chrono>
#include <future>
#include <memory>
#include <optional>
#include <stdexcept>
#include <thread>

using etsyorder::etsy::FetchAhead;

TEST_CASE("pages come in order, then nothing more") {
    int next = 0;
    FetchAhead<int> pages(
        [&]() -> std::optional<int> { return next < 5 ? std::optional(next++) : std::nullopt; });
    for (int i = 0; i < 5; ++i) {
        CHECK(pages.next() == i);
    }
    CHECK_FALSE(pages.next());
    CHECK_FALSE(pages.next());
}

TEST_CASE("what the fetcher throws comes out after the pages before it") {
    int next = 0;
    FetchAhead<int> pages([&]() -> std::optional<int> {
        if (next == 2) {
            throw std::runtime_error("the network is gone");
        }
        return next++;
    });
    CHECK(pages.next() == 0);
    CHECK(pages.next() == 1);
    CHECK_THROWS_WITH_AS((void)pages.next(), "the network is gone", std::runtime_error);
}

TEST_CASE("only a few pages are fetched ahead of the one that is stored") {
    std::atomic<int> fetched{0};
    {
        FetchAhead<int> pages([&]() -> std::optional<int> { return ++fetched; });
        for (int i = 1; i <= 50; ++i) {
            CHECK(pages.next() == i);
            CHECK(fetched.load() <= i + 3); // one in hand, two waiting
        }
    }
    CHECK(fetched.load() <= 53);
}

TEST_CASE("a walk given up half way ends its thread, also one that waits for room") {
    std::atomic<bool> over{false};
    struct Mark {
        std::atomic<bool>& over;
        ~Mark() { over = true; }
    };
    {
        auto mark = std::make_shared<Mark>(Mark{over});
        over = false;
        FetchAhead<int> pages([mark]() -> std::optional<int> { return 1; });
        mark.reset();
        CHECK(pages.next() == 1);
    }
    CHECK(over.load());
}

TEST_CASE("a failure nobody asked for goes with the walk") {
    FetchAhead<int> pages([]() -> std::optional<int> { throw std::runtime_error("unheard"); });
}

TEST_CASE("a fetch under way is told that it is given up, one that has ended is not") {
    std::promise<void> given_up;
    auto told = given_up.get_future();
    {
        FetchAhead<int> pages(
            [&]() -> std::optional<int> {
                CHECK(told.wait_for(std::chrono::seconds{20}) == std::future_status::ready);
                return std::nullopt;
            },
            [&] { given_up.set_value(); });
    }
    FetchAhead<int>* asked = nullptr;
    bool answered = false;
    {
        FetchAhead<int> pages([]() -> std::optional<int> { return 1; },
                              [&] { answered = asked->ready(); }); // would wait for a held lock
        asked = &pages;
        CHECK(pages.next() == 1);
        while (!pages.ready()) {
            std::this_thread::yield();
        }
    }
    CHECK(answered);
    FetchAhead<int> ended([]() -> std::optional<int> { return std::nullopt; },
                          [] { FAIL("there was nothing to give up"); });
    CHECK_FALSE(ended.next());
}
