// SPDX-License-Identifier: MIT
// Scope: the variables that a template sees, and what its tags remember. A partial that is rendered
// has one of its own. For this room alone; belongs to one render.
#pragma once

#include "liquid/loop_facts.hpp"
#include "liquid/value.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::liquid {

struct Local { // of a loop or an include; hides what is outside of it
    std::string_view name;
    Value value;
    const Value* elsewhere = nullptr; // set: is meant instead
};

struct Scope {
    template <class Kept>
    using Table = std::vector<std::pair<std::string, Kept>>;

    std::vector<Local> locals; // innermost last
    std::vector<std::pair<std::string_view, Value>> assigned;
    Table<Value> counters;
    std::vector<std::pair<Value, std::size_t>> cycles;
    // Of loops by name, where the next one goes on.
    std::vector<std::pair<std::string_view, std::int64_t>> offsets;
    std::string last_changed;
    bool changed_before = false;
    std::vector<std::shared_ptr<LoopFacts>> loops; // that are running
    const Value* data = nullptr;                   // null: none
};

// Names that are looked through for one step: letters have a few, and hostile ones many thousands.
constexpr std::size_t kNamesAStep = 4;

template <class Name, class Kept>
Kept& kept_under(std::vector<std::pair<Name, Kept>>& table, std::string_view name) {
    for (auto& [known, kept] : table) {
        if (known == name) {
            return kept;
        }
    }
    return table.emplace_back(Name(name), Kept{}).second;
}

} // namespace etsyorder::liquid
