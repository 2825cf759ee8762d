// SPDX-License-Identifier: MIT
#include "etsy/wire.hpp"

#include "base/html_text.hpp"

#include <charconv>
#include <cmath>
#include <utility>

namespace etsyorder::etsy::wire {
namespace {

constexpr double kLargestExact = 9'007'199'254'740'992; // whole numbers are exact up to 2^53
constexpr std::int64_t kLastSecond = 253'402'300'799;   // 9999-12-31T23:59:59Z

std::size_t valid_sequence(std::string_view text, std::size_t at) {
    for (std::size_t size = 1; size <= 4 && at + size <= text.size(); ++size) {
        if (simdjson::validate_utf8(text.data() + at, size)) {
            return size;
        }
    }
    return 0;
}

std::string replace_invalid(std::string_view text) {
    std::string clean;
    clean.reserve(text.size() + 16);
    for (std::size_t at = 0; at < text.size();) {
        const auto size = valid_sequence(text, at);
        clean.append(size == 0 ? std::string_view("\xef\xbf\xbd") : text.substr(at, size));
        at += size == 0 ? 1 : size;
    }
    return clean;
}

} // namespace

bool is_null(ondemand::value value) {
    bool null = false;
    return value.is_null().get(null) == simdjson::SUCCESS && null;
}

std::optional<std::string> verbatim_text(ondemand::value value) {
    std::string_view read;
    const auto code = value.get_string().get(read);
    if (code == simdjson::SUCCESS) {
        return std::string(read);
    }
    if (code == simdjson::STRING_ERROR) { // half a surrogate pair: keep the escapes as they came
        std::string_view token = value.raw_json_token();
        token = token.substr(0, token.find_last_of('"'));
        return std::string(token.substr(std::min<std::size_t>(1, token.size())));
    }
    if (is_null(value)) {
        return std::string();
    }
    ondemand::json_type type{};
    if (value.type().get(type) == simdjson::SUCCESS && type == ondemand::json_type::number) {
        std::string_view token = value.raw_json_token();
        return std::string(token.substr(0, token.find_first_of(" \t\r\n")));
    }
    return std::nullopt;
}

std::optional<std::string> text(ondemand::value value) {
    auto read = verbatim_text(value);
    if (read && read->find('&') != std::string::npos) {
        read = base::decode_html(*read);
    }
    return read;
}

std::optional<std::int64_t> integer(ondemand::value value) {
    std::int64_t number = 0;
    if (value.get_int64().get(number) == simdjson::SUCCESS) {
        return number;
    }
    double real = 0;
    if (value.get_double().get(real) == simdjson::SUCCESS) {
        return std::abs(real) <= kLargestExact && std::trunc(real) == real
                   ? std::optional(static_cast<std::int64_t>(real))
                   : std::nullopt;
    }
    std::string_view quoted;
    if (value.get_string().get(quoted) != simdjson::SUCCESS || quoted.empty()) {
        return std::nullopt;
    }
    const auto* end = quoted.data() + quoted.size();
    const auto [stop, problem] = std::from_chars(quoted.data(), end, number);
    return problem == std::errc{} && stop == end ? std::optional(number) : std::nullopt;
}

std::optional<std::int64_t> number_at_etsy(ondemand::value value) {
    const auto number = integer(value);
    return number && *number > 0 ? number : std::nullopt;
}

std::optional<bool> flag(ondemand::value value) {
    bool yes = false;
    if (value.get_bool().get(yes) == simdjson::SUCCESS) {
        return yes;
    }
    const auto number = integer(value);
    return number ? std::optional(*number != 0) : std::nullopt;
}

std::optional<base::Instant> instant(ondemand::value value) {
    const auto seconds = integer(value);
    if (!seconds || *seconds <= 0 || *seconds > kLastSecond) {
        return std::nullopt;
    }
    return base::from_utc_seconds(*seconds);
}

std::optional<base::Money> money(ondemand::value value) {
    ondemand::object object;
    if (value.get_object().get(object) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::optional<std::int64_t> amount;
    std::optional<std::int64_t> divisor;
    std::string currency;
    for (auto field : object) {
        std::string_view key;
        ondemand::value part;
        if (field.unescaped_key().get(key) != simdjson::SUCCESS ||
            field.value().get(part) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        if (key == "amount") {
            amount = integer(part);
        } else if (key == "divisor") {
            divisor = integer(part);
        } else if (key == "currency_code") {
            currency = verbatim_text(part).value_or("");
        }
    }
    return amount && divisor ? base::money_from_fraction(*amount, *divisor, std::move(currency))
                             : std::nullopt;
}

WireError refuse(simdjson::error_code code, std::string_view body) {
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos) {
        return {WireError::Kind::not_json, "the answer is empty"};
    }
    if (body[first] == '<') {
        return {WireError::Kind::not_json, "the answer is a web page, not JSON"};
    }
    if (body[first] != '{' && body[first] != '[') {
        return {WireError::Kind::not_json, "the answer is not JSON"};
    }
    if (code == simdjson::INCORRECT_TYPE || code == simdjson::NO_SUCH_FIELD) {
        return {WireError::Kind::wrong_shape, "the answer is JSON, but holds no receipts"};
    }
    return {WireError::Kind::cut_short,
            std::string("the JSON breaks off or is damaged: ") + simdjson::error_message(code)};
}

void prepare(std::string& body) {
    if (body.starts_with("\xef\xbb\xbf")) { // a byte order mark: allowed before JSON, and ignored
        body.erase(0, 3);
    }
    if (!simdjson::validate_utf8(body)) {
        body = replace_invalid(body);
    }
    body.reserve(body.size() + simdjson::SIMDJSON_PADDING);
}

} // namespace etsyorder::etsy::wire
