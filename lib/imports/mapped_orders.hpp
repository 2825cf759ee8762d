// SPDX-License-Identifier: MIT
// Orders out of the rows of a stranger's file, by a mapping. Pure.
//
//     MappedOrders orders(mapping, zone);
//     orders.add(2, {{Meaning::order, "A-1"}, {Meaning::placed, "2026-11-02"}});
//     for (const auto& order : orders.take()) { ... }
//     for (const auto& [line, why] : orders.refused()) { ... }
#pragma once

#include "base/zone.hpp"
#include "imports/mapping.hpp"
#include "orders/received_order.hpp"

#include <cstdint>
#include <map>
#include <optional>
#include <set>
#include <string>
#include <unordered_map>
#include <vector>

namespace etsyorder::imports {

using MappedCells = std::map<Meaning, std::string>; // as the file has them

struct MappedOrder {
    struct Row {
        // 0: of the whole order. An item without a name of its own is numbered 1, 2, ...
        orders::TransactionId transaction{0};
        MappedCells cells;
    };
    orders::ReceivedOrder order;
    std::string name;       // as the shop writes it; empty: the number says the same
    std::uint64_t line = 0; // of its first row
    std::vector<Row> rows;
};

// What a file need not say of an order that nobody knows yet.
void complete_new(orders::ReceivedOrder& order);

struct RefusedRow {
    std::uint64_t line = 0;
    std::string why; // without a full stop
};

// Holds all orders of a file. Rows of one order need not be neighbours; what is said of the whole
// order is taken from the first row that says it. `currency` is of amounts for which the mapping
// has neither a column nor a constant (empty: not known). Mapping and zone must outlive it.
class MappedOrders {
public:
    MappedOrders(const Mapping& mapping, const base::Zone& zone, std::string currency = {});

    void add(std::uint64_t line, MappedCells cells);

    [[nodiscard]] std::vector<MappedOrder> take(); // in the file's order; once
    [[nodiscard]] const std::vector<RefusedRow>& refused() const { return refused_; }

private:
    // What a row adds to its order. Returns why not; items and rows are then as they were.
    [[nodiscard]] std::string
    add_row(MappedOrder& order, std::int64_t place, const MappedCells& cells);
    void add_item(MappedOrder& order,
                  std::int64_t place,
                  const MappedCells& cells,
                  std::string& problem);

    const Mapping& mapping_;
    const base::Zone& zone_;
    std::string currency_;
    std::vector<MappedOrder> orders_;
    // Rows that were refused are counted, so that an item keeps its number when the file is mended.
    struct Place {
        std::optional<std::size_t> order; // in orders_; empty: all its rows were refused so far
        std::int64_t items = 0;
    };
    std::unordered_map<std::string, Place> places_; // by plain name
    std::vector<RefusedRow> refused_;
};

} // namespace etsyorder::imports
