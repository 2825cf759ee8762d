// SPDX-License-Identifier: MIT
// The flags that every command takes.
#pragma once

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::frame {

struct GlobalFlags {
    bool json = false;               // also with --jq
    std::vector<std::string> fields; // of --json FIELDS; empty: all
    bool asks_for_fields = false;    // --json= with no field: list those there are
    std::string jq;                  // empty: no filter
    std::string format;              // of --format; empty: none. Never with json
    bool lax = false;                // variables that a format does not know print nothing
    bool header = false;             // a first line with the column names in a pipe
    bool no_input = false;
    bool yes = false;
    std::string color; // auto, always, never; empty: not given
    std::string shop;  // number or name; empty: not given
};

} // namespace etsyorder::frame
