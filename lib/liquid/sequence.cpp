// SPDX-License-Identifier: MIT
#include "liquid/sequence.hpp"

#include <algorithm>

namespace etsyorder::liquid {

Value pair_of(std::string_view name, const Value& value) {
    std::vector<Value> pair;
    pair.reserve(2);
    pair.emplace_back(std::string(name));
    pair.push_back(value);
    return Value::array(std::move(pair));
}

std::vector<Value> pairs_of(const Value& object) {
    std::vector<Value> pairs;
    if (object.is(Value::Kind::object)) {
        pairs.reserve(object.members().size());
        for (const auto& [name, value] : object.members()) {
            pairs.push_back(pair_of(name, value));
        }
    } else {
        for (const auto& name : object.names()) {
            pairs.push_back(pair_of(name, object.ask(name).value_or(Value())));
        }
    }
    return pairs;
}

Sequence::Sequence(const Value& value) {
    switch (value.kind()) {
    case Value::Kind::array:
        items_ = value.items().data();
        count_ = value.items().size();
        break;
    case Value::Kind::object:
    case Value::Kind::lazy:
        pairs_ = pairs_of(value);
        items_ = pairs_.data();
        count_ = pairs_.size();
        break;
    case Value::Kind::range:
        first_ = value.first();
        count_ = value.first() > value.last() ? 0
                                              : static_cast<std::uint64_t>(value.last()) -
                                                    static_cast<std::uint64_t>(value.first()) + 1;
        break;
    case Value::Kind::text:
        items_ = &value;
        count_ = value.text().empty() ? 0 : 1;
        collection_ = false;
        break;
    default:
        collection_ = false;
        break;
    }
}

void Sequence::slice(std::int64_t from, std::optional<std::int64_t> to) {
    if (!collection_ && items_ != nullptr) {
        return; // a text is given whole
    }
    std::uint64_t end = count_;
    if (to) {
        end = std::min<std::uint64_t>(end,
                                      static_cast<std::uint64_t>(std::max<std::int64_t>(*to, 0)));
    }
    const auto begin =
        std::min<std::uint64_t>(static_cast<std::uint64_t>(std::max<std::int64_t>(from, 0)), end);
    count_ = end - begin;
    if (items_ != nullptr) {
        items_ += begin;
    } else {
        first_ = static_cast<std::int64_t>(static_cast<std::uint64_t>(first_) + begin);
    }
}

const Value& Sequence::at(std::uint64_t number, Value& place) const {
    if (items_ != nullptr) {
        return items_[number];
    }
    place = Value(static_cast<std::int64_t>(static_cast<std::uint64_t>(first_) + number));
    return place;
}

} // namespace etsyorder::liquid
