// SPDX-License-Identifier: MIT
#include "etsy/receipt_reader.hpp"

#include "base/ascii.hpp"
#include "etsy/content_hash.hpp"
#include "etsy/html_text.hpp"
#include "etsy/wire.hpp"
#include "orders/source_text.hpp"

#include <algorithm>
#include <unordered_map>
#include <utility>

namespace etsyorder::etsy {
namespace {

using orders::Answer;
using orders::AnswerKind;
using orders::ReceivedItem;
using orders::ReceivedOrder;
using wire::ondemand::value;

constexpr std::int64_t kPersonalisationProperty = 54; // Etsy's property of all personalisation

// Calls the function a key stands for; keys without one are left in the source text.
template <class Target>
using Fields = std::unordered_map<std::string_view, void (*)(Target&, value)>;

template <class Target>
simdjson::error_code
read_fields(wire::ondemand::object& object, const Fields<Target>& fields, Target& target) {
    for (auto field : object) {
        std::string_view key;
        value content;
        if (const auto code = field.unescaped_key().get(key)) {
            return code;
        }
        if (const auto code = field.value().get(content)) {
            return code;
        }
        if (const auto known = fields.find(key); known != fields.end()) {
            known->second(target, content);
        }
    }
    return simdjson::SUCCESS;
}

// The objects of a list; null or another type than a list counts as not said.
template <class Target>
std::optional<std::vector<Target>> read_list(value content, const Fields<Target>& fields) {
    wire::ondemand::array array;
    if (content.get_array().get(array) != simdjson::SUCCESS) {
        return std::nullopt;
    }
    std::vector<Target> list;
    for (auto element : array) {
        wire::ondemand::object object;
        Target target{};
        const auto code = element.get_object().get(object);
        if (code == simdjson::INCORRECT_TYPE) {
            continue;
        }
        if (code != simdjson::SUCCESS || read_fields(object, fields, target) != simdjson::SUCCESS) {
            return std::nullopt;
        }
        list.push_back(std::move(target));
    }
    return list;
}

// Etsy's numbers of things begin at 1; 0 stands for none.
std::optional<std::int64_t> number_at_etsy(value content) {
    const auto number = wire::integer(content);
    return number && *number > 0 ? number : std::nullopt;
}

// ---- answers ----

const Fields<Answer> kAnswerFields = {
    {"property_id", [](Answer& a, value v) { a.property_id = wire::integer(v); }},
    {"question_id", [](Answer& a, value v) { a.question_id = number_at_etsy(v); }},
    {"formatted_name", [](Answer& a, value v) { a.question = wire::text(v).value_or(""); }},
    {"formatted_value",
     [](Answer& a, value v) {
         auto verbatim = wire::verbatim_text(v).value_or("");
         a.text = decode_html(verbatim);
         if (a.text != verbatim) {
             a.verbatim = std::move(verbatim);
         }
     }},
};

bool is_not_requested(std::string_view text) {
    auto words = base::ascii_lower(std::string(text));
    while (!words.empty() && (words.back() == '.' || words.back() == ' ')) {
        words.pop_back();
    }
    return words == "not requested on this item";
}

// One address or, as Etsy does not say how several uploads come, a list of nothing but addresses.
bool is_addresses(std::string_view text) {
    constexpr std::string_view kBetween = " ,;\r\n\t";
    bool any = false;
    for (auto at = text.find_first_not_of(kBetween); at != std::string_view::npos;
         at = text.find_first_not_of(kBetween, at)) {
        const auto word = text.substr(at, text.find_first_of(kBetween, at) - at);
        if (!word.starts_with("https://") && !word.starts_with("http://")) {
            return false;
        }
        any = true;
        at += word.size();
    }
    return any;
}

AnswerKind kind_of(const Answer& answer) {
    const auto question = base::ascii_lower(answer.question);
    // A seller may call any variation "Personalization"; the name counts only where nothing else
    // does.
    const bool named =
        !answer.property_id && (question == "personalization" || question == "personalisation");
    const bool asked =
        answer.property_id == kPersonalisationProperty || answer.question_id.has_value() || named;
    if (!asked) {
        return AnswerKind::option;
    }
    if (is_not_requested(answer.text)) {
        return AnswerKind::not_asked;
    }
    return answer.question_id && is_addresses(answer.text) ? AnswerKind::file
                                                           : AnswerKind::personalisation;
}

// ---- items ----

const Fields<ReceivedItem> kItemFields = {
    {"transaction_id",
     [](ReceivedItem& i, value v) {
         i.transaction = orders::TransactionId{wire::integer(v).value_or(0)};
     }},
    {"title", [](ReceivedItem& i, value v) { i.title = wire::text(v); }},
    {"sku", [](ReceivedItem& i, value v) { i.sku = wire::text(v); }},
    {"quantity",
     [](ReceivedItem& i, value v) {
         const auto quantity = wire::integer(v);
         i.quantity = quantity && *quantity >= 0 ? quantity : std::nullopt;
     }},
    {"price", [](ReceivedItem& i, value v) { i.price = wire::money(v); }},
    {"is_digital", [](ReceivedItem& i, value v) { i.is_digital = wire::flag(v); }},
    {"listing_id", [](ReceivedItem& i, value v) { i.listing_id = wire::integer(v); }},
    {"listing_image_id", [](ReceivedItem& i, value v) { i.listing_image_id = wire::integer(v); }},
    {"product_id", [](ReceivedItem& i, value v) { i.product_id = wire::integer(v); }},
    {"expected_ship_date", [](ReceivedItem& i, value v) { i.ship_by = wire::instant(v); }},
    {"shipped_timestamp", [](ReceivedItem& i, value v) { i.shipped_at = wire::instant(v); }},
    {"shipping_upgrade", [](ReceivedItem& i, value v) { i.shipping_upgrade = wire::text(v); }},
    {"variations",
     [](ReceivedItem& i, value v) {
         i.answers = read_list<Answer>(v, kAnswerFields);
         if (i.answers) {
             for (auto& answer : *i.answers) {
                 answer.kind = kind_of(answer);
             }
         }
     }},
};

const Fields<orders::Shipment> kShipmentFields = {
    {"receipt_shipping_id",
     [](orders::Shipment& s, value v) { s.receipt_shipping_id = wire::integer(v); }},
    {"shipment_notification_timestamp",
     [](orders::Shipment& s, value v) { s.notified_at = wire::instant(v); }},
    {"carrier_name", [](orders::Shipment& s, value v) { s.carrier = wire::text(v).value_or(""); }},
    {"tracking_code",
     [](orders::Shipment& s, value v) { s.tracking_code = wire::text(v).value_or(""); }},
};

const Fields<orders::Refund> kRefundFields = {
    {"amount", [](orders::Refund& r, value v) { r.amount = wire::money(v); }},
    {"created_timestamp", [](orders::Refund& r, value v) { r.refunded_at = wire::instant(v); }},
    {"reason", [](orders::Refund& r, value v) { r.reason = wire::text(v).value_or(""); }},
    {"note_from_issuer", [](orders::Refund& r, value v) { r.note = wire::text(v).value_or(""); }},
    {"status", [](orders::Refund& r, value v) { r.status = wire::text(v).value_or(""); }},
};

// ---- receipts ----

// An amount in another currency than the order's total is not said: sums must not mix.
void set_amount(ReceivedOrder& order, std::optional<std::int64_t>& amount, value content) {
    if (const auto money = wire::money(content)) {
        if (order.amounts.currency.empty()) {
            order.amounts.currency = money->currency;
        }
        if (money->currency == order.amounts.currency) {
            amount = money->minor;
        }
    }
}

void set_placed(ReceivedOrder& order, value content) {
    if (const auto instant = wire::instant(content)) {
        order.placed_at = instant;
    }
}

void set_updated(ReceivedOrder& order, value content) {
    if (const auto instant = wire::instant(content)) {
        order.updated_at = instant;
    }
}

const Fields<ReceivedOrder> kReceiptFields = {
    {"receipt_id",
     [](ReceivedOrder& o, value v) {
         o.receipt = orders::ReceiptId{wire::integer(v).value_or(0)};
     }},
    {"buyer_user_id", [](ReceivedOrder& o, value v) { o.buyer_user_id = number_at_etsy(v); }},
    {"name", [](ReceivedOrder& o, value v) { o.buyer_name = wire::text(v); }},
    {"buyer_email", [](ReceivedOrder& o, value v) { o.buyer_email = wire::text(v); }},
    {"status",
     [](ReceivedOrder& o, value v) {
         if (const auto status = wire::text(v)) {
             o.status = base::ascii_lower(*status);
         }
     }},
    {"is_paid", [](ReceivedOrder& o, value v) { o.is_paid = wire::flag(v); }},
    {"is_shipped", [](ReceivedOrder& o, value v) { o.is_shipped = wire::flag(v); }},
    {"is_gift", [](ReceivedOrder& o, value v) { o.is_gift = wire::flag(v); }},
    {"created_timestamp", set_placed},
    {"create_timestamp", set_placed},
    {"updated_timestamp", set_updated},
    {"update_timestamp", set_updated},
    {"first_line", [](ReceivedOrder& o, value v) { o.address.first_line = wire::text(v); }},
    {"second_line", [](ReceivedOrder& o, value v) { o.address.second_line = wire::text(v); }},
    {"city", [](ReceivedOrder& o, value v) { o.address.city = wire::text(v); }},
    {"state", [](ReceivedOrder& o, value v) { o.address.state = wire::text(v); }},
    {"zip", [](ReceivedOrder& o, value v) { o.address.zip = wire::text(v); }},
    {"country_iso", [](ReceivedOrder& o, value v) { o.address.country = wire::text(v); }},
    {"formatted_address", [](ReceivedOrder& o, value v) { o.address.formatted = wire::text(v); }},
    {"payment_method", [](ReceivedOrder& o, value v) { o.payment_method = wire::text(v); }},
    {"message_from_buyer", [](ReceivedOrder& o, value v) { o.message_from_buyer = wire::text(v); }},
    {"message_from_seller",
     [](ReceivedOrder& o, value v) { o.message_from_seller = wire::text(v); }},
    {"message_from_payment",
     [](ReceivedOrder& o, value v) { o.message_from_payment = wire::text(v); }},
    {"gift_message", [](ReceivedOrder& o, value v) { o.gift_message = wire::text(v); }},
    {"gift_sender", [](ReceivedOrder& o, value v) { o.gift_sender = wire::text(v); }},
    {"grandtotal", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.total, v); }},
    {"subtotal", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.subtotal, v); }},
    {"total_shipping_cost",
     [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.shipping, v); }},
    {"total_tax_cost", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.tax, v); }},
    {"total_vat_cost", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.vat, v); }},
    {"discount_amt", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.discount, v); }},
    {"gift_wrap_price", [](ReceivedOrder& o, value v) { set_amount(o, o.amounts.gift_wrap, v); }},
    {"shipments",
     [](ReceivedOrder& o, value v) {
         o.shipments = read_list<orders::Shipment>(v, kShipmentFields);
     }},
    {"refunds",
     [](ReceivedOrder& o, value v) { o.refunds = read_list<orders::Refund>(v, kRefundFields); }},
    {"transactions",
     [](ReceivedOrder& o, value v) {
         o.items = read_list<ReceivedItem>(v, kItemFields);
         if (o.items) {
             std::erase_if(*o.items,
                           [](const ReceivedItem& item) { return item.transaction.value() <= 0; });
         }
     }},
};

} // namespace

