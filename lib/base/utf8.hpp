// SPDX-License-Identifier: MIT
// UTF-8, in which every text is within the program.
#pragma once

#include <string>

namespace etsyorder::base {

// `code` must be a Unicode scalar value.
void append_utf8(std::string& out, char32_t code);

} // namespace etsyorder::base
