// SPDX-License-Identifier: MIT
#include "imports/header.hpp"

#include "base/ascii.hpp"
#include "imports/header_words.hpp"
#include "imports/small_letters.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <utility>

namespace etsyorder::imports {
namespace {

using Alias = std::pair<std::string_view, Field>;

// American, then British words; other languages' are in header_words.hpp. Both files share those
// that mean the same in both.
constexpr Alias kAliases[] = {
    {"order id", Field::order_id},
    {"transaction id", Field::transaction_id},
    {"listing id", Field::listing_id},
    {"sale date", Field::sale_date},
    {"date paid", Field::date_paid},
    {"date shipped", Field::date_shipped},
    {"item name", Field::item_name},
    {"variations", Field::variations},
    {"sku", Field::sku},
    {"quantity", Field::quantity},
    {"price", Field::price},
    {"currency", Field::currency},
    {"buyer", Field::buyer},
    {"buyer user id", Field::buyer_user},
    {"full name", Field::full_name},
    {"first name", Field::first_name},
    {"last name", Field::last_name},
    {"ship name", Field::ship_name},
    {"ship address1", Field::street_1},
    {"street 1", Field::street_1},
    {"ship address2", Field::street_2},
    {"street 2", Field::street_2},
    {"ship city", Field::city},
    {"ship state", Field::state},
    {"ship zipcode", Field::zip},
    {"ship country", Field::country},
    {"payment method", Field::payment_method},
    {"status", Field::status},
    {"order value", Field::order_value},
    {"discount amount", Field::discount},
    {"shipping", Field::shipping},
    {"sales tax", Field::tax},
    {"order total", Field::total},
    {"adjusted order total", Field::adjusted_total},
    {"vat paid by buyer", Field::vat},
    {"order shipping", Field::order_shipping},
    {"order sales tax", Field::order_tax},
    {"number of items", Field::number_of_items},
    {"item total", Field::item_total},
    // British
    {"date posted", Field::date_shipped},
    {"date dispatched", Field::date_shipped},
    {"delivery name", Field::ship_name},
    {"delivery address1", Field::street_1},
    {"delivery address 1", Field::street_1},
    {"delivery address2", Field::street_2},
    {"delivery address 2", Field::street_2},
    {"delivery city", Field::city},
    {"delivery state", Field::state},
    {"delivery zipcode", Field::zip},
    {"delivery postcode", Field::zip},
    {"delivery country", Field::country},
    {"order delivery", Field::order_shipping},
    {"delivery", Field::shipping},
};

// In small letters, one blank for several, none around.
std::string plain(std::string_view name) {
    std::string words;
    for (const char c : name) {
        const bool blank = c == ' ' || c == '\t' || c == '\n' || c == '\r' || c == '_';
        if (!blank) {
            words += base::ascii_lower(c);
        } else if (!words.empty() && words.back() != ' ') {
            words += ' ';
        }
    }
    if (words.ends_with(' ')) {
        words.pop_back();
    }
    return small_letters(std::move(words));
}

} // namespace

std::optional<Field> field_of_column(std::string_view column) {
    const auto name = plain(column);
    const auto* const alias = std::ranges::find(kAliases, std::string_view(name), &Alias::first);
    if (alias != std::end(kAliases)) {
        return alias->second;
    }
    if (name.empty() || name.find('|') != std::string::npos) {
        return std::nullopt;
    }
    const auto between_bars = "|" + name + "|";
    for (const auto& [field, words] : kHeaderWords) {
        if (words.find(between_bars) != std::string_view::npos) {
            return field;
        }
    }
    return std::nullopt;
}

std::optional<Header> recognise(std::span<const std::string_view> columns) {
    Header header;
    header.column.fill(-1);
    header.columns = columns.size();
    for (std::size_t at = 0; at < columns.size(); ++at) {
        if (const auto field = field_of_column(columns[at])) {
            auto& column = header.column[static_cast<std::size_t>(*field)];
            column = column < 0 ? static_cast<int>(at) : column; // the first of two
        }
    }
    if (!header.has(Field::order_id)) {
        return std::nullopt;
    }
    if (header.has(Field::transaction_id) && header.has(Field::item_name)) {
        header.kind = orders::FileKind::sold_items;
        return header;
    }
    const bool of_orders = header.has(Field::sale_date) &&
                           (header.has(Field::total) || header.has(Field::order_value) ||
                            header.has(Field::number_of_items));
    if (!of_orders) {
        return std::nullopt;
    }
    header.kind = orders::FileKind::sold_orders;
    return header;
}

std::string doubled_columns(std::span<const std::string_view> columns) {
    constexpr std::size_t kLongest = 40;
    std::map<std::string, std::size_t> names;
    std::map<Field, std::size_t> fields;
    for (std::size_t at = 0; at < columns.size(); ++at) {
        const auto name = plain(columns[at]);
        if (name.empty()) {
            continue;
        }
        const auto [same, is_new] = names.try_emplace(name, at);
        if (!is_new) {
            return fmt::format("columns {} and {} are both \"{}\"",
                               same->second + 1,
                               at + 1,
                               columns[at].substr(0, kLongest));
        }
        const auto field = field_of_column(name);
        const auto [other, first] =
            field ? fields.try_emplace(*field, at) : std::pair(fields.end(), true);
        if (!first) {
            return fmt::format("columns {} and {}, \"{}\" and \"{}\", say the same",
                               other->second + 1,
                               at + 1,
                               columns[other->second].substr(0, kLongest),
                               columns[at].substr(0, kLongest));
        }
    }
    return "";
}

std::string seen_columns(std::span<const std::string_view> columns) {
    constexpr std::size_t kNamed = 6;
    constexpr std::size_t kLongest = 40;
    std::string names;
    for (const auto column : columns.first(std::min(kNamed, columns.size()))) {
        names += names.empty() ? "" : ", ";
        names += column.substr(0, kLongest);
    }
    return columns.size() > kNamed ? names + ", ..." : names;
}

} // namespace etsyorder::imports
