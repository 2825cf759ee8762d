// SPDX-License-Identifier: MIT
// Value: one piece of a result, as JSON knows it. Objects keep the order in which members were
// added.
//
//     Value::object({{"number", 1042}, {"buyer", "Ann"}, {"tags", Value::list({"urgent"})}})
#pragma once

#include "base/clock.hpp"
#include "base/money.hpp"

#include <concepts>
#include <cstdint>
#include <optional>
#include <string>
#include <string_view>
#include <variant>
#include <vector>

namespace etsyorder::frame {

struct Member;

class Value {
public:
    using List = std::vector<Value>;
    using Object = std::vector<Member>;

    Value(); // null
    Value(std::nullptr_t);
    Value(bool truth);
    template <std::integral Number>
    requires(!std::same_as<Number, bool> && !std::same_as<Number, char>) Value(Number number)
        : Value(Integer{static_cast<std::int64_t>(number)}) {}
    Value(std::string text);
    Value(std::string_view text);
    Value(const char* text);
    Value(base::Instant instant);    // "2026-11-22T10:00:00Z"
    Value(base::Date date);          // "2026-11-22"
    Value(const base::Money& money); // {"amount": "12.50", "currency": "USD"}
    template <class T>
    Value(const std::optional<T>& maybe) : Value() {
        if (maybe) {
            *this = Value(*maybe);
        }
    }
    Value(const Value&);
    Value(Value&&) noexcept;
    Value& operator=(const Value&);
    Value& operator=(Value&&) noexcept;
    ~Value();

    [[nodiscard]] static Value object(Object members);
    [[nodiscard]] static Value list(List values);
    [[nodiscard]] static Value text_or_null(std::string_view text) { // empty: null
        return text.empty() ? Value() : Value(text);
    }
    [[nodiscard]] static Value from_json(std::string text); // put in as it is: it must be JSON

    [[nodiscard]] const Object* as_object() const; // null: it is none
    [[nodiscard]] Object* as_object();
    [[nodiscard]] const List* as_list() const; // null: it is none
    [[nodiscard]] const std::string* as_text() const;
    [[nodiscard]] const std::string* as_json_text() const; // of from_json
    [[nodiscard]] std::optional<std::int64_t> as_integer() const;
    [[nodiscard]] std::optional<bool> as_truth() const;

    // Compact JSON; bytes that are no UTF-8 become U+FFFD.
    void append_json(std::string& out) const;
    [[nodiscard]] std::string json() const;

    // One field of a pipe's line, not escaped yet: text as it is, null as nothing, a list joined by
    // commas.
    [[nodiscard]] std::string plain() const;

private:
    struct Integer {
        std::int64_t value;
    };
    struct Json {
        std::string text;
    };
    explicit Value(Integer number);

    std::variant<std::nullptr_t, bool, std::int64_t, std::string, List, Object, Json> data_;
};

struct Member {
    std::string name;
    Value value;
};

} // namespace etsyorder::frame
