// SPDX-License-Identifier: MIT
#include "frame/format_facts.hpp"

#include <nlohmann/json.hpp>

#include <limits>

namespace etsyorder::frame {
namespace {

using Json = nlohmann::ordered_json;

constexpr int kDeepest = 100; // what lies deeper is a text

liquid::Value converted(const Json& json, int depth) {
    if (depth > kDeepest) {
        return json.dump(-1, ' ', false, Json::error_handler_t::replace);
    }
    switch (json.type()) {
    case Json::value_t::boolean:
        return json.get<bool>();
    case Json::value_t::number_integer:
        return json.get<std::int64_t>();
    case Json::value_t::number_unsigned: {
        const auto number = json.get<std::uint64_t>();
        constexpr auto kMost = std::numeric_limits<std::int64_t>::max();
        return number <= static_cast<std::uint64_t>(kMost)
                   ? liquid::Value(static_cast<std::int64_t>(number))
                   : liquid::Value(json.get<double>());
    }
    case Json::value_t::number_float:
        return json.get<double>();
    case Json::value_t::string:
        return json.get<std::string>();
    case Json::value_t::array: {
        std::vector<liquid::Value> items;
        for (const auto& item : json) {
            items.push_back(converted(item, depth + 1));
        }
        return liquid::Value::array(std::move(items));
    }
    case Json::value_t::object: {
        std::vector<liquid::Member> members;
        for (const auto& [name, inner] : json.items()) {
            members.emplace_back(name, converted(inner, depth + 1));
        }
        return liquid::Value::object(std::move(members));
    }
    default:
        return {};
    }
}

} // namespace

liquid::Value json_as_liquid(std::string_view json) {
    const auto read = Json::parse(json, nullptr, false);
    return read.is_discarded() ? liquid::Value(std::string(json)) : converted(read, 0);
}

} // namespace etsyorder::frame
