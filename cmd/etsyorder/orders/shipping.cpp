// SPDX-License-Identifier: MIT
#include "orders/shipping.hpp"

#include "orders/carriers.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_cell.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"
#include "orders/references.hpp"
#include "orders/surroundings.hpp"
#include "status/item_rows.hpp"
#include "status/status_repository.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using frame::Value;
using orders::ParcelState;
using Kind = orders::ParcelStep::Kind;

std::string link_of(const orders::Parcel& parcel) {
    const auto* carrier = orders::find_carrier(parcel.carrier);
    return carrier == nullptr ? "" : orders::tracking_link(*carrier, parcel.tracking_code);
}

std::string number_flag(const orders::Parcel& parcel) {
    return parcel.tracking_code.empty() ? "" : fmt::format(" --tracking {}", parcel.tracking_code);
}

std::string in_one_line(const Error& error) {
    const bool for_people = error.kind() != ErrorKind::bug; // else its reason is SQL
    return error.reason().empty() || !for_people ? error.summary()
                                                 : error.summary() + ": " + error.reason();
}

// A doubt is a conflict, the first time and each time after it: what to do about it is for the
// seller to say. Only what kept Etsy from being asked, and the wish to stop, pass as they are.
ErrorKind kind_of_doubt(const std::optional<Error>& cause) {
    const auto kind = cause ? cause->kind() : ErrorKind::conflict;
    return kind == ErrorKind::try_later || kind == ErrorKind::sign_in_needed ||
                   kind == ErrorKind::interrupted
               ? kind
               : ErrorKind::conflict;
}

// `cause`: why the call or the look is without an answer; empty: Etsy was asked, and does not show
// the parcel.
Error in_doubt(const orders::Order& order,
               const orders::Parcel& parcel,
               const std::optional<Error>& cause) {
    return Error(kind_of_doubt(cause),
                 fmt::format("it is not known whether Etsy was told of order {}",
                             order.receipt.value()))
        .because(cause                    ? in_one_line(*cause)
                 : parcel.problem.empty() ? "the call was cut off, and Etsy does not show it"
                                          : parcel.problem + "; Etsy does not show it")
        .note(fmt::format("see {}", etsy_order_url(order.receipt)))
        .hint(fmt::format("etsyorder orders ship {}{} asks Etsy again; --retry sends it again, "
                          "which mails the buyer twice if the first call arrived",
                          order.receipt.value(),
                          number_flag(parcel)));
}

const char* outcome_of(ParcelState state) {
    switch (state) {
    case ParcelState::sent:
        return "shipped";
    case ParcelState::by_hand:
        return "recorded as shipped by hand";
    case ParcelState::in_doubt:
    case ParcelState::sending:
        return "in doubt";
    case ParcelState::prepared:
    case ParcelState::failed:
        return "not sent";
    }
    return "not sent";
}

std::string cause_of(const ShippedParcel& shipped) {
    return shipped.error ? in_one_line(*shipped.error) : "";
}

std::vector<frame::Cell> row_without_order(const ShippedParcel& shipped, bool dry_run) {
    return {Value(),
            shipped.order.buyer_name,
            shipped.outcome,
            Value(),
            Value::text_or_null(shipped.parcel.carrier),
            Value::text_or_null(shipped.parcel.tracking_code),
            Value(),
            Value(),
            Value(),
            Value(),
            Value::text_or_null(cause_of(shipped)),
            Value(),
            Value(shipped.row),
            dry_run,
            Value(),
            Value()};
}

Value carrier_from_value(const ShippedParcel& shipped) {
    return shipped.carrier_from ? Value(orders::to_string(*shipped.carrier_from)) : Value();
}

// "fedex, a guess"
frame::Cell carrier_cell(const ShippedParcel& shipped) {
    const auto& carrier = shipped.parcel.carrier;
    return {Value::text_or_null(carrier),
            shipped.carrier_from == orders::CarrierFrom::length ? carrier + ", a guess" : carrier};
}

} // namespace

std::vector<ShippedParcel> Shipping::plan(ShipJob& job) {
    for (std::size_t at = 0; at < job.wishes.size(); ++at) {
        job.wishes[at].note = job.notes.at(at).note;
    }
    auto& database = services_.database_for_reading();
    if (!Surroundings(services_, database).without_events(job.order).has_etsy_page) {
        throw Error(ErrorKind::conflict,
                    fmt::format("order {} is of another shop, and Etsy does not know it",
                                order_word(database, job.order.id, job.order.receipt)))
            .because("only a file told of it");
    }
    job.steps = orders::plan_parcels(database, job.order, job.wishes, mode_.beside_doubt);
    refuse_by_hand(database, job.order, job.steps);
    if (has_work(job)) {
        refuse_unknown_shop(database, job.order);
        warn_of_holds(job.order);
    }
    std::vector<ShippedParcel> planned;
    for (const auto& step : job.steps) {
        const auto* outcome = step.kind == Kind::already    ? "already"
                              : step.kind == Kind::in_doubt ? "in doubt"
                              : mode_.by_hand               ? "to be shipped by hand"
                                                            : "would be shipped";
        planned.push_back(
            {named(job.order), step.parcel, outcome, step.why, std::nullopt, false, job.row});
        if (step.kind == Kind::in_doubt) {
            planned.back().error = planned_doubt(job.order, step.parcel);
        }
    }
    add_carriers(planned, job);
    return planned;
}

