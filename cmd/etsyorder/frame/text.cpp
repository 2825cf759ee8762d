// SPDX-License-Identifier: MIT
#include "frame/text.hpp"

#include <fmt/format.h>
#include <utf8proc.h>

#include <algorithm>

namespace etsyorder::frame {
namespace {

constexpr utf8proc_int32_t kReplacement = 0xFFFD;
constexpr utf8proc_int32_t kZeroWidthJoiner = 0x200D;
constexpr utf8proc_int32_t kEmojiPresentation = 0xFE0F;

struct Character {
    utf8proc_int32_t code = 0;
    std::string_view bytes;
    bool valid = true;
};

Character first_of(std::string_view text) {
    Character result;
    const auto* bytes = reinterpret_cast<const utf8proc_uint8_t*>(text.data());
    const auto length = utf8proc_iterate(
        bytes, static_cast<utf8proc_ssize_t>(std::min<std::size_t>(text.size(), 4)), &result.code);
    if (length <= 0) {
        return {kReplacement, text.substr(0, 1), false};
    }
    result.bytes = text.substr(0, static_cast<std::size_t>(length));
    return result;
}

template <class Visit>
void each_character(std::string_view text, Visit visit) {
    while (!text.empty()) {
        const Character character = first_of(text);
        text.remove_prefix(character.bytes.size());
        visit(character, text);
    }
}

void append(std::string& out, const Character& character) {
    if (character.valid) {
        out += character.bytes;
    } else {
        out += "\xEF\xBF\xBD";
    }
}

std::string named(utf8proc_int32_t code) {
    return fmt::format("<U+{:04X}>", code);
}

bool is_control(utf8proc_int32_t code) {
    return code < 0x20 || (code >= 0x7F && code < 0xA0);
}

// They make what stands on the line appear in another order (UAX #9), or break it.
bool is_line_or_direction(utf8proc_int32_t code) {
    return code == 0x2028 || code == 0x2029 || code == 0x200E || code == 0x200F || code == 0x061C ||
           (code >= 0x202A && code <= 0x202E) || (code >= 0x2066 && code <= 0x2069);
}

// Looks like nothing, or like a plain space without being one.
bool is_invisible(utf8proc_int32_t code) {
    const auto category = utf8proc_category(code);
    return category == UTF8PROC_CATEGORY_CF || category == UTF8PROC_CATEGORY_CO ||
           category == UTF8PROC_CATEGORY_CN || (category == UTF8PROC_CATEGORY_ZS && code != ' ') ||
           code == 0x115F || code == 0x1160 || code == 0x3164 || code == 0xFFA0 || code == 0x2800 ||
           code == 0x034F;
}

bool is_pictographic(utf8proc_int32_t code) {
    const auto boundary = utf8proc_get_property(code)->boundclass;
    return boundary == UTF8PROC_BOUNDCLASS_EXTENDED_PICTOGRAPHIC ||
           boundary == UTF8PROC_BOUNDCLASS_E_ZWG;
}

bool is_regional_indicator(utf8proc_int32_t code) {
    return code >= 0x1F1E6 && code <= 0x1F1FF;
}

// One character as a reader sees it, and the columns it takes.
struct Cluster {
    std::string_view bytes;
    int width = 0;
};

Cluster first_cluster(std::string_view text) {
    Character previous = first_of(text);
    utf8proc_int32_t state = 0;
    std::size_t length = previous.bytes.size();
    int width = utf8proc_charwidth(previous.code);
    while (length < text.size()) {
        const Character next = first_of(text.substr(length));
        if (utf8proc_grapheme_break_stateful(previous.code, next.code, &state)) {
            break;
        }
        // Two regional indicators are one flag: each alone is narrow.
        width = next.code == kEmojiPresentation || is_regional_indicator(next.code)
                    ? 2
                    : std::max(width, utf8proc_charwidth(next.code));
        length += next.bytes.size();
        previous = next;
    }
    return {text.substr(0, length), std::min(width, 2)};
}

bool is_ascii(std::string_view text) {
    return std::ranges::all_of(text, [](char c) { return c >= ' ' && c < '\x7f'; });
}

} // namespace

std::string as_utf8(std::string_view text) {
    if (std::ranges::all_of(text, [](char c) { return static_cast<unsigned char>(c) < 0x80; })) {
        return std::string(text);
    }
    std::string out;
    each_character(text,
                   [&](const Character& character, std::string_view) { append(out, character); });
    return out;
}

std::string for_terminal(std::string_view text) {
    if (is_ascii(text)) {
        return std::string(text);
    }
    std::string out;
    each_character(text, [&](const Character& character, std::string_view) {
        if (is_control(character.code) || is_line_or_direction(character.code)) {
            out += named(character.code);
        } else {
            append(out, character);
        }
    });
    return out;
}

std::string with_odd_characters_shown(std::string_view text) {
    std::string out;
    utf8proc_int32_t previous = 0;
    bool begins_line = true; // nothing but spaces so far
    each_character(text, [&](const Character& character, std::string_view rest) {
        const utf8proc_int32_t code = character.code;
        begins_line = begins_line || previous == '\n';
        const bool joins_emoji = code == kZeroWidthJoiner && !rest.empty() &&
                                 is_pictographic(first_of(rest).code) &&
                                 (is_pictographic(previous) || previous == kEmojiPresentation ||
                                  (previous >= 0x1F3FB && previous <= 0x1F3FF));
        const bool ends_line = rest.find_first_not_of(' ') == std::string_view::npos ||
                               rest[rest.find_first_not_of(' ')] == '\n';
        if (code == '\n') {
            out += '\n';
        } else if (!character.valid) {
            out += fmt::format("<byte {:02X}>", static_cast<unsigned char>(character.bytes[0]));
        } else if ((is_control(code) || is_line_or_direction(code) || is_invisible(code)) &&
                   !joins_emoji) {
            out += named(code);
        } else if (code == ' ' && (begins_line || ends_line)) {
            out += named(code);
        } else {
            out += character.bytes;
        }
        begins_line = begins_line && code == ' ';
        previous = code;
    });
    return out;
}

std::string for_pipe(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (const char c : text) {
        switch (c) {
        case '\t':
            out += "\\t";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\\':
            out += "\\\\";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                out += fmt::format("\\x{:02x}", static_cast<unsigned>(c));
            } else {
                out += c;
            }
        }
    }
    return out;
}

int display_width(std::string_view text) {
    if (is_ascii(text)) {
        return static_cast<int>(text.size());
    }
    int width = 0;
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        width += cluster.width;
        text.remove_prefix(cluster.bytes.size());
    }
    return width;
}

std::string fitted(std::string_view text, int columns) {
    if (display_width(text) <= columns) {
        return std::string(text);
    }
    std::string out;
    int used = 1; // the ellipsis
    while (!text.empty()) {
        const Cluster cluster = first_cluster(text);
        if (used + cluster.width > columns) {
            break;
        }
        used += cluster.width;
        out += cluster.bytes;
        text.remove_prefix(cluster.bytes.size());
    }
    return columns < 1 ? std::string() : out + "…";
}

std::string painted(std::string_view text, Tone tone) {
    const char* code = nullptr;
    switch (tone) {
    case Tone::plain:
        return std::string(text);
    case Tone::strong:
        code = "1";
        break;
    case Tone::faint:
        code = "2";
        break;
    case Tone::good:
        code = "32";
        break;
    case Tone::soon:
        code = "33";
        break;
    case Tone::bad:
        code = "31";
        break;
    }
    return fmt::format("\x1b[{}m{}\x1b[0m", code, text);
}

} // namespace etsyorder::frame
