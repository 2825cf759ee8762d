// SPDX-License-Identifier: MIT
// OrderStore: the sandbox's orders, found the way getShopReceipts finds them. Keeps a small row an
// order; whole orders are made on demand and kept only once they were changed. Not thread-safe: the
// Sandbox guards it.
#pragma once

#include "sandbox/shop_seed.hpp"

#include <functional>
#include <optional>
#include <unordered_map>
#include <vector>

namespace etsyorder::sandbox {

struct ReceiptQuery {
    enum class SortOn { created, updated, receipt_id };
    enum class SortOrder { ascending, descending };

    std::optional<base::Instant> min_created;
    std::optional<base::Instant> max_created;
    std::optional<base::Instant> min_updated;
    std::optional<base::Instant> max_updated;
    std::optional<bool> was_paid;
    std::optional<bool> was_shipped;
    std::optional<bool> was_delivered;
    std::optional<bool> was_canceled;
    SortOn sort_on = SortOn::created;
    SortOrder sort_order = SortOrder::descending;
    std::size_t limit = 25;
    std::size_t offset = 0;
};

struct ReceiptPage {
    std::size_t count = 0;            // of all that match
    std::vector<std::size_t> indices; // this page, at most `limit`
};

class OrderStore {
public:
    explicit OrderStore(const ShopSeed& seed);

    [[nodiscard]] std::size_t size() const { return heads_.size(); }
    [[nodiscard]] ReceiptPage find(const ReceiptQuery& query) const;
    [[nodiscard]] std::optional<std::size_t> index_of(std::int64_t receipt_id) const;
    [[nodiscard]] Order order(std::size_t index) const;
    [[nodiscard]] std::size_t items(std::size_t index) const; // how many; makes no order
    [[nodiscard]] const OrderHead& head(std::size_t index) const { return heads_[index]; }

    void replace(std::size_t index, Order order);
    std::size_t add(Order order); // its index; the receipt id must be new

private:
    [[nodiscard]] const std::vector<std::size_t>& sorted(ReceiptQuery::SortOn by) const;

    std::function<std::size_t(std::size_t)> items_;
    std::function<Order(std::size_t)> make_;
    std::vector<OrderHead> heads_;
    std::unordered_map<std::size_t, Order> changed_;
    std::unordered_map<std::int64_t, std::size_t> by_id_;
    // Ascending; emptied by a change and sorted again when next asked for.
    mutable std::vector<std::size_t> by_created_;
    mutable std::vector<std::size_t> by_updated_;
    mutable std::vector<std::size_t> by_receipt_id_;
};

} // namespace etsyorder::sandbox
