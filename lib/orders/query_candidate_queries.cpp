// SPDX-License-Identifier: MIT
// Which orders can fit at all, from an index. None of these reads a row of an order.
#include "base/ascii.hpp"
#include "orders/order.hpp"
#include "orders/query_terms.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <functional>
#include <span>
#include <utility>

namespace etsyorder::orders {
namespace {

using query::Text;
using WordOfSet = std::pair<std::string_view, std::string_view>;

// Not of open orders: SQLite would count them by walking all, and their list is short.
constexpr WordOfSet kStates[] = {
    {"canceled",
     "SELECT order_id FROM orders WHERE shop_id = :shop AND status <> 'completed' AND status = "
     "'canceled'"},
    {"gone", "SELECT order_id FROM orders WHERE shop_id = :shop AND gone_at_utc_s IS NOT NULL"},
    {"gift", "SELECT order_id FROM orders WHERE shop_id = :shop AND is_gift = 1"},
    {"unpaid", "SELECT order_id FROM orders WHERE shop_id = :shop AND is_paid = 0"},
    {"refunded",
     "SELECT order_id FROM orders WHERE shop_id = :shop AND status <> 'completed' AND status IN "
     "('fully refunded', 'partially refunded') UNION ALL SELECT order_id FROM refunds WHERE "
     "shop_id "
     "= :shop"},
};
constexpr WordOfSet kBelongings[] = {
    {"refund", "SELECT order_id FROM refunds WHERE shop_id = :shop"},
    {"tag", "SELECT order_id FROM order_tags WHERE shop_id = :shop"},
};

std::string candidates_of(std::span<const WordOfSet> words, std::string_view word) {
    const auto known = std::ranges::find(words, word, [](const auto& row) { return row.first; });
    return known == words.end() ? std::string() : std::string(known->second);
}

// By each of the words, the longest first: it is mostly the one that fewest have.
std::vector<std::string> buyer_candidates(const Text& text, Parameters& parameters) {
    constexpr std::size_t kMost = 4;
    std::vector<std::pair<std::string, bool>> words; // and whether more may follow
    for (auto& word : text.prefix ? folded_words_begun(text.text) : folded_words(text.text)) {
        words.emplace_back(std::move(word), false);
    }
    if (!words.empty()) {
        words.back().second = text.prefix;
    }
    std::ranges::stable_sort(
        words, std::greater{}, [](const auto& word) { return word.first.size(); });
    words.resize(std::min(words.size(), kMost));
    std::vector<std::string> candidates;
    for (const auto& [word, is_start] : words) {
        candidates.push_back(
            "SELECT b.order_id FROM buyer_words w CROSS JOIN orders b WHERE w.shop_id = :shop AND "
            "b.buyer_id = w.buyer_id AND " +
            equals("w.word", word, is_start, parameters));
    }
    return candidates;
}

// Empty: none.
std::string candidates_by(const query::Node& term, Parameters& parameters) {
    switch (field_of(term)) {
    case QueryField::order:
        return "SELECT order_id FROM orders WHERE shop_id = :shop AND " +
               in_range("receipt_id", receipts_of(term), parameters);
    case QueryField::tag: {
        const auto& text = std::get<Text>(term.value);
        return "SELECT order_id FROM order_tags WHERE shop_id = :shop AND " +
               equals("tag", text.text, text.prefix, parameters);
    }
    case QueryField::stage: {
        const auto& text = std::get<Text>(term.value);
        return "SELECT order_id FROM temp.stage_orders WHERE " +
               equals("stage", base::ascii_lower(text.text), text.prefix, parameters);
    }
    case QueryField::status: {
        const auto& text = std::get<Text>(term.value);
        const auto status = stored_status(text.text);
        if (text.prefix || status == kCompleted) {
            return {};
        }
        return "SELECT order_id FROM orders WHERE shop_id = :shop AND status <> 'completed' AND " +
               equals("status", status, false, parameters);
    }
    case QueryField::total:
        return total_candidates(std::get<query::MoneyRange>(term.value), parameters);
    case QueryField::listing:
        return "SELECT i.order_id FROM items i WHERE " +
               in_range("i.listing_id", std::get<query::NumberRange>(term.value), parameters);
    case QueryField::sku: {
        const auto& text = std::get<Text>(term.value);
        return "SELECT i.order_id FROM items i WHERE i.sku <> '' AND " +
               equals("lower(i.sku)", base::ascii_lower(text.text), text.prefix, parameters);
    }
    case QueryField::is:
        return candidates_of(kStates, std::get<query::Word>(term.value).word);
    case QueryField::has:
        return candidates_of(kBelongings, std::get<query::Word>(term.value).word);
    default:
        return {};
    }
}

} // namespace

std::vector<std::string> term_candidates(const query::Node& term, Parameters& parameters) {
    if (!term.field) {
        return {};
    }
    if (field_of(term) == QueryField::buyer) {
        return buyer_candidates(std::get<Text>(term.value), parameters);
    }
    auto sql = candidates_by(term, parameters);
    return sql.empty() ? std::vector<std::string>() : std::vector{std::move(sql)};
}

} // namespace etsyorder::orders
