// SPDX-License-Identifier: MIT
#include "frame/value.hpp"

#include "frame/text.hpp"

#include <fmt/format.h>

namespace etsyorder::frame {
namespace {

void append_string(std::string& out, std::string_view text) {
    const std::string clean = as_utf8(text);
    out += '"';
    for (const char c : clean) {
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
        case '\r':
            out += "\\r";
            break;
        case '\t':
            out += "\\t";
            break;
        default:
            if (static_cast<unsigned char>(c) < 0x20 || c == 0x7f) {
                out += fmt::format("\\u{:04x}", static_cast<unsigned>(c));
            } else {
                out += c;
            }
        }
    }
    out += '"';
}

} // namespace

Value::Value() : data_(nullptr) {}
Value::Value(std::nullptr_t) : data_(nullptr) {}
Value::Value(bool truth) : data_(truth) {}
Value::Value(Integer number) : data_(number.value) {}
Value::Value(std::string text) : data_(std::move(text)) {}
Value::Value(std::string_view text) : data_(std::string(text)) {}
Value::Value(const char* text) : data_(std::string(text)) {}
Value::Value(base::Instant instant) : data_(base::format_instant(instant)) {}
Value::Value(base::Date date) : data_(base::format_date(date)) {}
Value::Value(const base::Money& money)
    : data_(Object{{"amount", base::format_decimal(money)}, {"currency", money.currency}}) {}
Value::Value(const Value&) = default;
Value::Value(Value&&) noexcept = default;
Value& Value::operator=(const Value&) = default;
Value& Value::operator=(Value&&) noexcept = default;
Value::~Value() = default;

Value Value::object(Object members) {
    Value result;
    result.data_ = std::move(members);
    return result;
}

Value Value::list(List values) {
    Value result;
    result.data_ = std::move(values);
    return result;
}

Value Value::from_json(std::string text) {
    Value result;
    result.data_ = Json{std::move(text)};
    return result;
}

const Value::Object* Value::as_object() const {
    return std::get_if<Object>(&data_);
}

Value::Object* Value::as_object() {
    return std::get_if<Object>(&data_);
}

const Value::List* Value::as_list() const {
    return std::get_if<List>(&data_);
}

const std::string* Value::as_text() const {
    return std::get_if<std::string>(&data_);
}

const std::string* Value::as_json_text() const {
    const auto* json = std::get_if<Json>(&data_);
    return json == nullptr ? nullptr : &json->text;
}

std::optional<std::int64_t> Value::as_integer() const {
    const auto* number = std::get_if<std::int64_t>(&data_);
    return number == nullptr ? std::nullopt : std::optional(*number);
}

std::optional<bool> Value::as_truth() const {
    const auto* truth = std::get_if<bool>(&data_);
    return truth == nullptr ? std::nullopt : std::optional(*truth);
}

void Value::append_json(std::string& out) const {
    if (const auto* truth = std::get_if<bool>(&data_)) {
        out += *truth ? "true" : "false";
    } else if (const auto* number = std::get_if<std::int64_t>(&data_)) {
        out += std::to_string(*number);
    } else if (const auto* text = std::get_if<std::string>(&data_)) {
        append_string(out, *text);
    } else if (const auto* list = std::get_if<List>(&data_)) {
        out += '[';
        const char* comma = "";
        for (const Value& value : *list) {
            out += comma;
            value.append_json(out);
            comma = ",";
        }
        out += ']';
    } else if (const auto* members = std::get_if<Object>(&data_)) {
        out += '{';
        const char* comma = "";
        for (const Member& member : *members) {
            out += comma;
            append_string(out, member.name);
            out += ':';
            member.value.append_json(out);
            comma = ",";
        }
        out += '}';
    } else if (const auto* json = std::get_if<Json>(&data_)) {
        out += json->text;
    } else {
        out += "null";
    }
}

std::string Value::json() const {
    std::string out;
    append_json(out);
    return out;
}

std::string Value::plain() const {
    if (const auto* text = std::get_if<std::string>(&data_)) {
        return *text;
    }
    if (std::holds_alternative<std::nullptr_t>(data_)) {
        return {};
    }
    if (const auto* list = std::get_if<List>(&data_)) {
        std::string out;
        for (const Value& value : *list) {
            out += (out.empty() ? "" : ",") + value.plain();
        }
        return out;
    }
    return json();
}

} // namespace etsyorder::frame
