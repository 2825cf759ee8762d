// SPDX-License-Identifier: MIT
#include "liquid/loop_facts.hpp"

namespace etsyorder::liquid {

std::vector<std::string> LoopFacts::names() const {
    std::vector<std::string> names = {
        "length", "index", "index0", "rindex", "rindex0", "first", "last"};
    if (of_ == Of::loop) {
        names.insert(names.begin(), {"name", "parentloop"});
    } else {
        names.insert(names.end(), {"col", "col0", "col_first", "col_last", "row"});
    }
    return names;
}

std::optional<Value> LoopFacts::get(std::string_view name) const {
    if (name == "index") {
        return index_ + 1;
    }
    if (name == "index0") {
        return index_;
    }
    if (name == "first") {
        return index_ == 0;
    }
    if (name == "last") {
        return is_last();
    }
    if (name == "length") {
        return length_;
    }
    if (name == "rindex") {
        return length_ - index_;
    }
    if (name == "rindex0") {
        return length_ - index_ - 1;
    }
    if (of_ == Of::loop) {
        if (name == "name") {
            return Value(std::string(name_));
        }
        if (name == "parentloop") {
            return parent_ == nullptr ? Value() : Value::lazy(parent_);
        }
        return std::nullopt;
    }
    if (name == "col") {
        return column;
    }
    if (name == "col0") {
        return column - 1;
    }
    if (name == "col_first") {
        return column == 1;
    }
    if (name == "col_last") {
        return column == columns;
    }
    if (name == "row") {
        return row;
    }
    return std::nullopt;
}

void LoopFacts::next() {
    ++index_;
    if (column == columns) {
        column = 1;
        ++row;
    } else {
        ++column;
    }
}

} // namespace etsyorder::liquid
