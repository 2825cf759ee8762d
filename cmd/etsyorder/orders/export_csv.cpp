// SPDX-License-Identifier: MIT
#include "orders/export_format.hpp"
#include "orders/references.hpp"

#include <fmt/format.h>

#include <span>

namespace etsyorder {
namespace {

using frame::CsvText;
using orders::Answer;
using orders::AnswerKind;
using orders::Item;
using orders::Order;

// What one row is about. No item: the row of an order.
struct Line {
    const Order& order;
    const Item* item;
    const OrderSurroundings& around;
    const base::Zone& zone;
};

struct Column {
    const char* name; // a contract: docs/json-output.md
    void (*write)(CsvText& csv, const Line& line);
};

void yes_or_no(CsvText& csv, bool truth) {
    csv.plain(truth ? "yes" : "no");
}

void money(CsvText& csv, const std::optional<base::Money>& amount) {
    csv.plain(amount ? base::format_decimal(*amount) : "");
}

template <auto Part>
void order_amount(CsvText& csv, const Line& line) {
    money(csv, amount(line.order, line.order.amounts.*Part));
}

template <auto Text>
void order_text(CsvText& csv, const Line& line) {
    csv.cell(line.order.*Text);
}

template <auto Part>
void address_text(CsvText& csv, const Line& line) {
    csv.cell((line.order.address.*Part).value_or(""));
}

template <auto Truth>
void order_truth(CsvText& csv, const Line& line) {
    yes_or_no(csv, line.order.*Truth);
}

void instant(CsvText& csv, const std::optional<base::Instant>& at) {
    csv.plain(at ? base::format_instant(*at) : "");
}

void day(CsvText& csv, const std::optional<base::Instant>& at, const base::Zone& zone) {
    csv.plain(at ? base::format_date(zone.date(*at)) : "");
}

// One text stands alone, byte for byte; several have their questions in front.
std::string in_words(const Item& item, AnswerKind kind, std::string_view between) {
    std::string all;
    const Answer* only = nullptr;
    int count = 0;
    for (const auto& answer : item.answers) {
        if (answer.kind == kind) {
            all +=
                (count++ == 0 ? "" : std::string(between)) + answer.question + ": " + answer.text;
            only = &answer;
        }
    }
    return count == 1 && kind != AnswerKind::option ? only->text : all;
}

// The whole truth of an item's answers: what the other columns are made of.
std::string answers_json(const Item& item) {
    frame::Value::List list;
    for (const auto& answer : item.answers) {
        list.push_back(frame::Value::object({{"kind", orders::to_string(answer.kind)},
                                             {"question", answer.question},
                                             {"text", answer.text}}));
    }
    return frame::Value::list(std::move(list)).json();
}

std::string joined(const std::vector<std::string>& words) {
    std::string out;
    for (const auto& word : words) {
        out += (out.empty() ? "" : ",") + word;
    }
    return out;
}

std::string items_in_words(const Order& order) {
    std::string out;
    for (const auto& item : order.items) {
        if (!item.removed_at) {
            out += fmt::format("{}{} x {}", out.empty() ? "" : "; ", item.quantity, item.title);
        }
    }
    return out;
}

constexpr Column kHead[] = {
    {"order",
     [](CsvText& csv, const Line& line) { csv.cell(order_word(line.order, line.around)); }},
};

constexpr Column kItem[] = {
    {"transaction",
     [](CsvText& csv, const Line& line) { csv.number(line.item->transaction.value()); }},
    {"quantity", [](CsvText& csv, const Line& line) { csv.number(line.item->quantity); }},
    {"title", [](CsvText& csv, const Line& line) { csv.cell(line.item->title); }},
    {"sku", [](CsvText& csv, const Line& line) { csv.cell(line.item->sku); }},
    {"options",
     [](CsvText& csv, const Line& line) {
         csv.cell(in_words(*line.item, AnswerKind::option, "; "));
     }},
    {"personalisation",
     [](CsvText& csv, const Line& line) {
         csv.cell(in_words(*line.item, AnswerKind::personalisation, "\n"));
     }},
    {"files",
     [](CsvText& csv, const Line& line) {
         csv.cell(in_words(*line.item, AnswerKind::file, "\n"));
     }},
    {"price", [](CsvText& csv, const Line& line) { money(csv, line.item->price); }},
    {"digital", [](CsvText& csv, const Line& line) { yes_or_no(csv, line.item->is_digital); }},
    {"listing",
     [](CsvText& csv, const Line& line) {
         csv.plain(line.item->listing_id ? std::to_string(*line.item->listing_id) : "");
     }},
    {"shipping_upgrade",
     [](CsvText& csv, const Line& line) { csv.cell(line.item->shipping_upgrade); }},
    {"answers", [](CsvText& csv, const Line& line) { csv.cell(answers_json(*line.item)); }},
};

constexpr Column kSum[] = {
    {"item_count",
     [](CsvText& csv, const Line& line) {
         std::int64_t count = 0;
         for (const auto& item : line.order.items) {
             count += item.removed_at ? 0 : 1;
         }
         csv.number(count);
     }},
    {"piece_count",
     [](CsvText& csv, const Line& line) {
         std::int64_t count = 0;
         for (const auto& item : line.order.items) {
             count += item.removed_at ? 0 : item.quantity;
         }
         csv.number(count);
     }},
    {"items", [](CsvText& csv, const Line& line) { csv.cell(items_in_words(line.order)); }},
    {"personalised", order_truth<&Order::is_personalised>},
};

constexpr Column kOrder[] = {
    {"buyer", order_text<&Order::buyer_name>},
    {"buyer_email",
     [](CsvText& csv, const Line& line) { csv.cell(line.order.buyer_email.value_or("")); }},
    {"status", order_text<&Order::status>},
    {"open", order_truth<&Order::is_open>},
    {"paid", order_truth<&Order::is_paid>},
    {"shipped", order_truth<&Order::is_shipped>},
    {"placed_day",
     [](CsvText& csv, const Line& line) { day(csv, line.order.placed_at, line.zone); }},
    {"ship_by_day",
     [](CsvText& csv, const Line& line) { day(csv, line.order.ship_by, line.zone); }},
    {"placed_at", [](CsvText& csv, const Line& line) { instant(csv, line.order.placed_at); }},
    {"updated_at", [](CsvText& csv, const Line& line) { instant(csv, line.order.updated_at); }},
    {"ship_by", [](CsvText& csv, const Line& line) { instant(csv, line.order.ship_by); }},
    {"tags", [](CsvText& csv, const Line& line) { csv.cell(joined(line.order.tags)); }},
    {"gift", order_truth<&Order::is_gift>},
    {"gift_message", order_text<&Order::gift_message>},
    {"gift_sender", order_text<&Order::gift_sender>},
    {"message_from_buyer", order_text<&Order::message_from_buyer>},
    {"first_line", address_text<&orders::Address::first_line>},
    {"second_line", address_text<&orders::Address::second_line>},
    {"city", address_text<&orders::Address::city>},
    {"state", address_text<&orders::Address::state>},
    {"zip", address_text<&orders::Address::zip>},
    {"country", address_text<&orders::Address::country>},
    {"currency", [](CsvText& csv, const Line& line) { csv.cell(line.order.amounts.currency); }},
    {"order_total", order_amount<&orders::Amounts::total>},
    {"order_subtotal", order_amount<&orders::Amounts::subtotal>},
    {"order_shipping", order_amount<&orders::Amounts::shipping>},
    {"order_tax", order_amount<&orders::Amounts::tax>},
    {"order_vat", order_amount<&orders::Amounts::vat>},
    {"order_discount", order_amount<&orders::Amounts::discount>},
    {"order_gift_wrap", order_amount<&orders::Amounts::gift_wrap>},
    {"payment_method", order_text<&Order::payment_method>},
    {"shop", [](CsvText& csv, const Line& line) { csv.number(line.order.shop.value()); }},
    {"shop_name", [](CsvText& csv, const Line& line) { csv.cell(line.around.shop_name); }},
    {"url",
     [](CsvText& csv, const Line& line) {
         csv.cell(line.around.has_etsy_page ? etsy_order_url(line.order.receipt) : "");
     }},
    {"synced_at", [](CsvText& csv, const Line& line) { instant(csv, line.around.synced_at); }},
};

class CsvFormat final : public ExportFormat {
public:
    CsvFormat(CsvRows rows, frame::CsvStyle style) : rows_(rows), csv_(style) {}

