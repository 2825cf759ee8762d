// SPDX-License-Identifier: MIT
#include "net/smtp_reply.hpp"

#include "base/ascii.hpp"
#include "base/invisible.hpp"
#include "base/utf8.hpp"

#include <algorithm>
#include <utility>

namespace etsyorder::net {
namespace {

constexpr std::size_t kMostToldBytes = 500;

bool is_digit(char c) {
    return c >= '0' && c <= '9';
}

// "5.1.1" at the beginning (RFC 3463); empty: none.
std::string_view enhanced_status(std::string_view text) {
    const auto status = text.substr(0, text.find(' '));
    if (status.size() < 5 || status.size() > 9 || status[1] != '.' ||
        std::string_view("245").find(status[0]) == std::string_view::npos) {
        return {};
    }
    const auto second = status.find('.', 2);
    const auto number = [](std::string_view part) {
        return !part.empty() && part.size() <= 3 && std::ranges::all_of(part, is_digit);
    };
    if (second == std::string_view::npos || !number(status.substr(2, second - 2)) ||
        !number(status.substr(second + 1))) {
        return {};
    }
    return status;
}

void replace_all(std::string& text, const HiddenWord& hidden) {
    if (hidden.word.empty()) {
        return;
    }
    const auto same = [](char a, char b) { return base::ascii_lower(a) == base::ascii_lower(b); };
    for (std::size_t from = 0;;) {
        const auto begin = text.begin() + static_cast<std::ptrdiff_t>(from);
        const auto found =
            std::search(begin, text.end(), hidden.word.begin(), hidden.word.end(), same);
        if (found == text.end()) {
            return;
        }
        const auto at = static_cast<std::size_t>(found - text.begin());
        text.replace(at, hidden.word.size(), hidden.instead);
        from = at + hidden.instead.size();
    }
}

// One line of whole characters, blanks for controls.
std::string cleaned(std::string_view text) {
    std::string out;
    for (std::size_t at = 0; at < text.size() && out.size() < kMostToldBytes;) {
        const auto code = base::next_character(text, at);
        if (base::is_control(code)) {
            out += ' ';
        } else if (!base::is_deceptive(code)) {
            base::append_utf8(out, code);
        }
    }
    return std::string(base::trimmed(out));
}

} // namespace

void ReplyReader::add(std::string_view bytes) {
    if (broken_) {
        return;
    }
    waiting_ += bytes;
}

std::optional<RawReply> ReplyReader::next() {
    std::size_t from = 0;
    bool whole = false;
    while (!whole && !broken_) {
        const auto end = waiting_.find('\n', from);
        const auto size = std::min(end, waiting_.size()) - from;
        if (size > kMostLineBytes) {
            broken_ = true;
        } else if (end == std::string::npos) {
            break;
        } else {
            whole = take_line(std::string_view(waiting_).substr(from, size));
            from = end + 1;
        }
    }
    waiting_.erase(0, from);
    if (broken_) {
        waiting_.clear();
    }
    return whole && !broken_ ? std::optional(std::exchange(begun_, {})) : std::nullopt;
}

bool ReplyReader::take_line(std::string_view line) {
    if (line.ends_with('\r')) {
        line.remove_suffix(1);
    }
    const bool has_code = line.size() >= 3 && line[0] >= '2' && line[0] <= '5' &&
                          is_digit(line[1]) && is_digit(line[2]) &&
                          (line.size() == 3 || line[3] == ' ' || line[3] == '-');
    const int code = has_code ? (line[0] - '0') * 100 + (line[1] - '0') * 10 + (line[2] - '0') : 0;
    if (!has_code || begun_.lines.size() == kMostLines ||
        (!begun_.lines.empty() && begun_.code != code)) {
        broken_ = true;
        return false;
    }
    begun_.code = code;
    begun_.lines.emplace_back(line.substr(std::min<std::size_t>(4, line.size())));
    return line.size() == 3 || line[3] == ' ';
}

ServerReply told(const RawReply& reply, const std::vector<HiddenWord>& hidden) {
    ServerReply out{.code = reply.code};
    std::string whole;
    for (const std::string_view line : reply.lines) {
        const auto status = enhanced_status(line);
        if (out.enhanced.empty()) {
            out.enhanced = status;
        }
        const auto rest = base::trimmed(line.substr(status.size()));
        whole += whole.empty() || rest.empty() ? "" : " ";
        whole += rest;
    }
    for (const auto& word : hidden) {
        replace_all(whole, word);
    }
    out.text = cleaned(whole);
    return out;
}

} // namespace etsyorder::net
