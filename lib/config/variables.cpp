// SPDX-License-Identifier: MIT
#include "config/variables.hpp"

#include <string_view>

extern "C" char**
    environ; // NOLINT(readability-redundant-declaration): POSIX leaves it to the caller

namespace etsyorder::config {

Variables Variables::of_the_process() {
    Variables result;
    for (char** entry = environ; entry != nullptr && *entry != nullptr; ++entry) {
        const std::string_view text = *entry;
        if (const auto equals = text.find('='); equals != std::string_view::npos) {
            result.values_.emplace(text.substr(0, equals), text.substr(equals + 1));
        }
    }
    return result;
}

std::optional<std::string> Variables::get(std::string_view name) const {
    const auto found = values_.find(name);
    if (found == values_.end() || found->second.empty()) {
        return std::nullopt;
    }
    return found->second;
}

std::vector<std::string> Variables::names_starting_with(std::string_view prefix) const {
    std::vector<std::string> names;
    for (auto at = values_.lower_bound(prefix);
         at != values_.end() && std::string_view(at->first).starts_with(prefix);
         ++at) {
        if (!at->second.empty()) {
            names.push_back(at->first);
        }
    }
    return names;
}

} // namespace etsyorder::config
