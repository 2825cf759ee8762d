// SPDX-License-Identifier: MIT
// Reads Etsy's receipts (schema ShopReceipt of the Open API v3, as the service really sends it)
// into our words. Every field is optional, unknown ones are kept in the source text, wrong types
// count as absent; only a receipt without its number cannot be used.
#pragma once

#include "base/result.hpp"
#include "orders/received_order.hpp"

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

struct ReceiptPage {
    std::int64_t count = 0; // of all receipts that match, as Etsy says
    std::vector<orders::ReceivedOrder> orders;
    std::vector<std::string> unreadable; // one reason a receipt that could not be used
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

    // One bare receipt.
    [[nodiscard]] base::Result<orders::ReceivedOrder, WireError> read_receipt(std::string& body);

private:
    struct State;
    std::unique_ptr<State> state_;
};

} // namespace etsyorder::etsy