// How a plan's parcel will stay in doubt; empty: the run settles it, or is behind this. A run that
// asks Etsy may find the parcel; a plan must not count on that.
std::optional<Error> Shipping::planned_doubt(const orders::Order& order,
                                             const orders::Parcel& parcel) const {
    if (!mode_.dry_run || mode_.by_hand) {
        return std::nullopt;
    }
    if (mode_.in_doubt == InDoubt::send_again) {
        return orders::why_unfit(order);
    }
    return in_doubt(order,
                    parcel,
                    Error(ErrorKind::conflict,
                          parcel.problem.empty() ? "the call was cut off" : parcel.problem));
}

// By hand nothing is looked up: what is in doubt would be typed into Etsy's page.
void Shipping::refuse_by_hand(db::Database& database,
                              const orders::Order& order,
                              const std::vector<orders::ParcelStep>& steps) {
    const bool is_told = std::ranges::any_of(
        steps, [](const orders::ParcelStep& step) { return step.kind != Kind::already; });
    if (mode_.by_hand && is_told) {
        orders::refuse_unfit(orders::OrderRepository(database).load(order.id).value_or(order));
    }
}

// A shop that never signed in has nobody whom Etsy would let in; by hand needs no key.
void Shipping::refuse_unknown_shop(db::Database& database, const orders::Order& order) const {
    if (!mode_.by_hand && orders::is_local(order.shop)) {
        throw Error(ErrorKind::sign_in_needed,
                    fmt::format("order {} is known from files only",
                                order_word(database, order.id, order.receipt)))
            .because("its shop was never signed in")
            .hint("etsyorder auth login and etsyorder sync; or --by-hand, which needs no key");
    }
}

void Shipping::warn_of_holds(const orders::Order& order) {
    if (!warned_of_.insert(order.id.value()).second) {
        return;
    }
    auto& database = services_.database_for_reading();
    for (const auto& item : status::StatusRepository(database).items_of({&order.id, 1})) {
        if (item.hold) {
            services_.output().warn(fmt::format("item {} ({}) is held up: {}",
                                                item_word(database, item),
                                                item.title,
                                                hold_in_words(item)));
        }
    }
}

std::vector<ShippedParcel> Shipping::ship(const ShipJob& job) {
    auto& database = services_.database_for_writing();
    const base::SystemClock real_clock;
    std::optional<db::Lease> lease; // who tells Etsy takes it for each parcel
    if (mode_.by_hand && has_work(job)) {
        lease.emplace(orders::take_order(database, job.order, real_clock));
    }
    std::vector<orders::ParcelStep> steps;
    {
        db::UnitOfWork work(database);
        steps = orders::prepare_parcels(
            work.database(), job.order, job.wishes, services_.now(), mode_.beside_doubt);
        refuse_by_hand(work.database(), job.order, steps);
        for (std::size_t at = 0; at < steps.size(); ++at) {
            if (steps[at].kind == Kind::to_tell) {
                if (job.notes.at(at).left_out) { // another process found out that it did not arrive
                    throw Error(ErrorKind::conflict,
                                fmt::format("order {} is being shipped by another process",
                                            job.order.receipt.value()))
                        .retry_later();
                }
                log_note(job.notes.at(at), job.order, work.database(), services_.now());
            }
        }
        work.commit();
    }
    std::vector<ShippedParcel> shipped;
    for (const auto& step : steps) {
        if (step.kind == Kind::already) {
            shipped.push_back(
                {named(job.order), step.parcel, "already", step.why, std::nullopt, false, job.row});
        } else {
            shipped.push_back(mode_.by_hand ? record_by_hand(job, step) : tell(job, step));
        }
    }
    add_carriers(shipped, job);
    return shipped;
}

