// SPDX-License-Identifier: MIT
// Random: chance as something passed in, so that tests have none.
#pragma once

#include <cstddef>
#include <cstdint>
#include <span>

namespace etsyorder::base {

class Random {
public:
    virtual ~Random() = default;
    virtual void fill(std::span<std::byte> bytes) = 0;

    // Evenly spread over 0 up to and including `highest`.
    [[nodiscard]] std::uint64_t up_to(std::uint64_t highest);
};

// The kernel's generator: fit for keys and tokens. Safe from any thread.
class SystemRandom final : public Random {
public:
    void fill(std::span<std::byte> bytes)
        override; // Error of kind failed where the kernel has no generator
};

} // namespace etsyorder::base
