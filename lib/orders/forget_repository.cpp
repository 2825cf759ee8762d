// SPDX-License-Identifier: MIT
#include "orders/forget_repository.hpp"

#include "base/error.hpp"
#include "db/erase.hpp"
#include "orders/merge_steps.hpp"
#include "orders/merged_buyer_repository.hpp"
#include "orders/personal_data.hpp"
#include "orders/source_text.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>
#include <tuple>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kShortestTrace = 5; // shorter words stand in texts of anybody

void bind_if_used(db::Statement& statement,
                  std::string_view sql,
                  const char* name,
                  std::int64_t value) {
    if (sql.find(name) != std::string_view::npos) {
        statement.bind(name, value);
    }
}

using Named = std::set<std::pair<std::int64_t, std::string_view>>; // shop, word

// A word is one of the JSON's texts or numbers as a whole. A name with escapes is not found by
// itself, but by the numbers beside it.
bool names_one_of(std::string_view text, ShopId shop, const Named& people) {
    constexpr std::string_view kBetween = "\"{}[],:\n";
    while (!text.empty()) {
        const auto end = std::min(text.find_first_of(kBetween), text.size());
        auto word = text.substr(0, end);
        word.remove_prefix(std::min(word.find_first_not_of(' '), word.size()));
        if (word.size() >= kShortestTrace && people.contains({shop.value(), word})) {
            return true;
        }
        text.remove_prefix(std::min(end + 1, text.size()));
    }
    return false;
}

} // namespace

PersonTraces ForgetRepository::traces_of(const ForgettableOrder& order) const {
    PersonTraces traces{order.shop, {}, {std::to_string(order.receipt.value()), order.buyer_name}};
    if (!order.ordered_by.name.empty()) {
        traces.words.push_back(order.ordered_by.name);
    }
    auto rows = database_->statement(
        "SELECT b.buyer_id, b.etsy_user_id, b.email, o.buyer_email, b.username FROM orders o JOIN "
        "buyers b ON "
        "b.buyer_id IN (o.buyer_id, (SELECT a.buyer_id FROM order_accounts a WHERE a.order_id = "
        "o.order_id)) WHERE o.order_id = :order");
    rows.bind(":order", order.id.value());
    while (rows.step()) {
        traces.buyers.push_back(rows.integer(0));
        for (const int column : {1, 2, 3, 4}) {
            if (!rows.is_null(column)) {
                traces.words.push_back(rows.string(column));
            }
        }
    }
    return traces;
}

void ForgetRepository::forget(const ForgettableOrder& order, base::Instant now) {
    hang_merges_elsewhere(*database_, order.id);
    for (const auto sql : forgetting_statements()) {
        auto statement = database_->statement(sql);
        bind_if_used(statement, sql, ":order", order.id.value());
        bind_if_used(statement, sql, ":shop", order.shop.value());
        bind_if_used(statement, sql, ":receipt", order.receipt.value());
        bind_if_used(statement, sql, ":now", base::utc_seconds(now));
        statement.run();
    }
}

void ForgetRepository::mark(const Order& order, base::Instant now) {
    ForgettableOrder one;
    one.shop = order.shop;
    one.id = order.id;
    one.receipt = order.receipt;
    forget(one, now);
}

void ForgetRepository::replace_event_data(std::int64_t event, const std::string& data) {
    database_->statement("UPDATE events SET data = :data WHERE event_id = :event")
        .bind(":data", data)
        .bind(":event", event)
        .run();
}

bool ForgetRepository::keep_words_of_other_orders(BuyerId buyer) {
    for (const auto* sql : {"SELECT 1 FROM orders WHERE buyer_id = :buyer LIMIT 1",
                            "SELECT 1 FROM order_accounts WHERE buyer_id = :buyer LIMIT 1"}) {
        auto row = database_->statement(sql);
        row.bind(":buyer", buyer.value());
        if (row.step()) {
            MergedBuyerRepository(*database_).refresh(buyer);
            return true;
        }
    }
    return false;
}

// With those that they were merged into: these have their names, too.
std::set<std::int64_t>
ForgetRepository::with_merged_into(const std::set<std::int64_t>& buyers) const {
    std::set<std::int64_t> all;
    for (const auto buyer : buyers) {
        for (std::optional<BuyerId> one = BuyerId{buyer}; one;
             one = MergedBuyerRepository(*database_).merged_into(*one)) {
            all.insert(one->value());
        }
    }
    return all;
}

