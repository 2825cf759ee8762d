// SPDX-License-Identifier: MIT
#include "etsy/item_reader.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"

#include <utility>

namespace etsyorder::etsy {
namespace {

using orders::Answer;
using orders::AnswerKind;
using orders::ReceivedItem;
using wire::Fault;
using wire::Fields;
using wire::ondemand::value;

constexpr std::int64_t kPersonalisationProperty = 54; // Etsy's property of all personalisation

// ---- answers ----

const Fields<Answer> kAnswerFields = {
    {
        {"property_id", [](Answer& a, value v) { a.property_id = wire::integer(v); }},
        {"question_id", [](Answer& a, value v) { a.question_id = wire::number_at_etsy(v); }},
        {"formatted_name", [](Answer& a, value v) { a.question = wire::text(v).value_or(""); }},
    },
    {
        {"formatted_value",
         [](Answer& a, value v) -> Fault {
             auto verbatim = wire::verbatim_text(v);
             if (!verbatim) {
                 return " is not a text";
             }
             a.text = base::decode_html(*verbatim);
             if (a.text != *verbatim) {
                 a.verbatim = std::move(*verbatim);
             }
             return {};
         }},
    }};

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
    {
        {"transaction_id",
         [](ReceivedItem& i, value v) {
             i.transaction = orders::TransactionId{wire::integer(v).value_or(0)};
         }},
        {"title", [](ReceivedItem& i, value v) { i.title = wire::text(v); }},
        {"sku", [](ReceivedItem& i, value v) { i.sku = wire::text(v); }},
        {"listing_id", [](ReceivedItem& i, value v) { i.listing_id = wire::integer(v); }},
        {"listing_image_id",
         [](ReceivedItem& i, value v) { i.listing_image_id = wire::integer(v); }},
        {"product_id", [](ReceivedItem& i, value v) { i.product_id = wire::integer(v); }},
        {"shipped_timestamp", [](ReceivedItem& i, value v) { i.shipped_at = wire::instant(v); }},
        {"shipping_upgrade", [](ReceivedItem& i, value v) { i.shipping_upgrade = wire::text(v); }},
    },
    {
        {"quantity",
         [](ReceivedItem& i, value v) -> Fault {
             i.quantity = wire::integer(v);
             constexpr std::int64_t kMost = 1'000'000'000; // sums of all items stay numbers
             const bool good = i.quantity && *i.quantity >= 0 && *i.quantity <= kMost;
             return wire::is_null(v) || good ? "" : " is no number of pieces";
         }},
        {"price", [](ReceivedItem& i, value v) { return wire::checked_money(v, i.price); }},
        {"is_digital",
         [](ReceivedItem& i, value v) { return wire::checked_flag(v, i.is_digital); }},
        {"expected_ship_date",
         [](ReceivedItem& i, value v) { return wire::checked_instant(v, i.ship_by); }},
        {"variations",
         [](ReceivedItem& i, value v) -> Fault {
             if (wire::is_null(v)) {
                 return {};
             }
             auto fault = wire::read_list(v, kAnswerFields, i.answers);
             if (i.answers) {
                 for (auto& answer : *i.answers) {
                     answer.kind = kind_of(answer);
                 }
             }
             return fault;
         }},
    }};

} // namespace

Fault read_items(value content, std::optional<std::vector<ReceivedItem>>& items) {
    auto fault = wire::read_list(content, kItemFields, items);
    if (items && fault.empty()) {
        for (const auto& item : *items) {
            if (item.transaction.value() <= 0) {
                fault = ": an item has no transaction_id";
            }
        }
    }
    return fault;
}

} // namespace etsyorder::etsy
