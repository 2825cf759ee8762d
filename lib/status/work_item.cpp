// SPDX-License-Identifier: MIT
#include "status/work_item.hpp"

#include <algorithm>

namespace etsyorder::status {

const std::vector<std::string>& things_to_wait_for() {
    static const std::vector<std::string> kThings{"buyer", "material", "maker", "other"};
    return kThings;
}

const PiecesAt* WorkItem::at(std::string_view stage) const {
    const auto found = std::find_if(
        pieces.begin(), pieces.end(), [&](const PiecesAt& one) { return one.stage == stage; });
    return found == pieces.end() ? nullptr : &*found;
}

} // namespace etsyorder::status
