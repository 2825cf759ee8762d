// SPDX-License-Identifier: MIT
#include "liquid/filters.hpp"

#include "liquid/meter.hpp"
#include "liquid/printing.hpp"
#include "liquid/standard_filters.hpp"

#include <unordered_map>

namespace etsyorder::liquid {
namespace {

const Value kNil;

using Table = std::unordered_map<std::string_view, const Filter*>;

const std::vector<Filter>& standard_filters() {
    static const std::vector<Filter> rows = [] {
        std::vector<Filter> all;
        for (auto* some : {standard::text_filters,
                           standard::cutting_filters,
                           standard::markup_filters,
                           standard::number_filters,
                           standard::array_filters,
                           standard::property_filters,
                           standard::date_filters}) {
            auto more = some();
            all.insert(all.end(), more.begin(), more.end());
        }
        return all;
    }();
    return rows;
}

const Table& standard_table() {
    static const Table table = [] {
        Table filled;
        for (const auto& filter : standard_filters()) {
            filled.emplace(filter.name, &filter);
        }
        return filled;
    }();
    return table;
}

} // namespace

std::string FilterCall::input_text() const {
    return to_text(input_);
}

const Value& FilterCall::argument(std::size_t number) const {
    return number < count_ ? arguments_[number] : kNil;
}

std::string FilterCall::argument_text(std::size_t number) const {
    return to_text(argument(number));
}

void Filters::add(std::string name, ArgumentCount arguments, FilterFunction function) {
    Filter filter{name, arguments, nullptr, std::move(function)};
    added_.insert_or_assign(std::move(name), std::move(filter));
}

const Filter* Filters::find(std::string_view name) const {
    if (const auto added = added_.find(name); added != added_.end()) {
        return &added->second;
    }
    const auto& table = standard_table();
    const auto found = table.find(name);
    return found == table.end() ? nullptr : found->second;
}

std::vector<std::string> Filters::names() const {
    std::vector<std::string> names;
    for (const auto& [name, filter] : added_) {
        names.push_back(name);
    }
    for (const auto& filter : standard_filters()) {
        names.push_back(filter.name);
    }
    return names;
}

namespace standard {
namespace {

constexpr int kDeepest = 100;

void flatten(const std::vector<Value>& items, std::vector<Value>& flat, int depth) {
    if (depth > kDeepest) {
        throw Fault(Problem::Kind::limit, "the arrays are too deep");
    }
    for (const auto& item : items) {
        if (item.is(Value::Kind::array)) {
            flatten(item.items(), flat, depth + 1);
        } else {
            flat.push_back(item);
        }
    }
}

} // namespace

Row row(const char* name, ArgumentCount arguments, Value (*function)(const FilterCall&)) {
    return {name, arguments, function, {}};
}

std::vector<Value> items_of(const FilterCall& call) {
    const auto& input = call.input();
    std::vector<Value> items;
    switch (input.kind()) {
    case Value::Kind::nil:
        break;
    case Value::Kind::array:
        call.meter().step(input.items().size());
        flatten(input.items(), items, 0);
        break;
    case Value::Kind::range: {
        if (input.first() > input.last()) {
            break;
        }
        const auto count = static_cast<std::uint64_t>(input.last()) -
                           static_cast<std::uint64_t>(input.first()) + 1;
        if (count == 0 || count > 1'000'000) {
            throw Fault(Problem::Kind::limit, "the range is too long to be an array");
        }
        call.meter().step(count);
        call.meter().must_fit(count * sizeof(Value));
        for (std::uint64_t i = 0; i < count; ++i) {
            items.emplace_back(input.first() + static_cast<std::int64_t>(i));
        }
        break;
    }
    default:
        items.push_back(input);
        break;
    }
    return items;
}

InputText::InputText(const FilterCall& call) : text_(text_of(call.input(), place_)) {
    call.meter().bytes(text_.size());
}

} // namespace standard
} // namespace etsyorder::liquid
