// SPDX-License-Identifier: MIT
#include "etsy/shipment_sender.hpp"

#include "etsy/receipt_reader.hpp"
#include "orders/carriers.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/record_order.hpp"
#include "orders/ship_order.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <utility>

namespace etsyorder::etsy {
namespace {

using base::Error;
using base::ErrorKind;
using orders::ParcelState;

constexpr int kBadRequest = 400;
constexpr int kForbidden = 403;

std::string receipt_path(const orders::Order& order) {
    return fmt::format("shops/{}/receipts/{}", order.shop.value(), order.receipt.value());
}

std::string wire_text(const orders::Parcel& parcel) {
    nlohmann::ordered_json body = nlohmann::ordered_json::object();
    if (!parcel.tracking_code.empty()) {
        const auto* carrier = orders::find_carrier(parcel.carrier);
        body["tracking_code"] = parcel.tracking_code;
        body["carrier_name"] =
            carrier == nullptr ? orders::kOtherCarrier : orders::etsy_word(*carrier);
    }
    if (!parcel.note.text.empty()) {
        body["note_to_buyer"] = parcel.note.text;
    }
    return body.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace);
}

std::string in_one_line(const Error& error) {
    const bool for_people = error.kind() != ErrorKind::bug; // else its reason is SQL
    return error.reason().empty() || !for_people ? error.summary()
                                                 : error.summary() + ": " + error.reason();
}

bool is_for_the_key(const ApiError& error) {
    return error.status() == kForbidden && error.kind() == ErrorKind::failed;
}

// What the seller can do about Etsy's refusal.
Error explained(const ApiError& error, const orders::Order& order, const orders::Parcel& parcel) {
    const auto number = order.receipt.value();
    if (is_for_the_key(error)) {
        return Error(ErrorKind::failed,
                     fmt::format("Etsy does not let this key mark order {} as shipped", number))
            .because(error.reason().empty()
                         ? "it gives this call to some keys only"
                         : error.reason() + "; it gives this call to some keys only")
            .hint(fmt::format("etsyorder orders ship {}{} --by-hand shows what to type into Etsy's "
                              "page, and keeps it",
                              number,
                              parcel.tracking_code.empty()
                                  ? std::string()
                                  : " --tracking " + parcel.tracking_code));
    }
    if (error.status() == kBadRequest && parcel.tracking_code.empty()) {
        return Error(error.kind(), fmt::format("Etsy refuses order {} without a number", number))
            .because(error.reason())
            .hint("--tracking CODE: Etsy demands one for orders over $10 within the US, and for "
                  "parcels to India");
    }
    return error;
}

// The seller's yes was about the order as it was.
void refuse_changed(const orders::Order& before, const orders::Order& now) {
    if (now.is_shipped && !before.is_shipped) {
        throw Error(ErrorKind::conflict,
                    fmt::format("order {} was shipped at Etsy meanwhile", now.receipt.value()))
            .because("what Etsy knows of it is stored here now")
            .hint("etsyorder orders show tells with which number; the same command again "
                  "sends this one as a further parcel");
    }
    orders::refuse_unfit(now); // canceled or refunded meanwhile
}

} // namespace

Told ShipmentSender::send(const orders::Parcel& parcel,
                          const orders::Order& order,
                          WhenInDoubt when_in_doubt) {
    auto lease = orders::take_order(world_.database, order, world_.real_clock);
    const auto present = orders::ParcelRepository(world_.database).load(parcel.id);
    if (!present) {
        throw Error(ErrorKind::conflict,
                    fmt::format("order {} was forgotten meanwhile", order.receipt.value()));
    }
    if (orders::is_told(present->state)) {
        return {present->state, false, false, std::nullopt, false};
    }
    auto claim = orders::Claim::not_in_doubt;
    if (present->state == ParcelState::sending || present->state == ParcelState::in_doubt) {
        // Of a process that died, as nobody else may have this order now.
        const auto before = stored(order);
        auto looked = look_up(*present, order);
        if (looked.state != ParcelState::in_doubt || looked.error ||
            when_in_doubt == WhenInDoubt::leave) {
            return looked;
        }
        refuse_changed(before, stored(order)); // it stays in doubt: the first call may have arrived
        claim = orders::Claim::in_doubt_too;
    } else if (auto told = look_before(*present, order)) {
        return *std::move(told);
    }
    lease.extend(); // looking it up may have taken long; throws where another process has it now
    if (!orders::claim_parcel(world_.database, parcel.id, world_.clock.now(), claim)) {
        throw Error(
            ErrorKind::conflict,
            fmt::format("order {} is being shipped by another process", order.receipt.value()))
            .retry_later();
    }
    return call(*present, order);
}

