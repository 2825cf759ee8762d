// SPDX-License-Identifier: MIT
#include "imports/mapped_orders.hpp"

#include "imports/file_row.hpp"
#include "imports/mapped_answers.hpp"
#include "imports/mapped_cells.hpp"
#include "orders/order_name.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <utility>

namespace etsyorder::imports {
namespace {

using orders::ReceivedItem;
using orders::ReceivedOrder;

constexpr std::size_t kMostRows = 1000; // of one order

// One row, cell by cell; remembers the first thing wrong.
class MappedRow {
public:
    MappedRow(const Mapping& mapping, const base::Zone& zone, const MappedCells& cells)
        : mapping_(mapping), zone_(zone), cells_(cells) {}

    [[nodiscard]] const std::string& problem() const { return problem_; }
    [[nodiscard]] const std::string& currency() const { return currency_; }

    [[nodiscard]] std::string_view cell(Meaning meaning) const {
        const auto found = cells_.find(meaning);
        return found == cells_.end() ? std::string_view() : std::string_view(found->second);
    }
    [[nodiscard]] bool says(Meaning meaning) const { return !trimmed(cell(meaning)).empty(); }

    // Byte for byte; empty: not said.
    [[nodiscard]] std::optional<std::string> text(Meaning meaning) const {
        return says(meaning) ? std::optional(std::string(cell(meaning))) : std::nullopt;
    }
    [[nodiscard]] std::optional<std::string> word(Meaning meaning) const {
        return says(meaning) ? std::optional(std::string(trimmed(cell(meaning)))) : std::nullopt;
    }

    std::optional<base::Instant> moment(Meaning meaning) {
        if (!says(meaning)) {
            return std::nullopt;
        }
        const auto found = parse_moment(cell(meaning), mapping_, zone_);
        if (!found) {
            refuse(fmt::format("{} {}", to_string(meaning), found.error()));
            return std::nullopt;
        }
        return *found;
    }

    std::optional<bool> truth(Meaning meaning) {
        if (!mapping_.has(meaning)) {
            return std::nullopt;
        }
        const auto found = parse_truth(cell(meaning), mapping_);
        if (!found) {
            refuse(meaning, "is neither yes nor no");
        }
        return found;
    }

    std::optional<std::int64_t> number(Meaning meaning) {
        if (!says(meaning)) {
            return std::nullopt;
        }
        const auto found = parse_number(cell(meaning));
        if (!found) {
            refuse(meaning, "is no whole number");
        } else if (meaning == Meaning::quantity && (*found < 1 || *found > kMostPieces)) {
            refuse(meaning, fmt::format("is not between 1 and {}", kMostPieces));
        }
        return found;
    }

    std::optional<std::int64_t> amount(Meaning meaning) {
        if (!says(meaning)) {
            return std::nullopt;
        }
        if (currency_.empty()) {
            refuse(fmt::format("{} has no currency: map a column, say it under constants or set "
                               "shops.NAME.currency",
                               to_string(meaning)));
            return std::nullopt;
        }
        const auto found = parse_amount(cell(meaning), currency_, mapping_.decimal);
        if (!found) {
            refuse(meaning, "is no amount of " + currency_);
        } else if (*found < 0 && meaning != Meaning::discount) {
            refuse(meaning, "is negative");
        }
        return found;
    }

    void read_currency() {
        const auto said = word(Meaning::currency).value_or("");
        for (const char c : said) {
            currency_ += c >= 'a' && c <= 'z' ? static_cast<char>(c - 'a' + 'A') : c;
        }
        const bool good = currency_.size() == 3 && std::ranges::all_of(currency_, [](char c) {
                              return c >= 'A' && c <= 'Z';
                          });
        if (!said.empty() && !good) {
            refuse(Meaning::currency, "is no currency such as EUR");
        }
    }

    void refuse(std::string why) {
        if (problem_.empty()) {
            problem_ = std::move(why);
        }
    }

private:
    void refuse(Meaning meaning, std::string_view why) {
        const auto found = trimmed(cell(meaning));
        refuse(fmt::format("{} \"{}{}\" {}",
                           to_string(meaning),
                           found.substr(0, 40),
                           found.size() > 40 ? "..." : "",
                           why));
    }

