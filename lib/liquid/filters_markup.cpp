// SPDX-License-Identifier: MIT
// Filters that write a text for HTML, for a URL or as base64, or take such writing away.
#include "liquid/characters.hpp"
#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/standard_filters.hpp"

#include <array>

namespace etsyorder::liquid::standard {
namespace {

constexpr auto kNot = std::string_view::npos;

Value safe(std::string text) {
    return Value(std::move(text)).marked_safe();
}

Value escape(const FilterCall& call) {
    if (call.input().is_nil() || (call.surroundings().html && call.input().safe())) {
        return call.input();
    }
    const InputText input(call);
    std::string out;
    call.meter().must_fit(escaped_size(*input));
    append_escaped(out, *input);
    return safe(std::move(out));
}

// &name; or &#123;
bool is_reference(std::string_view text) {
    const auto end = text.find(';');
    if (end == kNot || end < 2) {
        return false;
    }
    const bool number = text[1] == '#';
    const auto name = text.substr(number ? 2 : 1, end - (number ? 2 : 1));
    const auto fits = [number](char c) {
        return number ? is_digit(c) : is_word(c) && !is_digit(c) && c != '_';
    };
    for (const char c : name) {
        if (!fits(c)) {
            return false;
        }
    }
    return !name.empty();
}

Value escape_once(const FilterCall& call) {
    const InputText input(call);
    const auto text = *input;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        // No name of a character is longer than this.
        if (text[at] == '&' && is_reference(text.substr(at, 40))) {
            out += '&';
        } else {
            append_escaped(out, text.substr(at, 1));
            call.meter().must_fit(out.size());
        }
    }
    return safe(std::move(out));
}

// Without what stands between the two, which `begin` must come before; as often as there is both.
struct Pair {
    std::string_view begin;
    std::string_view end;
};

std::string without_blocks(std::string_view text) {
    static constexpr std::array<Pair, 3> kBlocks = {
        Pair{"<script", "</script>"}, Pair{"<!--", "-->"}, Pair{"<style", "</style>"}};
    std::array<bool, 3> closed = {true, true, true}; // is there one more end of its kind?
    std::string out;
    std::size_t at = 0;
    while (true) {
        const auto open = text.find('<', at);
        if (open == kNot) {
            break;
        }
        out.append(text, at, open - at);
        at = open;
        for (std::size_t i = 0; i < kBlocks.size() && at == open; ++i) {
            const auto& [begin, end] = kBlocks[i];
            if (!closed[i] || text.substr(open, begin.size()) != begin) {
                continue;
            }
            const auto found = text.find(end, open + begin.size());
            closed[i] = found != kNot;
            at = closed[i] ? found + end.size() : at;
        }
        if (at == open) {
            out += '<';
            ++at;
        }
    }
    out.append(text, at);
    return out;
}

Value strip_html(const FilterCall& call) {
    const InputText input(call);
    const auto text = without_blocks(*input);
    std::string out;
    std::size_t at = 0;
    while (true) {
        const auto open = text.find('<', at);
        const auto close = open == kNot ? kNot : text.find('>', open);
        if (close == kNot) {
            break;
        }
        out.append(text, at, open - at);
        at = close + 1;
    }
    out.append(text, at);
    return out;
}

Value newline_to_br(const FilterCall& call) {
    const InputText input(call);
    const bool html = call.surroundings().html;
    std::string escaped;
    std::string_view text = *input;
    if (html && !call.input().safe()) {
        call.meter().must_fit(escaped_size(text));
        append_escaped(escaped, text);
        text = escaped;
    }
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        if (text[at] == '\r' && at + 1 < text.size() && text[at + 1] == '\n') {
            continue;
        }
        out += text[at] == '\n' ? "<br />\n" : std::string_view(&text[at], 1);
        call.meter().must_fit(out.size());
    }
    return html ? safe(std::move(out)) : Value(std::move(out));
}

Value url_encode(const FilterCall& call) {
    if (call.input().is_nil()) {
        return {};
    }
    static constexpr std::string_view kHex = "0123456789ABCDEF";
    const InputText input(call);
    call.meter().must_fit((*input).size() * 3);
    std::string out;
    for (const char c : *input) {
        const auto byte = static_cast<unsigned char>(c);
        if (is_word(c) || c == '-' || c == '.' || c == '~') {
            out += c;
        } else if (c == ' ') {
            out += '+';
        } else {
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 15U];
        }
    }
    return safe(std::move(out));
}