Told ShipmentSender::call(const orders::Parcel& parcel, const orders::Order& order) {
    std::string body; // of Etsy's yes
    try {
        body = world_.client.post_json(receipt_path(order) + "/tracking", wire_text(parcel)).body;
    } catch (const ApiError& error) {
        if (!error.in_doubt()) {
            settle(parcel, ParcelState::failed, in_one_line(error));
            return {ParcelState::failed,
                    false,
                    false,
                    explained(error, order, parcel),
                    is_for_the_key(error)};
        }
        settle(parcel, ParcelState::in_doubt, in_one_line(error));
        return {ParcelState::in_doubt, false, false, error, false};
    } catch (const Error& error) { // before anything was sent: no session
        settle(parcel, ParcelState::failed, in_one_line(error));
        return {ParcelState::failed, false, false, error, false};
    }
    return keep_yes(parcel, order, body);
}

// The buyer was mailed: whatever fails from here on, the parcel must not look as if it was not.
Told ShipmentSender::keep_yes(const orders::Parcel& parcel,
                              const orders::Order& order,
                              std::string& body) {
    const Told sent{ParcelState::sent, true, false, std::nullopt, false};
    try {
        store(parcel, order, body);
        return sent;
    } catch (const std::exception&) { // NOLINT(bugprone-empty-catch): the next sync brings the
                                      // order; what counts is below
    }
    try {
        settle(parcel, ParcelState::sent, "");
        return sent;
    } catch (const Error& error) {
        auto told = Error(error.kind(),
                          fmt::format("Etsy said yes to order {}, and that could not be kept here",
                                      order.receipt.value()))
                        .because(error.summary())
                        .hint("the buyer was mailed: do not send it again; the same command "
                              "without --retry asks Etsy and keeps the answer");
        auto state = ParcelState::in_doubt;
        try {
            settle(parcel, state, "Etsy said yes, and that could not be kept");
        } catch (const Error&) {
            state = ParcelState::sending; // as it is on the disk; looked up by the next run
        }
        return {state, true, false, std::move(told), false};
    }
}

Told ShipmentSender::look_up(const orders::Parcel& parcel, const orders::Order& order) {
    settle(parcel, ParcelState::in_doubt, "the call was cut off");
    try {
        const auto now = read_again(parcel, order);
        const bool known = orders::etsy_knows(now, parcel.tracking_code);
        return {
            known ? ParcelState::sent : ParcelState::in_doubt, false, known, std::nullopt, false};
    } catch (const Error& error) {
        return {ParcelState::in_doubt, false, false, error, false};
    }
}

std::optional<Told> ShipmentSender::look_before(const orders::Parcel& parcel,
                                                const orders::Order& order) {
    const auto failed = [&](Error error) -> Told {
        settle(parcel, ParcelState::failed, in_one_line(error));
        return {ParcelState::failed, false, false, std::move(error), false};
    };
    try {
        // As it is stored: the parcel before this one may have marked it as shipped.
        const auto before = stored(order);
        const auto now = read_again(parcel, order);
        if (orders::etsy_knows(now, parcel.tracking_code)) {
            return Told{ParcelState::sent, false, true, std::nullopt, false};
        }
        refuse_changed(before, now);
    } catch (const Error& error) {
        return failed(error);
    }
    return std::nullopt;
}

orders::Order ShipmentSender::stored(const orders::Order& order) {
    return orders::OrderRepository(world_.database).load(order.id).value_or(order);
}

orders::Order ShipmentSender::read_again(const orders::Parcel& parcel, const orders::Order& order) {
    ReceiptReader reader;
    auto body = world_.client.get(receipt_path(order)).body;
    auto page = reader.read_receipt(body);
    if (!page || page->orders.empty()) {
        throw Error(ErrorKind::try_later, "Etsy's answer about the order cannot be read")
            .hint("run this again in a few minutes");
    }
    if (page->orders.front().receipt != order.receipt) {
        throw Error(ErrorKind::try_later, "Etsy's answer is about another order")
            .because(fmt::format("{} was asked for, {} came",
                                 order.receipt.value(),
                                 page->orders.front().receipt.value()))
            .hint("run this again in a few minutes");
    }
    db::UnitOfWork work(world_.database);
    const auto now = world_.clock.now();
    (void)orders::OrderRecorder(work.database(), {order.shop, now, "sync"})
        .record(page->orders.front());
    auto known = orders::OrderRepository(work.database()).load(order.id).value_or(order);
    if (orders::etsy_knows(known, parcel.tracking_code)) {
        orders::settle_parcel(work.database(), parcel.id, ParcelState::sent, "", now);
    }
    work.commit();
    return known;
}

void ShipmentSender::settle(const orders::Parcel& parcel,
                            ParcelState state,
                            const std::string& problem) {
    db::UnitOfWork work(world_.database);
    orders::settle_parcel(work.database(), parcel.id, state, problem, world_.clock.now());
    work.commit();
}

void ShipmentSender::store(const orders::Parcel& parcel,
                           const orders::Order& order,
                           std::string& body) {
    ReceiptReader reader;
    auto page = reader.read_receipt(body);
    db::UnitOfWork work(world_.database);
    const auto now = world_.clock.now();
    if (page && !page->orders.empty() && page->orders.front().receipt == order.receipt) {
        (void)orders::OrderRecorder(work.database(), {order.shop, now, "sync"})
            .record(page->orders.front());
    }
    orders::settle_parcel(work.database(), parcel.id, ParcelState::sent, "", now);
    work.commit();
}

} // namespace etsyorder::etsy
