// SPDX-License-Identifier: MIT
#pragma once

#include "base/clock.hpp"

#include <string>

namespace etsyorder::backup {

// For names of files and folders: "20261122T100000Z".
[[nodiscard]] inline std::string stamp(base::Instant now) {
    std::string text = base::format_instant(now);
    std::erase_if(text, [](char c) { return c == '-' || c == ':'; });
    return text;
}

} // namespace etsyorder::backup
