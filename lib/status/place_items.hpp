// SPDX-License-Identifier: MIT
// Which pipeline an item goes through, and where its pieces stand when nobody has moved them yet:
// all of them in the first stage since the order was placed.
#pragma once

#include "db/database.hpp"
#include "status/pipeline.hpp"
#include "status/work_item.hpp"

#include <functional>
#include <string>
#include <unordered_map>
#include <unordered_set>
#include <vector>

namespace etsyorder::status {

// The orders that a query finds, whatever their state; may throw Error of kind usage.
using OrdersOf = std::function<std::vector<orders::OrderId>(const std::string& query)>;

// What a pipeline's match looks at.
struct Product {
    orders::OrderId order{0};
    std::optional<std::int64_t> listing_id;
    std::string_view sku; // lives as long as what it was made from
};
[[nodiscard]] inline Product product_of(const WorkItem& item) {
    return {item.order, item.listing_id, item.sku};
}

// Belongs to one database, hence to one thread. What it must ask, it asks once.
class Placing {
public:
    // All must outlive this.
    Placing(const Pipelines& pipelines, db::Database& database, OrdersOf orders_of)
        : pipelines_(&pipelines), database_(&database), orders_of_(std::move(orders_of)) {}

    [[nodiscard]] const Pipelines& pipelines() const { return *pipelines_; }

    // The first whose match it hits.
    [[nodiscard]] const Pipeline& choose(const Product& product);

    // Its pipeline as it is written now; null: it has one that is not written any more.
    [[nodiscard]] const Pipeline* pipeline_of(const WorkItem& item) const {
        return pipelines_->find(item.pipeline);
    }

    // Gives an item without stages those of the beginning. Of one that has some, pieces the buyer
    // ordered since then begin too, and those taken off go, the ones furthest behind first.
    void place(WorkItem& item);

private:
    using OrderSet = std::unordered_set<orders::OrderId>;
    [[nodiscard]] bool hits(const Match& match, const Product& product);
    [[nodiscard]] const OrderSet& tagged(const std::string& tag);
    [[nodiscard]] const OrderSet& found(const std::string& query);

    const Pipelines* pipelines_;
    db::Database* database_;
    OrdersOf orders_of_;
    std::unordered_map<std::string, OrderSet> tagged_;
    std::unordered_map<std::string, OrderSet> found_;
};

// "OAK-*" fits "oak-board-3"; "*" stands for any text, the empty one too.
[[nodiscard]] bool fits(std::string_view pattern, std::string_view text);

} // namespace etsyorder::status
