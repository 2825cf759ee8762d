// SPDX-License-Identifier: MIT
// OrderQueries::list and ids, the one query that has many shapes. Each shop is walked by itself, so
// that an index gives the order of its list; the lists of several shops are merged.
#include "base/ascii.hpp"
#include "base/optional_instant.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/list_candidates.hpp"
#include "orders/list_statement.hpp"
#include "orders/order_name.hpp"
#include "orders/order_queries.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <memory>
#include <span>
#include <unordered_map>
#include <utility>

namespace etsyorder::orders {
namespace {

OrderSummary summary_from(const db::Statement& row) {
    OrderSummary summary;
    summary.id = OrderId{row.integer(0)};
    summary.ship_by = base::maybe_from_utc_seconds(row.maybe_integer(1));
    summary.placed_at = base::from_utc_seconds(row.integer(2));
    summary.updated_at = base::from_utc_seconds(row.integer(3));
    summary.shop = ShopId{row.integer(4)};
    summary.receipt = ReceiptId{row.integer(5)};
    summary.buyer_name = row.string(6);
    summary.country = row.string(7);
    summary.status = row.string(8);
    summary.is_open = row.integer(9) != 0;
    summary.is_paid = row.integer(10) != 0;
    summary.is_shipped = row.integer(11) != 0;
    summary.is_gift = row.integer(12) != 0;
    summary.is_personalised = row.integer(13) != 0;
    if (const auto total = row.maybe_integer(15)) {
        summary.total = base::Money{*total, row.string(14)};
    }
    summary.gone_at = base::maybe_from_utc_seconds(row.maybe_integer(16));
    summary.has_etsy_page = !is_from_name(summary.receipt);
    return summary;
}

constexpr int kMany = 5000;          // a list so long may look at most of the file
constexpr std::size_t kAtOnce = 500; // orders that are looked at by one statement
// Orders that share a statement for their details. It names each four times, and a connection
// keeps the latest statements: with more, the list of a large shop would need twice the memory.
constexpr std::size_t kDetailsAtOnce = 120;

// The list of one shop, order by order.
class Walk {
public:
    // `filter` names the shop. It and the database must live as long as this.
    Walk(db::Database& database, const ListFilter& filter)
        : database_(database), filter_(filter),
          words_(filter.buyer ? folded_words(*filter.buyer) : std::vector<std::string>()),
          status_(base::ascii_lower(filter.status.value_or(""))) {
        for (const auto& word : words_) {
            starts_.push_back(" " + word);
        }
        if (auto candidates = orders_of_few_buyers(database_, filter_, words_)) {
            candidates_ = *std::move(candidates);
            left_ = candidates_;
            // Newest first is their own order, so that the first of them mostly fill the list.
            at_once_ = filter_.sort == Sort::placed ? 100 : std::max<std::size_t>(1, left_.size());
            any_left_ = !left_.empty();
        } else if (filter_.query) {
            few_ = few_candidates(database_, filter_);
        }
    }

    // False: that was all of them.
    bool next() {
        while (statement_ || any_left_) {
            if (!statement_) {
                start();
            }
            if (found_ < filter_.limit && statement_->step()) {
                ++found_;
                return true;
            }
            statement_.reset();
            any_left_ = any_left_ && found_ < filter_.limit;
        }
        return false;
    }

    [[nodiscard]] const db::Statement& row() const { return *statement_; }

