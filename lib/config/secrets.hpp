// SPDX-License-Identifier: MIT
// What gives a secret away that stands where none belongs. config.yaml is made to be copied, shared
// and kept in a repository.
#pragma once

#include <string_view>

namespace etsyorder::config {

// "etsy.shared_secret", "access_token", "smtp.password": a key whose value would be one.
[[nodiscard]] bool is_name_of_secret(std::string_view key);

// Does the line hold what looks like one of Etsy's tokens: the number of a user, a dot, and 40 or
// more of letters, digits, _ and -? (Etsy's page on authentication shows
// 12345678.jKBPLnOiYt7vpWl...)
[[nodiscard]] bool holds_token(std::string_view line);

} // namespace etsyorder::config