ShippedParcel Shipping::tell(const ShipJob& job, const orders::ParcelStep& step) {
    ShippedParcel shipped{
        named(job.order), step.parcel, "not sent", "", std::nullopt, false, job.row};
    try {
        auto told = door_->tell(step.parcel, job.order, mode_.in_doubt);
        shipped.outcome = outcome_of(told.state);
        shipped.error = std::move(told.error);
        shipped.key_refused = told.key_refused;
        if (told.state == ParcelState::sent && !told.by_this_call) {
            shipped.outcome = "already";
            shipped.why = "sent";
        }
        if (told.state == ParcelState::in_doubt && !told.by_this_call) {
            shipped.error = in_doubt(job.order, step.parcel, shipped.error);
        }
    } catch (const Error& error) { // it may have come before the call, or behind it
        shipped.error = error;
        const auto now = stored_state(step.parcel.id);
        shipped.outcome = outcome_of(now);
        if (orders::is_told(now)) { // another process was faster
            shipped.outcome = "already";
            shipped.why = orders::to_string(now);
            shipped.error.reset();
        }
    }
    return shipped;
}

// Of a database that cannot be asked either nobody knows it.
ParcelState Shipping::stored_state(orders::ParcelId id) {
    try {
        const auto now = orders::ParcelRepository(services_.database_for_writing()).load(id);
        return now ? now->state : ParcelState::prepared;
    } catch (const Error&) {
        return ParcelState::in_doubt;
    }
}

ShippedParcel Shipping::record_by_hand(const ShipJob& job, const orders::ParcelStep& step) {
    ShippedParcel recorded{named(job.order),
                           step.parcel,
                           outcome_of(ParcelState::by_hand),
                           "",
                           std::nullopt,
                           false,
                           job.row};
    try {
        db::UnitOfWork work(services_.database_for_writing());
        orders::settle_parcel(
            work.database(), step.parcel.id, ParcelState::by_hand, "", services_.now());
        work.commit();
    } catch (const Error& error) {
        recorded.outcome = "refused";
        recorded.error = error;
    }
    return recorded;
}

void add_carriers(std::vector<ShippedParcel>& parcels, const ShipJob& job) {
    for (std::size_t at = 0; at < parcels.size() && at < job.wishes.size(); ++at) {
        const auto& wish = job.wishes[at];
        if (!wish.tracking_code.empty() && wish.carrier == parcels[at].parcel.carrier) {
            parcels[at].carrier_from = wish.from;
        }
    }
}

NamedOrder named(const orders::Order& order) {
    return {order.id, order.receipt, order.buyer_name};
}

bool stops_all(const ShippedParcel& one) {
    return one.key_refused || (one.error && (one.error->kind() == ErrorKind::interrupted ||
                                             one.error->kind() == ErrorKind::sign_in_needed ||
                                             one.error->kind() == ErrorKind::try_later));
}

bool has_work(const ShipJob& job) {
    return std::ranges::any_of(
        job.steps, [](const orders::ParcelStep& step) { return step.kind != Kind::already; });
}

std::string in_words(const orders::Parcel& parcel) {
    auto words = parcel.tracking_code.empty()
                     ? std::string("without a tracking number")
                     : fmt::format("{} {}", parcel.carrier_name, parcel.tracking_code);
    return parcel.note.text.empty() ? words : words + ", with a note";
}

frame::Table shipped_table() {
    return {.name = "parcels",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "outcome", .heading = "outcome"},
                        {.field = "why", .heading = "why"},
                        {.field = "carrier", .heading = "carrier"},
                        {.field = "tracking_code", .heading = "number"},
                        {.field = "tracking_url"},
                        {.field = "parcel"},
                        {.field = "note"},
                        {.field = "template"},
                        {.field = "problem", .heading = "problem", .flexible = true},
                        {.field = "url"},
                        {.field = "row"},
                        {.field = "dry_run"},
                        {.field = "name"},
                        {.field = "carrier_from"}}};
}

std::vector<frame::Cell>
row_of(const ShippedParcel& shipped, bool dry_run, db::Database& database) {
    const auto& order = shipped.order;
    const auto& parcel = shipped.parcel;
    if (order.receipt.value() == 0) { // a row that names none that is here
        return row_without_order(shipped, dry_run);
    }
    return {order_cell(database, order.id, order.receipt),
            order.buyer_name,
            shipped.outcome,
            Value::text_or_null(shipped.why),
            carrier_cell(shipped),
            Value::text_or_null(parcel.tracking_code),
            Value::text_or_null(link_of(parcel)),
            parcel.number == 0 ? Value() : Value(parcel.number),
            Value::text_or_null(parcel.note.text),
            parcel.note.template_name,
            Value::text_or_null(cause_of(shipped)),
            etsy_order_url(order.receipt),
            shipped.row == 0 ? Value() : Value(shipped.row),
            dry_run,
            name_value(database, order.id, order.receipt),
            carrier_from_value(shipped)};
}

} // namespace etsyorder