    // Does this one's order stand before the other's in the list?
    [[nodiscard]] bool before(const Walk& other) const {
        const auto& mine = *statement_;
        const auto& theirs = *other.statement_;
        if (filter_.sort == Sort::ship_by) {
            const auto day = mine.maybe_integer(1);
            const auto their_day = theirs.maybe_integer(1);
            return day && (!their_day || *day < *their_day);
        }
        const int column = filter_.sort == Sort::placed ? 2 : 3;
        return mine.integer(column) > theirs.integer(column);
    }

private:
    void start() {
        const auto some = left_.first(std::min(at_once_, left_.size()));
        left_ = left_.subspan(some.size());
        any_left_ = !left_.empty();
        at_once_ = kAtOnce;
        const auto sql = OrderQueries::list_statement(filter_, some, few_);
        statement_.emplace(database_.statement(sql));
        auto& rows = *statement_;
        if (filter_.tag) {
            rows.bind(":tag", *filter_.tag);
        }
        rows.bind(":shop", filter_.shop->value());
        if (filter_.ship_by_before) {
            rows.bind(":ship_by_before", base::utc_seconds(*filter_.ship_by_before));
        }
        if (filter_.status) {
            rows.bind(":status", status_);
        }
        for (std::size_t i = 0; i < starts_.size(); ++i) {
            rows.bind(fmt::format(":word{}", i).c_str(), starts_[i]);
        }
        if (filter_.query) {
            bind_query(rows, sql, *filter_.query);
        }
        rows.bind(":limit", std::int64_t{filter_.limit - found_});
    }

    db::Database& database_;
    const ListFilter& filter_;
    std::vector<std::string> words_;
    std::vector<std::string> starts_; // bound: must stay where they are
    std::string status_;
    std::string few_;
    std::vector<std::int64_t> candidates_;
    std::span<const std::int64_t> left_;
    std::size_t at_once_ = 1;
    bool any_left_ = true; // is there something to ask for?
    int found_ = 0;
    std::optional<db::Statement> statement_;
};

// The lists of several shops as one.
class Walks {
public:
    Walks(db::Database& database, const ListFilter& filter, std::span<const ShopId> shops)
        : left_(filter.limit) {
        filters_.reserve(shops.size()); // walks look at them
        for (const ShopId shop : shops) {
            filters_.push_back(filter);
            filters_.back().shop = shop;
            if (const auto own = filter.own_days.find(shop); own != filter.own_days.end()) {
                filters_.back().ship_by_before = own->second.ship_by_before;
                filters_.back().query = own->second.query;
            }
            auto walk = std::make_unique<Walk>(database, filters_.back());
            if (walk->next()) {
                walks_.push_back(std::move(walk));
            }
        }
    }

    // The row of the next order; null: there are no more.
    const db::Statement* next() {
        if (std::exchange(given_, true) && !walks_.empty() && !walks_[first_]->next()) {
            walks_.erase(walks_.begin() + static_cast<std::ptrdiff_t>(first_));
        }
        if (walks_.empty() || left_-- == 0) {
            return nullptr;
        }
        first_ = 0;
        for (std::size_t i = 1; i < walks_.size(); ++i) {
            first_ = walks_[i]->before(*walks_[first_]) ? i : first_;
        }
        return &walks_[first_]->row();
    }

private:
    std::vector<ListFilter> filters_;
    std::vector<std::unique_ptr<Walk>> walks_; // each at an order that was not given yet
    std::size_t first_ = 0;
    bool given_ = false; // the order of walks_[first_] was
    int left_;
};

// One list while it is made.
class Listing {
public:
    Listing(db::Database& database, const std::function<void(const OrderSummary&)>& take)
        : database_(database), take_(take) {}

    void run(const ListFilter& filter, std::span<const ShopId> shops) {
        Walks walks(database_, filter, shops);
        while (const auto* row = walks.next()) {
            batch_.push_back(summary_from(*row));
            any_from_file_ = any_from_file_ || row->integer(17) != 0;
            if (batch_.size() == kDetailsAtOnce) {
                hand_out();
            }
        }
        hand_out();
    }

private:
    void hand_out() {
        if (batch_.empty()) {
            return;
        }
        add_details();
        add_files();
        for (const auto& summary : batch_) {
            take_(summary);
        }
        batch_.clear();
    }

