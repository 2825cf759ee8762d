// SPDX-License-Identifier: MIT
// ShipmentSender: tells Etsy of a prepared parcel (createReceiptShipment), once. Etsy marks the
// order as shipped, mails the buyer, and answers with the whole receipt, which is stored like one
// that a sync brought.
//
//     ShipmentSender sender({database, client, clock, clock});
//     auto told = sender.send(parcel, order, WhenInDoubt::leave);
#pragma once

#include "base/clock.hpp"
#include "base/error.hpp"
#include "db/database.hpp"
#include "etsy/client.hpp"
#include "orders/order.hpp"
#include "orders/parcel.hpp"

#include <optional>

namespace etsyorder::etsy {

enum class WhenInDoubt {
    leave, // where Etsy does not show it: say so
    send_again,
};

struct Told {
    orders::ParcelState state = orders::ParcelState::prepared; // as it is stored now
    bool by_this_call = false;        // Etsy said yes to a call of ours, kept here or not
    bool found_at_etsy = false;       // sent, as the receipt that Etsy gave shows
    std::optional<base::Error> error; // why it is failed or in doubt
    bool key_refused = false;         // 403: Etsy does not give this call to the key, for no order
};

class ShipmentSender {
public:
    struct World { // all must outlive this
        db::Database& database;
        Client& client;
        const base::Clock& clock;
        const base::Clock& real_clock; // leases run out by it, in a rehearsal too
    };
    explicit ShipmentSender(World world) : world_(world) {}

    // One parcel of this order, which is one of the client's shop. Etsy is asked for the order
    // first: somebody may have shipped or canceled it since `order` was read, and the seller's yes
    // was about that. What became of the call is stored before this comes back, whatever it was.
    // Throws Error: conflict, before anything is sent, when another process does this order now or
    // has taken it over meanwhile, or when what is in doubt is to be sent again and the order was
    // canceled, refunded or shipped otherwise meanwhile; else only what database and session throw.
    [[nodiscard]] Told
    send(const orders::Parcel& parcel, const orders::Order& order, WhenInDoubt when_in_doubt);

private:
    [[nodiscard]] Told look_up(const orders::Parcel& parcel, const orders::Order& order);
    // Empty: it is as the seller knows it, and to be told.
    [[nodiscard]] std::optional<Told> look_before(const orders::Parcel& parcel,
                                                  const orders::Order& order);
    [[nodiscard]] orders::Order stored(const orders::Order& order); // as it is known here now
    // Reads the order at Etsy and stores it; the parcel too, where Etsy shows it.
    [[nodiscard]] orders::Order read_again(const orders::Parcel& parcel,
                                           const orders::Order& order);
    [[nodiscard]] Told call(const orders::Parcel& parcel, const orders::Order& order);
    void
    settle(const orders::Parcel& parcel, orders::ParcelState state, const std::string& problem);
    [[nodiscard]] Told
    keep_yes(const orders::Parcel& parcel, const orders::Order& order, std::string& body);
    // With the receipt of the answer; the next sync brings one that cannot be read.
    void store(const orders::Parcel& parcel, const orders::Order& order, std::string& body);

    World world_;
};

} // namespace etsyorder::etsy
