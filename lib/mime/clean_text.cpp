// SPDX-License-Identifier: MIT
#include "mime/clean_text.hpp"

#include "base/ascii.hpp"
#include "base/invisible.hpp"
#include "base/utf8.hpp"

#include <algorithm>

namespace etsyorder::mime {
namespace {

constexpr std::size_t kMostFileNameCharacters = 120;
constexpr std::size_t kMostEndingBytes = 16; // ".jpeg"

std::size_t characters(std::string_view text) {
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size(); ++count) {
        (void)base::next_character(text, at);
    }
    return count;
}

// In a body: all of most texts.
bool stays(char c) {
    return (c >= ' ' && c < 0x7f) || c == '\n' || c == '\t';
}

// RFC 6838, 4.2
bool is_restricted_name(std::string_view text) {
    return !text.empty() && text.size() <= 127 && std::ranges::all_of(text, [](char c) {
        return (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') ||
               std::string_view("!#$&-^_.+").find(c) != std::string_view::npos;
    });
}

} // namespace

std::string clean_line(std::string_view text, std::size_t most) {
    std::string out;
    std::size_t count = 0;
    for (std::size_t at = 0; at < text.size() && count < most;) {
        const auto code = base::next_character(text, at);
        if (base::is_deceptive(code)) {
            continue;
        }
        if (!base::is_control(code)) {
            base::append_utf8(out, code);
        } else if (!out.empty()) {
            out += ' ';
        } else {
            continue;
        }
        ++count;
    }
    return std::string(base::trimmed(out));
}

std::string clean_body(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t at = 0; at < text.size();) {
        const auto from = at;
        while (at < text.size() && stays(text[at])) {
            ++at;
        }
        out += text.substr(from, at - from);
        if (at == text.size()) {
            break;
        }
        if (text[at] == '\r') {
            at += text.substr(at, 2) == "\r\n" ? std::size_t{2} : std::size_t{1};
            out += '\n';
            continue;
        }
        const auto code = base::next_character(text, at);
        if (code >= 0xa0) {
            base::append_utf8(out, code);
        }
    }
    return out;
}

std::string clean_file_name(std::string_view name) {
    const auto slash = name.find_last_of("/\\");
    auto out =
        clean_line(name.substr(slash == std::string_view::npos ? 0 : slash + 1), name.size());
    if (characters(out) > kMostFileNameCharacters) {
        const auto dot = std::min(out.rfind('.'), out.size());
        const auto ending = out.size() - dot <= kMostEndingBytes ? out.substr(dot) : std::string();
        out = clean_line(out, kMostFileNameCharacters - characters(ending)) + ending;
    }
    return out.empty() || out == "." || out == ".." ? "attachment" : out;
}

std::string clean_media_type(std::string_view type) {
    auto out = base::ascii_lower(std::string(type));
    const auto slash = out.find('/');
    const std::string_view whole = out;
    if (slash == std::string::npos || !is_restricted_name(whole.substr(0, slash)) ||
        !is_restricted_name(whole.substr(slash + 1)) || whole.starts_with("multipart/") ||
        whole.starts_with("message/")) {
        return "application/octet-stream";
    }
    return out;
}

} // namespace etsyorder::mime
