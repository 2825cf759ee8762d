// SPDX-License-Identifier: MIT
// Texts of anybody made fit for a place in a mail.
#pragma once

#include <cstddef>
#include <string>
#include <string_view>

namespace etsyorder::mime {

// One line for a header: UTF-8, controls and line ends are blanks, deceptive characters are gone
// (see base/invisible.hpp), no blanks at the ends, at most `most` characters.
[[nodiscard]] std::string clean_line(std::string_view text, std::size_t most);

// A body: UTF-8, lines end in "\n", tabs stay, other controls are gone.
[[nodiscard]] std::string clean_body(std::string_view text);

// A file's name without its path, clean and with something in it; cut off before its ending.
[[nodiscard]] std::string clean_file_name(std::string_view name);

// "image/png", in lower case. Anything else, and what would be read as parts of the mail itself:
// "application/octet-stream".
[[nodiscard]] std::string clean_media_type(std::string_view type);

} // namespace etsyorder::mime
