// SPDX-License-Identifier: MIT
#include "base/private_folder.hpp"

#include <sys/stat.h>

#include <cerrno>

namespace etsyorder::base {

void create_private_folder(const std::filesystem::path& folder, std::error_code& problem) {
    problem.clear();
    if (folder.empty() || std::filesystem::is_directory(folder, problem)) {
        return;
    }
    create_private_folder(folder.parent_path(), problem);
    if (!problem && ::mkdir(folder.c_str(), S_IRWXU) != 0 && errno != EEXIST) {
        problem = std::error_code(errno, std::generic_category());
    }
}

} // namespace etsyorder::base
