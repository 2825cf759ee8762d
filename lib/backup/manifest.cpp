// SPDX-License-Identifier: MIT
#include "backup/manifest.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>
#include <optional>

namespace etsyorder::backup {
namespace {

using Json = nlohmann::ordered_json;
using Problem = base::Unexpected<std::string>;

constexpr int kFormat = 1;
constexpr int kFormatOfBytes = 2; // with texts that are no UTF-8
constexpr std::size_t kLongestPath = 4096;

bool comes_back(const std::string& text) {
    const auto written = Json(text).dump(-1, ' ', false, Json::error_handler_t::replace);
    return Json::parse(written).get<std::string>() == text;
}

// "path" or "path_bytes".
void put_text(Json& object, const std::string& name, const std::string& text) {
    if (comes_back(text)) {
        object[name] = text;
        return;
    }
    std::string digits;
    for (const char c : text) {
        digits += fmt::format("{:02x}", static_cast<unsigned char>(c));
    }
    object[name + "_bytes"] = digits;
}

std::optional<std::string> from_digits(const std::string& digits) {
    std::string text;
    for (std::size_t at = 0; at < digits.size(); at += 2) {
        unsigned int byte = 0;
        const char* const end = digits.data() + std::min(at + 2, digits.size());
        const auto [stop, problem] = std::from_chars(digits.data() + at, end, byte, 16);
        if (problem != std::errc{} || stop != digits.data() + at + 2) {
            return std::nullopt;
        }
        text += static_cast<char>(byte);
    }
    return text;
}

std::optional<std::string> text_of(const Json& object, const std::string& name) {
    if (const auto found = object.find(name); found != object.end() && found->is_string()) {
        return found->get<std::string>();
    }
    const auto found = object.find(name + "_bytes");
    return found != object.end() && found->is_string() ? from_digits(found->get<std::string>())
                                                       : std::nullopt;
}

std::optional<std::uint64_t> number_of(const Json& object, const char* name) {
    const auto found = object.find(name);
    return found != object.end() && found->is_number_unsigned()
               ? std::optional(found->get<std::uint64_t>())
               : std::nullopt;
}

// A name that stays below the backup, whoever wrote it.
bool is_safe(const std::string& path) {
    if (path.empty() || path.size() > kLongestPath || path.front() == '/' ||
        path.find('\0') != std::string::npos) {
        return false;
    }
    for (std::size_t start = 0; start <= path.size();) {
        const auto end = std::min(path.find('/', start), path.size());
        const auto part = path.substr(start, end - start);
        if (part.empty() || part == "." || part == "..") {
            return false;
        }
        start = end + 1;
    }
    return true;
}

bool is_sha256(const std::string& text) {
    return text.size() == 64 && std::ranges::all_of(text, [](char c) {
               return (c >= '0' && c <= '9') || (c >= 'a' && c <= 'f');
           });
}

bool is_expected(const std::string& path) {
    return path == kDatabaseName || path.starts_with(kFilesFolder) ||
           path.starts_with(kConfigFolder);
}

std::optional<ManifestFile> file_from(const Json& one) {
    if (!one.is_object()) {
        return std::nullopt;
    }
    const auto path = text_of(one, "path");
    const auto sha256 = text_of(one, "sha256");
    const auto bytes = number_of(one, "bytes");
    if (!path || !sha256 || !bytes || !is_safe(*path) || !is_expected(*path) ||
        !is_sha256(*sha256)) {
        return std::nullopt;
    }
    const auto executable = one.find("executable");
    return ManifestFile{*path,
                        *bytes,
                        *sha256,
                        executable != one.end() && executable->is_boolean() &&
                            executable->get<bool>()};
}

} // namespace

bool is_of_git(std::string_view path) {
    while (!path.empty()) {
        const auto end = std::min(path.find('/'), path.size());
        if (path.substr(0, end) == kGitFolder) {
            return true;
        }
        path.remove_prefix(std::min(end + 1, path.size()));
    }
    return false;
}

std::string manifest_text(const Manifest& manifest) {
    auto files = Json::array();
    for (const auto& file : manifest.files) {
        Json one = Json::object();
        put_text(one, "path", file.path);
        one["bytes"] = file.bytes;
        one["sha256"] = file.sha256;
        if (file.is_executable) {
            one["executable"] = true;
        }
        files.push_back(std::move(one));
    }
    Json document = {{"format", kFormat}, {"program", "etsyorder"}, {"version", manifest.version}};
    document["schema"] = manifest.schema_version;
    document["made_at"] = base::format_instant(manifest.made_at);
    put_text(document, "host", manifest.host);
    put_text(document, "database", manifest.database);
    const bool plain = comes_back(manifest.host) && comes_back(manifest.database) &&
                       std::ranges::all_of(manifest.files, comes_back, &ManifestFile::path);
    document["format"] = plain ? kFormat : kFormatOfBytes;
    document["files"] = std::move(files);
    return document.dump(1, ' ', false, Json::error_handler_t::replace) + "\n";
}

base::Result<Manifest, std::string> parse_manifest(std::string_view text) {
    const auto document = Json::parse(text, nullptr, false);
    if (!document.is_object()) {
        return Problem("it is no whole JSON document");
    }
    if (text_of(document, "program") != "etsyorder") {
        return Problem("it is not etsyorder's");
    }
    const auto format = number_of(document, "format");
    if (!format) {
        return Problem("it does not say its format");
    }
    if (*format > kFormatOfBytes) {
        return Problem("a newer etsyorder made it");
    }
    const auto schema = number_of(document, "schema");
    const auto made_at = base::parse_instant(text_of(document, "made_at").value_or("-"));
    const auto files = document.find("files");
    if (!schema || *schema > 9'999 || !made_at || files == document.end() || !files->is_array()) {
        return Problem("parts of it are missing");
    }
    Manifest manifest{text_of(document, "version").value_or(""),
                      static_cast<int>(*schema),
                      *made_at,
                      text_of(document, "host").value_or(""),
                      text_of(document, "database").value_or(""),
                      {}};
    for (const auto& one : *files) {
        auto file = file_from(one);
        if (!file) {
            return Problem("it names a file that no backup has");
        }
        manifest.files.push_back(*std::move(file));
    }
    if (std::ranges::find(manifest.files, kDatabaseName, &ManifestFile::path) ==
        manifest.files.end()) {
        return Problem("it names no database");
    }
    std::vector<std::string> paths;
    for (const auto& file : manifest.files) {
        paths.push_back(file.path);
    }
    std::ranges::sort(paths);
    if (std::ranges::adjacent_find(paths) != paths.end()) {
        return Problem("it names a file twice");
    }
    return manifest;
}

} // namespace etsyorder::backup
