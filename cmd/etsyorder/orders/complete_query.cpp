// SPDX-License-Identifier: MIT
#include "orders/complete_query.hpp"

#include "orders/order_queries.hpp"
#include "orders/saved_query_repository.hpp"

#include <algorithm>

namespace etsyorder {
namespace {

std::vector<std::string> plain_words(const query::Field& field) {
    std::vector<std::string> words;
    for (const auto& row : field.words) {
        if (row.find('=') == std::string::npos) {
            words.push_back(row);
        }
    }
    return words;
}

std::vector<std::string> values_of(const std::string& name, db::Database& database) {
    if (name == "query") {
        std::vector<std::string> names;
        for (const auto& saved : orders::SavedQueryRepository(database).all()) {
            names.push_back(saved.name);
        }
        return names;
    }
    if (name == "tag") {
        return orders::OrderQueries(database).tags();
    }
    if (name == "status") {
        return {"paid", "completed", "canceled", "fully-refunded", "partially-refunded"};
    }
    const auto& fields = orders::query_vocabulary();
    const auto field = std::ranges::find(fields, name, &query::Field::name);
    if (field == fields.end()) {
        return {};
    }
    switch (field->kind) {
    case query::Kind::day_ahead:
        return {"today", "tomorrow", "<3d", "<1w"};
    case query::Kind::day_past:
        return {"today", "yesterday", "<7d", "<30d"};
    case query::Kind::word:
        return plain_words(*field);
    default:
        return {};
    }
}

} // namespace

std::vector<frame::Candidate> query_candidates(db::Database& database, const std::string& start) {
    const auto blank = start.find_last_of(" (");
    auto at = blank == std::string::npos ? 0 : blank + 1;
    if (at < start.size() && start[at] == '-') {
        ++at;
    }
    const auto before = start.substr(0, at);
    const auto colon = start.find(':', at);
    std::vector<frame::Candidate> result;
    if (colon != std::string::npos) {
        for (const auto& value : values_of(start.substr(at, colon - at), database)) {
            result.push_back({start.substr(0, colon + 1) + value, ""});
        }
        return result;
    }
    for (const auto& field : orders::query_vocabulary()) {
        result.push_back({before + field.name + ":", ""});
    }
    result.push_back({before + "query:", "a saved query"});
    return result;
}

} // namespace etsyorder