void ForgetRepository::forget_buyers_without_orders(const std::set<std::int64_t>& buyers) {
    std::set<std::pair<std::int64_t, std::int64_t>> users;
    std::set<std::int64_t> gone;
    for (const auto buyer : with_merged_into(buyers)) {
        if (keep_words_of_other_orders(BuyerId{buyer})) {
            continue;
        }
        auto rows = database_->statement(
            "WITH RECURSIVE person (buyer_id) AS (SELECT :buyer UNION SELECT b.buyer_id FROM "
            "buyers b "
            "JOIN person p ON b.merged_into_buyer_id = p.buyer_id) SELECT b.buyer_id, b.shop_id, "
            "b.etsy_user_id FROM buyers b JOIN person p ON p.buyer_id = b.buyer_id "
            "WHERE NOT EXISTS (SELECT 1 FROM orders o WHERE o.buyer_id = b.buyer_id) AND NOT "
            "EXISTS (SELECT 1 FROM order_accounts a WHERE a.buyer_id = b.buyer_id)");
        rows.bind(":buyer", buyer);
        while (rows.step()) {
            gone.insert(rows.integer(0));
            if (!rows.is_null(2)) {
                users.emplace(rows.integer(1), rows.integer(2));
            }
        }
    }
    if (gone.empty()) {
        return;
    }
    forget_reviews_of(users);
    std::vector<std::tuple<std::int64_t, std::string, std::int64_t>> words;
    {
        // The words stand by word, not by buyer: once over all of them for all buyers.
        auto rows = database_->statement("SELECT shop_id, word, buyer_id FROM buyer_words");
        while (rows.step()) {
            if (gone.contains(rows.integer(2))) {
                words.emplace_back(rows.integer(0), rows.string(1), rows.integer(2));
            }
        }
    }
    for (const auto& [shop, word, buyer] : words) {
        database_
            ->statement("DELETE FROM buyer_words WHERE shop_id = :shop AND word = :word AND "
                        "buyer_id = :buyer")
            .bind(":shop", shop)
            .bind(":word", word)
            .bind(":buyer", buyer)
            .run();
    }
    forget_merges_of(*database_, gone);
    // Accounts merged into one that goes are of the one that it was merged into.
    for (const auto* sql :
         {"UPDATE buyers SET merged_into_buyer_id = (SELECT b.merged_into_buyer_id "
          "FROM buyers b WHERE b.buyer_id = :buyer) WHERE merged_into_buyer_id = "
          ":buyer",
          "UPDATE buyers SET merged_into_buyer_id = NULL WHERE buyer_id = :buyer",
          "DELETE FROM buyers WHERE buyer_id = :buyer"}) {
        for (const auto buyer : gone) {
            database_->statement(sql).bind(":buyer", buyer).run();
        }
    }
}

void ForgetRepository::forget_reviews_of(
    const std::set<std::pair<std::int64_t, std::int64_t>>& users) {
    std::vector<std::pair<std::int64_t, std::int64_t>> theirs;
    {
        auto rows = database_->statement("SELECT shop_id, transaction_id, buyer_user_id FROM "
                                         "reviews WHERE buyer_user_id IS NOT NULL");
        while (rows.step()) {
            if (users.contains({rows.integer(0), rows.integer(2)})) {
                theirs.emplace_back(rows.integer(0), rows.integer(1));
            }
        }
    }
    for (const auto& [shop, transaction] : theirs) {
        for (const auto* sql :
             {"INSERT INTO forgotten_transactions (shop_id, transaction_id) VALUES (:shop, "
              ":transaction) ON CONFLICT (shop_id, transaction_id) DO NOTHING",
              "UPDATE reviews SET buyer_user_id = NULL, review = '', image_url = '' WHERE shop_id "
              "= :shop AND transaction_id = :transaction"}) {
            database_->statement(sql).bind(":shop", shop).bind(":transaction", transaction).run();
        }
    }
}

