// SPDX-License-Identifier: MIT
// The text of a mail as it goes over the wire after DATA (RFC 5321, 4.5.2).
#pragma once

#include <string>
#include <string_view>

namespace etsyorder::net {

// What ends the text. It stands on a line of its own.
inline constexpr std::string_view kEndOfText = ".\r\n";

// Every line ends in CRLF and a dot at its beginning is doubled; lone CR and LF become CRLF, NUL
// becomes "?". Without the end of the text: nothing in a mail can look like it, to any server.
[[nodiscard]] std::string text_for_the_wire(std::string_view mail);

// Does a header line hold bytes beyond ASCII? Then the mail needs SMTPUTF8 (RFC 6532).
[[nodiscard]] bool has_wide_headers(std::string_view mail);

} // namespace etsyorder::net
