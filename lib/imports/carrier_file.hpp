// SPDX-License-Identifier: MIT
// CarrierFile: what carriers and label shops export of parcels (Pirate Ship, Royal Mail Click &
// Drop, DHL, USPS, Shippo, ShipStation, ...): which order each went to, its number, who brings it.
// Columns are known by their names; the order of columns does not count, and others are passed
// over.
//
//     CarrierFile file(csv::from_descriptor(...));     // throws Error of kind usage: no such file
//     while (auto row = file.next()) { ... }
#pragma once

#include "csv/reader.hpp"

#include <array>
#include <cstdint>
#include <optional>
#include <span>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

// One parcel, as its row says. Texts are without blanks around, and without what spreadsheets put
// around numbers (="...", ').
struct ParcelRow {
    std::uint64_t line = 0; // on which it began, as an editor counts
    std::vector<std::string>
        orders;           // what may name the order, the likeliest first; not empty texts
    std::string tracking; // empty: none
    std::string carrier;  // in the file's words; empty: it does not say
    std::string service;  // the same: "Ground Advantage", "Royal Mail Tracked 48"
};

// Where the columns are, from 0; -1: there is none.
struct ParcelColumns {
    std::vector<int> orders;
    int tracking = -1;
    int carrier = -1;
    int service = -1;
};

// Empty: no column for the order, or none for the number.
[[nodiscard]] std::optional<ParcelColumns> parcel_columns(std::span<const std::string_view> header);

// A cell without blanks and what spreadsheets put around.
[[nodiscard]] std::string_view bare_cell(std::string_view cell);

// 9.40551E+21: a spreadsheet has thrown digits away.
[[nodiscard]] bool lost_digits(std::string_view cell);

class CarrierFile {
public:
    // `name`: for messages. Throws base::Error of kind usage when it is no CSV or has not these
    // columns.
    CarrierFile(csv::Source source, std::string name);

    // Empty: the end. Rows without any order and number are passed over. Throws base::Error of kind
    // usage where the file cannot be read on.
    [[nodiscard]] std::optional<ParcelRow> next();

private:
    csv::Reader reader_;
    std::string name_;
    ParcelColumns columns_;
};

} // namespace etsyorder::imports
