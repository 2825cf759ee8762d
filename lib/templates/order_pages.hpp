// SPDX-License-Identifier: MIT
// Addresses on the web that letters may name. For this room alone.
#pragma once

#include "templates/fact_subjects.hpp"

#include <optional>
#include <string>
#include <string_view>

namespace etsyorder::templates {

// Etsy's page of the order; nil: it is another shop's.
[[nodiscard]] liquid::Value order_page(const OrderSubject& of);

// Where a carrier shows a parcel. `carrier`: Etsy's word for it, in any case. Empty: not known, or
// the code has something else in it than letters and digits.
[[nodiscard]] std::optional<std::string> tracking_page(std::string_view carrier,
                                                       std::string_view code);

} // namespace etsyorder::templates
