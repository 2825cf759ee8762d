// SPDX-License-Identifier: MIT
#include "sandbox/json_writer.hpp"

#include <fmt/format.h>

#include <iterator>

namespace etsyorder::sandbox {

void JsonWriter::separate() {
    if (!first_) {
        out_ += ',';
    }
    first_ = false;
}

void JsonWriter::open(char bracket) {
    separate();
    out_ += bracket;
    first_ = true;
}

void JsonWriter::close(char bracket) {
    out_ += bracket;
    first_ = false;
}

void JsonWriter::key(std::string_view name) {
    value(name);
    out_ += ':';
    first_ = true;
}

void JsonWriter::raw(std::string_view text) {
    separate();
    out_ += text;
}

void JsonWriter::integer(std::int64_t number) {
    separate();
    const fmt::format_int digits(number);
    out_.append(digits.data(), digits.size());
}

void JsonWriter::value(std::nullptr_t) {
    raw("null");
}

void JsonWriter::value(double number) {
    separate();
    fmt::format_to(std::back_inserter(out_), "{}", number);
}

void JsonWriter::value(std::string_view text) {
    separate();
    out_ += '"';
    std::size_t plain = 0; // from here on nothing needed escaping yet
    for (std::size_t i = 0; i < text.size(); ++i) {
        const char c = text[i];
        if (c != '"' && c != '\\' && static_cast<unsigned char>(c) >= 0x20) {
            continue;
        }
        out_.append(text.substr(plain, i - plain));
        plain = i + 1;
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else {
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
        }
    }
    out_.append(text.substr(plain));
    out_ += '"';
}

} // namespace etsyorder::sandbox
