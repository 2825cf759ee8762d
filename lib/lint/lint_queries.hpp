// SPDX-License-Identifier: MIT
// LintQueries: orders with what a lint looks at, read in batches so that a large shop is never in
// memory at once.
#pragma once

#include "db/database.hpp"
#include "orders/catalogue.hpp"
#include "orders/order.hpp"

#include <functional>
#include <map>
#include <memory>
#include <optional>
#include <utility>
#include <vector>

namespace etsyorder::lint {

struct LintScope {
    std::optional<orders::ShopId> shop; // empty: all shops
    bool only_open = true;
    std::optional<std::vector<orders::OrderId>> orders; // set: only these, open or not
};

struct LintItem {
    orders::TransactionId transaction{0};
    std::string title;
    std::int64_t quantity = 1;
    std::optional<std::int64_t> listing;
    std::vector<orders::Answer> answers; // without verbatim and property
};

struct LintOrder {
    orders::ShopId shop{0};
    orders::OrderId id{0};
    orders::ReceiptId receipt{0};
    std::string buyer_name;
    std::optional<base::Instant> ship_by;
    bool is_open = false;
    bool only_from_file = false; // Etsy never told of it
    bool has_etsy_page = true;   // else it is another shop's
    std::vector<LintItem> items; // in the order's own order, without those that are gone
};

// Belongs to one database, hence to one thread.
class LintQueries {
public:
    explicit LintQueries(db::Database& database) : database_(&database) {}

    // Open ones soonest ship-by first, all of them newest first, named ones as they were named.
    void each(const LintScope& scope, const std::function<void(const LintOrder&)>& take);
    // The SQL behind it, for those who ask SQLite how it would run.
    [[nodiscard]] static std::string statement(const LintScope& scope);

    // What the listing asks; null: it is not known here. Remembered.
    [[nodiscard]] const std::vector<orders::ListingQuestion>* questions(orders::ShopId shop,
                                                                        std::int64_t listing);

private:
    void add_items(std::vector<LintOrder>& batch);

    using Questions = std::unique_ptr<const std::vector<orders::ListingQuestion>>;
    db::Database* database_;
    std::map<std::pair<std::int64_t, std::int64_t>, Questions> questions_;
};

} // namespace etsyorder::lint
