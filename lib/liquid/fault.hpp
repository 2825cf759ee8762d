// SPDX-License-Identifier: MIT
// Fault: a problem before its place is known by line and column. Thrown and caught within this
// room.
#pragma once

#include "liquid/problem.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>

namespace etsyorder::liquid {

constexpr std::uint32_t kNowhere = 0xFFFF'FFFF;

struct Fault {
    explicit Fault(Problem::Kind kind_given,
                   std::string what_given,
                   std::string hint_given = {},
                   std::string subject_given = {})
        : kind(kind_given), what(std::move(what_given)), hint(std::move(hint_given)),
          subject(std::move(subject_given)) {}

    Problem::Kind kind;
    std::string what;
    std::string hint;
    std::string subject;
    std::uint32_t at = kNowhere; // byte of the source; kNowhere: of what is being rendered
    std::uint32_t length = 1;
};

[[nodiscard]] Fault fault_at(Fault fault, std::uint32_t at, std::size_t length);
// The words of the reference: "invalid integer".
[[noreturn]] void refuse_argument(std::string what);

class Program;
[[nodiscard]] Problem located(const Fault& fault, const Program& program);

} // namespace etsyorder::liquid