    void begin(std::string& out) override {
        for (const auto columns : groups()) {
            for (const auto& column : columns) {
                csv_.plain(column.name);
            }
        }
        csv_.end_row();
        out += csv_.take();
    }

    void add(const Order& order,
             const OrderSurroundings& around,
             const base::Zone& zone,
             std::string& out) override {
        bool any = false;
        if (rows_ == CsvRows::items) {
            for (const auto& item : order.items) {
                if (!item.removed_at) {
                    add_row({order, &item, around, zone});
                    any = true;
                }
            }
        }
        if (!any) { // also an order without items: it must not go missing
            add_row({order, nullptr, around, zone});
        }
        out += csv_.take();
    }

    void end(std::string&) override {}

    void tell(Exported& report) const override {
        report.rows = count_;
        report.guarded_cells = csv_.guarded_cells();
    }

private:
    [[nodiscard]] std::array<std::span<const Column>, 3> groups() const {
        const std::span<const Column> of_rows = rows_ == CsvRows::items
                                                    ? std::span<const Column>(kItem)
                                                    : std::span<const Column>(kSum);
        return {kHead, of_rows, kOrder};
    }

    void add_row(const Line& line) {
        for (const auto columns : groups()) {
            for (const auto& column : columns) {
                if (columns.data() == kItem && line.item == nullptr) {
                    csv_.empty();
                } else {
                    column.write(csv_, line);
                }
            }
        }
        csv_.end_row();
        ++count_;
    }

    CsvRows rows_;
    CsvText csv_;
    std::int64_t count_ = 0;
};

} // namespace

std::unique_ptr<ExportFormat> csv_format(CsvRows rows, frame::CsvStyle style) {
    return std::make_unique<CsvFormat>(rows, style);
}

} // namespace etsyorder
