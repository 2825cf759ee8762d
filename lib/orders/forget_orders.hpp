// SPDX-License-Identifier: MIT
// The use case "forget a person": takes a person's data out of orders and keeps what the accounts
// need (numbers, dates, amounts, country, titles, SKUs, quantities). Which column holds what is in
// orders/personal_data.hpp.
//
//     forget_orders(database, ids, now); // one unit of work, an event order.forgotten each
//     wipe(database);                    // the bytes are gone from file and log
//
// Saved queries that name the person go, too. A forgotten order stays known: what is recorded of it
// later goes through accounts_only().
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/received_order.hpp"
#include "orders/saved_query_repository.hpp"

#include <optional>
#include <span>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::orders {

// One order that somebody may be forgotten from.
struct ForgettableOrder {
    ShopId shop{0};
    OrderId id{0};
    ReceiptId receipt{0};
    std::string buyer_name;
    base::Instant placed_at{};
    bool is_open = false;
    std::optional<base::Instant> forgotten_at;
    OrderedBy ordered_by;
    bool has_person = true; // false: forgotten, and nothing was written of it since
    std::string name{};     // what another shop calls it; empty: its number
};

// Whom a database has forgotten, for another one to do the same.
struct ForgottenPeople {
    struct Of {
        ShopId shop{0};
        ReceiptId receipt{0};
        base::Instant at{};
    };
    std::vector<Of> orders; // also such as this database does not have itself
    std::vector<std::pair<ShopId, TransactionId>> items; // whose reviews come without their words
};

// An order that still knows somebody whom another database has forgotten.
struct StillKnown {
    OrderId id{0};
    base::Instant forgotten_at{}; // there
};

// Of one buyer, whatever accounts were merged into it.
struct FoundBuyer {
    ShopId shop{0};
    BuyerId id{0};
    std::string name;    // on the latest order
    ReceiptId latest{0}; // that order
    std::int64_t order_count = 0;
};

class ForgetQueries {
public:
    explicit ForgetQueries(db::Database& database) : database_(&database) {}

    // Whose names have these words, or whose e-mail address is the text; at most `limit`.
    [[nodiscard]] std::vector<FoundBuyer>
    buyers(std::optional<ShopId> shop, const std::string& text, int limit) const;

    [[nodiscard]] std::vector<ForgettableOrder> of_buyer(BuyerId buyer) const;
    [[nodiscard]] std::optional<ForgettableOrder> order(OrderId id) const;
    // Placed before the instant, of which a person is known; open ones too.
    [[nodiscard]] std::vector<ForgettableOrder> placed_before(std::optional<ShopId> shop,
                                                              base::Instant before) const;
    // Those that name a person of these orders who stands in no other order: by a word of the name
    // that nobody else has here, by address, number or name at Etsy.
    [[nodiscard]] std::vector<SavedQuery> saved_queries_of(std::span<const OrderId> orders) const;
    // Everybody so far. Of a database of whatever schema.
    [[nodiscard]] ForgottenPeople forgotten() const;

    // Their orders in this database, a copy of whatever schema, that still know the person. An
    // order that only a file told of may stand there under its local shop: the number decides.
    // Each once, those forgotten first before the others.
    [[nodiscard]] std::vector<StillKnown> still_known(const ForgottenPeople& people) const;

    // A wipe was cut off, or never begun.
    [[nodiscard]] bool wipe_is_pending() const;

private:
    db::Database* database_;
};

// Takes the person out of each of these orders; of one that is forgotten, what was written of it
// since. Throws as db::UnitOfWork.
void forget_orders(db::Database& database, std::span<const OrderId> orders, base::Instant now);
// The same inside the caller's unit of work; the wipe is then pending.
void forget_within(db::Database& database, std::span<const OrderId> orders, base::Instant now);

// Rewrites the whole file, so that nothing of what was deleted earlier is left in it, and empties
// the log beside it. Throws Error of kind conflict when somebody reads on: the wipe stays pending.
void wipe(db::Database& database);

// What another database has forgotten, forgotten in this one too, which is older: orders that it
// knows now, and those that come later. Each at the time at which it was forgotten there: so what
// comes of it is the same whenever it is done. Returns how many it knew. A second time does
// nothing.
std::int64_t forget_again(db::Database& restored, const ForgottenPeople& people);

// The part of it that the accounts need.
[[nodiscard]] ReceivedOrder accounts_only(const ReceivedOrder& received);

} // namespace etsyorder::orders
