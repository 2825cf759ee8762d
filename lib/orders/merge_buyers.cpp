// SPDX-License-Identifier: MIT
#include "orders/merge_buyers.hpp"

#include "base/error.hpp"
#include "events/event_log.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>
#include <charconv>

namespace etsyorder::orders {
namespace {

BuyerId buyer_of(const std::string& text) {
    std::int64_t number = 0;
    std::from_chars(text.data(), text.data() + text.size(), number);
    return BuyerId{number};
}

// Orders are named, not persons: an event of one order outlives what is known of another's buyer.
void append_event(db::Database& database,
                  const char* name,
                  const std::vector<OrderId>& orders,
                  ShopId shop,
                  ReceiptId other,
                  base::Instant now) {
    const nlohmann::ordered_json data{{"same_buyer_as_order", other.value()}};
    for (const auto order : orders) {
        events::EventLog(database).append(
            {0, shop.value(), name, order.value(), std::nullopt, now, now, "user", data.dump()});
    }
}

// Returns how many orders moved.
std::size_t
move_orders(db::Database& database, BuyerId from, const BuyerSummary& into, base::Instant now) {
    MergedBuyerRepository buyers(database);
    const auto orders = buyers.orders_of_account(from);
    buyers.merge(from, into.id);
    append_event(database, "order.buyer_merged", orders, into.shop, into.order, now);
    return orders.size();
}

} // namespace

std::vector<MergedBuyer> plan_merge(db::Database& database, const std::vector<BuyerId>& buyers) {
    const MergedBuyerRepository repository(database);
    std::vector<MergedBuyer> result;
    std::vector<BuyerId> seen;
    for (const auto buyer : buyers) {
        const auto root = repository.root_of(buyer);
        const auto summary = repository.summary(root);
        if (!summary) {
            throw base::Error(base::ErrorKind::not_found, "a buyer is no longer here");
        }
        const bool known = std::ranges::find(seen, root) != seen.end();
        result.push_back({*summary,
                          seen.empty() ? MergeOutcome::kept
                          : known      ? MergeOutcome::already_so
                                       : MergeOutcome::merged});
        seen.push_back(root);
    }
    return result;
}

std::vector<MergedBuyer>
merge_buyers(db::Database& database, const std::vector<BuyerId>& buyers, base::Instant now) {
    db::UnitOfWork work(database);
    const auto planned = plan_merge(work.database(), buyers);
    const auto& kept = planned.front().buyer;
    ActRecord record(
        "merge-buyers",
        fmt::format("{} merged into the buyer of order {}",
                    std::ranges::count(planned, MergeOutcome::merged, &MergedBuyer::outcome),
                    kept.order.value()));
    std::size_t moved = 0;
    for (const auto& one : planned) {
        if (one.outcome != MergeOutcome::merged) {
            continue;
        }
        moved += move_orders(work.database(), one.buyer.id, kept, now);
        record.add({one.buyer.shop,
                    one.buyer.order_id,
                    std::string(BuyerKind::kName),
                    std::to_string(one.buyer.id.value()),
                    std::nullopt,
                    std::to_string(kept.id.value())});
    }
    record.changed_orders(static_cast<std::int64_t>(moved));
    ActRepository(work.database()).append(record, now);
    work.commit();
    return planned;
}

std::optional<std::string> BuyerKind::present(db::Database& database, const ActStep& step) const {
    const auto into = MergedBuyerRepository(database).merged_into(buyer_of(step.thing));
    return into ? std::optional(std::to_string(into->value())) : std::nullopt;
}

void BuyerKind::write(db::Database& database,
                      std::span<const ActStep> steps,
                      base::Instant now) const {
    MergedBuyerRepository buyers(database);
    for (const auto& step : steps) {
        const auto from = buyer_of(step.thing);
        if (step.after) {
            const auto into = buyers.summary(buyers.root_of(buyer_of(*step.after)));
            if (into && into->id != from) { // never a ring
                move_orders(database, from, *into, now);
            }
            continue;
        }
        const auto orders = buyers.orders_of_account(from);
        const auto other = buyers.summary(buyers.root_of(from));
        buyers.split(from);
        append_event(database,
                     "order.buyer_split",
                     orders,
                     step.shop,
                     other ? other->order : ReceiptId{0},
                     now);
    }
}

std::string BuyerKind::in_words(const ActStep& step) const {
    return step.after ? "buyer merged" : "buyer split off";
}

} // namespace etsyorder::orders
