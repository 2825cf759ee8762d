// SPDX-License-Identifier: MIT
// Labels on paper, which only the program with the room paper can draw.
#pragma once

#include "frame/services.hpp"

#include <string>
#include <vector>

namespace etsyorder {

struct ItemLabel {
    std::string code; // "3512345678.2"
    std::vector<std::string> lines;
};

struct LabelSheet {
    std::string pdf;
    int pages = 0;
    std::size_t missing_characters = 0; // no font of this machine has them
};

// `paper`: "a4", "letter", "a6". At least one label. Throws frame::NeedsProgram in a program
// without the room, Error of kind usage for another paper.
[[nodiscard]] LabelSheet draw_labels(const std::vector<ItemLabel>& labels,
                                     const std::string& paper,
                                     frame::Services& services);

} // namespace etsyorder
