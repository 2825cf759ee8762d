// SPDX-License-Identifier: MIT
#include "imports/file_row.hpp"

#include "base/ascii.hpp"
#include "base/html_text.hpp"
#include "imports/amounts.hpp"
#include "imports/status_words.hpp"
#include "imports/variations.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder::imports {
namespace {

using orders::FileKind;
using orders::ReceivedItem;
using orders::ReceivedOrder;

constexpr std::size_t kShown = 40; // bytes of a cell in a message
constexpr base::Date kEtsyBegan{
    std::chrono::year{2005}, std::chrono::month{6}, std::chrono::day{1}};

// Reads the cells of one row and remembers the first thing wrong.
class RowReader {
public:
    RowReader(const Header& header, std::span<const std::string_view> row, const RowRules& rules)
        : header_(header), row_(row), rules_(rules) {}

    [[nodiscard]] const std::string& problem() const { return problem_; }

    [[nodiscard]] std::string_view cell(Field field) const {
        return trimmed(header_.cell(row_, field));
    }
    [[nodiscard]] std::string_view as_it_is(Field field) const { return header_.cell(row_, field); }
    // Empty: not said.
    [[nodiscard]] std::optional<std::string> text(Field field) const {
        const auto found = cell(field);
        return found.empty() ? std::nullopt : std::optional(base::decode_html(found));
    }

    std::optional<std::int64_t> number(Field field, const char* column) {
        const auto found = cell(field);
        if (found.empty()) {
            return std::nullopt;
        }
        const auto value = parse_number(found);
        if (!value) {
            refuse(column, found, "is no whole number");
        }
        return value;
    }

    std::int64_t id(Field field, const char* column) {
        const auto value = number(field, column);
        if ((!value || *value == 0) && problem_.empty()) {
            problem_ = fmt::format("{} is missing", column);
        }
        return value.value_or(0);
    }

    std::optional<base::Instant> day(Field field, const char* column) {
        const auto found = cell(field);
        if (found.empty() || found == "--") {
            return std::nullopt;
        }
        const auto date = parse_date(found, rules_.dates);
        if (!date) {
            refuse_date(column, found);
            return std::nullopt;
        }
        const auto moment = rules_.zone->start_of(*date);
        if (rules_.gate != nullptr) {
            check_date(column, found, *date, moment);
        }
        return moment;
    }

    std::optional<std::int64_t>
    amount(Field field, const char* column, const std::string& currency) {
        const auto found = cell(field);
        if (found.empty() || found == "--") {
            return std::nullopt;
        }
        const auto minor = parse_amount(found, currency);
        if (!minor) {
            refuse(column,
                   found,
                   fmt::format("is no amount{}{}", currency.empty() ? "" : " of ", currency));
        } else if (*minor < 0 && field != Field::discount && rules_.gate != nullptr) {
            refuse(column, found, "is negative");
        }
        return minor;
    }

    std::optional<std::int64_t> pieces() {
        const auto value = number(Field::quantity, "Quantity");
        if (value && (*value < 1 || *value > kMostPieces) && rules_.gate != nullptr) {
            refuse("Quantity",
                   cell(Field::quantity),
                   fmt::format("is not between 1 and {}", kMostPieces));
        }
        return value;
    }

    // Empty: not said.
    std::string currency() {
        const auto found = cell(Field::currency);
        std::string code(found);
        std::ranges::transform(code, code.begin(), [](char c) {
            return c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        });
        const bool is_code = code.size() == 3 &&
                             std::ranges::all_of(code, [](char c) { return c >= 'A' && c <= 'Z'; });
        if (!is_code && !found.empty() && rules_.gate != nullptr) {
            refuse("Currency", found, "is no currency such as USD");
        }
        return is_code ? code : "";
    }

private:
    void refuse_date(const char* column, std::string_view found) {
        const bool month_first = rules_.dates == DateOrder::month_first;
        const char* order = month_first ? "month/day/year" : "day/month/year";
        if (!shown_order(found)) {
            return refuse(column, found, fmt::format("is no date ({})", order));
        }
        if (rules_.gate != nullptr && rules_.gate->mixed_line == 0) {
            rules_.gate->mixed_line = rules_.gate->line;
        }
        refuse(column,
               found,
               month_first ? "has the day first, as with --day-first, unlike others of the file"
                           : "has the month first, as without --day-first");
    }

    void check_date(const char* column,
                    std::string_view found,
                    const base::Date& date,
                    base::Instant moment) {
        const auto& gate = *rules_.gate;
        if (gate.mixed_line != 0 && is_either_order(found)) {
            refuse(column,
                   found,
                   fmt::format("may be meant in two ways: line {} has the day and the month the "
                               "other way round (--day-first)",
                               gate.mixed_line));
        } else if (date < kEtsyBegan) {
            refuse(column, found, "is before there was Etsy");
        } else if (moment > gate.now + std::chrono::days{1}) {
            refuse(column, found, "is in the future");
        }
    }

    void refuse(const char* column, std::string_view found, std::string_view why) {
        if (problem_.empty()) {
            problem_ = fmt::format("{} \"{}{}\" {}",
                                   column,
                                   found.substr(0, kShown),
                                   found.size() > kShown ? "..." : "",
                                   why);
        }
    }

