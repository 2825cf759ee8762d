// SPDX-License-Identifier: MIT
// The exit codes of every command; the same numbers as base::exit_code gives for an Error.
#pragma once

namespace etsyorder::frame {

enum class ExitCode {
    done = 0, // also when the wanted state already held
    failed = 1,
    usage = 2, // wrong arguments or configuration
    not_found = 3,
    sign_in_needed = 4,
    conflict = 5,
    findings = 6, // done, and something needs a look
    bug = 70,
    try_later = 75,
    interrupted = 130,
};

} // namespace etsyorder::frame
