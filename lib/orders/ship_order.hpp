// SPDX-License-Identifier: MIT
// The use case "this order goes out in these parcels": what is to be told to Etsy is written down
// before anybody is asked to tell it, each parcel once. Telling is the work of the room etsy.
//
//     const auto steps = plan_parcels(database, order, wishes);       // changes nothing
//     db::UnitOfWork work(database);
//     const auto steps = prepare_parcels(work.database(), order, wishes, now);
//     work.commit();
#pragma once

#include "db/database.hpp"
#include "orders/parcel.hpp"

#include <string>
#include <vector>

namespace etsyorder::orders {

struct ParcelWish {
    std::string carrier; // slug; empty: without a tracking code
    std::string carrier_name;
    std::string tracking_code; // empty: none; then it is the only parcel wished
    ParcelNote note;

    friend bool operator==(const ParcelWish&, const ParcelWish&) = default;
};

struct ParcelStep {
    enum class Kind {
        to_tell,  // Etsy is still to be told
        already,  // it knows: told from here, by hand, or by somebody else
        in_doubt, // told, perhaps: to be looked up at Etsy first
    };
    Kind kind = Kind::to_tell;
    Parcel parcel;        // of one that only Etsy knows: without id and number
    std::string why;      // of already: "sent", "by_hand", "at_etsy"
    bool further = false; // of to_tell: the order is shipped, and the buyer gets another mail
};

// Throws Error of kind conflict when the order is canceled, gone or forgotten.
[[nodiscard]] std::vector<ParcelStep>
plan_parcels(db::Database& database, const Order& order, const std::vector<ParcelWish>& wishes);

// The same, and written down; with the events parcel.prepared. Inside the caller's unit of work.
std::vector<ParcelStep> prepare_parcels(db::Database& database,
                                        const Order& order,
                                        const std::vector<ParcelWish>& wishes,
                                        base::Instant now);

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

// What became of it, with its event. Inside the caller's unit of work.
void settle_parcel(db::Database& database,
                   ParcelId id,
                   ParcelState state,
                   const std::string& problem,
                   base::Instant now);

// The order's shipments, as Etsy told them, have it; without a code: the order is shipped.
[[nodiscard]] bool etsy_knows(const Order& order, const std::string& tracking_code);

} // namespace etsyorder::orders
