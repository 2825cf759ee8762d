// SPDX-License-Identifier: MIT
// The use case "we learned this of an order": stores it, names what changed, writes the events.
//
//     db::UnitOfWork work(database);
//     OrderRecorder recorder(work.database(), {shop, now, "sync"});
//     for (const auto& received : page) { changes.push_back(recorder.record(received)); }
//     work.commit();
#pragma once

#include "db/database.hpp"
#include "orders/order_repository.hpp"
#include "orders/received_order.hpp"

#include <span>
#include <string>
#include <vector>

namespace etsyorder::orders {

enum class Outcome { placed, changed, refreshed, unchanged }; // refreshed: other bytes, no news

// One difference, named in the seller's words: "status", "ship_by", "item 3000000001 quantity".
struct Change {
    std::string field;
    std::string before; // empty: was not known; "none": there was known to be nothing
    std::string after;
};

struct Recorded {
    Outcome outcome = Outcome::unchanged;
    OrderId order{0};
    ReceiptId receipt{0};
    std::string buyer_name;
    std::vector<Change> changes; // of a placed order: its status, which may be "canceled" by now
    std::vector<std::string> events; // names of the events written
    bool is_forgotten = false;       // a new order whose person was forgotten before it came
    std::string name{};              // what another shop calls it; empty: its number
};

struct RecordContext {
    ShopId shop;
    base::Instant now;
    std::string source; // "sync", "import", "import items.csv"
    // Numbers of orders are Etsy's, which are unique across all shops: who was forgotten from an
    // order in one shop is not taken up from it in another.
    bool numbers_are_etsys = true;
};

// Lives within one unit of work of the caller.
class OrderRecorder {
public:
    OrderRecorder(db::Database& database, RecordContext context);

    Recorded record(const ReceivedOrder& received);

    // The same of what all imported files together say of an order: it replaces what files said
    // before, and fills gaps in what Etsy said.
    // `stored` is what is known of it, empty: nothing. `replaced`: items that only stood for those
    // which are named now, and are marked removed.
    Recorded record_file(const ReceivedOrder& file,
                         const std::optional<StoredOrder>& stored,
                         std::span<const TransactionId> replaced = {});

    // The source was asked for this order and says that it does not know it. The order is marked
    // and no longer open; nothing of it is deleted, and what became of it is not guessed. Once it
    // is received again, same bytes or not, the mark goes: order.returned. `unchanged` when it is
    // marked already or not here, or when only files ever told of it: then the source not knowing
    // it is no news.
    Recorded mark_gone(ReceiptId receipt);

private:
    Recorded place(const ReceivedOrder& received);
    Recorded update(OrderId id, const ReceivedOrder& received);
    // Stores what became of `before`, names what changed and writes the events.
    Recorded save(const Order& before, Order after, const ReceivedOrder& received);
    void append_event(const Recorded& recorded,
                      std::string name,
                      base::Instant occurred_at,
                      std::string data);

    // With the buyer it came with, which settle() follows to the one it is merged into.
    [[nodiscard]] Order load(OrderId id) const;
    // Of an order that is not stored here: it came to another shop, or a backup that is older than
    // it was brought back. Empty: nobody was forgotten from it.
    [[nodiscard]] std::optional<base::Instant> when_forgotten(ReceiptId receipt) const;
    // Gives the order to the buyer whom the seller merged that account into.
    void settle(const Order& order, BuyerId account);

    db::Database* database_;
    RecordContext context_;
    bool settles_ = false;       // some buyers were merged
    bool any_forgotten_ = false; // from some order
};

} // namespace etsyorder::orders
