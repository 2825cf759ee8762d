// SPDX-License-Identifier: MIT
#include "httpd/message.hpp"

#include "base/ascii.hpp"

#include <algorithm>

namespace etsyorder::httpd {

namespace {

constexpr std::size_t kMaxPairs = 1000;

int hex_value(char c) {
    if (c >= '0' && c <= '9') {
        return c - '0';
    }
    const char l = base::ascii_lower(c);
    return l >= 'a' && l <= 'f' ? l - 'a' + 10 : -1;
}

std::string decode(std::string_view text, char plus) {
    std::string out;
    out.reserve(text.size());
    for (std::size_t i = 0; i < text.size(); ++i) {
        if (text[i] == '%' && i + 2 < text.size() && hex_value(text[i + 1]) >= 0 &&
            hex_value(text[i + 2]) >= 0) {
            out += static_cast<char>(hex_value(text[i + 1]) * 16 + hex_value(text[i + 2]));
            i += 2;
        } else {
            out += text[i] == '+' ? plus : text[i];
        }
    }
    return out;
}

Response typed(int status, std::string body, const char* type) {
    Response response;
    response.status = status;
    response.headers.emplace_back("content-type", type);
    response.body = std::move(body);
    return response;
}

} // namespace

std::optional<std::string> field(const Fields& fields, std::string_view name) {
    const auto found = std::ranges::find(
        fields, name, [](const auto& pair) { return std::string_view(pair.first); });
    return found == fields.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> Request::header(std::string_view name) const {
    const auto found = std::ranges::find_if(
        headers, [&](const auto& pair) { return base::same_but_for_case(pair.first, name); });
    return found == headers.end() ? std::nullopt : std::optional(found->second);
}

std::optional<std::string> Request::query_value(std::string_view name) const {
    return field(query, name);
}

std::string Request::param(std::string_view name) const {
    return field(params, name).value_or("");
}

Response text_response(int status, std::string body) {
    return typed(status, std::move(body), "text/plain; charset=utf-8");
}

Response html_response(int status, std::string body) {
    return typed(status, std::move(body), "text/html; charset=utf-8");
}

Response json_response(int status, std::string body) {
    return typed(status, std::move(body), "application/json");
}

Response redirect_response(int status, std::string location) {
    Response response;
    response.status = status;
    response.headers.emplace_back("location", std::move(location));
    return response;
}

Fields parse_form(std::string_view text) {
    Fields out;
    while (!text.empty() && out.size() < kMaxPairs) {
        const auto end = text.find('&');
        const auto pair = text.substr(0, end);
        text = end == std::string_view::npos ? std::string_view{} : text.substr(end + 1);
        if (pair.empty()) {
            continue;
        }
        const auto equals = pair.find('=');
        const auto value =
            equals == std::string_view::npos ? std::string_view{} : pair.substr(equals + 1);
        out.emplace_back(decode(pair.substr(0, equals), ' '), decode(value, ' '));
    }
    return out;
}

std::string percent_decode(std::string_view text) {
    return decode(text, '+');
}

std::string percent_encode(std::string_view text) {
    constexpr std::string_view kDigits = "0123456789ABCDEF";
    std::string out;
    for (const char c : text) {
        const bool plain = (c >= 'A' && c <= 'Z') || (c >= 'a' && c <= 'z') ||
                           (c >= '0' && c <= '9') || c == '-' || c == '.' || c == '_' || c == '~';
        if (plain) {
            out += c;
        } else {
            const auto byte = static_cast<unsigned char>(c);
            out += '%';
            out += kDigits[byte >> 4U];
            out += kDigits[byte & 15U];
        }
    }
    return out;
}

std::string escape_html(std::string_view text) {
    std::string out;
    out.reserve(text.size());
    for (;;) {
        const auto special = text.find_first_of("&<>\"'");
        out.append(text.substr(0, special));
        if (special == std::string_view::npos) {
            return out;
        }
        const char c = text[special];
        out += c == '&'   ? "&amp;"
               : c == '<' ? "&lt;"
               : c == '>' ? "&gt;"
               : c == '"' ? "&quot;"
                          : "&#39;";
        text.remove_prefix(special + 1);
    }
}

std::string media_type(const Request& request) {
    auto type = base::ascii_lower(request.header("content-type").value_or(""));
    type = type.substr(0, type.find(';'));
    while (!type.empty() && type.back() == ' ') {
        type.pop_back();
    }
    return type;
}

} // namespace etsyorder::httpd
