// SPDX-License-Identifier: MIT
#include "frame/refused_by_disk.hpp"

#include <fmt/format.h>
#include <sys/stat.h>
#include <unistd.h>

namespace etsyorder::frame {
namespace {

namespace fs = std::filesystem;

// The first folder that may not be entered; empty: all may.
fs::path closed_folder(const fs::path& path) {
    fs::path folder;
    for (const auto& part : path.parent_path()) {
        folder /= part;
        if (::access(folder.c_str(), X_OK) != 0) {
            return folder;
        }
    }
    return {};
}

} // namespace

base::Error refused_by_disk(const fs::path& path, const std::error_code& code) {
    auto error =
        base::Error(base::ErrorKind::failed, fmt::format("cannot look at {}", path.string()));
    const auto folder = closed_folder(path);
    struct stat is {};
    if (code != std::errc::permission_denied || folder.empty() ||
        ::stat(folder.c_str(), &is) != 0) {
        return std::move(error)
            .because(code.message())
            .hint("check owner and permissions of the folder, and the disk it is on");
    }
    const auto mode = is.st_mode & 07777U;
    if (is.st_uid == ::geteuid()) {
        return std::move(error)
            .because(fmt::format(
                "{} is your own, and closed to yourself (mode {:04o})", folder.string(), mode))
            .hint(fmt::format("chmod u+rwx {}", folder.string()));
    }
    return std::move(error)
        .because(fmt::format("{} belongs to another user (number {}, mode {:04o}); you are {}",
                             folder.string(),
                             is.st_uid,
                             mode,
                             ::geteuid()))
        .hint("run this as that user, or give yourself the folder with chown -R");
}

} // namespace etsyorder::frame
