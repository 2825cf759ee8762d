// SPDX-License-Identifier: MIT
#include "templates/attached_file.hpp"

#include <algorithm>

namespace etsyorder::templates {

std::optional<std::filesystem::path> attached_file(const std::filesystem::path& folder,
                                                   const std::string& name) {
    std::error_code problem;
    const auto inside = std::filesystem::canonical(folder, problem);
    if (problem) {
        return std::nullopt;
    }
    const auto file = std::filesystem::canonical(folder / name, problem);
    if (problem || !std::filesystem::is_regular_file(file, problem)) {
        return std::nullopt;
    }
    const auto differs = std::mismatch(inside.begin(), inside.end(), file.begin(), file.end());
    return differs.first == inside.end() ? std::optional(folder / name) : std::nullopt;
}

} // namespace etsyorder::templates
