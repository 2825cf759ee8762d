// SPDX-License-Identifier: MIT
#include "status/label_sheet.hpp"

#include "paper/label_writer.hpp"

#include <fmt/format.h>

namespace etsyorder {

LabelSheet draw_labels(const std::vector<ItemLabel>& labels,
                       const std::string& paper,
                       frame::Services& services) {
    const auto size = paper::size_named(paper);
    if (!size) {
        throw base::Error(base::ErrorKind::usage, fmt::format("there is no paper \"{}\"", paper))
            .hint("a4, letter or a6");
    }
    paper::LabelWriter writer(*size, {"Labels", services.now()});
    for (const auto& label : labels) {
        writer.add({label.code, label.code, label.lines});
    }
    writer.finish();
    return {writer.take(), writer.pages(), writer.missing_characters().size()};
}

} // namespace etsyorder
