// SPDX-License-Identifier: MIT
// The use case "we learned this of an order": stores it, names what changed, writes the events.
//
//     db::UnitOfWork work(database);
//     OrderRecorder recorder(work.database(), {shop, now, "sync"});
//     for (const auto& received : page) { changes.push_back(recorder.record(received)); }
//     work.commit();
#pragma once

#include "db/database.hpp"
#include "orders/received_order.hpp"

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
};

struct RecordContext {
    ShopId shop;
    base::Instant now;
    std::string source; // "sync", "import"
};

// Lives within one unit of work of the caller.
class OrderRecorder {
public:
    OrderRecorder(db::Database& database, RecordContext context);

    Recorded record(const ReceivedOrder& received);

    // The source was asked for this order and says that it does not know it. The order is marked
    // and no longer open; nothing of it is deleted, and what became of it is not guessed. Once it
    // is received again, same bytes or not, the mark goes: order.returned. `unchanged` when it is
    // marked already or not here.
    Recorded mark_gone(ReceiptId receipt);

private:
    Recorded place(const ReceivedOrder& received);
    Recorded update(OrderId id, const ReceivedOrder& received);
    void append_event(const Recorded& recorded,
                      std::string name,
                      base::Instant occurred_at,
                      std::string data);

    db::Database* database_;
    RecordContext context_;
};

} // namespace etsyorder::orders