struct ReceiptReader::State {
    wire::ondemand::parser parser;
    orders::SourceCompressor compressor;

    // Each stops at the first error; what it has read so far is then of no use.
    simdjson::error_code read_page(const std::string& body, ReceiptPage& page);
    simdjson::error_code read_receipt(const std::string& body, ReceivedOrder& order);
    simdjson::error_code read_results(value results, ReceiptPage& page);
    simdjson::error_code read(wire::ondemand::object object, ReceivedOrder& order);
};

simdjson::error_code ReceiptReader::State::read(wire::ondemand::object object,
                                                ReceivedOrder& order) {
    std::string_view source;
    if (const auto code = object.raw_json().get(source)) {
        return code;
    }
    bool not_empty = false;
    if (const auto code = object.reset().get(not_empty)) {
        return code;
    }
    if (const auto code = read_fields(object, kReceiptFields, order)) {
        return code;
    }
    order.content_hash = content_hash(source);
    order.source_bytes = source.size();
    order.source_content = compressor.compress(source);
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
        ReceivedOrder order;
        if (const auto code = read(object, order)) {
            return code;
        }
        if (order.receipt.value() > 0) {
            page.orders.push_back(std::move(order));
        } else {
            page.unreadable.emplace_back("a receipt without receipt_id");
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
                                                        ReceivedOrder& order) {
    wire::ondemand::document document;
    wire::ondemand::object root;
    if (const auto code = parser.iterate(body, body.capacity()).get(document)) {
        return code;
    }
    if (const auto code = document.get_object().get(root)) {
        return code;
    }
    if (const auto code = read(root, order)) {
        return code;
    }
    return order.receipt.value() > 0 ? simdjson::SUCCESS : simdjson::NO_SUCH_FIELD;
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

base::Result<ReceivedOrder, WireError> ReceiptReader::read_receipt(std::string& body) {
    wire::prepare(body);
    ReceivedOrder order;
    if (const auto code = state_->read_receipt(body, order)) {
        return tl::unexpected(wire::refuse(code, body));
    }
    return order;
}

} // namespace etsyorder::etsy
