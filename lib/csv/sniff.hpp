// SPDX-License-Identifier: MIT
// What the first bytes of a file say of it.
#pragma once

#include "csv/problem.hpp"

#include <optional>
#include <string_view>

namespace etsyorder::csv {

// A kind of file that is no CSV, by its first bytes.
[[nodiscard]] std::optional<ProblemKind> other_kind_of_file(std::string_view beginning);

struct Dialect {
    char delimiter = ',';
    std::size_t skip = 0; // bytes of a first line `sep=;`, its end included
};

// From the first line that has any text; a comma where it has none of the three. `beginning` is
// decoded and without a mark.
[[nodiscard]] Dialect dialect_of(std::string_view beginning);

} // namespace etsyorder::csv
