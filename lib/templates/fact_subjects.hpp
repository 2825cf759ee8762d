// SPDX-License-Identifier: MIT
// What the rows of facts are asked of. For this room alone.
#pragma once

#include "status/work_item.hpp"
#include "templates/facts.hpp"

#include <memory>
#include <string>
#include <vector>

namespace etsyorder::templates {

struct OrderSubject;

struct ItemSubject {
    const OrderSubject* of = nullptr; // of which it is a part
    const orders::Item* item = nullptr;
    std::int64_t number = 0; // from 1
    mutable std::optional<std::vector<lint::Finding>> doubts;
};

// Everything below hangs on it: it lives as long as any value that came from it. It keeps no such
// value itself, or it would live for ever.
struct OrderSubject : std::enable_shared_from_this<OrderSubject> {
    OrderSubject(Facts& source, orders::Order whole, const ShopFacts& its_shop, UsedFacts* noting)
        : facts(source), order(std::move(whole)), shop(its_shop), used(noting) {}

    Facts& facts;
    orders::Order order;
    const ShopFacts& shop;
    UsedFacts* used;
    // Made once; those the source still names, with the numbers that `orders show` gives them.
    mutable std::optional<std::vector<ItemSubject>> items;
    mutable std::optional<orders::BuyerOrders> bought;
    // Those to be made, with where their pieces stand; once the order is no longer open where they
    // were left, if anybody ever moved them.
    mutable std::optional<std::vector<status::WorkItem>> work;

    [[nodiscard]] const base::Zone& zone() const { return shop.settings.zone; }
};

struct ShopSubject {
    const ShopFacts* shop = nullptr;
};

// How far the making of some items of an order is: of one, or of all.
struct StatusSubject {
    std::shared_ptr<const OrderSubject> of;
    std::vector<const status::WorkItem*> items; // of its `work`
    std::string path;                           // of UsedFacts
};

// Pieces in one stage.
struct StagePieces {
    std::string stage;
    std::string public_name; // empty: buyers are told nothing
    std::int64_t quantity = 0;
};

struct Nothing {}; // of facts that this version never has

[[nodiscard]] std::span<const Fact<OrderSubject>> order_rows();
[[nodiscard]] std::span<const Fact<OrderSubject>> address_rows();
[[nodiscard]] std::span<const Fact<OrderSubject>> tracking_rows();
[[nodiscard]] std::span<const Fact<orders::Shipment>> shipment_rows();
[[nodiscard]] std::span<const Fact<OrderSubject>> buyer_rows();
[[nodiscard]] std::span<const Fact<OrderSubject>> link_rows();
[[nodiscard]] std::span<const Fact<ItemSubject>> item_rows();
[[nodiscard]] std::span<const Fact<ShopSubject>> shop_rows();
[[nodiscard]] std::span<const Fact<Nothing>> proof_rows();
[[nodiscard]] std::span<const Fact<StatusSubject>> status_rows();
[[nodiscard]] std::span<const Fact<StagePieces>> stage_pieces_rows();
[[nodiscard]] std::span<const Fact<Nothing>> thread_rows();

[[nodiscard]] liquid::Value items_of(const OrderSubject& subject);
[[nodiscard]] liquid::Value buyer_of(const OrderSubject& subject);
// Of all items that are made. Throws Error as PlacingOf does.
[[nodiscard]] liquid::Value status_of(const OrderSubject& subject);
// Nil: it is not made. Throws the same.
[[nodiscard]] liquid::Value status_of(const ItemSubject& subject);
[[nodiscard]] bool has_doubts(const ItemSubject& subject);
[[nodiscard]] bool is_missing(const ItemSubject& subject);
// Of items_of(): those of which it holds.
[[nodiscard]] liquid::Value items_where(const OrderSubject& subject,
                                        bool (*holds)(const ItemSubject& subject));

// The last shipment that has a tracking code; null: none has.
[[nodiscard]] const orders::Shipment* tracked(const OrderSubject& of);

// "2026-11-22 10:00:00 +0100", "2026-12-03"; nil: it is not known.
[[nodiscard]] liquid::Value moment_of(const std::optional<base::Instant>& instant,
                                      const base::Zone& zone);
[[nodiscard]] liquid::Value day_of(const std::optional<base::Instant>& instant,
                                   const base::Zone& zone);
// In major units of the currency, which it keeps: 12.5
[[nodiscard]] liquid::Value amount_of(const std::optional<std::int64_t>& minor,
                                      const std::string& currency);
[[nodiscard]] liquid::Value texts_of(const std::vector<std::string>& texts);

// Paths cost nothing where nobody asks for them.
[[nodiscard]] inline std::string path_for(const UsedFacts* used, std::string_view path) {
    return used == nullptr ? std::string() : std::string(path);
}

} // namespace etsyorder::templates
