// SPDX-License-Identifier: MIT
#include "lint/lint_queries.hpp"

#include "base/optional_instant.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/order_name.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <unordered_map>

namespace etsyorder::lint {
namespace {

constexpr std::size_t kAtOnce = 500; // orders that share a statement for their items
constexpr std::string_view kColumns =
    "SELECT o.shop_id, o.order_id, o.receipt_id, o.buyer_name, o.ship_by_utc_s, o.is_open, "
    "CASE WHEN o.content_hash = zeroblob(16) THEN (SELECT min(f.kind) FROM file_rows f WHERE "
    "f.order_id = o.order_id) END FROM orders o WHERE ";

LintOrder order_from(const db::Statement& row) {
    LintOrder order;
    order.shop = orders::ShopId{row.integer(0)};
    order.id = orders::OrderId{row.integer(1)};
    order.receipt = orders::ReceiptId{row.integer(2)};
    order.buyer_name = row.string(3);
    order.ship_by = base::maybe_from_utc_seconds(row.maybe_integer(4));
    order.is_open = row.integer(5) != 0;
    const auto only_from = row.maybe_integer(6); // empty: Etsy told of it
    order.only_from_file = only_from.has_value();
    order.has_etsy_page = !orders::is_from_name(order.receipt) &&
                          only_from != static_cast<std::int64_t>(orders::FileKind::mapped);
    return order;
}

orders::Answer answer_from(const db::Statement& row, int first) {
    orders::Answer answer;
    answer.kind = static_cast<orders::AnswerKind>(row.integer(first));
    answer.question =
        row.is_null(first + 1) ? std::string(orders::kUsualQuestion) : row.string(first + 1);
    answer.text = row.string(first + 2);
    answer.question_id = row.maybe_integer(first + 3);
    return answer;
}

} // namespace

std::string LintQueries::statement(const LintScope& scope) {
    if (scope.orders) {
        return std::string(kColumns) + "o.order_id = :order";
    }
    const std::string_view shops =
        scope.shop ? "o.shop_id = :shop" : "o.shop_id IN (SELECT shop_id FROM shops)";
    return fmt::format("{}{}{}",
                       kColumns,
                       shops,
                       scope.only_open ? " AND o.is_open = 1 ORDER BY o.ship_by_utc_s NULLS LAST"
                                       : " ORDER BY o.placed_at_utc_s DESC");
}

void LintQueries::each(const LintScope& scope, const std::function<void(const LintOrder&)>& take) {
    std::vector<LintOrder> batch;
    const auto hand_out = [&] {
        add_items(batch);
        for (const auto& order : batch) {
            take(order);
        }
        batch.clear();
    };
    const auto read = [&](db::Statement& rows) {
        while (rows.step()) {
            batch.push_back(order_from(rows));
            if (batch.size() == kAtOnce) {
                hand_out();
            }
        }
    };
    if (!scope.only_open && !scope.orders) {
        database_->read_through_cache();
    }
    auto rows = database_->statement(statement(scope));
    if (scope.orders) {
        for (const auto order : *scope.orders) {
            rows.bind(":order", order.value());
            read(rows);
            rows.reset();
        }
    } else {
        if (scope.shop) {
            rows.bind(":shop", scope.shop->value());
        }
        read(rows);
    }
    if (!batch.empty()) {
        hand_out();
    }
}

void LintQueries::add_items(std::vector<LintOrder>& batch) {
    std::string ids; // our own numbers: safe within the text of a statement
    std::unordered_map<std::int64_t, LintOrder*> by_id;
    for (auto& order : batch) {
        ids += fmt::format("{}{}", ids.empty() ? "" : ",", order.id.value());
        by_id.emplace(order.id.value(), &order);
    }
    auto rows = database_->statement(
        "SELECT i.order_id, i.item_id, i.transaction_id, i.title, i.quantity, i.listing_id, "
        "a.kind, a.question, a.text, a.question_id FROM items i LEFT JOIN answers a ON a.item_id = "
        "i.item_id WHERE i.order_id IN (" +
        ids +
        ") AND i.removed_at_utc_s IS NULL ORDER BY i.order_id, i.position, i.item_id, a.position");
    std::int64_t last_item = 0;
    while (rows.step()) {
        auto& items = by_id.at(rows.integer(0))->items;
        if (const auto item = rows.integer(1); items.empty() || item != last_item) {
            last_item = item;
            auto& added = items.emplace_back();
            added.transaction = orders::TransactionId{rows.integer(2)};
            added.title = rows.string(3);
            added.quantity = rows.integer(4);
            added.listing = rows.maybe_integer(5);
        }
        if (!rows.is_null(6)) {
            items.back().answers.push_back(answer_from(rows, 6));
        }
    }
}

const std::vector<orders::ListingQuestion>* LintQueries::questions(orders::ShopId shop,
                                                                   std::int64_t listing) {
    const auto [known, is_new] = questions_.try_emplace({shop.value(), listing});
    if (!is_new) {
        return known->second.get();
    }
    std::vector<orders::ListingQuestion> questions;
    bool exists = false;
    auto rows = database_->statement(
        "SELECT q.position, q.question_id, q.question, q.instructions, q.type, q.is_required, "
        "q.max_characters FROM listings l LEFT JOIN listing_questions q ON q.shop_id = l.shop_id "
        "AND q.listing_id = l.listing_id WHERE l.shop_id = :shop AND l.listing_id = :listing ORDER "
        "BY q.position");
    rows.bind(":shop", shop.value()).bind(":listing", listing);
    while (rows.step()) {
        exists = true;
        if (rows.is_null(0)) {
            continue; // a listing that asks nothing
        }
        orders::ListingQuestion question;
        question.id = rows.maybe_integer(1);
        question.question = rows.string(2);
        question.instructions = rows.string(3);
        question.type = rows.string(4);
        question.is_required = rows.integer(5) != 0;
        question.max_characters = rows.maybe_integer(6);
        questions.push_back(std::move(question));
    }
    if (exists) {
        known->second =
            std::make_unique<const std::vector<orders::ListingQuestion>>(std::move(questions));
    }
    return known->second.get();
}

} // namespace etsyorder::lint
