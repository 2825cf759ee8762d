// SPDX-License-Identifier: MIT
#include "imports/import_mapped.hpp"

#include "csv/writer.hpp"
#include "imports/stand_ins.hpp"
#include "orders/order_name.hpp"
#include "orders/order_name_repository.hpp"
#include "orders/order_repository.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <string_view>

namespace etsyorder::imports {
namespace {

constexpr std::size_t kTogether = 1000; // orders; others wait to write for well below a second

struct Told {
    std::uint64_t line;
    orders::Recorded recorded;
    std::string refused; // why; empty: it was not
    std::vector<std::string> notes;
};

// The cells by the names of their fields: what the mapping made of the file, before it was read.
orders::FileRow kept_row(orders::FileRowRepository& rows, const MappedOrder::Row& row) {
    std::vector<std::string_view> names, cells;
    for (const auto& [meaning, cell] : row.cells) {
        names.push_back(to_string(meaning));
        cells.push_back(cell);
    }
    orders::FileHeader header;
    csv::append_row(header.columns, names);
    orders::FileRow kept{orders::FileKind::mapped, row.transaction.value(), 0, {}};
    kept.header = rows.keep_header(header);
    csv::append_row(kept.content, cells);
    return kept;
}

// Of an order whose items Etsy numbers, what the file says of them is said of Etsy's items.
std::vector<std::string>
fit_in_etsys(db::Database& database, const orders::StoredOrder& stored, MappedOrder& one) {
    const bool is_synced = stored.content_hash != orders::ContentHash{};
    const auto rows = orders::FileRowRepository(database).rows_of(stored.id);
    auto known = orders::OrderRepository(database).load(stored.id).value().items;
    std::erase_if(known, [&](const orders::Item& item) {
        return item.removed_at ||
               (!is_synced && std::ranges::none_of(rows, [&](const orders::FileRow& row) {
                   return row.kind == orders::FileKind::sold_items &&
                          row.transaction == item.transaction.value();
               }));
    });
    if (known.empty() && !is_synced) {
        return {};
    }
    return fit_in(one, known, is_synced ? NumberedBy::etsy : NumberedBy::files);
}

Told store(db::Database& database,
           orders::OrderRecorder& recorder,
           MappedOrder& one,
           const ImportOptions& options) {
    const auto stored =
        orders::OrderRepository(database).find_stored(options.shop, one.order.receipt);
    orders::OrderNameRepository names(database);
    std::vector<std::string> notes;
    if (stored) {
        const auto known =
            names.name_of(stored->id).value_or(std::to_string(one.order.receipt.value()));
        const auto name = one.name.empty() ? std::to_string(one.order.receipt.value()) : one.name;
        if (orders::plain_order_name(known) != orders::plain_order_name(name)) {
            return {one.line, {}, fmt::format("its number here is that of order {}", known), {}};
        }
        if (one.order.items) {
            notes = fit_in_etsys(database, *stored, one);
        }
    } else {
        complete_new(one.order);
    }
    auto recorded = recorder.record_file(one.order, stored);
    recorded.name = one.name;
    orders::FileRowRepository rows(database);
    if (recorded.outcome != orders::Outcome::unchanged) {
        orders::Order order;
        order.shop = options.shop;
        order.id = recorded.order;
        for (const auto& row : one.rows) {
            if (recorded.is_forgotten || (stored && stored->is_forgotten)) {
                break;
            }
            rows.keep(order, kept_row(rows, row), options.now);
        }
        if (!one.name.empty()) {
            names.keep(options.shop, recorded.order, one.name);
        }
    }
    return {one.line, std::move(recorded), {}, std::move(notes)};
}

} // namespace

void import_mapped(db::Database& database,
                   std::vector<MappedOrder> orders,
                   const ImportOptions& options,
                   ImportListener& listener) {
    for (std::size_t from = 0; from < orders.size(); from += kTogether) {
        const auto to = std::min(from + kTogether, orders.size());
        std::vector<Told> told;
        {
            db::UnitOfWork work(database);
            orders::OrderRecorder recorder(database,
                                           {options.shop, options.now, source_of(options), false});
            for (auto at = from; at < to; ++at) {
                told.push_back(store(database, recorder, orders[at], options));
            }
            work.commit();
        }
        listener.committed(
            static_cast<std::uint64_t>(std::ranges::count_if(told, [](const Told& one) {
                return one.refused.empty() && is_news(one.recorded.outcome);
            })));
        for (const auto& one : told) {
            for (const auto& note : one.notes) {
                listener.noted(one.line,
                               fmt::format("order {}: {}", one.recorded.receipt.value(), note));
            }
            if (one.refused.empty()) {
                listener.order(one.recorded, one.line);
            } else {
                listener.refused(one.line, one.refused);
            }
        }
    }
}

} // namespace etsyorder::imports
