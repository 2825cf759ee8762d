// SPDX-License-Identifier: MIT
// Meter: what a render has used of what it may. For this room alone; belongs to one render.
#pragma once

#include "liquid/fault.hpp"
#include "liquid/options.hpp"

#include <cstddef>
#include <cstdint>

namespace etsyorder::liquid {

class Meter {
public:
    explicit Meter(const RenderOptions& options) : options_(options) {
        next_look_ = options.stop ? 0 : options.limits.steps;
    }

    // Throws a Fault of kind limit or stopped.
    void step(std::uint64_t count = 1) {
        steps_ += count;
        if (steps_ > next_look_) {
            look();
        }
    }
    // A filter works on so many bytes, or so many items.
    void bytes(std::size_t count) { step(count / 64); }
    void round() {
        if (++rounds_ > options_.limits.loop_rounds) {
            throw Fault(Problem::Kind::limit, "the template runs through too many loop rounds");
        }
    }
    // Of a text that a filter is about to make.
    void must_fit(std::size_t text_bytes) const {
        if (text_bytes > options_.limits.memory_bytes / 2) {
            throw Fault(Problem::Kind::limit,
                        "the values of the template take more memory than it may have");
        }
    }

private:
    void look() {
        if (steps_ > options_.limits.steps) {
            throw Fault(Problem::Kind::limit, "the template takes too many steps");
        }
        if (options_.stop && options_.stop()) {
            throw Fault(Problem::Kind::stopped, "rendering was stopped");
        }
        next_look_ = options_.stop ? steps_ + kBetweenLooks : options_.limits.steps;
        next_look_ = next_look_ > options_.limits.steps ? options_.limits.steps : next_look_;
    }

    static constexpr std::uint64_t kBetweenLooks = 1024;
    const RenderOptions& options_;
    std::uint64_t steps_ = 0;
    std::uint64_t next_look_ = 0;
    std::uint64_t rounds_ = 0;
};

} // namespace etsyorder::liquid