    const Header& header_;
    std::span<const std::string_view> row_;
    const RowRules& rules_;
    std::string problem_;
};

void read_buyer(RowReader& reader, ReadRow& row) {
    auto& order = row.order;
    const auto buyer = parse_buyer(reader.cell(Field::buyer));
    const auto user = reader.cell(Field::buyer_user);
    const auto username = buyer.username.empty() ? std::string(user) : buyer.username;
    if (!username.empty()) {
        order.buyer_username = base::ascii_lower(username);
    }
    row.full_name = base::decode_html(buyer.full_name);
    if (!row.full_name.empty()) {
        order.ordered_by = row.full_name;
    }
    if (const auto name = reader.text(Field::full_name)) {
        row.full_name = *name;
    } else if (const auto first = reader.text(Field::first_name); first && row.full_name.empty()) {
        row.full_name = *first + " " + reader.text(Field::last_name).value_or("");
    }
    order.buyer_name = reader.text(Field::ship_name);
}

void read_address(RowReader& reader, orders::Address& address) {
    address.first_line = reader.text(Field::street_1);
    address.second_line = reader.text(Field::street_2);
    address.city = reader.text(Field::city);
    address.state = reader.text(Field::state);
    address.zip = reader.text(Field::zip);
    if (const auto country = reader.text(Field::country)) {
        address.country = country_code(*country);
    }
}

void read_item(RowReader& reader, ReceivedOrder& order, std::optional<base::Instant> shipped) {
    ReceivedItem item;
    item.transaction = orders::TransactionId{reader.id(Field::transaction_id, "Transaction ID")};
    item.title = reader.text(Field::item_name);
    item.sku = reader.text(Field::sku);
    item.quantity = reader.pieces();
    const auto price = reader.amount(Field::price, "Price", order.amounts.currency);
    if (price) {
        item.price = base::Money{*price, order.amounts.currency};
    }
    item.listing_id = reader.number(Field::listing_id, "Listing ID");
    item.shipped_at = shipped;
    item.answers = parse_variations(reader.as_it_is(Field::variations));
    order.items = {std::move(item)};
    auto& amounts = order.amounts;
    amounts.shipping = reader.amount(Field::order_shipping, "Order Shipping", amounts.currency);
    amounts.tax = reader.amount(Field::order_tax, "Order Sales Tax", amounts.currency);
    amounts.vat = reader.amount(Field::vat, "VAT Paid by Buyer", amounts.currency);
    amounts.discount = reader.amount(Field::discount, "Discount Amount", amounts.currency);
}

void read_amounts(RowReader& reader, ReceivedOrder& order) {
    auto& amounts = order.amounts;
    const auto& currency = amounts.currency;
    const auto value = reader.amount(Field::order_value, "Order Value", currency);
    amounts.discount = reader.amount(Field::discount, "Discount Amount", currency);
    amounts.shipping = reader.amount(Field::shipping, "Shipping", currency);
    amounts.tax = reader.amount(Field::tax, "Sales Tax", currency);
    amounts.total = reader.amount(Field::total, "Order Total", currency);
    const auto adjusted = reader.amount(Field::adjusted_total, "Adjusted Order Total", currency);
    if (adjusted && amounts.total && *adjusted > 0 && *adjusted < *amounts.total) { // 0: was not
        order.refunds = {{base::Money{*amounts.total - *adjusted, currency}, "", "", "", {}}};
    }
    if (value) {
        amounts.subtotal = *value - amounts.discount.value_or(0); // as Etsy's API has it
    }
}

void read_status(RowReader& reader, ReadRow& row) {
    const auto words = reader.text(Field::status);
    if (!words) {
        return;
    }
    row.order.status = known_status(*words);
    if (!row.order.status) {
        row.order.status = plain_status(*words);
        row.note = fmt::format("unknown status \"{}\"{}",
                               words->substr(0, kShown),
                               row.shipped ? "" : ": taken as open");
    }
}

} // namespace

base::Result<ReadRow, std::string>
read_row(const Header& header, std::span<const std::string_view> row, const RowRules& rules) {
    if (row.size() > header.columns &&
        std::ranges::any_of(row.subspan(header.columns), [](auto cell) { return !cell.empty(); })) {
        return base::Unexpected<std::string>(
            fmt::format("it has {} fields, the header has {}", row.size(), header.columns));
    }
    RowReader reader(header, row, rules);
    ReadRow read;
    read.kind = header.kind;
    auto& order = read.order;
    order.receipt = orders::ReceiptId{reader.id(Field::order_id, "Order ID")};
    order.placed_at = reader.day(Field::sale_date, "Sale Date");
    read.paid = reader.day(Field::date_paid, "Date Paid");
    read.shipped = reader.day(Field::date_shipped, "Date Shipped");
    read.tells_payment = header.has(Field::date_paid);
    read.tells_shipping = header.has(Field::date_shipped);
    order.amounts.currency = header.has(Field::currency) ? reader.currency() : rules.currency;
    read_buyer(reader, read);
    read_address(reader, order.address);
    if (header.kind == FileKind::sold_items) {
        read_item(reader, order, read.shipped);
    } else {
        read_amounts(reader, order);
        (void)reader.number(Field::number_of_items, "Number of Items");
        order.payment_method = reader.text(Field::payment_method);
        read_status(reader, read);
    }
    if (!reader.problem().empty()) {
        return base::Unexpected<std::string>(reader.problem());
    }
    return read;
}

} // namespace etsyorder::imports
