// SPDX-License-Identifier: MIT
// Objects and lists of Etsy's wire format, field by field. For the readers of this room only.
#pragma once

#include "etsy/wire.hpp"

#include <optional>
#include <string>
#include <string_view>
#include <unordered_map>
#include <utility>
#include <vector>

namespace etsyorder::etsy::wire {

// What is wrong with a value, to be read after its name: " is not a list". Empty: nothing.
using Fault = std::string;

// Calls the function a key stands for; keys without one are left in the source text.
template <class Target>
struct Fields {
    using Taken = void (*)(Target&, ondemand::value);
    using Checked = Fault (*)(Target&, ondemand::value);

    std::unordered_map<std::string_view, Taken> taken;          // a wrong type counts as not said
    std::unordered_map<std::string_view, Checked> checked = {}; // a wrong type is a fault
};

// `fault` keeps the first one found, with the names that lead to it.
template <class Target>
simdjson::error_code
read_fields(ondemand::object& object, const Fields<Target>& fields, Target& target, Fault& fault) {
    for (auto field : object) {
        std::string_view key;
        ondemand::value content;
        if (const auto code = field.unescaped_key().get(key)) {
            return code;
        }
        if (const auto code = field.value().get(content)) {
            return code;
        }
        if (const auto taken = fields.taken.find(key); taken != fields.taken.end()) {
            taken->second(target, content);
        } else if (const auto checked = fields.checked.find(key); checked != fields.checked.end()) {
            const auto wrong = checked->second(target, content);
            if (!wrong.empty() && fault.empty()) {
                fault = std::string(checked->first) + wrong;
            }
        }
    }
    return simdjson::SUCCESS;
}

// The objects of a list. Left empty where it is none, or damaged; elements that are no objects are
// left out. Either is a fault, which a caller may let pass.
template <class Target>
Fault read_list(ondemand::value content,
                const Fields<Target>& fields,
                std::optional<std::vector<Target>>& list) {
    list.reset();
    ondemand::array array;
    if (content.get_array().get(array) != simdjson::SUCCESS) {
        return " is not a list";
    }
    std::vector<Target> read;
    Fault fault;
    for (auto element : array) {
        ondemand::object object;
        Target target{};
        Fault inner;
        const auto code = element.get_object().get(object);
        if (code == simdjson::INCORRECT_TYPE) {
            inner = "an entry is not an object";
        } else if (code != simdjson::SUCCESS ||
                   read_fields(object, fields, target, inner) != simdjson::SUCCESS) {
            return " is damaged"; // and so is the whole body
        } else {
            read.push_back(std::move(target));
        }
        if (fault.empty() && !inner.empty()) {
            fault = ": " + inner;
        }
    }
    list = std::move(read);
    return fault;
}

// Values that must not be misread. Null is not said, as is a number that is out of all reason.
[[nodiscard]] Fault checked_instant(ondemand::value content, std::optional<base::Instant>& instant);
[[nodiscard]] Fault checked_flag(ondemand::value content, std::optional<bool>& flag);
[[nodiscard]] Fault checked_money(ondemand::value content, std::optional<base::Money>& money);

} // namespace etsyorder::etsy::wire
