// SPDX-License-Identifier: MIT
// The names of other templates that a template's text renders or includes by a text in quotes, and
// where they stand: found also in a file that is broken elsewhere. Pure.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::templates {

struct PartName {
    std::size_t at = 0;    // byte of the content, behind the quotation mark
    std::string_view name; // of the content
};

// In their order. Not what stands in comments and in raw text. `content`: of a whole file, front
// matter included.
[[nodiscard]] std::vector<PartName> part_names(std::string_view content);

struct PartRename {
    std::string_view before;
    std::string_view after;
};
[[nodiscard]] std::string with_part_renamed(std::string_view content, const PartRename& rename);

} // namespace etsyorder::templates
