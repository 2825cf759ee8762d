// SPDX-License-Identifier: MIT
#include "config/folders.hpp"

#include "base/error.hpp"

namespace etsyorder::config {
namespace {

namespace fs = std::filesystem;

fs::path xdg(const Variables& variables, const char* name, const char* below_home) {
    if (const auto given = variables.get(name)) {
        if (fs::path path{*given}; path.is_absolute()) {
            return path / "etsyorder";
        }
    }
    const auto home = variables.get("HOME");
    if (!home) {
        throw base::Error(base::ErrorKind::usage, "there is no home folder to keep things in")
            .because("neither ETSYORDER_HOME nor HOME is set")
            .hint("set ETSYORDER_HOME to a folder of your own");
    }
    return fs::path{*home} / below_home / "etsyorder";
}

} // namespace

Folders find_folders(const Variables& variables) {
    if (const auto given = variables.get("ETSYORDER_HOME")) {
        const fs::path home = fs::absolute(*given).lexically_normal();
        return {.config = home / "config", .data = home / "data", .state = home / "state"};
    }
    return {.config = xdg(variables, "XDG_CONFIG_HOME", ".config"),
            .data = xdg(variables, "XDG_DATA_HOME", ".local/share"),
            .state = xdg(variables, "XDG_STATE_HOME", ".local/state")};
}

} // namespace etsyorder::config
