// SPDX-License-Identifier: MIT
// Budget: the bytes that values made during one render hold together, and how many may be.
#pragma once

#include <cstddef>

namespace etsyorder::liquid {

// Belongs to one render, hence to one thread; values made on that thread meanwhile are charged.
class Budget {
public:
    explicit Budget(std::size_t most_bytes) : most_(most_bytes), outer_(current()) {
        current() = this;
    }
    Budget(const Budget&) = delete;
    Budget& operator=(const Budget&) = delete;
    ~Budget() { current() = outer_; }

    void charge(std::size_t bytes); // throws a Fault of kind limit
    void give_back(std::size_t bytes) noexcept { used_ -= bytes; }

    static Budget*& current() {
        thread_local Budget* budget = nullptr;
        return budget;
    }

private:
    std::size_t most_;
    std::size_t used_ = 0;
    Budget* outer_;
};

// While a caller's code runs, which may keep what it makes for longer than the render.
class Uncharged {
public:
    Uncharged() : budget_(Budget::current()) { Budget::current() = nullptr; }
    Uncharged(const Uncharged&) = delete;
    Uncharged& operator=(const Uncharged&) = delete;
    ~Uncharged() { Budget::current() = budget_; }

private:
    Budget* budget_;
};

} // namespace etsyorder::liquid
