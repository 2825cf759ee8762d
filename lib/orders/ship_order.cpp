// SPDX-License-Identifier: MIT
#include "orders/ship_order.hpp"

#include "base/error.hpp"
#include "events/event_log.hpp"
#include "orders/order_repository.hpp"
#include "orders/parcel_repository.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::orders {
namespace {

using base::Error;
using base::ErrorKind;

// Codes that differ in spaces, dashes or case alone are one.
std::string bare(std::string_view code) {
    std::string text;
    for (const char c : code) {
        if (c != ' ' && c != '-' && c != '.') {
            text += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
    }
    return text;
}

void append_event(db::Database& database, const Parcel& parcel, base::Instant now) {
    nlohmann::ordered_json data{{"parcel", parcel.number},
                                {"carrier", parcel.carrier},
                                {"tracking_code", parcel.tracking_code}};
    if (!parcel.problem.empty()) {
        data["problem"] = parcel.problem;
    }
    events::EventLog(database).append(
        {0,
         parcel.shop.value(),
         fmt::format("parcel.{}", to_string(parcel.state)),
         parcel.order.value(),
         std::nullopt,
         now,
         now,
         "user",
         data.dump(-1, ' ', false, nlohmann::ordered_json::error_handler_t::replace)});
}

Parcel wished(const Order& order, const ParcelWish& wish) {
    Parcel parcel;
    parcel.shop = order.shop;
    parcel.order = order.id;
    parcel.carrier = wish.carrier;
    parcel.carrier_name = wish.carrier_name;
    parcel.tracking_code = wish.tracking_code;
    parcel.note = wish.note;
    return parcel;
}

// A call went out, or is under way, and its answer is not known.
bool is_open(ParcelState state) {
    return state == ParcelState::sending || state == ParcelState::in_doubt;
}

// The one there is, whatever the spelling of its code.
std::optional<Parcel> stored(const std::vector<Parcel>& parcels, const std::string& code) {
    const auto found = std::ranges::find_if(
        parcels, [&](const Parcel& one) { return bare(one.tracking_code) == bare(code); });
    return found == parcels.end() ? std::nullopt : std::optional(*found);
}

ParcelStep
step_for(const Order& order, const ParcelWish& wish, const std::vector<Parcel>& parcels) {
    const auto known = stored(parcels, wish.tracking_code);
    const auto told =
        std::ranges::find_if(parcels, [](const Parcel& one) { return is_told(one.state); });
    if (known && is_told(known->state)) {
        return {ParcelStep::Kind::already, *known, std::string(to_string(known->state)), false};
    }
    if (etsy_knows(order, wish.tracking_code)) {
        return {ParcelStep::Kind::already, known.value_or(wished(order, wish)), "at_etsy", false};
    }
    if (wish.tracking_code.empty() && told != parcels.end()) {
        return {ParcelStep::Kind::already, *told, std::string(to_string(told->state)), false};
    }
    if (known && is_open(known->state)) {
        return {ParcelStep::Kind::in_doubt, *known, "", false};
    }
    auto parcel = wished(order, wish);
    if (known) { // prepared or failed: as it is wished now
        parcel.id = known->id;
        parcel.number = known->number;
        parcel.tracking_code = known->tracking_code;
        parcel.created_at = known->created_at;
    }
    return {ParcelStep::Kind::to_tell,
            std::move(parcel),
            "",
            order.is_shipped || told != parcels.end()};
}

// Is any of the steps another parcel than one that is in doubt and that nobody wishes now?
void refuse_beside_doubt(const Order& order,
                         const std::vector<ParcelWish>& wishes,
                         const std::vector<Parcel>& parcels) {
    const auto doubted = std::ranges::find_if(parcels, [&](const Parcel& parcel) {
        return is_open(parcel.state) && std::ranges::none_of(wishes, [&](const ParcelWish& wish) {
                   return bare(wish.tracking_code) == bare(parcel.tracking_code);
               });
    });
    if (doubted == parcels.end()) {
        return;
    }
    const auto& code = doubted->tracking_code;
    throw Error(ErrorKind::conflict,
                fmt::format("it is not known whether Etsy was told of another parcel of order {}",
                            order.receipt.value()))
        .because(fmt::format("{} is in doubt, and with this one the buyer may be mailed twice",
                             code.empty() ? "the one without a number" : code))
        .hint(fmt::format("etsyorder orders ship {}{} asks Etsy about that one; --further sends "
                          "this one beside it",
                          order.receipt.value(),
                          code.empty() ? "" : " --tracking " + code));
}

// The arrows of parcel.hpp, and those of who finds out later: by a look at Etsy, or by hand.
bool leads_to(ParcelState from, ParcelState to) {
    switch (to) {
    case ParcelState::sent:
    case ParcelState::by_hand:
        return !is_told(from);
    case ParcelState::failed:
        return from == ParcelState::prepared || from == ParcelState::sending;
    case ParcelState::in_doubt:
        return from == ParcelState::sending;
    case ParcelState::prepared:
    case ParcelState::sending:
        return false; // of prepare_parcels() and claim_parcel()
    }
    return false;
}

} // namespace

std::optional<Error> why_unfit(const Order& order) {
    const auto refusal = [&](const char* what) {
        return Error(ErrorKind::conflict, fmt::format("order {} {}", order.receipt.value(), what));
    };
    if (order.forgotten_at) {
        return refusal("is of a person who was forgotten");
    }
    if (order.gone_at) {
        return refusal("is not known to Etsy any more")
            .hint("etsyorder orders show tells since when");
    }
    if (order.status == "canceled" || order.status == "fully refunded") {
        return refusal(order.status == "canceled" ? "is canceled" : "was refunded as a whole")
            .because("nothing is to be shipped")
            .hint("etsyorder sync, where that changed");
    }
    return std::nullopt;
}

void refuse_unfit(const Order& order) {
    if (auto error = why_unfit(order)) {
        throw *std::move(error);
    }
}

bool is_in_doubt(db::Database& database, OrderId order, const std::string& tracking_code) {
    const auto known = stored(ParcelRepository(database).of_order(order), tracking_code);
    return known && is_open(known->state);
}

bool etsy_knows(const Order& order, const std::string& tracking_code) {
    if (tracking_code.empty()) {
        return order.is_shipped;
    }
    return std::ranges::any_of(order.shipments, [&](const Shipment& one) {
        return !one.tracking_code.empty() && bare(one.tracking_code) == bare(tracking_code);
    });
}

std::vector<ParcelStep> plan_parcels(db::Database& database,
                                     const Order& order,
                                     const std::vector<ParcelWish>& wishes,
                                     BesideDoubt beside) {
    // Loaded again: another process may have learned of it since.
    const auto now = OrderRepository(database).load(order.id).value_or(order);
    const auto parcels = ParcelRepository(database).of_order(order.id);
    std::vector<ParcelStep> steps;
    steps.reserve(wishes.size());
    for (std::size_t at = 0; at < wishes.size(); ++at) {
        const auto same = [&](const ParcelWish& earlier) {
            return bare(earlier.tracking_code) == bare(wishes[at].tracking_code);
        };
        const auto earlier = wishes.begin() + static_cast<std::ptrdiff_t>(at);
        if (std::find_if(wishes.begin(), earlier, same) == earlier) {
            steps.push_back(step_for(now, wishes[at], parcels));
        } else {
            steps.push_back(
                {ParcelStep::Kind::already, wished(now, wishes[at]), "named_twice", false});
        }
    }
    // What is in doubt is only looked up, which a canceled order does not stand in the way of; but
    // Etsy's answer would bring back a person who was forgotten.
    const bool any_refused = std::ranges::any_of(steps, [&](const ParcelStep& step) {
        return step.kind == ParcelStep::Kind::to_tell ||
               (step.kind == ParcelStep::Kind::in_doubt && now.forgotten_at);
    });
    if (any_refused) {
        refuse_unfit(now);
    }
    const bool any_told = std::ranges::any_of(
        steps, [](const ParcelStep& step) { return step.kind == ParcelStep::Kind::to_tell; });
    if (any_told && beside == BesideDoubt::refuse) {
        refuse_beside_doubt(now, wishes, parcels);
    }
    return steps;
}

std::vector<ParcelStep> prepare_parcels(db::Database& database,
                                        const Order& order,
                                        const std::vector<ParcelWish>& wishes,
                                        base::Instant now,
                                        BesideDoubt beside) {
    auto steps = plan_parcels(database, order, wishes, beside);
    ParcelRepository repository(database);
    for (auto& step : steps) {
        if (step.kind != ParcelStep::Kind::to_tell) {
            continue;
        }
        step.parcel.state = ParcelState::prepared;
        step.parcel.problem.clear();
        step.parcel.changed_at = now;
        if (step.parcel.id == ParcelId{0}) {
            step.parcel.created_at = now;
            repository.insert(step.parcel);
            append_event(database, step.parcel, now);
        } else {
            repository.update(step.parcel);
        }
    }
    return steps;
}

db::Lease take_order(db::Database& database, const Order& order, const base::Clock& real_clock) {
    return db::Lease::take(
        database,
        {order.shop.value(), fmt::format("shipping of order {}", order.receipt.value())},
        real_clock);
}

bool claim_parcel(db::Database& database, ParcelId id, base::Instant now, Claim claim) {
    db::UnitOfWork work(database);
    ParcelRepository repository(work.database());
    auto parcel = repository.load(id);
    const bool fits =
        parcel && (parcel->state == ParcelState::prepared || parcel->state == ParcelState::failed ||
                   (parcel->state == ParcelState::in_doubt && claim == Claim::in_doubt_too));
    if (!fits) {
        return false;
    }
    parcel->state = ParcelState::sending;
    parcel->problem.clear();
    parcel->changed_at = now;
    repository.update(*parcel);
    work.commit();
    return true;
}

void settle_parcel(db::Database& database,
                   ParcelId id,
                   ParcelState state,
                   const std::string& problem,
                   base::Instant now) {
    ParcelRepository repository(database);
    auto parcel = repository.load(id);
    if (!parcel || !leads_to(parcel->state, state)) {
        return; // forgotten meanwhile, nothing new, or somebody knows better
    }
    parcel->state = state;
    parcel->problem = problem;
    parcel->changed_at = now;
    repository.update(*parcel);
    append_event(database, *parcel, now);
}

} // namespace etsyorder::orders
