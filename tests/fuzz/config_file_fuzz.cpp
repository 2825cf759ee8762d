// SPDX-License-Identifier: MIT
// config.yaml: a seller's own file, and whatever an editor or a merge made of it. It is read or
// refused with one clear error, never anything else.
#include "base/error.hpp"
#include "config/check.hpp"
#include "config/config_file.hpp"
#include "config/options.hpp"

#include <algorithm>
#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string_view>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

void use(const config::FileValue& value, int lines) {
    require(value.line >= 1 && value.line <= lines);
    const auto* option = config::find_option(value.key);
    require(option != nullptr);
    if (option->shape == config::Shape::span &&
        config::problem_with(*option, value.value).empty()) {
        require(config::parse_span(value.value).has_value());
    }
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    // YAML ends a line with CR, too.
    const auto lines =
        1 + std::ranges::count_if(text, [](char c) { return c == '\n' || c == '\r'; });
    try {
        for (const auto& value : config::parse_config_file("config.yaml", text)) {
            use(value, static_cast<int>(lines));
        }
        require(config::read_config_text("config.yaml", text).problems.empty());
    } catch (const base::Error& error) {
        require(error.kind() == base::ErrorKind::usage);
        require(error.summary().starts_with("config.yaml"));
    }
    for (const auto& problem : config::check_text("config.yaml", text)) {
        require(problem.line >= 1 && problem.line <= static_cast<int>(lines) + 1);
        require(!problem.code.empty() && !problem.text.empty());
    }
    (void)config::parse_span(text);
    return 0;
}
