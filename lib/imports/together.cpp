// SPDX-License-Identifier: MIT
#include "imports/together.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace etsyorder::imports {
namespace {

using orders::FileKind;
using orders::ReceivedItem;
using orders::ReceivedOrder;

// Of rows of whole orders, which have a state.
bool is_closed(const ReadRow& row) {
    const auto& status = row.order.status;
    return status &&
           (status == "canceled" || status == orders::kCompleted || status->ends_with("refunded"));
}

template <class T>
void take(std::optional<T>& known, std::optional<T>&& said) {
    if (said) {
        known = std::move(said);
    }
}

void take_address(orders::Address& known, orders::Address&& said) {
    take(known.first_line, std::move(said.first_line));
    take(known.second_line, std::move(said.second_line));
    take(known.city, std::move(said.city));
    take(known.state, std::move(said.state));
    take(known.zip, std::move(said.zip));
    take(known.country, std::move(said.country));
}

// What the rows of one order say of the whole of it.
class Together {
public:
    void add(ReadRow&& row) {
        auto& said = row.order;
        auto& order = order_;
        order.receipt = said.receipt;
        const bool is_item = row.kind == FileKind::sold_items;
        if (is_item) {
            all_shipped_ = all_shipped_ && row.shipped.has_value();
            take(order.buyer_name, std::move(said.buyer_name));
            discounts_.push_back(std::exchange(said.amounts.discount, std::nullopt));
            order.items = order.items ? std::move(order.items) : std::vector<ReceivedItem>{};
            std::ranges::move(*said.items, std::back_inserter(*order.items));
        } else {
            order_shipped_ = row.shipped.has_value();
            take(order.status, std::move(said.status));
            take(order.refunds, std::move(said.refunds));
        }
        any_item_ = any_item_ || is_item;
        full_name_ = row.full_name.empty() ? std::move(full_name_) : std::move(row.full_name);
        latest_ = std::max({latest_,
                            said.placed_at.value_or(latest_),
                            row.paid.value_or(latest_),
                            row.shipped.value_or(latest_)});
        any_paid_ = any_paid_ || row.paid.has_value();
        take(order.placed_at, std::move(said.placed_at));
        take(order.buyer_username, std::move(said.buyer_username));
        take(order.ordered_by, std::move(said.ordered_by));
        take(order.payment_method, std::move(said.payment_method));
        take_address(order.address, std::move(said.address));
        take_amounts(said.amounts);
    }

    ReceivedOrder order() && {
        auto& order = order_;
        if (!order.ordered_by && !full_name_.empty()) {
            order.ordered_by = full_name_;
        }
        if (!order.buyer_name) {
            order.buyer_name =
                full_name_.empty() ? order.buyer_username.value_or("") : std::move(full_name_);
        }
        const bool shipped = order_shipped_ || (any_item_ && all_shipped_);
        if (!order.status || (shipped && orders::is_open(*order.status, false))) {
            order.status = shipped ? std::string(orders::kCompleted) : any_paid_ ? "paid" : "open";
        }
        if (!order.amounts.discount) {
            order.amounts.discount = discount();
        }
        order.is_shipped = shipped;
        order.is_paid = any_paid_ || shipped || order.status == "paid" ||
                        order.status == orders::kCompleted || order.status->ends_with("refunded");
        if (latest_ != base::Instant{}) {
            order.updated_at = latest_;
        }
        return std::move(order_);
    }

private:
    // Of all items. Several that are the same may be that of the order, said on each row: which it
    // is cannot be told.
    [[nodiscard]] std::optional<std::int64_t> discount() const {
        std::optional<std::int64_t> sum;
        bool same = discounts_.size() > 1;
        for (const auto& one : discounts_) {
            same = same && one == discounts_.front();
            sum = one ? std::optional(sum.value_or(0) + *one) : sum;
        }
        return same && sum.value_or(0) != 0 ? std::nullopt : sum;
    }

    void take_amounts(orders::Amounts& said) {
        auto& amounts = order_.amounts;
        if (!amounts.currency.empty() && !said.currency.empty() &&
            amounts.currency != said.currency) {
            return; // an order has one currency: what is told in another is not relabelled
        }
        amounts.currency = said.currency.empty() ? amounts.currency : said.currency;
        take(amounts.total, std::move(said.total));
        take(amounts.subtotal, std::move(said.subtotal));
        take(amounts.shipping, std::move(said.shipping));
        take(amounts.tax, std::move(said.tax));
        take(amounts.vat, std::move(said.vat));
        take(amounts.discount, std::move(said.discount));
    }

    ReceivedOrder order_;
    std::vector<std::optional<std::int64_t>> discounts_; // of the rows of items
    std::string full_name_;
    base::Instant latest_{};
    bool any_item_ = false, all_shipped_ = true, order_shipped_ = false, any_paid_ = false;
};

} // namespace

bool is_newer(const ReadRow& known, const ReadRow& other) {
    return (is_closed(known) && other.order.status && !is_closed(other)) ||
           (known.shipped && other.tells_shipping && !other.shipped) ||
           (known.paid && other.tells_payment && !other.paid && !other.shipped);
}

ReceivedOrder together(std::vector<ReadRow> rows) {
    std::ranges::sort(
        rows, {}, [](const ReadRow& row) { return std::pair(row.kind, row.transaction()); });
    Together all;
    for (auto& row : rows) {
        all.add(std::move(row));
    }
    return std::move(all).order();
}

} // namespace etsyorder::imports
