// SPDX-License-Identifier: MIT
// Manifest: what a backup consists of, as manifest.json in its folder says. A folder with one that
// can be read is a backup of ours; all files it names being there with these hashes makes it whole.
#pragma once

#include "base/clock.hpp"
#include "base/result.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::backup {

inline constexpr std::string_view kManifestName = "manifest.json";
inline constexpr std::string_view kDatabaseName = "etsyorder.db";
inline constexpr std::string_view kFilesFolder = "files/";   // proofs, pictures: by their SHA-256
inline constexpr std::string_view kConfigFolder = "config/"; // the seller's own
inline constexpr std::string_view kGitFolder = ".git"; // never in a backup: half of it is no copy
inline constexpr std::size_t kMaxManifestBytes = std::size_t{256} << 20;

struct ManifestFile {
    std::string path; // below the backup, with /; never absolute, never with ".."
    std::uint64_t bytes = 0;
    std::string sha256; // 64 small hexadecimal digits
    bool is_executable = false;

    friend bool operator==(const ManifestFile&, const ManifestFile&) = default;
};

struct Manifest {
    std::string version; // of the program that made it
    int schema_version = 0;
    base::Instant made_at{};
    std::string host;     // where, and of which database: only these make room for each other
    std::string database; // its path there
    std::vector<ManifestFile> files;

    friend bool operator==(const Manifest&, const Manifest&) = default;
};

// Of a repository that the seller's folder may be: a folder .git, or the file that names one. Files
// of several moments side by side would be a repository that is torn.
[[nodiscard]] bool is_of_git(std::string_view path);

// Names of files are any bytes, JSON is UTF-8: what is none stands in hexadecimal digits, under
// "path_bytes" in place of "path". Whoever does not know that must not read it: it is format 2
// then.
[[nodiscard]] std::string manifest_text(const Manifest& manifest);

// The error says in words what is wrong. Sizes and the number of files are as the text says: check
// them against the disk.
[[nodiscard]] base::Result<Manifest, std::string> parse_manifest(std::string_view text);

} // namespace etsyorder::backup
