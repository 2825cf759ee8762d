// SPDX-License-Identifier: MIT
// Reads Etsy's shop, listings and reviews into our words, as leniently as the receipts are read.
#pragma once

#include "base/result.hpp"
#include "etsy/receipt_reader.hpp"
#include "orders/catalogue.hpp"

#include <string_view>
#include <vector>

namespace etsyorder::etsy {

template <class Thing>
struct Listed {
    std::int64_t count = 0; // of all, as Etsy says
    std::int64_t size = 0;  // in this page, unusable ones too
    std::vector<Thing> things;
};

[[nodiscard]] base::Result<orders::Shop, WireError> read_shop(std::string_view body);
// With includes=Images,Personalization.
[[nodiscard]] base::Result<Listed<orders::Listing>, WireError> read_listings(std::string_view body);
[[nodiscard]] base::Result<Listed<orders::Review>, WireError> read_reviews(std::string_view body);

} // namespace etsyorder::etsy
