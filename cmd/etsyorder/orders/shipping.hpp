// SPDX-License-Identifier: MIT
// Shipping: what `orders ship` does with one order, whether it was named or stood in a file.
#pragma once

#include "frame/services.hpp"
#include "frame/table.hpp"
#include "orders/ship_note.hpp"
#include "orders/ship_order.hpp"
#include "orders/shipment_door.hpp"

#include <cstdint>
#include <optional>
#include <set>
#include <string>
#include <vector>

namespace etsyorder {

// One order with what goes out.
struct ShipJob {
    orders::Order order;
    std::vector<orders::ParcelWish> wishes;
    std::vector<MadeNote> notes;           // one a wish
    std::vector<orders::ParcelStep> steps; // as planned
    std::uint64_t row = 0;                 // line of the file it stood in; 0: of none
};

// What is told of an order. A file has one for each row, so it is no whole order.
struct NamedOrder {
    orders::OrderId id{0};
    orders::ReceiptId receipt{0}; // 0: there is no such order here
    std::string buyer_name;
};
[[nodiscard]] NamedOrder named(const orders::Order& order);

// One parcel, as it is told.
struct ShippedParcel {
    NamedOrder order;
    orders::Parcel parcel;
    std::string outcome;              // "shipped", "already", ...: docs/json-output.md
    std::string why;                  // of "already"
    std::optional<base::Error> error; // of "not sent" and "in doubt"
    bool key_refused = false;         // then no other would fare better
    std::uint64_t row = 0;            // line of the file it stood in; 0: of none
    // How the carrier is known; empty: there is none, or it is as it was told before.
    std::optional<orders::CarrierFrom> carrier_from = {};
};

// As the job wishes its parcels, which are those of its rows.
void add_carriers(std::vector<ShippedParcel>& parcels, const ShipJob& job);

struct ShipMode {
    bool by_hand = false;
    bool dry_run = false;
    InDoubt in_doubt = InDoubt::leave;
    orders::BesideDoubt beside_doubt = orders::BesideDoubt::refuse;
};

class Shipping {
public:
    // `door`: null by hand and for a plan.
    Shipping(frame::Services& services, ShipMode mode, ShipmentDoor* door)
        : services_(services), mode_(mode), door_(door) {}

    // Changes nothing; fills job.steps. Throws as orders::plan_parcels does. Warns of items of the
    // order that are held up, once an order: it is the seller who knows whether that still counts.
    [[nodiscard]] std::vector<ShippedParcel> plan(ShipJob& job);

    // After the seller's yes. What became of a parcel is no exception; throws Error before anything
    // is done where the order cannot be shipped any more or the store takes no parcel.
    [[nodiscard]] std::vector<ShippedParcel> ship(const ShipJob& job);

private:
    [[nodiscard]] std::optional<base::Error> planned_doubt(const orders::Order& order,
                                                           const orders::Parcel& parcel) const;
    void refuse_by_hand(db::Database& database,
                        const orders::Order& order,
                        const std::vector<orders::ParcelStep>& steps);
    void refuse_unknown_shop(db::Database& database, const orders::Order& order) const;
    void warn_of_holds(const orders::Order& order);
    [[nodiscard]] ShippedParcel tell(const ShipJob& job, const orders::ParcelStep& step);
    [[nodiscard]] orders::ParcelState stored_state(orders::ParcelId id);
    [[nodiscard]] ShippedParcel record_by_hand(const ShipJob& job, const orders::ParcelStep& step);

    frame::Services& services_;
    ShipMode mode_;
    ShipmentDoor* door_;
    std::set<std::int64_t> warned_of_; // orders
};

// Did it fail of what no other parcel would survive: no network, no sign-in, a key that may not
// ship, a stop?
[[nodiscard]] bool stops_all(const ShippedParcel& one);

// Is anything to be told, or looked up?
[[nodiscard]] bool has_work(const ShipJob& job);

// "USPS 9400..., with a note", for a question.
[[nodiscard]] std::string in_words(const orders::Parcel& parcel);

[[nodiscard]] frame::Table shipped_table(); // without rows
[[nodiscard]] std::vector<frame::Cell>
row_of(const ShippedParcel& shipped, bool dry_run, db::Database& database);

} // namespace etsyorder
