// SPDX-License-Identifier: MIT
// Lists of words that a failing test can show.
#pragma once

#include <doctest/doctest.h>

#include <string>
#include <vector>

namespace etsyorder::test {
using Texts = std::vector<std::string>;
} // namespace etsyorder::test

template <>
struct doctest::StringMaker<etsyorder::test::Texts> {
    static String convert(const etsyorder::test::Texts& texts) {
        std::string all;
        for (const auto& text : texts) {
            all += (all.empty() ? "" : " | ") + text;
        }
        return ("[" + all + "]").c_str();
    }
};
