// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "imports/mapping.hpp"

#include <algorithm>
#include <array>
#include <utility>

namespace etsyorder::imports {
namespace {

constexpr std::array<std::string_view, 41> kNames = {"order",
                                                     "placed",
                                                     "updated",
                                                     "buyer",
                                                     "username",
                                                     "email",
                                                     "status",
                                                     "paid",
                                                     "shipped",
                                                     "payment",
                                                     "gift",
                                                     "gift_message",
                                                     "gift_sender",
                                                     "message",
                                                     "first_line",
                                                     "second_line",
                                                     "city",
                                                     "state",
                                                     "zip",
                                                     "country",
                                                     "currency",
                                                     "total",
                                                     "subtotal",
                                                     "shipping",
                                                     "tax",
                                                     "vat",
                                                     "discount",
                                                     "gift_wrap",
                                                     "transaction",
                                                     "title",
                                                     "sku",
                                                     "quantity",
                                                     "price",
                                                     "digital",
                                                     "listing",
                                                     "ship_by",
                                                     "shipping_upgrade",
                                                     "options",
                                                     "personalisation",
                                                     "files",
                                                     "answers"};
static_assert(kNames.size() == static_cast<std::size_t>(Meaning::answers) + 1);

// Other words that sellers and shops use.
constexpr std::pair<std::string_view, Meaning> kOthers[] = {
    {"number", Meaning::order},
    {"order_number", Meaning::order},
    {"date", Meaning::placed},
    {"customer", Meaning::buyer},
    {"name", Meaning::buyer},
    {"buyer_email", Meaning::email},
    {"line", Meaning::transaction},
    {"item", Meaning::title},
    {"product", Meaning::title},
    {"personalization", Meaning::personalisation},
    {"street", Meaning::first_line},
    {"address", Meaning::first_line},
    {"postcode", Meaning::zip},
    {"note", Meaning::message},
    {"due", Meaning::ship_by},
    {"payment_method", Meaning::payment},
    {"message_from_buyer", Meaning::message},
};

} // namespace

bool is_of_item(Meaning field) {
    return field >= Meaning::transaction;
}

std::string_view to_string(Meaning field) {
    return kNames.at(static_cast<std::size_t>(field));
}

std::optional<Meaning> field_named(std::string_view name) {
    auto wanted = base::ascii_lower(std::string(name));
    std::ranges::replace(wanted, '-', '_');
    std::ranges::replace(wanted, ' ', '_');
    if (const auto* const found = std::ranges::find(kNames, wanted); found != kNames.end()) {
        return static_cast<Meaning>(found - kNames.begin());
    }
    for (const auto& [other, field] : kOthers) {
        if (other == wanted) {
            return field;
        }
    }
    return std::nullopt;
}

std::vector<std::string> field_names() {
    return {kNames.begin(), kNames.end()};
}

} // namespace etsyorder::imports
