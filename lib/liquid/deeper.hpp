// SPDX-License-Identifier: MIT
// Deeper: one level more while it lives. For this room alone.
#pragma once

namespace etsyorder::liquid {

class Deeper {
public:
    explicit Deeper(int& depth) : depth_(depth) { ++depth_; }
    Deeper(const Deeper&) = delete;
    Deeper& operator=(const Deeper&) = delete;
    ~Deeper() { --depth_; }

private:
    int& depth_;
};

} // namespace etsyorder::liquid
