// SPDX-License-Identifier: MIT
#include "frame/format_facts.hpp"

#include <algorithm>

namespace etsyorder::frame {
namespace {

using Kind = liquid::Value::Kind;

std::optional<liquid::Value> member(const liquid::Value& object, std::string_view name) {
    if (object.is(Kind::lazy)) {
        return object.ask(name);
    }
    const auto* found = object.is(Kind::object) ? object.find(name) : nullptr;
    return found == nullptr ? std::nullopt : std::optional(*found);
}

std::vector<std::string> member_names_of(const liquid::Value& object) {
    if (object.is(Kind::lazy)) {
        return object.names();
    }
    std::vector<std::string> names;
    if (object.is(Kind::object)) {
        for (const auto& [name, value] : object.members()) {
            names.push_back(name);
        }
    }
    return names;
}

void add_name(std::vector<std::string>& names, std::string_view name) {
    if (std::ranges::find(names, name) == names.end()) {
        names.emplace_back(name);
    }
}

} // namespace

liquid::Value as_liquid(const Value& value) {
    if (const auto* text = value.as_text()) {
        return liquid::Value::view(*text);
    }
    if (const auto number = value.as_integer()) {
        return *number;
    }
    if (const auto truth = value.as_truth()) {
        return *truth;
    }
    if (const auto* list = value.as_list()) {
        std::vector<liquid::Value> items;
        items.reserve(list->size());
        for (const Value& one : *list) {
            items.push_back(as_liquid(one));
        }
        return liquid::Value::array(std::move(items));
    }
    if (const auto* object = value.as_object()) {
        std::vector<liquid::Member> members;
        members.reserve(object->size());
        for (const Member& one : *object) {
            members.emplace_back(one.name, as_liquid(one.value));
        }
        return liquid::Value::object(std::move(members));
    }
    if (const auto* json = value.as_json_text()) {
        return json_as_liquid(*json);
    }
    return {};
}

const Value* field_of(const FormatRow& row, std::string_view name) {
    const auto found = std::ranges::find(row.fields, name, &NamedValue::name);
    return found == row.fields.end() ? nullptr : found->value;
}

const liquid::Value& RowObject::facts() const {
    if (!facts_) {
        facts_ = row_.facts != nullptr && *row_.facts ? (*row_.facts)() : liquid::Value();
    }
    return *facts_;
}

std::optional<liquid::Value> RowObject::get(std::string_view name) const {
    if (auto fact = member(facts(), name)) {
        return fact;
    }
    const auto* field = field_of(row_, name);
    return field == nullptr ? std::nullopt : std::optional(as_liquid(*field));
}

std::vector<std::string> RowObject::names() const {
    auto names = member_names_of(facts());
    for (const auto& field : row_.fields) {
        add_name(names, field.name);
    }
    return names;
}

std::optional<liquid::Value> RowRoot::get(std::string_view name) const {
    if (name == row_.noun) {
        if (object_.is_nil()) {
            object_ = liquid::Value::lazy(std::make_shared<RowObject>(row_));
        }
        return object_;
    }
    if (const auto* field = field_of(row_, name)) {
        return as_liquid(*field);
    }
    return name == "now" ? std::optional(now_) : std::nullopt;
}

std::vector<std::string> RowRoot::names() const {
    std::vector<std::string> names{std::string(row_.noun)};
    for (const auto& field : row_.fields) {
        add_name(names, field.name);
    }
    add_name(names, "now");
    return names;
}

std::vector<std::string> names_beside(std::string_view path, const liquid::Value& root) {
    if (path.find('[') != std::string_view::npos) {
        return {};
    }
    liquid::Value whole = root;
    for (auto point = path.find('.'); point != std::string_view::npos; point = path.find('.')) {
        auto inner = member(whole, path.substr(0, point));
        if (!inner) {
            return {};
        }
        whole = *std::move(inner);
        path.remove_prefix(point + 1);
    }
    return member_names_of(whole);
}

} // namespace etsyorder::frame
