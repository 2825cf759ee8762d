// SPDX-License-Identifier: MIT
// Tells whether a source's text is the one we have: BLAKE2b (RFC 7693) of its bytes, 128 bits.
#pragma once

#include "orders/received_order.hpp"

#include <string_view>

namespace etsyorder::etsy {

[[nodiscard]] orders::ContentHash content_hash(std::string_view text);

} // namespace etsyorder::etsy
