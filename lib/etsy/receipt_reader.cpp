// SPDX-License-Identifier: MIT
#include "etsy/receipt_reader.hpp"

#include "base/ascii.hpp"
#include "etsy/content_hash.hpp"
#include "etsy/item_reader.hpp"
#include "etsy/wire_fields.hpp"
#include "orders/source_text.hpp"

#include <fmt/format.h>

#include <utility>

namespace etsyorder::etsy {
namespace {

using orders::ReceivedOrder;
using wire::Fault;
using wire::Fields;
using wire::ondemand::value;

// ---- lists ----

const Fields<orders::Shipment> kShipmentFields = {{
    {"receipt_shipping_id",
     [](orders::Shipment& s, value v) { s.receipt_shipping_id = wire::integer(v); }},
    {"shipment_notification_timestamp",
     [](orders::Shipment& s, value v) { s.notified_at = wire::instant(v); }},
    {"carrier_name", [](orders::Shipment& s, value v) { s.carrier = wire::text(v).value_or(""); }},
    {"tracking_code",
     [](orders::Shipment& s, value v) { s.tracking_code = wire::text(v).value_or(""); }},
}};

const Fields<orders::Refund> kRefundFields = {{
    {"amount", [](orders::Refund& r, value v) { r.amount = wire::money(v); }},
    {"created_timestamp", [](orders::Refund& r, value v) { r.refunded_at = wire::instant(v); }},
    {"reason", [](orders::Refund& r, value v) { r.reason = wire::text(v).value_or(""); }},
    {"note_from_issuer", [](orders::Refund& r, value v) { r.note = wire::text(v).value_or(""); }},
    {"status", [](orders::Refund& r, value v) { r.status = wire::text(v).value_or(""); }},
}};

// ---- receipts ----

// An amount in another currency than the order's total is not said: sums must not mix.
void set_amount(ReceivedOrder& order,
                std::optional<std::int64_t>& amount,
                const std::optional<base::Money>& money) {
    if (money) {
        if (order.amounts.currency.empty()) {
            order.amounts.currency = money->currency;
        }
        if (money->currency == order.amounts.currency) {
            amount = money->minor;
        }
    }
}

Fault set_placed(ReceivedOrder& order, value content) {
    return wire::checked_instant(content, order.placed_at);
}

Fault set_updated(ReceivedOrder& order, value content) {
    return wire::checked_instant(content, order.updated_at);
}

const Fields<ReceivedOrder> kReceiptFields = {
    {
        {"receipt_id",
         [](ReceivedOrder& o, value v) {
             o.receipt = orders::ReceiptId{wire::integer(v).value_or(0)};
         }},
        {"buyer_user_id",
         [](ReceivedOrder& o, value v) { o.buyer_user_id = wire::number_at_etsy(v); }},
        {"name", [](ReceivedOrder& o, value v) { o.buyer_name = wire::text(v); }},
        {"buyer_email", [](ReceivedOrder& o, value v) { o.buyer_email = wire::text(v); }},
        {"is_gift", [](ReceivedOrder& o, value v) { o.is_gift = wire::flag(v); }},
        {"first_line", [](ReceivedOrder& o, value v) { o.address.first_line = wire::text(v); }},
        {"second_line", [](ReceivedOrder& o, value v) { o.address.second_line = wire::text(v); }},
        {"city", [](ReceivedOrder& o, value v) { o.address.city = wire::text(v); }},
        {"state", [](ReceivedOrder& o, value v) { o.address.state = wire::text(v); }},
        {"zip", [](ReceivedOrder& o, value v) { o.address.zip = wire::text(v); }},
        {"country_iso", [](ReceivedOrder& o, value v) { o.address.country = wire::text(v); }},
        {"formatted_address",
         [](ReceivedOrder& o, value v) { o.address.formatted = wire::text(v); }},
        {"payment_method", [](ReceivedOrder& o, value v) { o.payment_method = wire::text(v); }},
        {"message_from_buyer",
         [](ReceivedOrder& o, value v) { o.message_from_buyer = wire::text(v); }},
        {"message_from_seller",
         [](ReceivedOrder& o, value v) { o.message_from_seller = wire::text(v); }},
        {"message_from_payment",
         [](ReceivedOrder& o, value v) { o.message_from_payment = wire::text(v); }},
        {"gift_message", [](ReceivedOrder& o, value v) { o.gift_message = wire::text(v); }},
        {"gift_sender", [](ReceivedOrder& o, value v) { o.gift_sender = wire::text(v); }},
        {"subtotal",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.subtotal, wire::money(v)); }},
        {"total_shipping_cost",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.shipping, wire::money(v)); }},
        {"total_tax_cost",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.tax, wire::money(v)); }},
        {"total_vat_cost",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.vat, wire::money(v)); }},
        {"discount_amt",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.discount, wire::money(v)); }},
        {"gift_wrap_price",
         [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.gift_wrap, wire::money(v)); }},
        {"shipments",
         [](ReceivedOrder& o, value v) { (void)wire::read_list(v, kShipmentFields, o.shipments); }},
        {"refunds",
         [](ReceivedOrder& o, value v) { (void)wire::read_list(v, kRefundFields, o.refunds); }},
    },
    {
        {"status",
         [](ReceivedOrder& o, value v) -> Fault {
             const auto status = wire::text(v);
             if (!status) {
                 return " is not a word";
             }
             o.status = base::ascii_lower(*status);
             return {};
         }},
        {"is_paid", [](ReceivedOrder& o, value v) { return wire::checked_flag(v, o.is_paid); }},
        {"is_shipped",
         [](ReceivedOrder& o, value v) { return wire::checked_flag(v, o.is_shipped); }},
        {"created_timestamp", set_placed},
        {"create_timestamp", set_placed},
        {"updated_timestamp", set_updated},
        {"update_timestamp", set_updated},
        {"grandtotal",
         [](ReceivedOrder& o, value v) {
             std::optional<base::Money> money;
             auto fault = wire::checked_money(v, money);
             set_amount(o, o.amounts.total, money);
             return fault;
         }},
        {"transactions", [](ReceivedOrder& o, value v) { return read_items(v, o.items); }},
    }};

} // namespace

