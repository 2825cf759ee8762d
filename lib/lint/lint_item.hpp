// SPDX-License-Identifier: MIT
// Linter: all rules on one item. Pure: what it knows is handed in.
//
//     Linter linter;
//     const auto findings =
//         linter.lint({.quantity = 2, .answers = item.answers, .questions = &asked});
#pragma once

#include "lint/asks.hpp"
#include "lint/finding.hpp"
#include "orders/catalogue.hpp"
#include "orders/order.hpp"

#include <span>
#include <unordered_map>
#include <vector>

namespace etsyorder::lint {

struct ItemToLint {
    std::int64_t quantity = 1;
    std::span<const orders::Answer> answers;
    // What the item's listing asks now; null: the listing is not known here.
    const std::vector<orders::ListingQuestion>* questions = nullptr;
};

// Remembers what it has understood of questions: a shop asks the same ones again and again. One
// thread.
class Linter {
public:
    // By answer, the worst first. Throws Error of kind failed when a word can only be judged by ICU
    // and ICU cannot be loaded.
    [[nodiscard]] std::vector<Finding> lint(const ItemToLint& item);

private:
    const Asks& asks(const std::string& question, const orders::ListingQuestion* known);

    std::unordered_map<std::string, Asks> asks_;
};

} // namespace etsyorder::lint
