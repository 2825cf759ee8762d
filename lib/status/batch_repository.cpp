// SPDX-License-Identifier: MIT
#include "orders/act_repository.hpp"
#include "status/batches.hpp"

#include <charconv>

namespace etsyorder::status {
namespace {

orders::ItemId item_of(const orders::ActStep& step) {
    std::int64_t number = 0;
    std::from_chars(step.thing.data(), step.thing.data() + step.thing.size(), number);
    return orders::ItemId{number};
}

} // namespace

std::optional<std::string> BatchRepository::of(orders::ItemId item) const {
    auto row = database_->statement("SELECT batch FROM item_batches WHERE item_id = :item");
    row.bind(":item", item.value());
    return row.step() ? std::optional(row.string(0)) : std::nullopt;
}

void BatchRepository::put(const WorkItem& item,
                          const std::optional<std::string>& name,
                          base::Instant now) const {
    database_->statement("DELETE FROM item_batches WHERE item_id = :item")
        .bind(":item", item.item.value())
        .run();
    if (name) {
        database_
            ->statement("INSERT INTO item_batches (shop_id, order_id, item_id, batch, since_utc_s) "
                        "VALUES (:shop, :order, :item, :batch, :since)")
            .bind(":shop", item.shop.value())
            .bind(":order", item.order.value())
            .bind(":item", item.item.value())
            .bind(":batch", *name)
            .bind(":since", base::utc_seconds(now))
            .run();
    }
}

std::vector<ItemChoice> BatchRepository::items(const std::string& name) const {
    auto rows = database_->statement(
        "SELECT i.order_id, i.position FROM item_batches b JOIN items i ON i.item_id = b.item_id "
        "JOIN orders o ON o.order_id = i.order_id WHERE b.batch = :batch AND o.is_open = 1 AND "
        "i.removed_at_utc_s IS NULL AND i.is_digital = 0 ORDER BY o.ship_by_utc_s, i.order_id, "
        "i.position");
    rows.bind(":batch", name);
    std::vector<ItemChoice> all;
    while (rows.step()) {
        all.push_back({orders::OrderId{rows.integer(0)}, rows.integer(1) + 1});
    }
    return all;
}

std::vector<Batch> BatchRepository::all() const {
    auto rows = database_->statement(
        "SELECT b.batch, count(*), sum(i.quantity) FROM item_batches b JOIN items i ON i.item_id = "
        "b.item_id JOIN orders o ON o.order_id = i.order_id WHERE o.is_open = 1 AND "
        "i.removed_at_utc_s IS NULL GROUP BY b.batch ORDER BY b.batch");
    std::vector<Batch> all;
    while (rows.step()) {
        all.push_back({rows.string(0), rows.integer(1), rows.integer(2)});
    }
    return all;
}

BatchResult batch_items(db::Database& database,
                        const std::vector<ItemChoice>& choice,
                        const std::optional<std::string>& name,
                        Placing& placing,
                        bool dry_run,
                        base::Instant now) {
    std::optional<db::UnitOfWork> work;
    if (!dry_run) {
        work.emplace(database);
    }
    BatchResult result;
    const BatchRepository repository(database);
    for (auto& item : chosen_items(database, choice, placing, result.missing)) {
        Batched one{std::move(item), {}, false};
        one.before = repository.of(one.item.item);
        one.changed = one.before != name;
        if (one.changed && name && !one.item.is_open) {
            result.closed.push_back(one.item);
        }
        result.items.push_back(std::move(one));
    }
    if (dry_run || !result.missing.empty() || !result.closed.empty()) {
        return result;
    }
    orders::ActRecord record("status", name ? "into batch " + *name : "out of their batches");
    for (const auto& one : result.items) {
        if (one.changed) {
            repository.put(one.item, name, now);
            record.add({one.item.shop,
                        one.item.order,
                        std::string(BatchKind::kName),
                        std::to_string(one.item.item.value()),
                        one.before,
                        name});
        }
    }
    orders::ActRepository(database).append(record, now);
    work->commit();
    return result;
}

std::optional<std::string> BatchKind::present(db::Database& database,
                                              const orders::ActStep& step) const {
    return BatchRepository(database).of(item_of(step));
}

void BatchKind::write(db::Database& database,
                      std::span<const orders::ActStep> steps,
                      base::Instant now) const {
    for (const auto& step : steps) {
        WorkItem item; // of which only the numbers are needed
        item.shop = step.shop;
        item.order = step.order;
        item.item = item_of(step);
        BatchRepository(database).put(item, step.after, now);
    }
}

std::string BatchKind::in_words(const orders::ActStep& step) const {
    return step.after ? "into batch " + *step.after : "out of batch " + step.before.value_or("");
}

} // namespace etsyorder::status
