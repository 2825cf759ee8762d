// SPDX-License-Identifier: MIT
// Reads Etsy's receipts (schema ShopReceipt of the Open API v3, as the service really sends it)
// into our words. Every field is optional, unknown ones are kept in the source text, wrong types
// count as absent; only a receipt without its number cannot be used.
#pragma once

#include "base/result.hpp"
#include "orders/received_order.hpp"
#include "orders/unread_orders.hpp"

#include <cstdint>
#include <memory>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::etsy {

// Why a body is not what it should be; the whole body is refused then.
struct WireError {
    enum class Kind {
        not_json,    // HTML, plain text, nothing
        cut_short,   // JSON that ends too early or breaks in the middle
        wrong_shape, // JSON, but no receipts in it
    };
    Kind kind = Kind::not_json;
    std::string detail; // for the reason line of an error; holds no content of orders
};

// A receipt that is not to be used: it has no number, or a field that decides what is to be made,
// by when or for how much has another type than Etsy's. Read past such a field, an order to make
// would look like one with nothing to make.
struct UnreadableReceipt {
    orders::UnreadOrder order;
    std::optional<base::Instant> placed_at, updated_at; // where they could be read
};

struct ReceiptPage {
    std::int64_t count = 0; // of all receipts that match, as Etsy says
    std::vector<orders::ReceivedOrder> orders;
    std::vector<UnreadableReceipt> unreadable;
};

// Keeps its memory between calls. Belongs to one thread.
class ReceiptReader {
public:
    ReceiptReader();
    ReceiptReader(ReceiptReader&&) noexcept;
    ReceiptReader& operator=(ReceiptReader&&) noexcept;
    ~ReceiptReader();

    // {"count": n, "results": [receipt ...]}. The body is parsed in place and may be grown.
    [[nodiscard]] base::Result<ReceiptPage, WireError> read_page(std::string& body);

    // One bare receipt: a page of one, which may be an unreadable one.
    [[nodiscard]] base::Result<ReceiptPage, WireError> read_receipt(std::string& body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace etsyorder::etsy
