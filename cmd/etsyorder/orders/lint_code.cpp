// SPDX-License-Identifier: MIT
#include "orders/lint_code.hpp"

#include "base/ascii.hpp"
#include "base/error.hpp"
#include "base/nearest.hpp"

#include <fmt/format.h>

namespace etsyorder {

std::vector<std::string> code_names() {
    std::vector<std::string> names;
    for (const auto& code : lint::all_codes()) {
        names.emplace_back(code.name);
    }
    return names;
}

lint::Code code_from(const std::string& name) {
    if (const auto code = lint::code_named(base::ascii_lower(name))) {
        return *code;
    }
    const auto meant = base::nearest(name, code_names());
    throw base::Error(base::ErrorKind::usage, fmt::format("there is no code \"{}\"", name))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant)
                    : "etsyorder orders lint --codes");
}

} // namespace etsyorder