    const Mapping& mapping_;
    const base::Zone& zone_;
    const MappedCells& cells_;
    std::string problem_;
    std::string currency_;
};

template <class T>
void take(std::optional<T>& known, std::optional<T> said) {
    if (!known) {
        known = std::move(said);
    }
}

void read_people(MappedRow& row, ReceivedOrder& order) {
    take(order.buyer_name, row.text(Meaning::buyer));
    take(order.buyer_username, row.word(Meaning::username));
    take(order.buyer_email, row.word(Meaning::email));
    auto& address = order.address;
    take(address.first_line, row.text(Meaning::first_line));
    take(address.second_line, row.text(Meaning::second_line));
    take(address.city, row.word(Meaning::city));
    take(address.state, row.word(Meaning::state));
    take(address.zip, row.word(Meaning::zip));
    if (const auto country = row.word(Meaning::country)) {
        take(address.country, std::optional(country_code(*country)));
    }
}

void read_words(MappedRow& row, ReceivedOrder& order) {
    take(order.payment_method, row.word(Meaning::payment));
    take(order.gift_message, row.text(Meaning::gift_message));
    take(order.gift_sender, row.text(Meaning::gift_sender));
    take(order.message_from_buyer, row.text(Meaning::message));
    if (const auto status = row.word(Meaning::status)) {
        take(order.status, std::optional(order_status(*status)));
    }
}

void read_amounts(MappedRow& row, ReceivedOrder& order) {
    auto& amounts = order.amounts;
    if (amounts.currency.empty()) {
        amounts.currency = row.currency();
    } else if (!row.currency().empty() && row.currency() != amounts.currency) {
        row.refuse("its currency is not that of the rows before");
    }
    take(amounts.total, row.amount(Meaning::total));
    take(amounts.subtotal, row.amount(Meaning::subtotal));
    take(amounts.shipping, row.amount(Meaning::shipping));
    take(amounts.tax, row.amount(Meaning::tax));
    take(amounts.vat, row.amount(Meaning::vat));
    take(amounts.discount, row.amount(Meaning::discount));
    take(amounts.gift_wrap, row.amount(Meaning::gift_wrap));
}

// What other rows of the order leave empty is no "no".
void read_truths(MappedRow& row, ReceivedOrder& order) {
    const auto known = [](std::optional<bool>& to, std::optional<bool> said) {
        to = said ? to.value_or(false) || *said : to;
    };
    known(order.is_gift, row.truth(Meaning::gift));
    known(order.is_paid, row.truth(Meaning::paid));
    known(order.is_shipped, row.truth(Meaning::shipped));
}

void read_order(MappedRow& row, ReceivedOrder& order) {
    row.read_currency();
    take(order.placed_at, row.moment(Meaning::placed));
    take(order.updated_at, row.moment(Meaning::updated));
    read_people(row, order);
    read_words(row, order);
    read_amounts(row, order);
    read_truths(row, order);
}

std::vector<orders::Answer> read_answers(MappedRow& row) {
    if (row.says(Meaning::answers)) {
        auto answers = parse_answers(row.cell(Meaning::answers));
        if (!answers) {
            row.refuse(answers.error());
            return {};
        }
        return *std::move(answers);
    }
    auto answers = parse_options(row.cell(Meaning::options));
    std::ranges::move(parse_personalisation(row.cell(Meaning::personalisation)),
                      std::back_inserter(answers));
    if (row.says(Meaning::files)) {
        answers.push_back(
            {orders::AnswerKind::file, "Files", std::string(row.cell(Meaning::files)), {}, {}, {}});
    }
    return answers;
}

ReceivedItem read_item(MappedRow& row, const Mapping& mapping) {
    ReceivedItem item;
    item.title = row.text(Meaning::title);
    item.sku = row.text(Meaning::sku);
    item.quantity = row.number(Meaning::quantity);
    if (const auto price = row.amount(Meaning::price)) {
        item.price = base::Money{*price, row.currency()};
    }
    item.is_digital = row.truth(Meaning::digital);
    item.listing_id = row.number(Meaning::listing);
    item.ship_by = row.moment(Meaning::ship_by);
    item.shipping_upgrade = row.word(Meaning::shipping_upgrade);
    const bool answers_known = mapping.has(Meaning::answers) || mapping.has(Meaning::options) ||
                               mapping.has(Meaning::personalisation) || mapping.has(Meaning::files);
    if (answers_known) {
        item.answers = read_answers(row);
    }
    return item;
}

bool has_item(const MappedCells& cells) {
    return std::ranges::any_of(cells, [](const auto& cell) {
        return is_of_item(cell.first) && cell.first != Meaning::ship_by &&
               cell.first != Meaning::digital && !trimmed(cell.second).empty();
    });
}

// What follows from what was said of the whole order.
void conclude(ReceivedOrder& order) {
    if (!order.status && order.is_shipped.value_or(false)) {
        order.status = orders::kCompleted;
    }
    if (!order.status) {
        return;
    }
    const bool completed = order.status == orders::kCompleted;
    if (!order.is_shipped) {
        order.is_shipped = completed;
    }
    if (!order.is_paid && (completed || order.status == "paid")) {
        order.is_paid = true;
    }
}

// A copy of the order with its items and rows, which may be many: they are moved and not copied.
MappedOrder taken_out(MappedOrder& order) {
    auto items = std::exchange(order.order.items, std::nullopt);
    auto rows = std::exchange(order.rows, {});
    MappedOrder out = order;
    out.order.items = std::move(items);
    out.rows = std::move(rows);
    return out;
}

} // namespace

void complete_new(ReceivedOrder& order) {
    if (!order.status) { // a shop's export has what was sold
        order.is_paid = order.is_paid.value_or(true);
        order.status = *order.is_paid ? "paid" : "open";
    }
    order.is_shipped = order.is_shipped.value_or(false);
}

MappedOrders::MappedOrders(const Mapping& mapping, const base::Zone& zone, std::string currency)
    : mapping_(mapping), zone_(zone),
      currency_(mapping.has(Meaning::currency) ? "" : std::move(currency)) {}

void MappedOrders::add_item(MappedOrder& order,
                            std::int64_t place,
                            const MappedCells& cells,
                            std::string& problem) {
    MappedRow row(mapping_, zone_, cells);
    row.read_currency();
    auto item = read_item(row, mapping_);
    problem = row.problem();
    auto& items = order.order.items;
    if (row.says(Meaning::transaction)) {
        const auto name = orders::plain_order_name(row.cell(Meaning::transaction));
        item.transaction = orders::TransactionId{name ? orders::receipt_of(*name).value() : 0};
    } else {
        item.transaction = orders::TransactionId{place};
    }
    if (!problem.empty()) {
        return;
    }
    if (item.transaction.value() == 0) {
        problem = "transaction is no number or name of an item";
    } else if (items && std::ranges::any_of(*items, [&](const ReceivedItem& other) {
                   return other.transaction == item.transaction;
               })) {
        problem = fmt::format("the order has an item \"{}\" already",
                              row.word(Meaning::transaction).value_or("without a number"));
    } else {
        items = items ? std::move(items) : std::vector<ReceivedItem>{};
        order.rows.push_back({item.transaction, cells});
        items->push_back(std::move(item));
    }
}

void MappedOrders::add(std::uint64_t line, MappedCells cells) {
    for (const auto& [meaning, value] : mapping_.constants) {
        cells[meaning] = value;
    }
    if (!currency_.empty()) {
        cells[Meaning::currency] = currency_;
    }
    if (mapping_.guarded) {
        for (auto& [meaning, value] : cells) {
            value = unguarded(value);
        }
    }
    const auto name = orders::plain_order_name(cells[Meaning::order]);
    if (!name) {
        refused_.push_back({line,
                            trimmed(cells[Meaning::order]).empty() ? "order is missing"
                                                                   : "order is no number or name"});
        return;
    }
    auto& place = places_[*name];
    place.items += has_item(cells) ? 1 : 0;
    const auto known = place.order;
    auto order = known ? taken_out(orders_[*known]) : MappedOrder{};
    if (!known) {
        order.line = line;
        order.order.receipt = orders::receipt_of(*name);
        if (std::to_string(order.order.receipt.value()) != *name) {
            order.name = trimmed(cells[Meaning::order]);
        }
    }
    auto problem = add_row(order, place.items, cells);
    if (!problem.empty()) {
        refused_.push_back({line, std::move(problem)});
        if (known) { // what the row said of the order goes; items and rows are as they were
            orders_[*known].order.items = std::move(order.order.items);
            orders_[*known].rows = std::move(order.rows);
        }
    } else if (known) {
        orders_[*known] = std::move(order);
    } else {
        place.order = orders_.size();
        orders_.push_back(std::move(order));
    }
}

std::string
MappedOrders::add_row(MappedOrder& order, std::int64_t place, const MappedCells& cells) {
    if (order.rows.size() >= kMostRows) {
        return fmt::format("the order has more than {} rows", kMostRows);
    }
    MappedRow row(mapping_, zone_, cells);
    read_order(row, order.order);
    std::string problem = row.problem();
    if (problem.empty() && !order.order.placed_at) {
        problem = "placed is missing";
    }
    if (problem.empty()) {
        if (has_item(cells)) {
            add_item(order, place, cells, problem);
        } else {
            order.rows.push_back({orders::TransactionId{0}, cells});
        }
    }
    return problem;
}

std::vector<MappedOrder> MappedOrders::take() {
    for (auto& one : orders_) {
        conclude(one.order);
    }
    places_.clear();
    return std::exchange(orders_, {});
}

} // namespace etsyorder::imports
