// SPDX-License-Identifier: MIT
// Header: which of Etsy's downloads a CSV is, and what each of its columns says. Etsy writes the
// names in the words of the account's language; the table of them is in header.cpp.
#pragma once

#include "orders/file_row_repository.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::imports {

enum class Field {
    order_id,
    transaction_id,
    listing_id,
    sale_date,
    date_paid,
    date_shipped,
    item_name,
    variations,
    sku,
    quantity,
    price,
    currency,
    buyer,
    buyer_user,
    full_name,
    first_name,
    last_name,
    ship_name,
    street_1,
    street_2,
    city,
    state,
    zip,
    country,
    payment_method,
    status,
    order_value,
    discount,
    shipping,
    tax,
    total,
    adjusted_total, // after refunds
    vat,
    order_shipping, // on the row of an item: of the whole order
    order_tax,
    number_of_items,
    item_total,
    count_, // how many there are
};
constexpr auto kFields = static_cast<std::size_t>(Field::count_);

struct Header {
    orders::FileKind kind = orders::FileKind::sold_items;
    std::array<int, kFields> column{}; // -1: there is none
    std::size_t columns = 0;

    // What the row says in the field; empty: nothing, or no such column.
    [[nodiscard]] std::string_view cell(std::span<const std::string_view> row, Field field) const {
        const int at = column[static_cast<std::size_t>(field)];
        return at >= 0 && static_cast<std::size_t>(at) < row.size()
                   ? row[static_cast<std::size_t>(at)]
                   : std::string_view();
    }
    [[nodiscard]] bool has(Field field) const {
        return column[static_cast<std::size_t>(field)] >= 0;
    }
};

// Case, blanks and the order of columns do not count; columns that are not known are passed over.
// Empty: neither of the two downloads.
[[nodiscard]] std::optional<Header> recognise(std::span<const std::string_view> columns);

// What a column of that name says; empty: nothing that is known.
[[nodiscard]] std::optional<Field> field_of_column(std::string_view column);

// "columns 3 and 20 are both \"SKU\"", or say the same in other words: which of them counts would
// be a guess. Empty: no two do. Columns without a name may be several.
[[nodiscard]] std::string doubled_columns(std::span<const std::string_view> columns);

// The first columns, for a message: "Name, Price, ...".
[[nodiscard]] std::string seen_columns(std::span<const std::string_view> columns);

} // namespace etsyorder::imports
