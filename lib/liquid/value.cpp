// SPDX-License-Identifier: MIT
#include "liquid/value.hpp"

#include "liquid/budget.hpp"
#include "liquid/characters.hpp"
#include "liquid/fault.hpp"

#include <algorithm>
#include <limits>
#include <unordered_map>

namespace etsyorder::liquid {
namespace {

constexpr std::size_t kSearchedOneByOne = 12; // objects with more members get an index

class CountedText final : public Counted {
public:
    explicit CountedText(std::string given)
        : Counted(sizeof(CountedText) + given.capacity()), text(std::move(given)) {}
    const std::string text;
};

class CountedArray final : public Counted {
public:
    explicit CountedArray(std::vector<Value> given)
        : Counted(sizeof(CountedArray) + given.capacity() * sizeof(Value)),
          items(std::move(given)) {}
    const std::vector<Value> items;
};

class CountedObject final : public Counted {
public:
    explicit CountedObject(std::vector<Member> given)
        : Counted(sizeof(CountedObject) + given.size() * (sizeof(Member) + 16)),
          members(std::move(given)) {
        if (members.size() > kSearchedOneByOne) {
            for (const auto& member : members) {
                index_.try_emplace(member.first, &member.second);
            }
        }
    }

    [[nodiscard]] const Value* find(std::string_view name) const {
        if (!index_.empty()) {
            const auto found = index_.find(name);
            return found == index_.end() ? nullptr : found->second;
        }
        for (const auto& member : members) {
            if (same_name(member.first, name)) {
                return &member.second;
            }
        }
        return nullptr;
    }

    const std::vector<Member> members;

private:
    std::unordered_map<std::string_view, const Value*> index_;
};

class CountedRange final : public Counted {
public:
    CountedRange(std::int64_t first_given, std::int64_t last_given)
        : Counted(sizeof(CountedRange)), first(first_given), last(last_given) {}
    const std::int64_t first;
    const std::int64_t last;
};

class CountedLazy final : public Counted {
public:
    explicit CountedLazy(std::shared_ptr<const Lazy> given)
        : Counted(sizeof(CountedLazy)), facts(std::move(given)) {}
    const std::shared_ptr<const Lazy> facts;
};

std::uint32_t short_length(std::size_t length) {
    return static_cast<std::uint32_t>(
        std::min<std::size_t>(length, std::numeric_limits<std::uint32_t>::max()));
}

} // namespace

void Budget::charge(std::size_t bytes) {
    if (bytes > most_ || used_ > most_ - bytes) {
        throw Fault(Problem::Kind::limit,
                    "the values of the template take more memory than it may have");
    }
    used_ += bytes;
}

Counted::Counted(std::size_t bytes) : budget_(Budget::current()), bytes_(bytes) {
    if (budget_ != nullptr) {
        budget_->charge(bytes);
    }
}

Counted::~Counted() {
    if (budget_ != nullptr) {
        budget_->give_back(bytes_);
    }
}

Value::Value(std::string text)
    : kind_(Kind::text), counted_here_(true), length_(short_length(text.size())),
      counted_(new CountedText(std::move(text))) {}

Value Value::view(std::string_view text) noexcept {
    Value value(Kind::text);
    value.length_ = short_length(text.size());
    value.chars_ = text.data();
    return value;
}

Value Value::array(std::vector<Value> items) {
    return {Kind::array, new CountedArray(std::move(items))};
}

Value Value::object(std::vector<Member> members) {
    return {Kind::object, new CountedObject(std::move(members))};
}

Value Value::range(std::int64_t first, std::int64_t last) {
    return {Kind::range, new CountedRange(first, last)};
}

Value Value::lazy(std::shared_ptr<const Lazy> facts) {
    return {Kind::lazy, new CountedLazy(std::move(facts))};
}

Value Value::marked_safe() const {
    Value copy(*this);
    copy.safe_ = is_text();
    return copy;
}

Value Value::in_unit(std::string_view unit) const noexcept {
    Value copy(*this);
    if (is(Kind::integer) || is(Kind::number)) {
        copy.length_ = 0;
        for (std::size_t i = 0; i < unit.size() && unit.size() <= sizeof length_; ++i) {
            copy.length_ |= static_cast<std::uint32_t>(static_cast<unsigned char>(unit[i]))
                            << (8 * i);
        }
    }
    return copy;
}

std::string Value::unit() const {
    std::string unit;
    if (is(Kind::integer) || is(Kind::number)) {
        for (auto rest = length_; rest != 0; rest >>= 8U) {
            unit += static_cast<char>(rest & 0xFFU);
        }
    }
    return unit;
}

const char* Value::text_of_counted() const noexcept {
    return static_cast<const CountedText*>(counted_)->text.data();
}

const std::vector<Value>& Value::items() const noexcept {
    return static_cast<const CountedArray*>(counted_)->items;
}

const std::vector<Member>& Value::members() const noexcept {
    return static_cast<const CountedObject*>(counted_)->members;
}

std::int64_t Value::first() const noexcept {
    return static_cast<const CountedRange*>(counted_)->first;
}

std::int64_t Value::last() const noexcept {
    return static_cast<const CountedRange*>(counted_)->last;
}

const Lazy& Value::facts() const noexcept {
    return *static_cast<const CountedLazy*>(counted_)->facts;
}

std::optional<Value> Value::ask(std::string_view name) const {
    const Uncharged uncharged;
    return facts().get(name);
}

std::vector<std::string> Value::names() const {
    const Uncharged uncharged;
    return facts().names();
}

const Value* Value::find(std::string_view name) const noexcept {
    return static_cast<const CountedObject*>(counted_)->find(name);
}

} // namespace etsyorder::liquid
