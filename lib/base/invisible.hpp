// SPDX-License-Identifier: MIT
// Characters that a reader does not see, but that change what is read: in a line that must say what
// it seems to say (a name, a subject, an address) they have no business.
#pragma once

namespace etsyorder::base {

// Ends a line or is a control: U+0000 to U+001F, U+007F to U+009F, U+2028, U+2029.
[[nodiscard]] constexpr bool is_control(char32_t code) {
    return code < 0x20 || (code >= 0x7f && code < 0xa0) || code == 0x2028 || code == 0x2029;
}

// Marks, overrides and isolates of direction (the text around them is shown in another order than
// it is written), and what has no width and joins nothing: soft hyphens, zero-width spaces, byte
// order marks, tags. The joiners within emoji and Persian words are not among them.
[[nodiscard]] constexpr bool is_deceptive(char32_t code) {
    return code == 0xad || code == 0x34f || code == 0x61c || code == 0x180e || code == 0x200b ||
           code == 0x200e || code == 0x200f || (code >= 0x202a && code <= 0x202e) ||
           (code >= 0x2060 && code <= 0x206f) || code == 0xfeff ||
           (code >= 0xfff0 && code <= 0xfffb) || (code >= 0xe0000 && code <= 0xe0fff);
}

} // namespace etsyorder::base
