// SPDX-License-Identifier: MIT
// What to tell of a path that may not be looked at: a folder of another user, or a disk that was
// pulled. It is no bug, wherever it is noticed.
#pragma once

#include "base/error.hpp"

#include <filesystem>
#include <system_error>

namespace etsyorder::frame {

// Names the folder on the way that keeps this user out, its owner and its mode.
[[nodiscard]] base::Error refused_by_disk(const std::filesystem::path& path,
                                          const std::error_code& code);

} // namespace etsyorder::frame
