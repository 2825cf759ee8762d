// SPDX-License-Identifier: MIT
#include "liquid/printing.hpp"

#include "liquid/characters.hpp"
#include "liquid/decimal.hpp"
#include "liquid/fault.hpp"

#include <fmt/format.h>

#include <charconv>

namespace etsyorder::liquid {
namespace {

constexpr int kDeepest = 100;             // arrays and objects within one another
constexpr std::size_t kLongest = 4 << 20; // bytes of one value

void append_integer(std::string& out, std::int64_t number) {
    char digits[24];
    out.append(digits, std::to_chars(digits, digits + sizeof digits, number).ptr);
}

void append_quoted(std::string& out, std::string_view text) {
    out += '"';
    for (std::size_t at = 0; at < text.size(); ++at) {
        const char c = text[at];
        switch (c) {
        case '"':
            out += "\\\"";
            break;
        case '\\':
            out += "\\\\";
            break;
        case '\n':
            out += "\\n";
            break;
        case '\t':
            out += "\\t";
            break;
        case '\r':
            out += "\\r";
            break;
        case '\f':
            out += "\\f";
            break;
        case '\v':
            out += "\\v";
            break;
        case '\b':
            out += "\\b";
            break;
        case '\a':
            out += "\\a";
            break;
        case '\x1B':
            out += "\\e";
            break;
        case '#': {
            const char next = at + 1 < text.size() ? text[at + 1] : ' ';
            out += next == '{' || next == '$' || next == '@' ? "\\#" : "#";
            break;
        }
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7F) {
                out +=
                    fmt::format("\\x{:02X}", static_cast<unsigned>(static_cast<unsigned char>(c)));
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

enum class Shape { run_together, inspected };

// A text that may grow up to `end`.
struct Growing {
    std::string& text;
    std::size_t end;
};

void append(const Growing& growing, const Value& value, Shape shape, int depth);

void append_members(const Growing& growing, const Value& value, int depth) {
    auto& out = growing.text;
    out += '{';
    bool first = true;
    const auto member = [&](std::string_view name, const Value& inner) {
        out += first ? "" : ", ";
        first = false;
        append_quoted(out, name);
        out += "=>";
        append(growing, inner, Shape::inspected, depth + 1);
    };
    if (value.is(Value::Kind::object)) {
        for (const auto& [name, inner] : value.members()) {
            member(name, inner);
        }
    } else {
        for (const auto& name : value.names()) {
            member(name, value.ask(name).value_or(Value()));
        }
    }
    out += '}';
}

void append_items(const Growing& growing, const Value& value, Shape shape, int depth) {
    auto& out = growing.text;
    out += shape == Shape::inspected ? "[" : "";
    bool first = true;
    for (const auto& item : value.items()) {
        out += first || shape == Shape::run_together ? "" : ", ";
        first = false;
        append(growing, item, shape, depth + 1);
    }
    out += shape == Shape::inspected ? "]" : "";
}

void append(const Growing& growing, const Value& value, Shape shape, int depth) {
    auto& out = growing.text;
    if (depth > kDeepest || out.size() > growing.end) {
        throw Fault(Problem::Kind::limit, "the value is too large to be shown");
    }
    switch (value.kind()) {
    case Value::Kind::nil:
        out += shape == Shape::inspected ? "nil" : "";
        break;
    case Value::Kind::boolean:
        out += value.boolean() ? "true" : "false";
        break;
    case Value::Kind::integer:
        append_integer(out, value.integer());
        break;
    case Value::Kind::number:
        out += format_number(value.number());
        break;
    case Value::Kind::text:
        if (shape == Shape::inspected) {
            append_quoted(out, value.text());
        } else {
            out += value.text();
        }
        break;
    case Value::Kind::array:
        append_items(growing, value, shape, depth);
        break;
    case Value::Kind::object:
    case Value::Kind::lazy:
        append_members(growing, value, depth);
        break;
    case Value::Kind::range:
        append_integer(out, value.first());
        out += "..";
        append_integer(out, value.last());
        break;
    case Value::Kind::blank:
    case Value::Kind::empty:
        break;
    }
}

} // namespace

void append_printed(std::string& out, const Value& value) {
    append({out, out.size() + kLongest}, value, Shape::run_together, 0);
}

std::string printed(const Value& value) {
    std::string out;
    append_printed(out, value);
    return out;
}

std::string to_text(const Value& value) {
    std::string out;
    append({out, kLongest},
           value,
           value.is(Value::Kind::array) ? Shape::inspected : Shape::run_together,
           0);
    return out;
}

std::string_view text_of(const Value& value, std::string& place) {
    if (value.is_text()) {
        return value.text();
    }
    place = to_text(value);
    return place;
}

} // namespace etsyorder::liquid
