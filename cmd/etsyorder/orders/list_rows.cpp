// SPDX-License-Identifier: MIT
#include "orders/list_rows.hpp"

#include "frame/relative.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_cell.hpp"
#include "orders/references.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

namespace etsyorder {
namespace {

using frame::Cell;
using frame::Tone;
using frame::Value;

constexpr int kSoonDays = 2; // ship by then: yellow

std::string items_in_words(const orders::OrderSummary& order) {
    const std::int64_t others = order.item_count - 1;
    const std::string pieces =
        order.piece_count > 1 && others <= 0 ? fmt::format("{}x ", order.piece_count) : "";
    return pieces + order.first_title + (others > 0 ? fmt::format(" +{}", others) : "");
}

// An empty cell and not "no": the eye shall find the few that matter.
Cell mark(bool truth, const char* word, Tone tone = Tone::plain) {
    return {truth, truth ? word : " ", truth ? tone : Tone::plain};
}

Cell ship_by_cell(const orders::OrderSummary& order,
                  std::optional<int> days_left,
                  const base::Zone& zone) {
    if (!order.ship_by) {
        return {nullptr, " "};
    }
    if (!order.is_open) {
        return {*order.ship_by, base::format_date(zone.date(*order.ship_by)), Tone::faint};
    }
    const Tone tone = *days_left < 0            ? Tone::bad
                      : *days_left <= kSoonDays ? Tone::soon
                                                : Tone::plain;
    return {*order.ship_by, frame::days_left_in_words(*days_left), tone};
}

// The number of a shop from files was made up and is none for people. JSON has it all the same.
Cell shop_cell(orders::ShopId shop, const ShopNames& names) {
    const auto found = names.labels.find(shop);
    const auto label = found == names.labels.end() ? "" : found->second;
    Cell cell(shop.value(), names.on_screen ? label : " ");
    if (orders::is_local(shop)) {
        cell.piped = label;
    }
    return cell;
}

} // namespace

frame::Table list_head() {
    return {.name = "orders",
            .columns = {{.field = "order", .heading = "order"},
                        {.field = "buyer", .heading = "buyer", .flexible = true},
                        {.field = "item_count", .piped = true},
                        {.field = "first_item", .heading = "items", .flexible = true},
                        {.field = "personalised", .heading = "pers.", .expendable = true},
                        {.field = "ship_by", .heading = "ship by"},
                        {.field = "status", .heading = "status", .expendable = true},
                        {.field = "tags", .heading = "tags", .flexible = true, .expendable = true},
                        {.field = "gift", .heading = "gift", .expendable = true},
                        {.field = "repeat_buyer", .heading = "repeat", .expendable = true},
                        {.field = "gone_at", .heading = "at Etsy"},
                        {.field = "shop", .heading = "shop"},
                        {.field = "days_left"},
                        {.field = "late"},
                        {.field = "open"},
                        {.field = "paid"},
                        {.field = "shipped"},
                        {.field = "piece_count"},
                        {.field = "total"},
                        {.field = "country"},
                        {.field = "placed_at"},
                        {.field = "updated_at"},
                        {.field = "synced_at"},
                        {.field = "stale"},
                        {.field = "url"},
                        {.field = "imported_at"},
                        {.field = "notes"},
                        {.field = "name"},
                        {.field = "stage", .on_demand = true}},
            .when_empty = "no such orders"};
}

ShopNames shop_names(const std::optional<orders::ShopId>& only, db::Database& database) {
    ShopNames names;
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        names.labels.emplace(shop.shop, orders::shop_label(shop.shop, shop.shop_name));
    }
    names.on_screen = !only && names.labels.size() > 1;
    return names;
}

std::vector<Cell> list_row(const orders::OrderSummary& order,
                           const std::optional<std::string>& name,
                           base::Instant now,
                           const base::Zone& zone,
                           const ShopNames& names,
                           const ShopFreshness& freshness,
                           const StageOfOpenOrders& stages) {
    std::optional<int> days_left;
    if (order.ship_by && order.is_open) {
        days_left = base::days_between(zone.date(now), zone.date(*order.ship_by));
    }
    Value::List tags(order.tags.begin(), order.tags.end());
    const auto or_null = [](const std::string& text) {
        return text.empty() ? Value() : Value(text);
    };
    return {order_cell(order.receipt, name),
            order.buyer_name,
            order.item_count,
            Cell(order.first_title, items_in_words(order)),
            mark(order.is_personalised, "yes"),
            ship_by_cell(order, days_left, zone),
            order.status,
            Value::list(std::move(tags)),
            mark(order.is_gift, "gift"),
            mark(order.is_repeat_buyer, "repeat", Tone::good),
            order.gone_at       ? Cell(*order.gone_at, "no longer known", Tone::bad)
            : order.imported_at ? Cell(nullptr, "from a file", Tone::faint)
                                : Cell(nullptr, " "),
            shop_cell(order.shop, names),
            days_left,
            days_left && *days_left < 0,
            order.is_open,
            order.is_paid,
            order.is_shipped,
            order.piece_count,
            order.total,
            or_null(order.country),
            order.placed_at,
            order.updated_at,
            order.imported_at ? std::nullopt : freshness.synced_at(order.shop),
            !order.imported_at && freshness.is_stale(order.shop),
            order.has_etsy_page ? Value(etsy_order_url(order.receipt)) : Value(),
            order.imported_at,
            order.note_count,
            name ? Value(*name) : Value(),
            or_null(stages.of(order.id))};
}

} // namespace etsyorder
