// SPDX-License-Identifier: MIT
// Everything Etsy (or whoever stands in its place) sends as JSON: pages of receipts, one receipt,
// the catalogue, HTML-escaped text.
#include "base/html_text.hpp"
#include "etsy/catalogue_reader.hpp"
#include "etsy/receipt_reader.hpp"
#include "etsy/receipt_walk.hpp"
#include "orders/merge.hpp"
#include "orders/source_text.hpp"

#include <cstddef>
#include <cstdint>
#include <cstdlib>
#include <string>

using namespace etsyorder;

namespace {

void require(bool promise) {
    if (!promise) {
        std::abort();
    }
}

// What was read can be used, and its source comes back.
void use(const orders::ReceivedOrder& received) {
    require(received.receipt.value() > 0);
    require(orders::decompress_source(
                orders::kCodecZstd, received.source_content, received.source_bytes)
                .size() == received.source_bytes);
    orders::Order order;
    orders::merge(order, received, base::Instant{});
    const auto before = order;
    orders::merge(order, received, base::Instant{});
    require(orders::differences(before, order).empty());
}

} // namespace

extern "C" int LLVMFuzzerTestOneInput(const std::uint8_t* data, std::size_t size) {
    const std::string text(reinterpret_cast<const char*>(data), size);
    static etsy::ReceiptReader reader; // as in a sync: one for all pages
    auto body = text;
    if (const auto page = reader.read_page(body)) {
        for (const auto& order : page->orders) {
            use(order);
        }
        for (const auto by : {etsy::WalkBy::created, etsy::WalkBy::updated}) {
            const auto facts = etsy::facts_of(*page, by);
            require(facts.size >= 0);
        }
    }
    body = text;
    if (const auto page = reader.read_receipt(body)) {
        require(page->orders.size() + page->unreadable.size() == 1);
        for (const auto& order : page->orders) {
            use(order);
        }
    }
    (void)etsy::read_shop(text);
    (void)etsy::read_listings(text);
    (void)etsy::read_reviews(text);
    (void)etsy::WalkPosition::from_json(text);
    require(base::decode_html(text).size() <= text.size());
    return 0;
}
