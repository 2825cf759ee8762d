// SPDX-License-Identifier: MIT
#include "config/problem.hpp"

namespace etsyorder::config {

base::Error as_error(const Problem& problem) {
    return base::Error(base::ErrorKind::usage, problem.place + ": " + problem.text)
        .because(problem.reason)
        .hint(problem.hint);
}

} // namespace etsyorder::config
