// SPDX-License-Identifier: MIT
// What a caller decides: how strict, which format, what is at hand, and how much a template may
// take.
#pragma once

#include "base/result.hpp"
#include "liquid/filters.hpp"
#include "liquid/problem.hpp"

#include <cstddef>
#include <cstdint>
#include <functional>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::liquid {

class Template;

// `{% name one, two %}` of the caller: gets its values, gives what to print (escaped in HTML unless
// marked safe).
using TagFunction =
    std::function<base::Result<Value, std::string>(const std::vector<Value>& arguments)>;
using Tags = std::map<std::string, TagFunction, std::less<>>;

struct CompileLimits {
    std::size_t source_bytes = 5 << 18;   // 1.25 MiB
    std::size_t nodes = 215'000;          // texts, outputs and tags
    std::size_t program_bytes = 12 << 20; // of what it becomes; its source not counted
};

struct CompileOptions {
    // Strict: an unknown filter is an error, and so is what the reference calls lax syntax:
    // `{{ a b }}`. An unknown tag always is.
    bool strict = true;
    bool lax_syntax = false; // of lax templates: read what can be read of a broken expression
    // Of a strict template that is to be looked at, not used: each unknown filter is told here, and
    // `default` stands in its place, to which nothing is a hole. Null: the first one is the error.
    std::vector<Problem>* unknown_filters = nullptr;
    const Filters* filters = nullptr; // null: those of the reference; must outlive the template
    const Tags* tags = nullptr;       // the same
    CompileLimits limits;
    SourcePlace begins_at; // of a template that is a part of a file
};

// Where `render` and `include` find partials. Must be safe from the threads that render.
class Partials {
public:
    Partials() = default;
    Partials(const Partials&) = delete;
    Partials& operator=(const Partials&) = delete;
    virtual ~Partials() = default;
    // Null: there is none of that name. The name is any text a template may write ("../x" too).
    [[nodiscard]] virtual base::Result<std::shared_ptr<const Template>, Problem>
    find(std::string_view name) const = 0;
};

struct RenderLimits {
    std::size_t output_bytes = 4 << 20; // captures included
    std::size_t memory_bytes = 8 << 20; // of all values the template makes and still holds
    std::uint64_t loop_rounds = 1'000'000;
    // One a node, an item or 64 bytes that a filter works on, two a filter of the caller: time that
    // does not depend on the machine.
    std::uint64_t steps = 20'000'000;
    int depth = 100;        // of blocks within one another, partials included
    int partial_depth = 20; // of partials within one another
};

struct RenderOptions {
    bool strict = true; // an unknown variable is an error
    // So is a hole: printing what is nil or blank, or an array with such an item, without a
    // `default` as the last filter; giving nil to another filter, or such an array to one that
    // makes a text of it. And so is printing an object as a whole.
    bool refuse_holes = false;
    // True: an error is written into the text, as the reference does, and rendering goes on.
    bool errors_inline = false;
    Surroundings surroundings; // its `html`: escape what is printed
    const Partials* partials = nullptr;
    // What rendered partials see too, which are blind to all else. Nil, an object or a lazy one.
    Value shared;
    RenderLimits limits;
    std::function<bool()> stop; // asked now and then; true: give up
};

} // namespace etsyorder::liquid
