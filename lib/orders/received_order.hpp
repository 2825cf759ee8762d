// SPDX-License-Identifier: MIT
// ReceivedOrder: what a door to the outside (Etsy, a CSV) says of an order. Every field may be
// absent: empty means "not said", and what is known already stays; an empty text means "said to be
// empty".
#pragma once

#include "orders/order.hpp"

#include <array>
#include <cstddef>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

// Of the source's bytes; all zero: Etsy itself never told of the order, only files did.
using ContentHash = std::array<std::byte, 16>;

struct ReceivedItem {
    TransactionId transaction{0};
    std::optional<std::string> title;
    std::optional<std::string> sku;
    std::optional<std::int64_t> quantity;
    std::optional<base::Money> price;
    std::optional<bool> is_digital;
    std::optional<std::int64_t> listing_id;
    std::optional<std::int64_t> listing_image_id;
    std::optional<std::int64_t> product_id;
    std::optional<base::Instant> ship_by;
    std::optional<base::Instant> shipped_at;
    std::optional<std::string> shipping_upgrade;
    std::optional<std::vector<Answer>> answers;
};

struct ReceivedOrder {
    ReceiptId receipt{0};
    std::optional<std::int64_t> buyer_user_id;
    std::optional<std::string> buyer_username; // as Etsy's files name a member
    std::optional<std::string> buyer_name;
    std::optional<std::string> ordered_by; // the name of who ordered, where a file has it, too
    std::optional<std::string> buyer_email;
    std::optional<std::string> status; // lower case
    std::optional<bool> is_paid;
    std::optional<bool> is_shipped;
    std::optional<bool> is_gift;
    std::optional<base::Instant> placed_at;
    std::optional<base::Instant> updated_at;
    Address address;
    std::optional<std::string> payment_method;
    std::optional<std::string> message_from_buyer;
    std::optional<std::string> message_from_seller;
    std::optional<std::string> message_from_payment;
    std::optional<std::string> gift_message;
    std::optional<std::string> gift_sender;
    Amounts amounts;
    std::optional<std::vector<ReceivedItem>> items;
    std::optional<std::vector<Shipment>> shipments;
    std::optional<std::vector<Refund>> refunds;

    ContentHash content_hash{};
    std::size_t source_bytes = 0;          // size of the source's text
    std::vector<std::byte> source_content; // that text, zstd-compressed
};

} // namespace etsyorder::orders
