// SPDX-License-Identifier: MIT
// What a program without the room paper does when paper is asked for.
#include "frame/needs_program.hpp"
#include "orders/export_format.hpp"
#include "status/label_sheet.hpp"

namespace etsyorder {

std::unique_ptr<ExportFormat> slips_format(const SlipWishes&, frame::Services&) {
    throw frame::NeedsProgram{"etsyorder-paper"};
}

LabelSheet draw_labels(const std::vector<ItemLabel>&, const std::string&, frame::Services&) {
    throw frame::NeedsProgram{"etsyorder-paper"};
}

} // namespace etsyorder
