// SPDX-License-Identifier: MIT
#include "orders/merge_file.hpp"

#include "base/ascii.hpp"
#include "orders/merge.hpp"

#include <algorithm>
#include <iterator>
#include <utility>

namespace etsyorder::orders {
namespace {

void fill(std::string& known, const std::string& other) {
    if (known.empty()) {
        known = other;
    }
}

void fill(std::string& known, const std::optional<std::string>& other) {
    if (known.empty() && other) {
        known = *other;
    }
}

template <class T>
void fill(std::optional<T>& known, const std::optional<T>& other) {
    if (!known) {
        known = other;
    }
}

// An empty part of an address says no more than an absent one.
void fill(std::optional<std::string>& known, const std::optional<std::string>& other) {
    if (known.value_or("").empty() && !other.value_or("").empty()) {
        known = other;
    }
}

void fill(Address& known, const Address& other) {
    fill(known.first_line, other.first_line);
    fill(known.second_line, other.second_line);
    fill(known.city, other.city);
    fill(known.state, other.state);
    fill(known.zip, other.zip);
    fill(known.country, other.country);
}

void fill(Amounts& known, const Amounts& other) {
    fill(known.currency, other.currency);
    if (known.currency != other.currency) {
        return;
    }
    fill(known.total, other.total);
    fill(known.subtotal, other.subtotal);
    fill(known.shipping, other.shipping);
    fill(known.tax, other.tax);
    fill(known.vat, other.vat);
    fill(known.discount, other.discount);
    fill(known.gift_wrap, other.gift_wrap);
}

void fill(Item& known, const ReceivedItem& other) {
    fill(known.title, other.title);
    fill(known.sku, other.sku);
    fill(known.price, other.price);
    fill(known.listing_id, other.listing_id);
    fill(known.shipped_at, other.shipped_at);
    if (known.answers.empty() && other.answers) {
        known.answers = *other.answers;
    }
}

constexpr int kOpenRank = 1;

// How far an order has come. Words that are not Etsy's say nothing of that.
int rank_of(std::string_view status) {
    return status == "canceled" || status == "fully refunded"       ? 3
           : status == kCompleted || status == "partially refunded" ? 2
                                                                    : kOpenRank;
}

bool has_words(const std::vector<Answer>& answers) {
    return std::ranges::any_of(answers, [](const Answer& answer) {
        return (answer.kind == AnswerKind::personalisation || answer.kind == AnswerKind::file) &&
               !answer.text.empty();
    });
}

// "1 Main St." and "1 MAIN ST" are one street.
std::string letters_and_digits(const std::optional<std::string>& part) {
    std::string plain;
    for (const char c : base::ascii_lower(part.value_or(""))) {
        const bool counts = (c >= 'a' && c <= 'z') || (c >= '0' && c <= '9') || (c & 0x80) != 0;
        plain += counts ? std::string(1, c) : "";
    }
    return plain;
}

// No part of an address is completed by one of another address. States are not compared: a file
// has "CA" or "California".
bool same_place(const Address& one, const Address& other) {
    const auto fits = [](const std::optional<std::string>& part,
                         const std::optional<std::string>& same) {
        const auto left = letters_and_digits(part);
        const auto right = letters_and_digits(same);
        return left.empty() || right.empty() || left == right;
    };
    const auto zip_fits = [](const std::optional<std::string>& part,
                             const std::optional<std::string>& same) {
        const auto left = letters_and_digits(part);
        const auto right = letters_and_digits(same);
        return left.starts_with(right) || right.starts_with(left); // 62701 and 62701-1234
    };
    return fits(one.first_line, other.first_line) && fits(one.second_line, other.second_line) &&
           fits(one.city, other.city) && zip_fits(one.zip, other.zip) &&
           fits(one.country, other.country);
}

// A file may be older than what is known: an order that was closed is not opened again by it, and
// what it leaves empty says nothing.
void keep_better(Order& order, const Order& before) {
    if (rank_of(order.status) < rank_of(before.status)) {
        order.status = before.status;
        order.is_paid = before.is_paid;
        order.is_shipped = before.is_shipped;
    }
    if (rank_of(before.status) > kOpenRank) { // an older file says "not yet"
        order.is_paid = order.is_paid || before.is_paid;
        order.is_shipped = order.is_shipped || before.is_shipped;
    }
    fill(order.buyer_name, before.buyer_name);
    fill(order.ordered_by.name, before.ordered_by.name);
    fill(order.ordered_by.username, before.ordered_by.username);
    fill(order.payment_method, before.payment_method);
    if (same_place(order.address, before.address)) {
        fill(order.address, before.address);
    }
    for (auto& item : order.items) {
        const auto known = std::ranges::find(before.items, item.transaction, &Item::transaction);
        if (known == before.items.end()) {
            continue;
        }
        fill(item.title, known->title);
        fill(item.sku, known->sku);
        if (item.answers.empty() || (has_words(known->answers) && !has_words(item.answers))) {
            item.answers = known->answers;
        }
        item.removed_at = known->removed_at;
    }
}

Item item_from(const ReceivedItem& said) {
    Item item;
    item.transaction = said.transaction;
    item.quantity = said.quantity.value_or(1);
    fill(item, said);
    return item;
}

} // namespace

void merge_file(Order& order, const ReceivedOrder& file, base::Instant now) {
    const auto before = order;
    if (!same_place(file.address, before.address)) {
        order.address = {};
    }
    merge(order, file, now);
    order.gone_at = before.gone_at; // only Etsy can say that it knows an order
    keep_better(order, before);
    derive(order);
}

void fill_from_file(Order& order, const ReceivedOrder& file, base::Instant now) {
    fill(order.buyer_name, file.buyer_name);
    order.ordered_by.name = file.ordered_by.value_or(order.ordered_by.name); // only files say it
    order.ordered_by.username = file.buyer_username.value_or(order.ordered_by.username);
    fill(order.payment_method, file.payment_method);
    if (same_place(order.address, file.address)) {
        fill(order.address, file.address);
    }
    fill(order.amounts, file.amounts);
    const bool items_known = !order.items.empty();
    for (const auto& said : file.items.value_or(std::vector<ReceivedItem>{})) {
        const auto known = std::ranges::find(order.items, said.transaction, &Item::transaction);
        if (known != order.items.end()) {
            fill(*known, said);
            continue;
        }
        auto item = item_from(said);
        if (items_known) {
            item.removed_at = now;
        }
        order.items.push_back(std::move(item));
    }
    derive(order);
}

void keep_words_of_file(Order& order, const Order& before, const ReceivedOrder& etsy) {
    fill(order.buyer_name, before.buyer_name);
    fill(order.payment_method, before.payment_method);
    if (same_place(etsy.address, before.address)) {
        fill(order.address, before.address);
    } else {
        order.address = etsy.address; // no street of one place with the zip of another
    }
    if (!etsy.amounts.currency.empty() && before.amounts.currency != etsy.amounts.currency) {
        order.amounts = etsy.amounts;
    }
    for (auto& item : order.items) {
        const auto known = std::ranges::find(before.items, item.transaction, &Item::transaction);
        if (known == before.items.end()) {
            continue;
        }
        fill(item.title, known->title);
        fill(item.sku, known->sku);
        if (item.answers.empty()) {
            item.answers = known->answers;
        }
    }
    derive(order);
}

} // namespace etsyorder::orders
