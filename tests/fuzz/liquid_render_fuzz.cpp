// SPDX-License-Identifier: MIT
// Templates of anybody, strict and lax, as text and as HTML: they end, within their limits.
#include "liquid/template.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;
using liquid::Value;

namespace {

constexpr std::size_t kOutputBytes = 16 << 10;

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void check(const liquid::Problem& problem) {
    require(!problem.what.empty() && problem.line >= 1 && problem.column >= 1);
    require(problem.length >= 1 && !problem.text().empty());
}

Value data() {
    return Value::object(
        {{"a", Value::array({3, "b", Value(), true, 2.5, Value::object({{"t", "x"}})})},
         {"n", Value::array({5, 3, 10, 1})},
         {"h", Value::object({{"x", 1}, {"y", Value::object({{"z", "<&>"}})}})},
         {"s", "Hëllo <Wörld> \xFF"},
         {"i", 7},
         {"f", -3.75},
         {"safe", Value("<b>").marked_safe()}});
}

class Selves final : public liquid::Partials {
public:
    explicit Selves(const liquid::Template& self)
        : self_(std::make_shared<const liquid::Template>(self)) {}
    [[nodiscard]] base::Result<std::shared_ptr<const liquid::Template>, liquid::Problem>
    find(std::string_view name) const override {
        return name == "none" ? nullptr : self_;
    }

private:
    std::shared_ptr<const liquid::Template> self_;
};

void render(const std::string& source, bool strict, bool html) {
    liquid::CompileOptions compiling;
    compiling.strict = strict;
    compiling.lax_syntax = !strict;
    const auto compiled = liquid::Template::compile(source, "fuzz", compiling);
    if (!compiled) {
        check(compiled.error());
        return;
    }
    const Selves partials(*compiled);
    liquid::RenderOptions options;
    options.strict = strict;
    options.errors_inline = !strict && !html;
    options.partials = &partials;
    options.surroundings.html = html;
    options.surroundings.now = base::from_utc_seconds(1'763'899'200);
    options.limits = {kOutputBytes, 256 << 10, 2000, 20'000, 60, 5};
    static const Value kData = data();
    const auto text = compiled->render(kData, options);
    if (!text) {
        check(text.error());
    } else {
        require(text->size() <= kOutputBytes);
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* bytes, std::size_t size) {
    const std::string source(reinterpret_cast<const char*>(bytes), size);
    render(source, true, true);
    render(source, false, false);
    render(source, false, true);
    return 0;
}
