// SPDX-License-Identifier: MIT
#include "notify/outbox_repository.hpp"

#include <fmt/format.h>

namespace etsyorder::notify {
namespace {

constexpr std::string_view kSelect =
    "SELECT outbox_id, shop_id, rule, order_id, occurrence, event_id, reason, reason_at_utc_s, "
    "recipient, template, channel, state, problem, is_released, due_at_utc_s, expires_at_utc_s, "
    "next_at_utc_s, subject, text, letter_id, tries, created_at_utc_s, changed_at_utc_s FROM "
    "outbox ";

Telling telling_from(const db::Statement& row) {
    const auto instant = [&](int column) { return base::from_utc_seconds(row.integer(column)); };
    Telling telling;
    telling.id = TellingId(row.integer(0));
    telling.shop = orders::ShopId(row.integer(1));
    telling.rule = row.string(2);
    if (const auto order = row.maybe_integer(3)) {
        telling.order = orders::OrderId(*order);
    }
    telling.key = row.string(4);
    telling.event_id = row.integer(5);
    telling.reason = row.string(6);
    telling.reason_at = instant(7);
    telling.recipient = row.string(8);
    telling.template_name = row.string(9);
    telling.channel = row.string(10);
    telling.state = state_from(row.text(11)).value_or(TellingState::held);
    telling.problem = row.string(12);
    telling.is_released = row.integer(13) != 0;
    telling.due = instant(14);
    telling.expires = instant(15);
    telling.next = instant(16);
    if (!row.is_null(17)) {
        telling.subject = row.string(17);
    }
    telling.text = row.string(18);
    telling.letter = row.maybe_integer(19);
    telling.tries = row.integer(20);
    telling.created_at = instant(21);
    telling.changed_at = instant(22);
    return telling;
}

void bind_fate(db::Statement& statement, const Telling& telling) {
    statement.bind(":recipient", telling.recipient)
        .bind(":template", telling.template_name)
        .bind(":channel", telling.channel)
        .bind(":state", to_string(telling.state))
        .bind(":problem", telling.problem)
        .bind(":released", std::int64_t{telling.is_released ? 1 : 0})
        .bind(":due", base::utc_seconds(telling.due))
        .bind(":expires", base::utc_seconds(telling.expires))
        .bind(":next", base::utc_seconds(telling.next))
        .bind(":subject", telling.subject)
        .bind(":text", telling.text)
        .bind(":letter", telling.letter)
        .bind(":tries", telling.tries)
        .bind(":changed", base::utc_seconds(telling.changed_at));
}

std::optional<std::int64_t> number_of(const std::optional<orders::OrderId>& order) {
    return order ? std::optional(order->value()) : std::nullopt;
}

std::string condition_of(const OutboxFilter& filter) {
    std::string sql = "WHERE 1 = 1";
    for (std::size_t i = 0; i < filter.states.size(); ++i) { // the program's own words
        sql +=
            fmt::format("{}'{}'", i == 0 ? " AND state IN (" : ", ", to_string(filter.states[i]));
    }
    sql += filter.states.empty() ? "" : ")";
    sql += filter.order ? fmt::format(" AND order_id = {}", filter.order->value()) : "";
    sql += filter.shop ? fmt::format(" AND shop_id = {}", filter.shop->value()) : "";
    sql += filter.due_until
               ? fmt::format(" AND due_at_utc_s <= {}", base::utc_seconds(*filter.due_until))
               : "";
    return sql + (filter.rule ? " AND rule = :rule" : "");
}

} // namespace

std::optional<Telling> OutboxRepository::find(TellingId id) const {
    auto row = database_->statement(fmt::format("{}WHERE outbox_id = :id", kSelect));
    row.bind(":id", id.value());
    return row.step() ? std::optional(telling_from(row)) : std::nullopt;
}

void OutboxRepository::each(const OutboxFilter& filter, const Take& take) const {
    auto rows = database_->statement(fmt::format(
        "{}{} ORDER BY due_at_utc_s, outbox_id LIMIT :limit", kSelect, condition_of(filter)));
    rows.bind(":limit", filter.limit);
    if (filter.rule) {
        rows.bind(":rule", *filter.rule);
    }
    while (rows.step()) {
        take(telling_from(rows));
    }
}

std::vector<Telling> OutboxRepository::of_order(orders::OrderId order) const {
    auto rows = database_->statement(fmt::format("{}WHERE order_id = :order", kSelect));
    rows.bind(":order", order.value());
    std::vector<Telling> all;
    while (rows.step()) {
        all.push_back(telling_from(rows));
    }
    return all;
}

std::optional<Telling> OutboxRepository::find(orders::ShopId shop,
                                              const std::string& rule,
                                              std::optional<orders::OrderId> order,
                                              const std::string& key) const {
    auto row = database_->statement(
        fmt::format("{}WHERE shop_id = :shop AND rule = :rule AND coalesce(order_id, 0) = :order "
                    "AND occurrence = :key",
                    kSelect));
    row.bind(":shop", shop.value())
        .bind(":rule", rule)
        .bind(":order", order ? order->value() : 0)
        .bind(":key", key);
    return row.step() ? std::optional(telling_from(row)) : std::nullopt;
}

std::optional<base::Instant> OutboxRepository::latest_time(orders::ShopId shop,
                                                           const std::string& rule) const {
    auto row =
        database_->statement("SELECT max(reason_at_utc_s) FROM outbox WHERE order_id IS NULL "
                             "AND shop_id = :shop AND rule = :rule");
    row.bind(":shop", shop.value()).bind(":rule", rule);
    const auto latest = row.step() ? row.maybe_integer(0) : std::nullopt;
    return latest ? std::optional(base::from_utc_seconds(*latest)) : std::nullopt;
}

std::vector<TellingId> OutboxRepository::due(base::Instant now, int limit) const {
    auto rows = database_->statement("SELECT outbox_id FROM outbox WHERE state = 'queued' AND "
                                     "next_at_utc_s <= :now ORDER BY next_at_utc_s, outbox_id "
                                     "LIMIT :limit");
    rows.bind(":now", base::utc_seconds(now)).bind(":limit", std::int64_t{limit});
    std::vector<TellingId> ids;
    while (rows.step()) {
        ids.emplace_back(rows.integer(0));
    }
    return ids;
}

std::optional<base::Instant> OutboxRepository::next() const {
    auto row = database_->statement("SELECT next_at_utc_s FROM outbox WHERE state = 'queued' ORDER "
                                    "BY next_at_utc_s LIMIT 1");
    return row.step() ? std::optional(base::from_utc_seconds(row.integer(0))) : std::nullopt;
}

std::vector<orders::OrderId> OutboxRepository::orders_waiting() const {
    auto rows = database_->statement("SELECT DISTINCT order_id FROM outbox WHERE state IN "
                                     "('queued', 'held') AND order_id IS NOT NULL");
    std::vector<orders::OrderId> ids;
    while (rows.step()) {
        ids.emplace_back(rows.integer(0));
    }
    return ids;
}

TellingId OutboxRepository::add(const Telling& telling) {
    auto insert = database_->statement(
        "INSERT INTO outbox (shop_id, rule, order_id, occurrence, event_id, reason, "
        "reason_at_utc_s, recipient, template, channel, state, problem, is_released, due_at_utc_s, "
        "expires_at_utc_s, next_at_utc_s, subject, text, letter_id, tries, created_at_utc_s, "
        "changed_at_utc_s) VALUES (:shop, :rule, :order, :key, :event, :reason, :reason_at, "
        ":recipient, :template, :channel, :state, :problem, :released, :due, :expires, :next, "
        ":subject, :text, :letter, :tries, :created, :changed)");
    insert.bind(":shop", telling.shop.value())
        .bind(":rule", telling.rule)
        .bind(":order", number_of(telling.order))
        .bind(":key", telling.key)
        .bind(":event", telling.event_id)
        .bind(":reason", telling.reason)
        .bind(":reason_at", base::utc_seconds(telling.reason_at))
        .bind(":created", base::utc_seconds(telling.created_at));
    bind_fate(insert, telling);
    insert.run();
    return TellingId(database_->last_insert_id());
}

void OutboxRepository::store(const Telling& telling) {
    auto update = database_->statement(
        "UPDATE outbox SET recipient = :recipient, template = :template, channel = :channel, state "
        "= :state, problem = :problem, is_released = "
        ":released, due_at_utc_s = :due, expires_at_utc_s = :expires, next_at_utc_s = :next, "
        "subject = :subject, text = :text, letter_id = :letter, tries = :tries, changed_at_utc_s = "
        ":changed WHERE outbox_id = :id");
    bind_fate(update, telling);
    update.bind(":id", telling.id.value()).run();
}

void OutboxRepository::remove(TellingId id) {
    database_->statement("DELETE FROM outbox WHERE outbox_id = :id").bind(":id", id.value()).run();
}

} // namespace etsyorder::notify
