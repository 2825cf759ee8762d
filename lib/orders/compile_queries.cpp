// SPDX-License-Identifier: MIT
// A parsed query as one condition: each term's SQL, joined as the query joins them.
#include "db/database.hpp"
#include "orders/query_terms.hpp"
#include "orders/word_match.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <iterator>

namespace etsyorder::orders {
namespace {

using query::Node;

void narrow(InstantRange& range, const InstantRange& by) {
    if (by.first && (!range.first || *range.first < *by.first)) {
        range.first = by.first;
    }
    if (by.end && (!range.end || *by.end < *range.end)) {
        range.end = by.end;
    }
}

class Compiler {
public:
    Compiler(OrderCondition& condition, const Today& today)
        : condition_(condition), parameters_(condition), today_(today) {}

    void compile(const Node& query) {
        condition_.where = text_of(query);
        each_must_hold(query);
    }

private:
    std::string text_of(const Node& node) {
        switch (node.kind) {
        case Node::Kind::term:
            condition_.names_state = condition_.names_state || names_state(node);
            note_tag(node);
            return term_condition(node, today_, parameters_);
        case Node::Kind::negation:
            return "NOT (" + text_of(node.parts.front()) + ")";
        case Node::Kind::all:
        case Node::Kind::any:
            break;
        }
        std::string sql;
        for (const Node& part : node.parts) {
            if (!sql.empty()) {
                sql += node.kind == Node::Kind::all ? " AND " : " OR ";
            }
            sql += "(" + text_of(part) + ")";
        }
        return sql;
    }

    void note_tag(const Node& term) {
        if (term.field == static_cast<std::size_t>(QueryField::tag)) {
            if (const auto& text = std::get<query::Text>(term.value); !text.prefix) {
                condition_.tags.push_back(text.text);
            }
        }
    }

    void each_must_hold(const Node& node) {
        if (node.kind == Node::Kind::all) {
            for (const Node& part : node.parts) {
                each_must_hold(part);
            }
        } else {
            must_hold(node);
        }
    }

    // What holds of every order that fits, so that an index may be used for it.
    void must_hold(const Node& node) {
        for (auto& sql : candidates_of(node)) {
            condition_.candidates.push_back(std::move(sql));
        }
        if (node.kind != Node::Kind::term || !node.field) {
            return;
        }
        switch (static_cast<QueryField>(*node.field)) {
        case QueryField::due:
            narrow(condition_.ship_by, days_of(node));
            break;
        case QueryField::placed:
            narrow(condition_.placed, days_of(node));
            break;
        case QueryField::updated:
            narrow(condition_.updated, days_of(node));
            break;
        case QueryField::status:
            if (const auto& text = std::get<query::Text>(node.value); !text.prefix) {
                condition_.status = stored_status(text.text);
            }
            break;
        case QueryField::is:
            state_must_hold(std::get<query::Word>(node.value).word);
            break;
        default:
            break;
        }
    }

    void state_must_hold(const std::string& word) {
        if (word == "open" || word == "late") {
            condition_.only_open = true;
        }
        if (word == "late") {
            narrow(condition_.ship_by, {std::nullopt, today_.zone.start_of(today_.date)});
        } else if (word == "canceled" || word == "completed") {
            condition_.status = word;
        }
    }

    [[nodiscard]] InstantRange days_of(const Node& node) const {
        return instants(std::get<query::DayRange>(node.value), today_);
    }

    // Of a term, or of alternatives each of which has some: each is a superset.
    std::vector<std::string> candidates_of(const Node& node) {
        std::vector<std::string> found;
        switch (node.kind) {
        case Node::Kind::term:
            return term_candidates(node, parameters_);
        case Node::Kind::negation:
            break;
        case Node::Kind::all:
            for (const Node& part : node.parts) {
                std::ranges::move(candidates_of(part), std::back_inserter(found));
            }
            break;
        case Node::Kind::any: {
            std::string all;
            for (const Node& part : node.parts) {
                const auto some = candidates_of(part);
                if (some.empty()) {
                    return {};
                }
                all += (all.empty() ? "" : " UNION ALL ") + some.front();
            }
            found.push_back(std::move(all));
            break;
        }
        }
        return found;
    }

    OrderCondition& condition_;
    Parameters parameters_;
    const Today& today_;
};

} // namespace

OrderCondition compile(const Node& query, base::Date today, const base::Zone& zone) {
    OrderCondition condition;
    Compiler(condition, {today, zone}).compile(query);
    return condition;
}

void bind_values(db::Statement& statement, std::string_view sql, const OrderCondition& condition) {
    // Only texts of this program stand in the SQL: each ":q" is a parameter.
    std::vector<bool> used(condition.values.size());
    for (auto at = sql.find(":q"); at != std::string_view::npos; at = sql.find(":q", at + 1)) {
        std::size_t index = 0;
        for (auto digit = at + 2; digit < sql.size() && sql[digit] >= '0' && sql[digit] <= '9';
             ++digit) {
            index = index * 10 + static_cast<std::size_t>(sql[digit] - '0');
        }
        used.at(index) = true;
    }
    for (std::size_t index = 0; index < used.size(); ++index) {
        if (used[index]) {
            const auto name = fmt::format(":q{}", index);
            std::visit([&](const auto& value) { statement.bind(name.c_str(), value); },
                       condition.values[index]);
        }
    }
}

void teach_words(db::Database& database) {
    database.define("has_words", text_has);
}

} // namespace etsyorder::orders
