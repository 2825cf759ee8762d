// SPDX-License-Identifier: MIT
// Filters: what may stand behind a bar. Those of the reference are always there; a caller adds its
// own, or puts its own in the place of one of them.
//
//     Filters filters;
//     filters.add("shout", {0, 0}, [](const FilterCall& call) -> base::Result<Value, std::string> {
//         return Value(call.input_text() + "!");
//     });
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"
#include "base/zone.hpp"
#include "liquid/value.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

class Meter;

// What the filters need to know of the world.
struct Surroundings {
    std::optional<base::Instant> now; // for "now" and "today"; empty: those are no dates
    std::optional<base::Zone> zone;   // of dates that are shown; empty: UTC
    bool html = false;                // is what is printed escaped?
    // With `html`: whoever reads it as words is to find the values' line breaks and blanks again,
    // so those that HTML would lose are references, a blank that does not break `&#0160;`.
    bool keeps_blanks = false;
    // Of the words that filters write: "en", "de", "pt-BR"; one they do not know counts as English.
    std::string language = "en";
    std::string currency; // of amounts that name none, ISO 4217; empty: none is known
};

class FilterCall {
public:
    FilterCall(const Value& input,
               const Value* arguments,
               std::size_t count,
               const Surroundings& surroundings,
               Meter& meter)
        : input_(input), arguments_(arguments), count_(count), surroundings_(surroundings),
          meter_(meter) {}

    [[nodiscard]] const Value& input() const { return input_; }
    [[nodiscard]] std::string input_text() const;
    [[nodiscard]] std::size_t count() const { return count_; }
    // From 0; nil: not given. Named arguments come last, as one object.
    [[nodiscard]] const Value& argument(std::size_t number) const;
    [[nodiscard]] std::string argument_text(std::size_t number) const;
    [[nodiscard]] const Surroundings& surroundings() const { return surroundings_; }
    [[nodiscard]] Meter& meter() const { return meter_; } // of those of this room

private:
    const Value& input_;
    const Value* arguments_;
    std::size_t count_;
    const Surroundings& surroundings_;
    Meter& meter_;
};

// The error says what the filter cannot work with. It keeps no value beyond its call.
using FilterFunction = std::function<base::Result<Value, std::string>(const FilterCall&)>;

struct ArgumentCount {
    std::size_t least = 0;
    std::size_t most = 0;
};

struct Filter {
    std::string name;
    ArgumentCount arguments;
    Value (*standard)(const FilterCall&) = nullptr; // one of the reference; may throw a Fault
    FilterFunction added;
};

// Filled by one thread, then read by many. Outlives the templates that were compiled with it.
class Filters {
public:
    void add(std::string name, ArgumentCount arguments, FilterFunction function);
    // Of those added, then of the reference; null: there is none.
    [[nodiscard]] const Filter* find(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const; // for "did you mean"

private:
    std::map<std::string, Filter, std::less<>> added_;
};

} // namespace etsyorder::liquid
