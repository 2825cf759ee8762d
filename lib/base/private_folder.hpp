// SPDX-License-Identifier: MIT
// Folders of what is nobody else's business: tokens, and orders with buyers' names and words.
#pragma once

#include <filesystem>
#include <system_error>

namespace etsyorder::base {

// Creates the folder and the missing ones above it for their owner alone (mode 0700). One that is
// there is left as it is. `problem` is cleared, or says what went wrong.
void create_private_folder(const std::filesystem::path& folder, std::error_code& problem);

} // namespace etsyorder::base
