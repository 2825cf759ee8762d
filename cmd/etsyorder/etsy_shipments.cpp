// SPDX-License-Identifier: MIT
// The door through which parcels are told to Etsy.
#include "etsy/own_server.hpp"
#include "etsy/shipment_sender.hpp"
#include "etsy_access.hpp"
#include "orders/shipment_door.hpp"

#include <fmt/format.h>

#include <map>

namespace etsyorder {
namespace {

class EtsyShipments final : public ShipmentDoor {
public:
    explicit EtsyShipments(frame::Services& services) : services_(services) {}

    void make_ready(orders::ShopId shop) override { (void)access_to(shop).client(); }

    [[nodiscard]] ToldParcel
    tell(const orders::Parcel& parcel, const orders::Order& order, InDoubt in_doubt) override {
        auto& access = access_to(order.shop);
        etsy::ShipmentSender sender(
            {services_.database_for_writing(), access.client(), services_.clock(), access.clock()});
        auto told = sender.send(parcel,
                                order,
                                in_doubt == InDoubt::send_again ? etsy::WhenInDoubt::send_again
                                                                : etsy::WhenInDoubt::leave);
        return {told.state, told.by_this_call, std::move(told.error), told.key_refused};
    }

private:
    [[nodiscard]] EtsyAccess& access_to(orders::ShopId shop) {
        auto& access = accesses_[shop.value()];
        if (access) {
            return *access;
        }
        auto made = std::make_unique<EtsyAccess>(services_, std::to_string(shop.value()));
        etsy::refuse_other_server(services_.database_for_writing(), made->server().name);
        if (const auto theirs = made->session().shop(); theirs && *theirs != shop) {
            throw base::Error(base::ErrorKind::conflict,
                              fmt::format("the sign-in is of shop {}, the order of shop {}",
                                          theirs->value(),
                                          shop.value()))
                .hint("unset ETSYORDER_ACCESS_TOKEN to use a stored sign-in, or sign in to that "
                      "shop: etsyorder auth login");
        }
        access = std::move(made);
        return *access;
    }

    frame::Services& services_;
    std::map<std::int64_t, std::unique_ptr<EtsyAccess>> accesses_; // by the shop's number
};

} // namespace

std::unique_ptr<ShipmentDoor> shipment_door(frame::Services& services) {
    return std::make_unique<EtsyShipments>(services);
}

} // namespace etsyorder
