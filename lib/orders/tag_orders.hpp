// SPDX-License-Identifier: MIT
// The use case "put tags on orders, take tags off": one unit of work, one event for each order that
// changed, and one act that takes it back. An order that already is as wanted is left alone.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/undoable.hpp"

#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::orders {

struct TagChange {
    std::vector<std::string> add;
    std::vector<std::string> remove;
};

struct Tagged {
    Order order;
    std::vector<std::string> added; // both empty: the order already was as wanted
    std::vector<std::string> removed;
    std::vector<std::string> tags; // those it has afterwards, sorted
};

// Fit to be a tag: 1 to 40 bytes, no spaces, commas or control characters, no + or - in front.
[[nodiscard]] bool is_tag(std::string_view text);

// What tag_orders would do; changes nothing.
[[nodiscard]] std::vector<Tagged> plan_tags(const std::vector<Order>& orders,
                                            const TagChange& change);

// Throws Error as db::UnitOfWork does.
std::vector<Tagged> tag_orders(db::Database& database,
                               const std::vector<Order>& orders,
                               const TagChange& change,
                               base::Instant now);

// Takes tags off and puts them on again, for orders undo.
class TagKind final : public UndoableKind {
public:
    static constexpr std::string_view kName = "tag";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const ActStep& step) const override;
    void
    write(db::Database& database, std::span<const ActStep> steps, base::Instant now) const override;
    [[nodiscard]] std::string in_words(const ActStep& step) const override;
};

} // namespace etsyorder::orders
