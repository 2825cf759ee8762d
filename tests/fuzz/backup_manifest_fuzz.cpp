// SPDX-License-Identifier: MIT
// A backup may come from anywhere: whatever its manifest says, no file of it lies outside, and what
// was read is written and read again as the same.
#include "backup/manifest.hpp"

#include <cstdint>
#include <cstdlib>
#include <filesystem>
#include <string_view>

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string_view text(reinterpret_cast<const char*>(data), size);
    const auto manifest = etsyorder::backup::parse_manifest(text);
    if (!manifest) {
        if (manifest.error().empty()) {
            std::abort();
        }
        return 0;
    }
    for (const auto& file : manifest->files) {
        const auto inside = (std::filesystem::path("/backup") / file.path).lexically_normal();
        if (!inside.string().starts_with("/backup/")) {
            std::abort();
        }
    }
    const auto again =
        etsyorder::backup::parse_manifest(etsyorder::backup::manifest_text(*manifest));
    if (!again || again->files.size() != manifest->files.size()) {
        std::abort();
    }
    return 0;
}
