// SPDX-License-Identifier: MIT
// The use case "this order goes out in these parcels": what is to be told to Etsy is written down
// before anybody is asked to tell it, each parcel once. Telling is the work of the room etsy.
//
//     const auto steps = plan_parcels(database, order, wishes);       // changes nothing
//     db::UnitOfWork work(database);
//     const auto steps = prepare_parcels(work.database(), order, wishes, now);
//     work.commit();
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "db/database.hpp"
#include "db/lease.hpp"
#include "orders/parcel.hpp"
#include "orders/tracking_number.hpp"

#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

struct ParcelWish {
    std::string carrier; // slug; empty: without a tracking code
    std::string carrier_name;
    std::string tracking_code; // empty: none; then it is the only parcel wished
    ParcelNote note;
    std::optional<CarrierFrom> from = {}; // how the carrier is known; empty: there is none

    friend bool operator==(const ParcelWish&, const ParcelWish&) = default;
};

struct ParcelStep {
    enum class Kind {
        to_tell,  // Etsy is still to be told
        already,  // it knows: told from here, by hand, or by somebody else
        in_doubt, // told, perhaps: to be looked up at Etsy first
    };
    Kind kind = Kind::to_tell;
    Parcel parcel;   // of one that only Etsy knows: without id and number
    std::string why; // of already: "sent", "by_hand", "at_etsy"; "named_twice": an earlier wish is
                     // the same parcel, whatever the spelling of its code
    bool further = false; // of to_tell: the order is shipped, and the buyer gets another mail
};

// What is done with a parcel while another one of the order is in doubt: did the first call arrive,
// the buyer would be mailed twice.
enum class BesideDoubt {
    refuse,
    tell, // somebody said that it is a further parcel
};

// Of kind conflict when the order is canceled, refunded as a whole, gone or forgotten; empty: it
// may be shipped.
[[nodiscard]] std::optional<base::Error> why_unfit(const Order& order);
void refuse_unfit(const Order& order); // throws that

// Is it not known whether Etsy was told of this parcel?
[[nodiscard]] bool
is_in_doubt(db::Database& database, OrderId order, const std::string& tracking_code);

// Throws what refuse_unfit() does, where anything is to be told. What is in doubt is to be looked
// up for such an order, too, unless it is forgotten. Of kind conflict as well where another parcel
// of the order is in doubt; whoever wishes both at once has said that they are two.
[[nodiscard]] std::vector<ParcelStep> plan_parcels(db::Database& database,
                                                   const Order& order,
                                                   const std::vector<ParcelWish>& wishes,
                                                   BesideDoubt beside = BesideDoubt::refuse);

// The same, and written down; with the events parcel.prepared. Inside the caller's unit of work.
std::vector<ParcelStep> prepare_parcels(db::Database& database,
                                        const Order& order,
                                        const std::vector<ParcelWish>& wishes,
                                        base::Instant now,
                                        BesideDoubt beside = BesideDoubt::refuse);

// This process settles the order's parcels now, and no other does; `real_clock` says when that runs
// out, in a rehearsal too. Throws Error of kind conflict when another does.
[[nodiscard]] db::Lease
take_order(db::Database& database, const Order& order, const base::Clock& real_clock);

enum class Claim {
    not_in_doubt,
    in_doubt_too, // somebody said to send it again
};

// prepared or failed becomes sending, and in_doubt where the claim says so. False: it is in another
// state by now, and is not to be sent. A unit of work of its own: it is on the disk before the call
// goes out, and a doubt is never forgotten between two of them.
[[nodiscard]] bool claim_parcel(db::Database& database,
                                ParcelId id,
                                base::Instant now,
                                Claim claim = Claim::not_in_doubt);

// What became of it, with its event; nothing where its present state does not lead there: what is
// told stays told, and only a call that is under way ends in doubt. Inside the caller's unit of
// work.
void settle_parcel(db::Database& database,
                   ParcelId id,
                   ParcelState state,
                   const std::string& problem,
                   base::Instant now);

// The order's shipments, as Etsy told them, have it; without a code: the order is shipped.
[[nodiscard]] bool etsy_knows(const Order& order, const std::string& tracking_code);

} // namespace etsyorder::orders
