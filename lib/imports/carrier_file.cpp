// SPDX-License-Identifier: MIT
#include "imports/carrier_file.hpp"

#include "base/error.hpp"
#include "imports/cells.hpp"
#include "imports/header.hpp"
#include "imports/small_letters.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::imports {
namespace {

using base::Error;
using base::ErrorKind;

// Names of columns in small letters, without blanks and marks; the likeliest first.
constexpr std::string_view kOrderNames[] = {
    "etsyorderid",
    "etsyorder",
    "receiptid",
    "channelreference",
    "channelorderid",
    "marketplaceorderid",
    "salesrecordnumber",
    "ordernumber",
    "orderno",
    "ordernr",
    "orderid",
    "order",
    "ordername",
    "orderreference",
    "bestellnummer",
    "bestellnr",
    "numérodecommande",
    "númerodepedido",
    "numeroordine",
    "bestelnummer",
    "numerzamówienia",
    "receipt",
    "receiptnumber",
    "customerreference",
    "customerref",
    "yourreference",
    "yourref",
    "senderreference",
    "shipmentreference",
    "packagereference",
    "packagereference1",
    "reference",
    "referencenumber",
    "referenceno",
    "reference1",
    "referenceone",
    "ref",
    "ref1",
    "referenz",
    "referenznummer",
    "sendungsreferenz",
    "kundenreferenz",
    "référence",
    "referencia",
    "riferimento",
    "referentie",
    "rubberstamp1",
    "rubberstamp2",
    "notes",
    "memo",
};
constexpr std::string_view kTrackingNames[] = {
    "trackingnumber",
    "trackingno",
    "trackingcode",
    "trackingid",
    "trackingnumberpin",
    "shipmenttrackingnumber",
    "trackingnumbers",
    "tracking",
    "trackingreference",
    "trackinglabel",
    "trackingnumberlabelnumber",
    "labelnumber",
    "sendungsnummer",
    "paketnummer",
    "sendungsid",
    "identcode",
    "parcelnumber",
    "parcelno",
    "parcelcode",
    "parcelid",
    "parceltrackingnumber",
    "consignmentnumber",
    "consignmentid",
    "consignmentno",
    "articleid",
    "articlenumber",
    "barcode",
    "numérodesuivi",
    "ndesuivi",
    "suivi",
    "númerodeseguimiento",
    "localizador",
    "códigodeenvío",
    "numeroditracking",
    "codicetracking",
    "letteradivettura",
    "trackandtracecode",
    "trackandtrace",
    "tracktrace",
    "numerprzesyłki",
    "numerśledzenia",
    "númeroderastreio",
    "awb",
    "awbnumber",
    "waybill",
    "waybillnumber",
    "airwaybill",
    "pin",
    "trackingurl",
    "trackinglink",
};
constexpr std::string_view kCarrierNames[] = {
    "carrier",
    "carriername",
    "courier",
    "couriername",
    "shippingcarrier",
    "shipmentcarrier",
    "provider",
    "transporteur",
    "versanddienstleister",
    "versender",
    "corriere",
    "transportista",
    "vervoerder",
    "przewoźnik",
};
constexpr std::string_view kServiceNames[] = {
    "service",
    "servicename",
    "shippingservice",
    "servicelevel",
    "servicetype",
    "mailclass",
    "carrierserviceselected",
    "serviceselected",
    "shippingmethod",
    "postalservice",
    "produkt",
    "product",
    "productname",
    "versandart",
    "shipmentservice",
    "carrierservice",
};

std::string squeezed(std::string_view name) {
    std::string text;
    for (const char c : small_letters(std::string(name))) {
        const bool mark = static_cast<unsigned char>(c) < 0x80U && !(c >= 'a' && c <= 'z') &&
                          !(c >= '0' && c <= '9');
        if (!mark) {
            text += c;
        }
    }
    constexpr std::string_view kDegree = "\xC2\xB0"; // "N° de suivi"
    if (const auto at = text.find(kDegree); at != std::string::npos) {
        text.erase(at, kDegree.size());
    }
    return text;
}

int first_of(const std::vector<std::string>& header, std::span<const std::string_view> names) {
    for (const auto name : names) {
        const auto found = std::ranges::find(header, name);
        if (found != header.end()) {
            return static_cast<int>(found - header.begin());
        }
    }
    return -1;
}

std::string cell(const csv::Row& row, int at) {
    return at >= 0 && static_cast<std::size_t>(at) < row.fields.size()
               ? std::string(bare_cell(row.fields[static_cast<std::size_t>(at)]))
               : std::string();
}

Error unreadable(const std::string& name, const csv::Problem& problem) {
    return Error(ErrorKind::usage, fmt::format("{} cannot be read", name))
        .because(csv::describe(problem))
        .hint(csv::remedy(problem));
}

} // namespace

