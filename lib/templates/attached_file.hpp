// SPDX-License-Identifier: MIT
// Files that a letter is to be sent with, beside the templates.
#pragma once

#include <filesystem>
#include <optional>
#include <string>

namespace etsyorder::templates {

// Where "care.pdf" stands. Empty: there is no such file, or it is none that stands in the folder,
// such as a link that leads out of it.
[[nodiscard]] std::optional<std::filesystem::path>
attached_file(const std::filesystem::path& folder, const std::string& name);

} // namespace etsyorder::templates
