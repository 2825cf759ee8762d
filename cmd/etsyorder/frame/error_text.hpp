// SPDX-License-Identifier: MIT
// How an error looks: lines for people, one JSON object for scripts. Both go to standard error.
#pragma once

#include "base/error.hpp"

#include <string>

namespace etsyorder::frame {

enum class ErrorForm { text, colored_text, json };

[[nodiscard]] std::string error_text(const base::Error& error, ErrorForm form);

// For an exception nobody typed: the message of a bug, kind bug.
[[nodiscard]] base::Error bug_report(const std::string& what);

} // namespace etsyorder::frame