struct ReceiptReader::State {
    wire::ondemand::parser parser;
    orders::SourceCompressor compressor;

    // Each stops at the first error; what it has read so far is then of no use.
    simdjson::error_code read_page(const std::string& body, ReceiptPage& page);
    simdjson::error_code read_receipt(const std::string& body, ReceiptPage& page);
    simdjson::error_code read_results(value results, ReceiptPage& page);
    simdjson::error_code read(wire::ondemand::object object, ReceiptPage& page);
};

// Of one receipt, among the orders or the unreadable ones.
simdjson::error_code ReceiptReader::State::read(wire::ondemand::object object, ReceiptPage& page) {
    std::string_view source;
    if (const auto code = object.raw_json().get(source)) {
        return code;
    }
    bool not_empty = false;
    if (const auto code = object.reset().get(not_empty)) {
        return code;
    }
    ReceivedOrder order;
    Fault fault;
    if (const auto code = wire::read_fields(object, kReceiptFields, order, fault)) {
        return code;
    }
    const auto hash = content_hash(source);
    auto kept = compressor.compress(source);
    if (order.receipt.value() <= 0) {
        page.unreadable.push_back(
            {{std::nullopt, "a receipt without receipt_id", hash, source.size(), std::move(kept)},
             order.placed_at,
             order.updated_at});
        return simdjson::SUCCESS;
    }
    if (!fault.empty()) {
        page.unreadable.push_back({{order.receipt,
                                    fmt::format("receipt {}: {}", order.receipt.value(), fault),
                                    hash,
                                    source.size(),
                                    std::move(kept)},
                                   order.placed_at,
                                   order.updated_at});
        return simdjson::SUCCESS;
    }
    order.content_hash = hash;
    order.source_bytes = source.size();
    order.source_content = std::move(kept);
    page.orders.push_back(std::move(order));
    return simdjson::SUCCESS;
}

simdjson::error_code ReceiptReader::State::read_results(value results, ReceiptPage& page) {
    wire::ondemand::array array;
    if (const auto code = results.get_array().get(array)) {
        return code;
    }
    for (auto element : array) {
        wire::ondemand::object object;
        if (const auto code = element.get_object().get(object)) {
            return code;
        }
        if (const auto code = read(object, page)) {
            return code;
        }
    }
    return simdjson::SUCCESS;
}

simdjson::error_code ReceiptReader::State::read_page(const std::string& body, ReceiptPage& page) {
    wire::ondemand::document document;
    wire::ondemand::object root;
    if (const auto code = parser.iterate(body, body.capacity()).get(document)) {
        return code;
    }
    if (const auto code = document.get_object().get(root)) {
        return code;
    }
    bool has_results = false;
    for (auto field : root) {
        std::string_view key;
        value content;
        if (const auto code = field.unescaped_key().get(key)) {
            return code;
        }
        if (const auto code = field.value().get(content)) {
            return code;
        }
        if (key == "count") {
            page.count = wire::integer(content).value_or(0);
        } else if (key == "results") {
            has_results = true;
            if (const auto code = read_results(content, page)) {
                return code;
            }
        }
    }
    return has_results ? simdjson::SUCCESS : simdjson::NO_SUCH_FIELD;
}

simdjson::error_code ReceiptReader::State::read_receipt(const std::string& body,
                                                        ReceiptPage& page) {
    wire::ondemand::document document;
    wire::ondemand::object root;
    if (const auto code = parser.iterate(body, body.capacity()).get(document)) {
        return code;
    }
    if (const auto code = document.get_object().get(root)) {
        return code;
    }
    if (const auto code = read(root, page)) {
        return code;
    }
    const bool has_number =
        !page.orders.empty() || page.unreadable.front().order.receipt.has_value();
    return has_number ? simdjson::SUCCESS : simdjson::NO_SUCH_FIELD;
}

ReceiptReader::ReceiptReader() : state_(std::make_unique<State>()) {}
ReceiptReader::ReceiptReader(ReceiptReader&&) noexcept = default;
ReceiptReader& ReceiptReader::operator=(ReceiptReader&&) noexcept = default;
ReceiptReader::~ReceiptReader() = default;

base::Result<ReceiptPage, WireError> ReceiptReader::read_page(std::string& body) {
    wire::prepare(body);
    ReceiptPage page;
    if (const auto code = state_->read_page(body, page)) {
        return tl::unexpected(wire::refuse(code, body));
    }
    return page;
}

base::Result<ReceiptPage, WireError> ReceiptReader::read_receipt(std::string& body) {
    wire::prepare(body);
    ReceiptPage page;
    if (const auto code = state_->read_receipt(body, page)) {
        return tl::unexpected(wire::refuse(code, body));
    }
    return page;
}

} // namespace etsyorder::etsy
