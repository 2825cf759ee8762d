// SPDX-License-Identifier: MIT
// Sequence: what a loop runs over: the items of an array, the numbers of a range, the pairs of an
// object, or a text as its only item. For this room alone.
#pragma once

#include "liquid/value.hpp"

#include <cstdint>
#include <optional>
#include <vector>

namespace etsyorder::liquid {

class Sequence {
public:
    // `value` must live as long. What is no collection has no items.
    explicit Sequence(const Value& value);

    [[nodiscard]] std::uint64_t size() const { return count_; }
    [[nodiscard]] bool is_collection() const { return collection_; }
    // Leaves those from `from` up to, not including, `to`; both may be out of range.
    void slice(std::int64_t from, std::optional<std::int64_t> to);
    // `place` is used where the item is not kept anywhere.
    [[nodiscard]] const Value& at(std::uint64_t number, Value& place) const;

private:
    const Value* items_ = nullptr;
    std::vector<Value> pairs_;
    std::int64_t first_ = 0; // of a range
    std::uint64_t count_ = 0;
    bool collection_ = true;
};

// ["name", value], as loops and `first` give a member.
[[nodiscard]] Value pair_of(std::string_view name, const Value& value);
[[nodiscard]] std::vector<Value> pairs_of(const Value& object);

} // namespace etsyorder::liquid
