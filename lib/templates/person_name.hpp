// SPDX-License-Identifier: MIT
// What to call somebody whose name is known as buyers type it.
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::templates {

// "Anna" of "anna miller", "ANNA", "Dr. Anna Müller", "Müller, Anna" and "🌸 Anna 🌸"; "Anna & Tom"
// of "Anna & Tom Miller". Where no first name is known, the whole name as it was written, without
// what decorates it: initials ("J. Smith"), companies, families ("Mr & Mrs Smith"), handles and
// addresses of mail. Case is changed only in words that are written all in one. A name of symbols
// alone, and one that is no UTF-8, comes back as it is. Empty only where nothing is to be seen.
[[nodiscard]] std::string first_name(std::string_view name);

} // namespace etsyorder::templates
