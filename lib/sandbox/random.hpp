// SPDX-License-Identifier: MIT
// Random: the same numbers for the same seed on every machine (splitmix64; the standard library's
// distributions differ between implementations).
#pragma once

#include <cstdint>
#include <vector>

namespace etsyorder::sandbox {

class Random {
public:
    explicit Random(std::uint64_t seed) : state_(seed) {}
    // A stream of its own for the n-th thing of a kind.
    Random(std::uint64_t seed, std::uint64_t kind, std::uint64_t n)
        : state_(seed * 0x9E3779B97F4A7C15U + kind * 0xBF58476D1CE4E5B9U +
                 n * 0x94D049BB133111EBU) {
        next();
    }

    std::uint64_t next() {
        state_ += 0x9E3779B97F4A7C15U;
        std::uint64_t z = state_;
        z = (z ^ (z >> 30U)) * 0xBF58476D1CE4E5B9U;
        z = (z ^ (z >> 27U)) * 0x94D049BB133111EBU;
        return z ^ (z >> 31U);
    }

    // 0 .. limit-1; limit must be positive.
    std::int64_t below(std::int64_t limit) {
        return static_cast<std::int64_t>(next() % static_cast<std::uint64_t>(limit));
    }
    std::int64_t between(std::int64_t low, std::int64_t high) {
        return low + below(high - low + 1);
    }
    bool chance(int percent) { return below(100) < percent; }

    template <class T>
    const T& pick(const std::vector<T>& from) {
        return from[static_cast<std::size_t>(below(static_cast<std::int64_t>(from.size())))];
    }

private:
    std::uint64_t state_;
};

} // namespace etsyorder::sandbox
