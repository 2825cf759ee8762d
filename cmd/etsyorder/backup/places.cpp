// SPDX-License-Identifier: MIT
#include "backup/places.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

namespace fs = std::filesystem;

fs::path without_tilde(const std::string& path, frame::Services& services) {
    if (!path.starts_with("~/")) {
        return fs::path(path).lexically_normal();
    }
    const auto home = services.variables().get("HOME");
    if (!home) {
        throw base::Error(base::ErrorKind::usage, fmt::format("{}: there is no home folder", path))
            .because("HOME is not set")
            .hint("write the whole path");
    }
    return (fs::path(*home) / path.substr(2)).lexically_normal();
}

} // namespace

backup::Places backup_places(frame::Services& services) {
    const auto& folders = services.folders();
    return {folders.database_file(), folders.data, folders.config, folders.state};
}

fs::path backup_folder(frame::Services& services) {
    const auto& configured = services.config().text("backup.folder");
    return configured.empty() ? services.folders().data / "backups"
                              : without_tilde(configured, services);
}

fs::path backup_named(const std::string& word, frame::Services& services) {
    if (word.find('/') == std::string::npos && !fs::exists(word)) {
        return backup_folder(services) / word;
    }
    // Without the slash at the end that a shell's completion leaves there.
    const auto path = fs::absolute(word).lexically_normal();
    return path.has_filename() ? path : path.parent_path();
}

std::string bytes_in_words(std::uint64_t bytes) {
    constexpr std::uint64_t kMega = 1'000'000;
    if (bytes < kMega) {
        return fmt::format("{} kB", (bytes + 999) / 1'000);
    }
    return fmt::format("{}.{} MB", bytes / kMega, bytes % kMega / 100'000);
}

} // namespace etsyorder
