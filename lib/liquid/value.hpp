// SPDX-License-Identifier: MIT
// Value: what a template can speak of: nothing, true or false, a number, a text, an array, an
// object, a range, or something that is looked up only when asked for (Lazy).
//
//     const auto data = Value::object({{"order", Value::lazy(std::make_shared<OrderFacts>(order))},
//                                      {"now", 1'700'000'000},
//                                      {"tags", Value::array({"wedding", "oak"})}});
//
// Sixteen bytes, cheap to copy. What is behind it never changes, so one value may be read from many
// threads; a Lazy must be as safe itself.
#pragma once

#include <atomic>
#include <cstddef>
#include <cstdint>
#include <memory>
#include <optional>
#include <string>
#include <string_view>
#include <utility>
#include <vector>

namespace etsyorder::liquid {

class Value;

// An object whose members cost nothing until a template asks for them.
class Lazy {
public:
    Lazy() = default;
    Lazy(const Lazy&) = delete;
    Lazy& operator=(const Lazy&) = delete;
    virtual ~Lazy() = default;

    // Empty: it has no such member, which strict mode calls an error. Nil: it has, and it is empty.
    [[nodiscard]] virtual std::optional<Value> get(std::string_view name) const = 0;
    // Its members in order, for loops, `size` and printing the whole of it.
    [[nodiscard]] virtual std::vector<std::string> names() const { return {}; }
};

// The bytes that values made during one render hold together. Throws when there are too many.
class Budget;

// What values share, counted by those who hold it.
class Counted {
public:
    explicit Counted(std::size_t bytes); // charged to the render of this thread, if there is one
    Counted(const Counted&) = delete;
    Counted& operator=(const Counted&) = delete;
    virtual ~Counted();

    void hold() const noexcept { holders_.fetch_add(1, std::memory_order_relaxed); }
    void release() const noexcept {
        if (holders_.fetch_sub(1, std::memory_order_acq_rel) == 1) {
            delete this;
        }
    }

private:
    mutable std::atomic<std::size_t> holders_{1};
    Budget* budget_;
    std::size_t bytes_;
};

using Member = std::pair<std::string, Value>;

class Value {
public:
    enum class Kind : std::uint8_t {
        nil,
        boolean,
        integer,
        number, // a double; counted with as the decimal number it is written as
        text,
        array,
        object,
        range, // of integers, both ends included
        lazy,
        blank, // the word `blank`: equal to what is empty, false or only spaces
        empty, // the word `empty`: equal to empty texts, arrays and objects
    };

    Value() noexcept : integer_(0) {}
    Value(bool value) noexcept : kind_(Kind::boolean), integer_(value ? 1 : 0) {}
    Value(std::int64_t value) noexcept : kind_(Kind::integer), integer_(value) {}
    Value(int value) noexcept : kind_(Kind::integer), integer_(value) {}
    Value(double value) noexcept : kind_(Kind::number), number_(value) {}
    Value(std::string text); // keeps it
    Value(const char* text) : Value(std::string(text)) {}
    Value(const Value& other) noexcept
        : kind_(other.kind_), safe_(other.safe_), counted_here_(other.counted_here_),
          length_(other.length_), integer_(other.integer_) {
        if (counted_here_) {
            counted_->hold();
        }
    }
    Value(Value&& other) noexcept
        : kind_(other.kind_), safe_(other.safe_), counted_here_(other.counted_here_),
          length_(other.length_), integer_(other.integer_) {
        other.kind_ = Kind::nil;
        other.counted_here_ = false;
    }
    Value& operator=(const Value& other) noexcept {
        Value copy(other);
        swap(copy);
        return *this;
    }
    Value& operator=(Value&& other) noexcept {
        swap(other);
        return *this;
    }
    ~Value() {
        if (counted_here_) {
            counted_->release();
        }
    }

    // A text kept elsewhere, which must live as long as this and all its copies. At most 4 GiB.
    [[nodiscard]] static Value view(std::string_view text) noexcept;
    [[nodiscard]] static Value array(std::vector<Value> items);
    // Members keep their order; of two of one name the first counts.
    [[nodiscard]] static Value object(std::vector<Member> members);
    [[nodiscard]] static Value range(std::int64_t first, std::int64_t last);
    [[nodiscard]] static Value lazy(std::shared_ptr<const Lazy> facts);
    [[nodiscard]] static Value blank() noexcept { return Value(Kind::blank); }
    [[nodiscard]] static Value empty() noexcept { return Value(Kind::empty); }

    // The same text, as HTML that is not to be escaped again. Of other kinds: no change.
    [[nodiscard]] Value marked_safe() const;
    [[nodiscard]] bool safe() const noexcept { return safe_; }

    // A number that counts in a unit, a word of one to four bytes such as "EUR". Copies have it,
    // too; what is counted from it has none, unless whoever counts gives it one. An empty or longer
    // word, or another kind of value: no unit.
    [[nodiscard]] Value in_unit(std::string_view unit) const noexcept;
    [[nodiscard]] std::string unit() const; // empty: none

    [[nodiscard]] Kind kind() const noexcept { return kind_; }
    [[nodiscard]] bool is(Kind kind) const noexcept { return kind_ == kind; }
    [[nodiscard]] bool is_nil() const noexcept { return kind_ == Kind::nil; }
    [[nodiscard]] bool is_text() const noexcept { return kind_ == Kind::text; }
    // Nil and false are not true; everything else is, 0 and "" too.
    [[nodiscard]] bool truthy() const noexcept {
        return kind_ != Kind::nil && (kind_ != Kind::boolean || integer_ != 0);
    }

    // Each only of its kind.
    [[nodiscard]] bool boolean() const noexcept { return integer_ != 0; }
    [[nodiscard]] std::int64_t integer() const noexcept { return integer_; }
    [[nodiscard]] double number() const noexcept { return number_; }
    [[nodiscard]] std::string_view text() const noexcept {
        return {counted_here_ ? text_of_counted() : chars_, length_};
    }
    [[nodiscard]] const std::vector<Value>& items() const noexcept;    // of an array
    [[nodiscard]] const std::vector<Member>& members() const noexcept; // of an object
    [[nodiscard]] std::int64_t first() const noexcept;                 // of a range
    [[nodiscard]] std::int64_t last() const noexcept;
    [[nodiscard]] const Lazy& facts() const noexcept; // of a lazy object
    // The same as facts().get() and names(); what they make is not charged to a render.
    [[nodiscard]] std::optional<Value> ask(std::string_view name) const;
    [[nodiscard]] std::vector<std::string> names() const;

    // Of an object; null: it has no such member.
    [[nodiscard]] const Value* find(std::string_view name) const noexcept;

    void swap(Value& other) noexcept {
        std::swap(kind_, other.kind_);
        std::swap(safe_, other.safe_);
        std::swap(counted_here_, other.counted_here_);
        std::swap(length_, other.length_);
        std::swap(integer_, other.integer_);
    }

private:
    explicit Value(Kind kind) noexcept : kind_(kind), integer_(0) {}
    Value(Kind kind, const Counted* counted) noexcept
        : kind_(kind), counted_here_(true), counted_(counted) {}
    [[nodiscard]] const char* text_of_counted() const noexcept;

    Kind kind_ = Kind::nil;
    bool safe_ = false;
    bool counted_here_ = false;
    std::uint32_t length_ = 0; // of a text; of a number the bytes of its unit, the first one lowest
    union {
        std::int64_t integer_;
        double number_;
        const char* chars_;
        const Counted* counted_;
    };
};

} // namespace etsyorder::liquid
