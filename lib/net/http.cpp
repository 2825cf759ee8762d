// SPDX-License-Identifier: MIT
#include "net/http.hpp"

#include "base/ascii.hpp"

#include <algorithm>
#include <utility>

namespace etsyorder::net {
namespace {

bool unreserved(char c) {
    return (c >= 'a' && c <= 'z') || (c >= 'A' && c <= 'Z') || (c >= '0' && c <= '9') || c == '-' ||
           c == '.' || c == '_' || c == '~';
}

void append_encoded(std::string& out, std::string_view text) {
    constexpr std::string_view kHex = "0123456789ABCDEF";
    for (const char c : text) {
        if (unreserved(c)) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kHex[byte >> 4U];
            out += kHex[byte & 0xFU];
        }
    }
}

int hex_digit(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char small = base::ascii_lower(c);
    return small >= 'a' && small <= 'f' ? small - 'a' + 10 : -1;
}

std::string decoded(std::string_view text) {
    std::string out;
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_digit(text[i + 1]) >= 0 &&
            hex_digit(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_digit(text[i + 1]) * 16 + hex_digit(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? ' ' : text[i];
        }
    }
    return out;
}

} // namespace

std::string_view to_string(Method method) {
    switch (method) {
    case Method::get:
        return "GET";
    case Method::post:
        return "POST";
    case Method::put:
        return "PUT";
    case Method::remove:
        return "DELETE";
    }
    return "GET";
}

void Headers::add(std::string name, std::string value) {
    lines_.push_back({std::move(name), std::move(value)});
}

std::optional<std::string_view> Headers::find(std::string_view name) const {
    const auto found = std::ranges::find_if(
        lines_, [&](const Header& line) { return base::same_but_for_case(line.name, name); });
    return found == lines_.end() ? std::nullopt : std::optional<std::string_view>(found->value);
}

std::string form_encode(const Fields& fields) {
    std::string out;
    for (const auto& [name, value] : fields) {
        if (!out.empty()) {
            out += '&';
        }
        append_encoded(out, name);
        out += '=';
        append_encoded(out, value);
    }
    return out;
}

Fields form_decode(std::string_view text) {
    Fields fields;
    while (!text.empty()) {
        const auto pair = text.substr(0, text.find('&'));
        text.remove_prefix(std::min(pair.size() + 1, text.size()));
        if (pair.empty()) {
            continue;
        }
        const auto equals = pair.find('=');
        fields.emplace_back(decoded(pair.substr(0, equals)),
                            equals == std::string_view::npos ? ""
                                                             : decoded(pair.substr(equals + 1)));
    }
    return fields;
}

std::optional<base::Instant> parse_http_date(std::string_view text) {
    constexpr std::string_view kMonths = "JanFebMarAprMayJunJulAugSepOctNovDec";
    if (text.size() != 29 || text.substr(3, 2) != ", " || text.substr(25) != " GMT" ||
        text[7] != ' ' || text[11] != ' ' || text[16] != ' ') {
        return std::nullopt;
    }
    const auto month = kMonths.find(text.substr(8, 3));
    if (month == std::string_view::npos || month % 3 != 0) {
        return std::nullopt;
    }
    const auto number = month / 3 + 1;
    std::string iso(text.substr(12, 4));
    iso += number < 10 ? "-0" : "-1";
    iso += static_cast<char>('0' + number % 10);
    iso += '-';
    iso += text.substr(5, 2);
    iso += 'T';
    iso += text.substr(17, 8);
    iso += 'Z';
    return base::parse_instant(iso);
}

bool is_loopback(std::string_view url) {
    const auto scheme = url.find("://");
    if (scheme == std::string_view::npos) {
        return false;
    }
    auto host = url.substr(scheme + 3);
    host = host.substr(0, host.find_first_of("/?#"));
    if (host.find('@') != std::string_view::npos) {
        return false; // a user name before the host is how addresses disguise themselves
    }
    if (host.starts_with('[')) {
        return host.substr(0, host.find(']')) == "[::1";
    }
    host = host.substr(0, host.find(':'));
    if (base::same_but_for_case(host, "localhost")) {
        return true;
    }
    // Four numbers: "127.evil.example" is a name, not an address.
    const auto numeric =
        std::ranges::all_of(host, [](char c) { return c == '.' || (c >= '0' && c <= '9'); });
    return numeric && host.starts_with("127.") && std::ranges::count(host, '.') == 3;
}

} // namespace etsyorder::net
