// SPDX-License-Identifier: MIT
#include "base/nearest.hpp"
#include "templates/check.hpp"

#include <algorithm>
#include <map>
#include <set>

namespace etsyorder::templates {
namespace {

const std::map<std::string, std::string, std::less<>>& types() {
    static const auto kTypes = [] {
        std::map<std::string, std::string, std::less<>> types;
        for (const auto& fact : fact_documents()) {
            types.emplace(fact.path, fact.type);
        }
        return types;
    }();
    return kTypes;
}

// The whole objects that facts give under a second name.
std::string canonical(std::string_view path) {
    for (const std::string_view same :
         {"order.buyer", "order.items", "order.missing", "order.doubtful"}) {
        if (path.starts_with(same) &&
            (path.size() == same.size() || path[same.size()] == '.' || path[same.size()] == '[')) {
            const auto rest = path.substr(same.size());
            return canonical((same == "order.buyer" ? "buyer" : "items") + std::string(rest));
        }
    }
    if (path.starts_with("item.")) {
        return canonical("items[]" + std::string(path.substr(4)));
    }
    constexpr std::string_view kOfItem = "items[].";
    if (path.starts_with(kOfItem) && path.substr(kOfItem.size()).starts_with("status.")) {
        return std::string(path.substr(kOfItem.size()));
    }
    return std::string(path);
}

// What Liquid itself finds in texts, lists and numbers.
bool is_of_liquid(std::string_view member) {
    return member == "size" || member == "first" || member == "last";
}

} // namespace

bool is_fact(std::string_view path) {
    const auto whole = canonical(path);
    std::size_t end = 0;
    std::string type = "object";
    while (end < whole.size()) {
        end = std::min(whole.find('.', end == 0 ? 0 : end + 1), whole.size());
        const auto part = whole.substr(0, end);
        const auto last = part.substr(part.rfind('.') + 1); // npos + 1 is 0
        const auto known = types().find(part);
        if (known == types().end()) {
            // Elements of a list are followed where the page tells of them, and believed elsewhere.
            const bool element = part.ends_with("[]");
            if (element && types().lower_bound(part + '.') != types().end() &&
                types().lower_bound(part + '.')->first.starts_with(part + '.')) {
                continue;
            }
            return element || (is_of_liquid(last) && type != "object");
        }
        type = known->second;
    }
    return true;
}

bool is_internal_fact(std::string_view path) {
    static const auto kInternal = [] {
        std::set<std::string, std::less<>> paths;
        for (const auto& fact : fact_documents()) {
            if (fact.internal) {
                paths.insert(fact.path);
            }
        }
        return paths;
    }();
    return kInternal.contains(canonical(path));
}

bool has_facts_below(std::string_view path) {
    const auto known = types().find(canonical(path));
    return path == "item" || (known != types().end() &&
                              (known->second == "object" || known->second.starts_with("list of")));
}

std::string nearest_fact(std::string_view path) {
    std::vector<std::string> known;
    for (const auto& [fact, type] : types()) {
        known.push_back(fact);
    }
    return base::nearest(canonical(path), known).value_or("");
}

} // namespace etsyorder::templates
