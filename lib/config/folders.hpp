// SPDX-License-Identifier: MIT
// Folders: where this user's configuration, data and state live.
//
// ETSYORDER_HOME=DIR keeps all three in DIR/config, DIR/data and DIR/state. Without it the XDG Base
// Directory Specification 0.8 decides: $XDG_CONFIG_HOME/etsyorder (~/.config/etsyorder),
// $XDG_DATA_HOME/etsyorder (~/.local/share/etsyorder), $XDG_STATE_HOME/etsyorder
// (~/.local/state/etsyorder). Nothing is created here.
#pragma once

#include "config/variables.hpp"

#include <filesystem>

namespace etsyorder::config {

struct Folders {
    std::filesystem::path
        config;                 // config.yaml, templates, hooks: the seller's own files, no secrets
    std::filesystem::path data; // etsyorder.db and files/
    std::filesystem::path state; // tokens (0600) and locks

    [[nodiscard]] std::filesystem::path config_file() const { return config / "config.yaml"; }
    [[nodiscard]] std::filesystem::path database_file() const { return data / "etsyorder.db"; }
};

// A relative ETSYORDER_HOME is taken from the working folder; a relative XDG variable is ignored,
// as the specification asks. Throws Error of kind usage when nothing says where the home folder is.
[[nodiscard]] Folders find_folders(const Variables& variables);

} // namespace etsyorder::config
