// SPDX-License-Identifier: MIT
#include "orders/parcel_repository.hpp"

#include "base/error.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <array>

namespace etsyorder::orders {
namespace {

constexpr std::array kStates{ParcelState::prepared,
                             ParcelState::sending,
                             ParcelState::sent,
                             ParcelState::failed,
                             ParcelState::in_doubt,
                             ParcelState::by_hand};

ParcelState state_from(std::string_view word) {
    const auto* found =
        std::ranges::find_if(kStates, [&](ParcelState state) { return to_string(state) == word; });
    if (found == kStates.end()) {
        throw base::Error(base::ErrorKind::bug, "a parcel is in a state that nobody knows");
    }
    return *found;
}

constexpr std::string_view kSelect =
    "SELECT parcel_id, shop_id, order_id, number, carrier, carrier_name, tracking_code, note, "
    "template, content_hash, state, problem, created_at_utc_s, changed_at_utc_s FROM parcels ";

std::optional<std::string> maybe_text(const db::Statement& row, int column) {
    return row.is_null(column) ? std::nullopt : std::optional(row.string(column));
}

Parcel parcel_from(const db::Statement& row) {
    Parcel parcel;
    parcel.id = ParcelId{row.integer(0)};
    parcel.shop = ShopId{row.integer(1)};
    parcel.order = OrderId{row.integer(2)};
    parcel.number = row.integer(3);
    parcel.carrier = row.string(4);
    parcel.carrier_name = row.string(5);
    parcel.tracking_code = row.string(6);
    parcel.note = {row.string(7), maybe_text(row, 8), maybe_text(row, 9)};
    parcel.state = state_from(row.text(10));
    parcel.problem = row.string(11);
    parcel.created_at = base::from_utc_seconds(row.integer(12));
    parcel.changed_at = base::from_utc_seconds(row.integer(13));
    return parcel;
}

} // namespace

std::string_view to_string(ParcelState state) {
    switch (state) {
    case ParcelState::prepared:
        return "prepared";
    case ParcelState::sending:
        return "sending";
    case ParcelState::sent:
        return "sent";
    case ParcelState::failed:
        return "failed";
    case ParcelState::in_doubt:
        return "in_doubt";
    case ParcelState::by_hand:
        return "by_hand";
    }
    return "prepared";
}

std::vector<Parcel> ParcelRepository::of_order(OrderId order) const {
    auto rows =
        database_->statement(std::string(kSelect) + "WHERE order_id = :order ORDER BY number");
    rows.bind(":order", order.value());
    std::vector<Parcel> parcels;
    while (rows.step()) {
        parcels.push_back(parcel_from(rows));
    }
    return parcels;
}

std::optional<Parcel> ParcelRepository::load(ParcelId id) const {
    auto row = database_->statement(std::string(kSelect) + "WHERE parcel_id = :parcel");
    row.bind(":parcel", id.value());
    return row.step() ? std::optional(parcel_from(row)) : std::nullopt;
}

std::optional<Parcel> ParcelRepository::find(OrderId order,
                                             const std::string& tracking_code) const {
    auto row = database_->statement(std::string(kSelect) +
                                    "WHERE order_id = :order AND tracking_code = :code");
    row.bind(":order", order.value()).bind(":code", tracking_code);
    return row.step() ? std::optional(parcel_from(row)) : std::nullopt;
}

void ParcelRepository::insert(Parcel& parcel) {
    {
        auto row = database_->statement(
            "SELECT coalesce(max(number), 0) + 1 FROM parcels WHERE order_id = :order");
        row.bind(":order", parcel.order.value());
        parcel.number = row.step() ? row.integer(0) : 1;
    }
    database_
        ->statement("INSERT INTO parcels (shop_id, order_id, number, carrier, carrier_name, "
                    "tracking_code, note, template, content_hash, state, problem, "
                    "created_at_utc_s, changed_at_utc_s) VALUES (:shop, :order, :number, :carrier, "
                    ":name, :code, :note, :template, :hash, :state, :problem, :created, :changed)")
        .bind(":shop", parcel.shop.value())
        .bind(":order", parcel.order.value())
        .bind(":number", parcel.number)
        .bind(":carrier", parcel.carrier)
        .bind(":name", parcel.carrier_name)
        .bind(":code", parcel.tracking_code)
        .bind(":note", parcel.note.text)
        .bind(":template", parcel.note.template_name)
        .bind(":hash", parcel.note.content_hash)
        .bind(":state", to_string(parcel.state))
        .bind(":problem", parcel.problem)
        .bind(":created", base::utc_seconds(parcel.created_at))
        .bind(":changed", base::utc_seconds(parcel.changed_at))
        .run();
    parcel.id = ParcelId{database_->last_insert_id()};
}

void ParcelRepository::update(const Parcel& parcel) {
    database_
        ->statement("UPDATE parcels SET carrier = :carrier, carrier_name = :name, note = :note, "
                    "template = :template, content_hash = :hash, state = :state, problem = "
                    ":problem, changed_at_utc_s = :changed WHERE parcel_id = :parcel")
        .bind(":carrier", parcel.carrier)
        .bind(":name", parcel.carrier_name)
        .bind(":note", parcel.note.text)
        .bind(":template", parcel.note.template_name)
        .bind(":hash", parcel.note.content_hash)
        .bind(":state", to_string(parcel.state))
        .bind(":problem", parcel.problem)
        .bind(":changed", base::utc_seconds(parcel.changed_at))
        .bind(":parcel", parcel.id.value())
        .run();
}

std::string shop_country(db::Database& database, ShopId shop) {
    auto row = database.statement("SELECT raw FROM shops WHERE shop_id = :shop");
    row.bind(":shop", shop.value());
    if (!row.step() || row.is_null(0)) {
        return {};
    }
    const auto said = nlohmann::json::parse(row.text(0), nullptr, false);
    for (const auto* name : {"shop_location_country_iso", "shipping_from_country_iso"}) {
        const auto found = said.is_object() ? said.find(name) : said.end();
        if (said.is_object() && found != said.end() && found->is_string() &&
            found->get_ref<const std::string&>().size() == 2) {
            return found->get<std::string>();
        }
    }
    return {};
}

} // namespace etsyorder::orders