void ForgetRepository::forget_unread_that_name(const std::vector<PersonTraces>& people) {
    Named named;
    for (const auto& person : people) {
        for (const auto& word : person.words) {
            named.emplace(person.shop.value(), word);
        }
    }
    std::vector<std::int64_t> ids;
    {
        auto rows = database_->statement(
            "SELECT unread_id, shop_id, codec, bytes, content FROM unread_orders");
        while (rows.step()) {
            bool is_theirs = true; // what nobody can read goes too
            try {
                is_theirs = names_one_of(
                    decompress_source(
                        rows.integer(2), rows.bytes(4), static_cast<std::size_t>(rows.integer(3))),
                    ShopId{rows.integer(1)},
                    named);
            } catch (const base::Error&) { // NOLINT(bugprone-empty-catch): damaged, see above
            }
            if (is_theirs) {
                ids.push_back(rows.integer(0));
            }
        }
    }
    auto remove = database_->statement("DELETE FROM unread_orders WHERE unread_id = :id");
    for (const auto id : ids) {
        remove.bind(":id", id).run();
    }
}

void ForgetRepository::mark_wipe_pending(base::Instant now) {
    database_
        ->statement("INSERT INTO pending_wipes (shop_id, since_utc_s) VALUES (0, :now) ON CONFLICT "
                    "(shop_id) DO NOTHING")
        .bind(":now", base::utc_seconds(now))
        .run();
}

bool ForgetRepository::any_forgotten() const {
    return database_->statement("SELECT 1 FROM forgotten_orders LIMIT 1").step();
}

std::optional<base::Instant> ForgetRepository::forgotten_at(ReceiptId receipt,
                                                            std::optional<ShopId> shop) const {
    auto row = database_->statement(
        "SELECT forgotten_at_utc_s FROM forgotten_orders WHERE receipt_id = :receipt AND (:shop IS "
        "NULL OR shop_id = :shop) ORDER BY forgotten_at_utc_s LIMIT 1");
    row.bind(":receipt", receipt.value())
        .bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    return row.step() ? std::optional(base::from_utc_seconds(row.integer(0))) : std::nullopt;
}

void ForgetRepository::remember(const ForgottenPeople& people) {
    for (const auto& order : people.orders) {
        database_
            ->statement("INSERT INTO forgotten_orders (shop_id, receipt_id, forgotten_at_utc_s) "
                        "VALUES (:shop, :receipt, :at) ON CONFLICT (shop_id, receipt_id) DO "
                        "NOTHING")
            .bind(":shop", order.shop.value())
            .bind(":receipt", order.receipt.value())
            .bind(":at", base::utc_seconds(order.at))
            .run();
    }
    for (const auto& [shop, transaction] : people.items) {
        database_
            ->statement("INSERT INTO forgotten_transactions (shop_id, transaction_id) VALUES "
                        "(:shop, :transaction) ON CONFLICT (shop_id, transaction_id) DO NOTHING")
            .bind(":shop", shop.value())
            .bind(":transaction", transaction.value())
            .run();
    }
}

namespace {

// The rows are gone for good by now, whatever the error says of its own step.
base::Error not_rewritten(const base::Error& why) {
    auto error =
        base::Error(why.kind(), "forgotten, but bytes of it are still in the file of the database")
            .because(fmt::format("it could not be rewritten: {}",
                                 why.reason().empty() ? why.summary() : why.reason()))
            .hint("free some disk space, as much as the database has, and run this again");
    if (why.kind() == base::ErrorKind::conflict) {
        return std::move(error)
            .hint("run this again when the other command has ended")
            .retry_later();
    }
    return error;
}

} // namespace

void wipe(db::Database& database) {
    // The row goes with the rewriting: whoever is killed between the two wipes again.
    bool is_read = false;
    try {
        is_read = !db::erase_deleted(database);
    } catch (const base::Error& why) {
        throw not_rewritten(why);
    }
    if (is_read) {
        throw base::Error(base::ErrorKind::conflict,
                          "forgotten, but bytes of it are still in the log of the database")
            .because("another process reads the database")
            .hint("run this again when it has ended")
            .retry_later();
    }
    try {
        database.execute("DELETE FROM pending_wipes");
        (void)db::empty_log(database); // nothing personal stands in it any more
    } catch (const base::Error&) {     // NOLINT(bugprone-empty-catch): all is gone; wiped once more
    }
}

} // namespace etsyorder::orders
