// SPDX-License-Identifier: MIT
// How far the making of orders is, wherever orders are shown: the seller's stages (lib/status),
// which lib/orders has not heard of.
#pragma once

#include "frame/services.hpp"
#include "orders/order.hpp"
#include "status/desk.hpp"
#include "status/work_item.hpp"

#include <optional>
#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder {

struct OrderMaking {
    std::string stage;                    // furthest behind; empty: nothing of it is made
    std::vector<status::PiecesAt> stages; // of all items, as they follow on each other
    std::vector<status::WorkItem> items;  // that are made, their pieces in the same order

    // Null: that item is not made.
    [[nodiscard]] const status::WorkItem* of(orders::ItemId item) const;
};

// "3 in cutting, 2 in engraving"; the stage alone where all are in one.
[[nodiscard]] std::string in_words(const std::vector<status::PiecesAt>& stages);

// Of closed orders what was moved stands where it was left, and nothing else anywhere. Both
// references must outlive it. With a wrong pipelines.yaml it knows nothing, and says so once.
class MakingOfOrders {
public:
    MakingOfOrders(frame::Services& services, db::Database& database)
        : services_(services), database_(database) {}

    [[nodiscard]] OrderMaking of(const orders::Order& order);

private:
    [[nodiscard]] OrderMaking placed(const orders::Order& order);

    frame::Services& services_;
    db::Database& database_;
    std::optional<StatusDesk> desk_; // empty: not asked yet, or the pipelines are wrong
    bool is_wrong_ = false;
};

// The stage furthest behind of each open order, asked for all of them at once. Throws Error of
// kind usage for a wrong pipelines.yaml. Made without arguments it knows nothing and costs nothing.
class StageOfOpenOrders {
public:
    StageOfOpenOrders() = default;
    StageOfOpenOrders(frame::Services& services, db::Database& database);

    // Empty: it is closed, or nothing of it is made.
    [[nodiscard]] std::string of(orders::OrderId order) const;

private:
    struct Behind {
        std::string stage;
        std::size_t left = 0; // stages before it is done
    };
    std::unordered_map<orders::OrderId, Behind> stages_;
};

} // namespace etsyorder