std::string_view bare_cell(std::string_view cell) {
    cell = trimmed(cell);
    if (cell.starts_with("=\"") && cell.ends_with('"') && cell.size() > 2) {
        cell.remove_prefix(2);
        cell.remove_suffix(1);
    }
    if (cell.starts_with('\'')) {
        cell.remove_prefix(1);
    }
    return trimmed(cell);
}

bool lost_digits(std::string_view cell) {
    const auto mark = cell.find_first_of("eE");
    if (mark == std::string_view::npos || mark == 0 || mark + 2 >= cell.size() ||
        cell[mark + 1] != '+' || cell.find_first_of(".,") == std::string_view::npos) {
        return false;
    }
    const auto is_number = [](std::string_view text) {
        return text.find_first_not_of("0123456789.,") == std::string_view::npos;
    };
    return is_number(cell.substr(0, mark)) && is_number(cell.substr(mark + 2));
}

std::optional<ParcelColumns> parcel_columns(std::span<const std::string_view> header) {
    std::vector<std::string> names;
    std::ranges::transform(header, std::back_inserter(names), [](std::string_view name) {
        return squeezed(bare_cell(name));
    });
    ParcelColumns columns;
    for (const auto name : kOrderNames) {
        const auto found = std::ranges::find(names, name);
        if (found != names.end()) {
            columns.orders.push_back(static_cast<int>(found - names.begin()));
        }
    }
    columns.tracking = first_of(names, kTrackingNames);
    columns.carrier = first_of(names, kCarrierNames);
    columns.service = first_of(names, kServiceNames);
    return columns.orders.empty() || columns.tracking < 0 ? std::nullopt : std::optional(columns);
}

CarrierFile::CarrierFile(csv::Source source, std::string name)
    : reader_(std::move(source)), name_(std::move(name)) {
    const auto header = reader_.next();
    if (!header) {
        throw unreadable(name_, header.error());
    }
    if (*header == nullptr) {
        throw unreadable(name_, {csv::ProblemKind::empty, 0});
    }
    auto columns = parcel_columns((*header)->fields);
    if (!columns) {
        throw Error(ErrorKind::usage, fmt::format("{} is no carrier's list of parcels", name_))
            .because("it has these columns: " + seen_columns((*header)->fields))
            .hint("one column is to name the order (\"Order Number\", \"Reference\"), another one "
                  "the parcel (\"Tracking Number\")");
    }
    columns_ = std::move(*columns);
}

std::optional<ParcelRow> CarrierFile::next() {
    while (true) {
        const auto read = reader_.next();
        if (!read) {
            throw unreadable(name_, read.error());
        }
        if (*read == nullptr) {
            return std::nullopt;
        }
        ParcelRow row;
        row.line = (*read)->line;
        for (const int at : columns_.orders) {
            if (auto text = cell(**read, at); !text.empty()) {
                row.orders.push_back(std::move(text));
            }
        }
        row.tracking = cell(**read, columns_.tracking);
        row.carrier = cell(**read, columns_.carrier);
        row.service = cell(**read, columns_.service);
        if (!row.orders.empty() || !row.tracking.empty()) {
            return row;
        }
    }
}

} // namespace etsyorder::imports