    // What the list shows of its orders beyond their own rows, in one statement: to prepare three
    // takes longer than to run them.
    void add_details() {
        std::string ids; // our own numbers: safe within the text of a statement
        by_id_.clear();
        for (auto& summary : batch_) {
            ids += (ids.empty() ? "" : ",") + std::to_string(summary.id.value());
            by_id_.emplace(summary.id.value(), &summary);
        }
        auto rows = database_.statement(
            "SELECT order_id, 0, position, quantity, title FROM items WHERE order_id IN (" + ids +
            ") AND removed_at_utc_s IS NULL UNION ALL SELECT order_id, 1, 0, 0, tag FROM "
            "order_tags WHERE order_id IN (" +
            ids + ") UNION ALL SELECT o.order_id, 2, 0, 0, '' FROM orders o WHERE o.order_id IN (" +
            ids +
            ") AND EXISTS (SELECT 1 FROM orders e WHERE e.buyer_id = o.buyer_id AND e.order_id <> "
            "o.order_id AND e.placed_at_utc_s < o.placed_at_utc_s) UNION ALL "
            "SELECT order_id, 3, 0, 0, '' FROM order_notes WHERE order_id IN (" +
            ids + ") AND text IS NOT NULL");
        std::unordered_map<std::int64_t, std::int64_t> first_positions;
        while (rows.step()) {
            auto& summary = *by_id_.at(rows.integer(0));
            if (rows.integer(1) == 3) {
                ++summary.note_count;
            } else if (rows.integer(1) == 2) {
                summary.is_repeat_buyer = true;
            } else if (rows.integer(1) == 1) {
                summary.tags.push_back(rows.string(4));
            } else {
                const auto position = rows.integer(2);
                auto& first =
                    first_positions.try_emplace(summary.id.value(), position).first->second;
                if (summary.item_count++ == 0 || position < first) {
                    first = position;
                    summary.first_title = rows.string(4);
                }
                summary.piece_count += rows.integer(3);
            }
        }
        for (auto& summary : batch_) {
            std::ranges::sort(summary.tags);
        }
    }

    // Where a sync brought all of them there is nothing to ask.
    void add_files() {
        if (!std::exchange(any_from_file_, false)) {
            return;
        }
        const FileRowRepository files(database_);
        for (auto& summary : batch_) {
            if (const auto file = files.only_from_file(summary.id)) {
                summary.imported_at = file->imported_at;
                summary.has_etsy_page = summary.has_etsy_page && !file->is_other_shops;
            }
        }
    }

    db::Database& database_;
    const std::function<void(const OrderSummary&)>& take_;
    bool any_from_file_ = false;      // in the batch
    std::vector<OrderSummary> batch_; // found, not handed out yet
    std::unordered_map<std::int64_t, OrderSummary*> by_id_;
};

struct Shops {
    std::vector<ShopId> ids;
    bool all_synced = true;
};

Shops shops_of(db::Database& database, const ListFilter& filter) {
    Shops shops;
    auto rows = database.statement(
        "SELECT s.shop_id, EXISTS (SELECT 1 FROM sync_streams y WHERE y.shop_id = s.shop_id AND "
        "y.stream = 'orders' AND y.completed_at_utc_s IS NOT NULL) FROM shops s");
    while (rows.step()) {
        const ShopId shop{rows.integer(0)};
        if (!filter.shop || *filter.shop == shop) {
            shops.ids.push_back(shop);
        }
        shops.all_synced = shops.all_synced && rows.integer(1) != 0;
    }
    return shops;
}

// What the query says about all of its orders, said where an index is chosen by it.
ListFilter prepared(db::Database& database, const ListFilter& asked) {
    auto filter = asked;
    if (filter.query) {
        teach_words(database);
        filter.only_open = filter.only_open || filter.query->only_open;
        if (!filter.status) {
            filter.status = filter.query->status;
        }
    }
    if (filter.limit > kMany) {
        database.read_through_cache();
    }
    return filter;
}

} // namespace

Listed OrderQueries::list(const ListFilter& asked,
                          const std::function<void(const OrderSummary&)>& take) const {
    const auto filter = prepared(*database_, asked);
    const auto shops = shops_of(*database_, filter);
    Listing(*database_, take).run(filter, shops.ids);
    return {shops.all_synced};
}

std::vector<OrderId> OrderQueries::ids(const ListFilter& asked) const {
    const auto filter = prepared(*database_, asked);
    std::vector<OrderId> ids;
    Walks walks(*database_, filter, shops_of(*database_, filter).ids);
    while (const auto* row = walks.next()) {
        ids.emplace_back(row->integer(0));
    }
    return ids;
}

} // namespace etsyorder::orders
