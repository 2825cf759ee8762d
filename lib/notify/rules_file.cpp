// SPDX-License-Identifier: MIT
#include "notify/rules_file.hpp"

#include "base/atomic_file.hpp"
#include "config/config_file.hpp"
#include "notify/rule_reader.hpp"

namespace etsyorder::notify {

RulesText read_rules_text(const std::string& text, const std::filesystem::path& file) {
    config::Problems problems(file);
    auto rules = read_rules_of(text, problems);
    if (problems.count() > 0) {
        return {{}, problems.take()};
    }
    return {std::move(rules), {}};
}

Rules read_rules(const std::filesystem::path& folder) {
    const auto file = folder / kRulesFile;
    const auto text = base::read_file(file, config::kMaxFileBytes);
    if (!text) {
        return {};
    }
    auto read = read_rules_text(*text, file);
    if (!read.problems.empty()) {
        throw config::as_error(read.problems.front());
    }
    return std::move(read.rules);
}

} // namespace etsyorder::notify
