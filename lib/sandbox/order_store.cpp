// SPDX-License-Identifier: MIT
#include "sandbox/order_store.hpp"

#include <algorithm>
#include <numeric>
#include <tuple>

namespace etsyorder::sandbox {

namespace {

using SortOn = ReceiptQuery::SortOn;

base::Instant key_of(const OrderHead& head, SortOn by) {
    return by == SortOn::updated ? head.updated : head.created;
}

bool within(base::Instant instant,
            const std::optional<base::Instant>& low,
            const std::optional<base::Instant>& high) {
    return (!low || instant >= *low) && (!high || instant <= *high);
}

bool agrees(const std::optional<bool>& wanted, bool is) {
    return !wanted || *wanted == is;
}

bool matches(const ReceiptQuery& query, const OrderHead& head) {
    return within(head.created, query.min_created, query.max_created) &&
           within(head.updated, query.min_updated, query.max_updated) &&
           agrees(query.was_paid, head.paid) && agrees(query.was_shipped, head.shipped) &&
           agrees(query.was_delivered, head.delivered) && agrees(query.was_canceled, head.canceled);
}

// Is everything asked for decided by the range of the sort key alone?
bool only_sort_range(const ReceiptQuery& query) {
    const bool flags =
        query.was_paid || query.was_shipped || query.was_delivered || query.was_canceled;
    const bool created = query.min_created || query.max_created;
    const bool updated = query.min_updated || query.max_updated;
    return !flags && (!created || query.sort_on == SortOn::created) &&
           (!updated || query.sort_on == SortOn::updated);
}

} // namespace

OrderStore::OrderStore(const ShopSeed& seed) : items_(seed.items), make_(seed.make) {
    heads_.reserve(seed.orders);
    by_id_.reserve(seed.orders);
    for (std::size_t index = 0; index < seed.orders; ++index) {
        heads_.push_back(seed.head(index));
        by_id_.emplace(heads_.back().receipt_id, index);
    }
}

const std::vector<std::size_t>& OrderStore::sorted(SortOn by) const {
    auto& out = by == SortOn::created   ? by_created_
                : by == SortOn::updated ? by_updated_
                                        : by_receipt_id_;
    if (out.size() != heads_.size()) {
        out.resize(heads_.size());
        std::iota(out.begin(), out.end(), std::size_t{0});
        std::ranges::sort(out, {}, [&](std::size_t index) {
            const auto& head = heads_[index];
            const auto first = by == SortOn::receipt_id ? base::Instant{} : key_of(head, by);
            return std::tuple(first, head.receipt_id);
        });
    }
    return out;
}

ReceiptPage OrderStore::find(const ReceiptQuery& query) const {
    const auto& all = sorted(query.sort_on);
    auto begin = all.begin(); // const iterators of one type, whichever vector they end up in
    auto end = all.end();
    if (query.sort_on != SortOn::receipt_id) {
        const auto key = [&](std::size_t index) { return key_of(heads_[index], query.sort_on); };
        const bool created = query.sort_on == SortOn::created;
        if (const auto& low = created ? query.min_created : query.min_updated) {
            begin = std::ranges::lower_bound(begin, end, *low, {}, key);
        }
        if (const auto& high = created ? query.max_created : query.max_updated) {
            end = std::ranges::upper_bound(begin, end, *high, {}, key);
        }
    }
    std::vector<std::size_t> found;
    const bool all_match = only_sort_range(query);
    if (!all_match) {
        found.reserve(static_cast<std::size_t>(end - begin));
        std::copy_if(begin, end, std::back_inserter(found), [&](std::size_t index) {
            return matches(query, heads_[index]);
        });
        begin = found.cbegin();
        end = found.cend();
    }
    ReceiptPage page;
    page.count = static_cast<std::size_t>(end - begin);
    for (std::size_t n = query.offset; n < page.count && page.indices.size() < query.limit; ++n) {
        const bool ascending = query.sort_order == ReceiptQuery::SortOrder::ascending;
        page.indices.push_back(
            begin[static_cast<std::ptrdiff_t>(ascending ? n : page.count - 1 - n)]);
    }
    return page;
}

std::optional<std::size_t> OrderStore::index_of(std::int64_t receipt_id) const {
    const auto found = by_id_.find(receipt_id);
    return found == by_id_.end() ? std::nullopt : std::optional(found->second);
}

Order OrderStore::order(std::size_t index) const {
    const auto found = changed_.find(index);
    return found == changed_.end() ? make_(index) : found->second;
}

std::size_t OrderStore::items(std::size_t index) const {
    const auto found = changed_.find(index);
    return found == changed_.end() ? items_(index) : found->second.items.size();
}

void OrderStore::replace(std::size_t index, Order order) {
    const auto before = heads_[index];
    heads_[index] = head_of(order);
    if (before.updated != heads_[index].updated) {
        by_updated_.clear();
    }
    changed_.insert_or_assign(index, std::move(order));
}

std::size_t OrderStore::add(Order order) {
    const auto index = heads_.size();
    heads_.push_back(head_of(order));
    by_id_.emplace(order.receipt_id, index);
    changed_.emplace(index, std::move(order));
    return index;
}

} // namespace etsyorder::sandbox
