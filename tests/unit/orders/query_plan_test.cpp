// SPDX-License-Identifier: MIT
// That queries stand on their indexes, as etsyorder-query(7) promises.
#include "query_shelf.hpp"

#include <iterator>
#include <set>
#include <utility>

using namespace etsyorder;
using orders::ListFilter;
using orders::Sort;
using test::Shelf;

namespace {

constexpr Sort kSorts[] = {Sort::ship_by, Sort::placed, Sort::updated};

// What a query says of all its orders, where a list would say it.
ListFilter list_of(const Shelf& shelf, const std::string& text, Sort sort) {
    auto filter = shelf.filter(text);
    filter.sort = sort;
    filter.status = filter.query->status;
    filter.only_open = filter.query->only_open;
    return filter;
}

std::vector<std::string> statements_of(const Shelf& shelf, const std::string& text) {
    auto statements = shelf.filter(text).query->candidates;
    for (const auto sort : kSorts) {
        const auto filter = list_of(shelf, text, sort);
        statements.push_back(orders::OrderQueries::list_statement(filter));
        for (const auto& few : filter.query->candidates) {
            statements.push_back(orders::OrderQueries::list_statement(filter, {}, few));
        }
    }
    return statements;
}

void check_scans_nothing(Shelf& shelf, const std::string& text) {
    CAPTURE(text);
    orders::teach_words(shelf.database);
    for (const auto& sql : statements_of(shelf, text)) {
        CAPTURE(sql);
        const auto plan = shelf.plan_of(sql);
        CAPTURE(plan);
        for (const auto* table : {"o",
                                  "orders",
                                  "order_tags",
                                  "w",
                                  "b",
                                  "items",
                                  "i",
                                  "t",
                                  "e",
                                  "a",
                                  "r",
                                  "s",
                                  "refunds"}) {
            CHECK(plan.find(std::string("SCAN ") + table + "\n") == std::string::npos);
            // A whole index is a whole table ("SCAN orders USING COVERING INDEX ..."); `o` is
            // below.
            const bool whole_index =
                plan.find(std::string("SCAN ") + table + " ") != std::string::npos;
            CHECK((std::string_view(table) == "o" || !whole_index));
        }
        // All orders of the shop, for the few that are open: no scan by name, but one in fact.
        CHECK(plan.find("COVERING INDEX orders_by_placed (shop_id=?)") == std::string::npos);
        // By its day alone, the index of days is walked from the soonest on.
        const bool by_day = sql.find("ORDER BY o.ship_by_utc_s") != std::string::npos;
        CHECK((by_day || plan.find("SCAN o ") == std::string::npos));
    }
}

// A query, and the index that one of its statements must stand on. Of those without a sort what
// comes from the index are candidates.
struct Indexed {
    const char* text;
    const char* index;
    std::optional<Sort> sort = {};
};

// Each field, and each word of is: and has:, that an index tells.
const Indexed kIndexed[] = {
    {"order:5",
     "orders USING COVERING INDEX sqlite_autoindex_orders_1 (shop_id=? AND receipt_id>? AND "
     "receipt_id<?)"},
    {"order:5..9",
     "orders USING COVERING INDEX sqlite_autoindex_orders_1 (shop_id=? AND receipt_id>? AND "
     "receipt_id<?)"},
    {"buyer:ann", "w USING PRIMARY KEY (shop_id=? AND word=?)"},
    {"buyer:\"ann example\"", "b USING COVERING INDEX orders_by_buyer (buyer_id=?)"},
    {"buyer:ex*", "w USING PRIMARY KEY (shop_id=? AND word>? AND word<?)"},
    {"tag:a", "order_tags USING PRIMARY KEY (shop_id=? AND tag=?)"},
    {"tag:a*", "order_tags USING PRIMARY KEY (shop_id=? AND tag>? AND tag<?)"},
    {"status:paid", "orders USING COVERING INDEX orders_by_status (shop_id=? AND status=?)"},
    {"status:paid", "o USING INDEX orders_by_status (shop_id=? AND status=?)", Sort::placed},
    {"due:<3d", "o USING INDEX orders_by_ship_by (ship_by_utc_s<?)", Sort::ship_by},
    {"placed:2026-10..",
     "o USING INDEX orders_by_placed (shop_id=? AND placed_at_utc_s>?)",
     Sort::placed},
    {"updated:<3d",
     "o USING INDEX orders_by_updated (shop_id=? AND updated_at_utc_s>?",
     Sort::updated},
    {"total:>50eur", "b USING COVERING INDEX orders_by_total (currency=? AND total_minor>?)"},
    {"total:20..50",
     "b USING COVERING INDEX orders_by_total (currency=? AND total_minor>? AND total_minor<?)"},
    {"sku:ring", "i USING INDEX items_by_sku (<expr>=?)"},
    {"sku:ri*", "i USING INDEX items_by_sku (<expr>>? AND <expr><?)"},
    {"listing:5", "i USING INDEX items_by_listing (listing_id>? AND listing_id<?)"},
    {"is:open", "o USING INDEX orders_open_by_ship_by (shop_id=?)", Sort::ship_by},
    {"is:late",
     "o USING INDEX orders_open_by_ship_by (shop_id=? AND ship_by_utc_s<?)",
     Sort::ship_by},
    {"is:canceled", "orders USING COVERING INDEX orders_by_status (shop_id=? AND status=?)"},
    {"is:gone", "orders USING COVERING INDEX orders_gone (shop_id=? AND gone_at_utc_s>?)"},
    {"is:gift", "orders USING COVERING INDEX orders_gifts (shop_id=? AND is_gift=?)"},
    {"is:unpaid", "orders USING COVERING INDEX orders_unpaid (shop_id=? AND is_paid=?)"},
    {"is:refunded", "refunds USING COVERING INDEX refunds_by_shop (shop_id=?)"},
    {"is:completed", "o USING INDEX orders_by_placed (shop_id=?)", Sort::placed},
    {"is:closed", "o USING INDEX orders_by_placed (shop_id=?)", Sort::placed},
    {"is:any", "o USING INDEX orders_by_placed (shop_id=?)", Sort::placed},
    {"has:refund", "refunds USING COVERING INDEX refunds_by_shop (shop_id=?)"},
    {"stage:cutting", "temp.stage_orders USING PRIMARY KEY (stage=?)"},
    {"stage:cut*", "temp.stage_orders USING PRIMARY KEY (stage>? AND stage<?)"},
    {"has:tag", "order_tags USING PRIMARY KEY (shop_id=?)"},
};

// Of these all orders are walked in the order of the list: what the manual names so.
const char* const kWalked[] = {
    "item:a",      "text:a",           "option:a",        "message:a",  "country:de", "shop:a",
    "quantity:>2", "is:repeat",        "is:personalised", "is:digital", "is:paid",    "is:shipped",
    "has:message", "has:gift-message", "has:tracking",    "has:text",   "has:file",   "has:address",
    "has:due",     "engrav*",          "\"rose gold\"",   "5"};

// What a query begins with: its field, or its word of a set.
std::string term_of(const std::string& text) {
    const auto colon = text.find(':');
    const auto field = colon == std::string::npos ? "" : text.substr(0, colon);
    return field == "is" || field == "has" ? text : field;
}

} // namespace

