// SPDX-License-Identifier: MIT
#pragma once

#include <string>

namespace etsyorder::base {

// This machine's name, as gethostname(2) tells it: any bytes. Whoever writes it down to know the
// machine again compares with this one.
[[nodiscard]] std::string host_name();

} // namespace etsyorder::base
