// SPDX-License-Identifier: MIT
#include "net/smtp_text.hpp"

#include <algorithm>

namespace etsyorder::net {
namespace {

void add_line(std::string& out, std::string_view line) {
    if (line.starts_with('.')) {
        out += '.';
    }
    out += line;
    out += "\r\n";
}

// A line up to its LF, which may hold CR and NUL: rare, and never in what write_mail() makes.
void add_odd_line(std::string& out, std::string line) {
    std::replace(line.begin(), line.end(), '\0', '?');
    std::string_view rest = line;
    for (auto end = rest.find('\r'); end != std::string_view::npos; end = rest.find('\r')) {
        add_line(out, rest.substr(0, end));
        rest.remove_prefix(end + 1);
    }
    add_line(out, rest);
}

} // namespace

std::string text_for_the_wire(std::string_view mail) {
    std::string out;
    out.reserve(mail.size() + mail.size() / 64 + 64);
    while (!mail.empty()) {
        const auto end = std::min(mail.find('\n'), mail.size());
        auto line = mail.substr(0, end);
        mail.remove_prefix(std::min(end + 1, mail.size()));
        if (line.ends_with('\r')) {
            line.remove_suffix(1);
        }
        if (line.find('\r') == std::string_view::npos &&
            line.find('\0') == std::string_view::npos) {
            add_line(out, line);
        } else {
            add_odd_line(out, std::string(line));
        }
    }
    return out;
}

bool has_wide_headers(std::string_view mail) {
    const auto end = std::min(mail.find("\r\n\r\n"), mail.find("\n\n"));
    return !std::ranges::all_of(mail.substr(0, end),
                                [](char c) { return static_cast<signed char>(c) >= 0; });
}

} // namespace etsyorder::net
