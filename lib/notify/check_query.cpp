// SPDX-License-Identifier: MIT
#include "notify/rule_reader.hpp"
#include "orders/order_query.hpp"
#include "query/parse.hpp"

#include <fmt/format.h>

namespace etsyorder::notify {

void check_query(const YAML::Node& node, const std::string& text, config::Problems& problems) {
    const query::SavedQueries on_trust{[](const std::string&) { return "saved"; }, {}};
    const auto query = query::parse(text, orders::query_vocabulary(), on_trust);
    if (!query) {
        problems.add(node.Mark(),
                     "bad_query",
                     fmt::format("\"orders\": {}", query.error().what),
                     query.error().hint,
                     fmt::format("it says: {}", text));
    }
}

} // namespace etsyorder::notify
