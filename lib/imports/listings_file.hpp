// SPDX-License-Identifier: MIT
// EtsyListingsDownload.csv: what a shop offers. Etsy writes its header in the language of the
// account, so columns are known by name, by their place in the whole file, or by CURRENCY_CODE,
// which is the same in all languages. The file has neither listing numbers nor questions. Pure.
#pragma once

#include "base/result.hpp"
#include "orders/file_listing.hpp"

#include <array>
#include <optional>
#include <span>
#include <string>
#include <string_view>

namespace etsyorder::imports {

// Where each value stands in a row; empty: the file has no such column.
struct ListingColumns {
    struct Variation {
        std::optional<std::size_t> type, name, values;
    };
    std::optional<std::size_t> title, description, price, currency, quantity, tags, materials, sku;
    std::vector<std::size_t> images;
    std::array<Variation, 2> variations;
};

// Empty: this is no header of a listings file.
[[nodiscard]] std::optional<ListingColumns>
listing_columns(std::span<const std::string_view> header);

// The error says what is wrong with the row, a sentence without a full stop.
[[nodiscard]] base::Result<orders::FileListing, std::string>
read_listing(const ListingColumns& columns, std::span<const std::string_view> fields);

} // namespace etsyorder::imports