int hex_digit(char c) {
    return is_digit(c)            ? c - '0'
           : c >= 'a' && c <= 'f' ? c - 'a' + 10
           : c >= 'A' && c <= 'F' ? c - 'A' + 10
                                  : -1;
}

Value url_decode(const FilterCall& call) {
    if (call.input().is_nil()) {
        return {};
    }
    const InputText input(call);
    const auto text = *input;
    std::string out;
    for (std::size_t at = 0; at < text.size(); ++at) {
        const int high = text[at] == '%' && at + 2 < text.size() ? hex_digit(text[at + 1]) : -1;
        const int low = high >= 0 ? hex_digit(text[at + 2]) : -1;
        if (low >= 0) {
            out += static_cast<char>(high * 16 + low);
            at += 2;
        } else {
            out += text[at] == '+' ? ' ' : text[at];
        }
    }
    for (std::string_view rest = out; !rest.empty();) {
        const auto bad = bad_byte(rest);
        if (!bad) {
            break;
        }
        if (rest[*bad] != '\0') {
            refuse_argument("invalid byte sequence in UTF-8");
        }
        rest.remove_prefix(*bad + 1);
    }
    return out;
}

constexpr std::string_view kPlain =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/";
constexpr std::string_view kForUrls =
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_";

Value encoded(const FilterCall& call, std::string_view alphabet) {
    const InputText input(call);
    const auto text = *input;
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 3) {
        std::uint32_t bits = 0;
        const auto count = std::min<std::size_t>(3, text.size() - at);
        for (std::size_t i = 0; i < 3; ++i) {
            bits = bits << 8U | (i < count ? static_cast<unsigned char>(text[at + i]) : 0U);
        }
        for (std::size_t i = 0; i < 4; ++i) {
            out += i <= count ? alphabet[bits >> (18 - 6 * i) & 63U] : '=';
        }
    }
    return out;
}

Value decoded(const FilterCall& call, std::string_view alphabet, std::string_view name) {
    const InputText input(call);
    std::string text(*input);
    const auto refuse = [&name] {
        refuse_argument("invalid base64 provided to " + std::string(name));
    };
    if (alphabet == kForUrls && text.size() % 4 != 0 && text.find('=') == std::string::npos) {
        text.append(4 - text.size() % 4, '=');
    }
    if (text.size() % 4 != 0) {
        refuse();
    }
    std::string out;
    for (std::size_t at = 0; at < text.size(); at += 4) {
        std::uint32_t bits = 0;
        std::size_t padding = 0;
        for (std::size_t i = 0; i < 4; ++i) {
            const char c = text[at + i];
            auto digit = alphabet.find(c);
            if (digit == kNot && alphabet == kForUrls) {
                digit = kPlain.find(c); // as the reference, which takes both
            }
            const bool pads = c == '=' && i >= 2 && at + 4 == text.size();
            if ((digit == kNot && !pads) || (digit != kNot && padding > 0)) {
                refuse();
            }
            padding += pads ? 1 : 0;
            bits = bits << 6U | (pads ? 0U : static_cast<std::uint32_t>(digit));
        }
        if ((padding == 1 && (bits & 0xFFU) != 0) || (padding == 2 && (bits & 0xFFFFU) != 0)) {
            refuse();
        }
        for (std::size_t i = 0; i + padding < 3; ++i) {
            out += static_cast<char>(bits >> (16 - 8 * i) & 0xFFU);
        }
    }
    return out;
}

Value base64_encode(const FilterCall& call) {
    return encoded(call, kPlain);
}

Value base64_url_safe_encode(const FilterCall& call) {
    return encoded(call, kForUrls);
}

Value base64_decode(const FilterCall& call) {
    return decoded(call, kPlain, "base64_decode");
}

Value base64_url_safe_decode(const FilterCall& call) {
    return decoded(call, kForUrls, "base64_url_safe_decode");
}

} // namespace

std::vector<Row> markup_filters() {
    return {row("escape", {}, escape),
            row("h", {}, escape),
            row("escape_once", {}, escape_once),
            row("strip_html", {}, strip_html),
            row("newline_to_br", {}, newline_to_br),
            row("url_encode", {}, url_encode),
            row("url_decode", {}, url_decode),
            row("base64_encode", {}, base64_encode),
            row("base64_decode", {}, base64_decode),
            row("base64_url_safe_encode", {}, base64_url_safe_encode),
            row("base64_url_safe_decode", {}, base64_url_safe_decode)};
}

} // namespace etsyorder::liquid::standard
