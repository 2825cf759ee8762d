// SPDX-License-Identifier: MIT
// getShopReceipts and everything else that reads orders.
#include "sandbox/parameters.hpp"
#include "sandbox/shop_checks.hpp"
#include "sandbox/world.hpp"

#include <algorithm>
#include <set>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;

ReceiptQuery read_query(const Request& request) {
    const Parameters in(request.query);
    ReceiptQuery out;
    out.min_created = in.instant("min_created");
    out.max_created = in.instant("max_created");
    out.min_updated = in.instant("min_last_modified");
    out.max_updated = in.instant("max_last_modified");
    out.limit = in.limit();
    out.offset = in.offset();
    const auto sort_on = in.one_of("sort_on", {"created", "updated", "receipt_id"}, "created");
    out.sort_on = sort_on == "created"   ? ReceiptQuery::SortOn::created
                  : sort_on == "updated" ? ReceiptQuery::SortOn::updated
                                         : ReceiptQuery::SortOn::receipt_id;
    const auto order =
        in.one_of("sort_order", {"asc", "ascending", "desc", "descending", "up", "down"}, "desc");
    const bool ascending = order == "asc" || order == "ascending" || order == "up";
    out.sort_order =
        ascending ? ReceiptQuery::SortOrder::ascending : ReceiptQuery::SortOrder::descending;
    out.was_paid = in.flag("was_paid");
    out.was_shipped = in.flag("was_shipped");
    out.was_delivered = in.flag("was_delivered");
    out.was_canceled = in.flag("was_canceled");
    (void)in.flag("legacy");
    return out;
}

Response get_receipts(World& world, const Request& request) {
    check_own_shop(world, request);
    const auto page = world.orders.find(read_query(request));
    JsonWriter json;
    json.begin_object();
    json.put("count", page.count);
    json.key("results");
    json.begin_array();
    for (const auto index : page.indices) {
        write_receipt(json, world.wire(), world.orders.order(index), index);
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response get_receipt(World& world, const Request& request) {
    const auto index = find_receipt(world, request);
    (void)Parameters(request.query).flag("legacy");
    return receipt_response(world, index);
}

// Items of several orders, counted over all of them.
class TransactionList {
public:
    TransactionList(const World& world, std::size_t limit, std::size_t offset)
        : world_(world), limit_(limit), offset_(offset) {
        json_.begin_object();
        json_.key("results");
        json_.begin_array();
    }

    // Is one of the next `items` on this page?
    [[nodiscard]] bool wants(std::size_t items) const {
        return written_ < limit_ && count_ + items > offset_;
    }

    void skip(std::size_t items) { count_ += items; }

    void add(const Order& order, std::size_t index, std::size_t item) {
        if (count_ >= offset_ && written_ < limit_) {
            write_transaction(json_, world_.wire(), order, index, item);
            ++written_;
        }
        ++count_;
    }

    Response finish() {
        json_.end_array();
        json_.put("count", count_);
        json_.end_object();
        return httpd::json_response(200, json_.take());
    }

private:
    const World& world_;
    std::size_t limit_;
    std::size_t offset_;
    std::size_t count_ = 0;
    std::size_t written_ = 0;
    JsonWriter json_;
};

Response get_receipt_transactions(World& world, const Request& request) {
    const auto index = find_receipt(world, request);
    const auto order = world.orders.order(index);
    TransactionList list(world, order.items.size(), 0);
    for (std::size_t item = 0; item < order.items.size(); ++item) {
        list.add(order, index, item);
    }
    return list.finish();
}

// Newest first. Of one listing every order is made, to see what is in it; of all of them only those
// of the page.
Response
get_transactions(World& world, const Request& request, std::optional<std::int64_t> listing_id) {
    check_own_shop(world, request);
    const Parameters in(request.query);
    TransactionList list(world, in.limit(), in.offset());
    ReceiptQuery all;
    all.limit = world.orders.size();
    for (const auto index : world.orders.find(all).indices) {
        if (const auto items = world.orders.items(index); !listing_id && !list.wants(items)) {
            list.skip(items);
            continue;
        }
        const auto order = world.orders.order(index);
        for (std::size_t item = 0; item < order.items.size(); ++item) {
            if (!listing_id || world.seed.listings[order.items[item].listing].id == *listing_id) {
                list.add(order, index, item);
            }
        }
    }
    return list.finish();
}

Response get_transaction(World& world, const Request& request) {
    check_own_shop(world, request);
    const auto number = path_id(request, "transaction_id") - kFirstTransactionId;
    const auto index = static_cast<std::size_t>(number / kItemsAnOrder);
    const auto item = static_cast<std::size_t>(number % kItemsAnOrder);
    if (number < 0 || index >= world.orders.size()) {
        throw Refusal{404, "Resource not found", ""};
    }
    const auto order = world.orders.order(index);
    if (item >= order.items.size()) {
        throw Refusal{404, "Resource not found", ""};
    }
    JsonWriter json;
    write_transaction(json, world.wire(), order, index, item);
    return httpd::json_response(200, json.take());
}

Response get_receipt_listings(World& world, const Request& request) {
    const auto order = world.orders.order(find_receipt(world, request));
    std::set<std::size_t> listings;
    for (const auto& item : order.items) {
        listings.insert(item.listing);
    }
    JsonWriter json;
    json.begin_object();
    json.put("count", listings.size());
    json.key("results");
    json.begin_array();
    for (const auto listing : listings) {
        write_listing(json, world.wire(), world.seed.listings[listing], {}, world.now());
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response payments_response(const World& world, const std::vector<std::size_t>& indices) {
    JsonWriter json;
    json.begin_object();
    json.put("count", indices.size());
    json.key("results");
    json.begin_array();
    for (const auto index : indices) {
        write_payment(json, world.wire(), world.orders.order(index), index);
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response get_payments(World& world, const Request& request) {
    check_own_shop(world, request);
    std::vector<std::size_t> found;
    for (const auto id : Parameters(request.query).ids("payment_ids", 100)) {
        const auto number = id - kFirstPaymentId;
        if (number >= 0 && static_cast<std::size_t>(number) < world.orders.size()) {
            found.push_back(static_cast<std::size_t>(number));
        }
    }
    return payments_response(world, found);
}

} // namespace

void add_order_routes(httpd::Router& router, World& world) {
    const auto add = [&](const std::string& path, const std::string& fault, auto work) {
        add_operation(router,
                      world,
                      "GET",
                      "/shops/{shop_id}" + path,
                      {fault, "transactions_r", [&world, work](const Request& request) {
                           return work(world, request);
                       }});
    };
    add("/receipts", "receipts", get_receipts);
    add("/receipts/{receipt_id}", "receipt", get_receipt);
    add("/receipts/{receipt_id}/transactions", "receipt", get_receipt_transactions);
    add("/receipts/{receipt_id}/listings", "listings", get_receipt_listings);
    add("/receipts/{receipt_id}/payments", "receipt", [](World& w, const Request& request) {
        return payments_response(w, {find_receipt(w, request)});
    });
    add("/payments", "receipt", get_payments);
    add("/transactions", "receipt", [](World& w, const Request& request) {
        return get_transactions(w, request, std::nullopt);
    });
    add("/listings/{listing_id}/transactions", "receipt", [](World& w, const Request& request) {
        return get_transactions(w, request, path_id(request, "listing_id"));
    });
    add("/transactions/{transaction_id}", "receipt", get_transaction);
}

} // namespace etsyorder::sandbox
