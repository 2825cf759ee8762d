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
    fmt::format_to(std::back_inserter(out_), "{}", number);
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
    for (const char c : text) {
        if (c == '"' || c == '\\') {
            out_ += '\\';
            out_ += c;
        } else if (static_cast<unsigned char>(c) < 0x20) {
            fmt::format_to(std::back_inserter(out_), "\\u{:04x}", static_cast<unsigned>(c));
        } else {
            out_ += c;
        }
    }
    out_ += '"';
}

} // namespace etsyorder::sandbox