TEST_CASE("each term that is promised to be quick stands on its index") {
    Shelf shelf;
    shelf.add(1);
    for (const auto& row : kIndexed) {
        CAPTURE(row.text);
        std::string plans;
        if (row.sort) {
            plans = shelf.plan_of(
                orders::OrderQueries::list_statement(list_of(shelf, row.text, *row.sort)));
        } else {
            const auto filter = shelf.filter(row.text);
            for (const auto& candidates : filter.query->candidates) {
                plans += shelf.plan_of(candidates);
            }
        }
        CAPTURE(plans);
        CHECK(plans.find(std::string("SEARCH ") + row.index) != std::string::npos);
        check_scans_nothing(shelf, row.text);
    }
}

TEST_CASE("every term there is either stands on an index or is known to walk") {
    std::set<std::string> known;
    for (const auto& row : kIndexed) {
        known.insert(term_of(row.text));
    }
    for (const std::string text : kWalked) {
        CHECK_MESSAGE(!known.contains(term_of(text)), text);
    }
    for (const std::string text : kWalked) {
        known.insert(term_of(text));
    }
    std::set<std::string> all{""}; // words without a field
    for (const auto& field : orders::query_vocabulary()) {
        if (field.kind != query::Kind::word) {
            all.insert(field.name);
        }
        for (const auto& word : field.words) {
            if (word.find('=') == std::string::npos) {
                all.insert(field.name + ":" + word);
            }
        }
    }
    CHECK(known == all);
}

TEST_CASE("what no index tells walks the orders as the list has them, and scans nothing else") {
    Shelf shelf;
    shelf.add(1);
    for (const auto* text : kWalked) {
        CHECK_MESSAGE(shelf.filter(text).query->candidates.empty(), text);
        check_scans_nothing(shelf, text);
    }
}

TEST_CASE("a buyer is looked for by each word of the name") {
    Shelf shelf;
    CHECK(shelf.filter("from:\"ann example\"").query->candidates.size() == 2);
    CHECK(shelf.filter("from:ann tag:a").query->candidates.size() == 2);
}

TEST_CASE("terms that are joined scan nothing") {
    Shelf shelf;
    shelf.add(1);
    for (const auto* text : {"tag:a or from:ann",
                             "(tag:a or order:5) is:gift",
                             "-tag:a",
                             "not (sku:x or is:gift)",
                             "total:>50 -tag:a due:<3d",
                             "listing:5 or sku:a or total:<2eur or has:refund"}) {
        check_scans_nothing(shelf, text);
    }
}

TEST_CASE("a day in a query bounds the index that its list is ordered by") {
    Shelf shelf;
    shelf.add(1);
    const std::pair<const char*, Sort> cases[] = {{"placed:2026-10..", Sort::placed},
                                                  {"updated:<3d", Sort::updated},
                                                  {"due:<3d", Sort::ship_by}};
    for (const auto& [text, sort] : cases) {
        auto filter = shelf.filter(text);
        filter.sort = sort;
        const auto plan = shelf.plan_of(orders::OrderQueries::list_statement(filter));
        CAPTURE(plan);
        CHECK((plan.find("utc_s>?") != std::string::npos ||
               plan.find("utc_s<?") != std::string::npos));
        CHECK(plan.find("TEMP B-TREE") == std::string::npos);
    }
}
