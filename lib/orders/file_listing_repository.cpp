// SPDX-License-Identifier: MIT
#include "orders/file_listing_repository.hpp"

#include "base/html_text.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::orders {
namespace {

using nlohmann::ordered_json;

std::string content_of(const FileListing& listing) {
    auto variations = ordered_json::array();
    for (const auto& one : listing.variations) {
        variations.push_back({{"type", one.type}, {"name", one.name}, {"values", one.values}});
    }
    const ordered_json content{{"description", listing.description},
                               {"tags", listing.tags},
                               {"materials", listing.materials},
                               {"skus", listing.skus},
                               {"images", listing.images},
                               {"variations", std::move(variations)}};
    return content.dump(-1, ' ', false, ordered_json::error_handler_t::replace);
}

// What content_of wrote.
void read_content(std::string_view text, FileListing& listing) {
    const auto content = ordered_json::parse(text);
    listing.description = content.value("description", "");
    const auto words = [&](const char* name) {
        return content.value(name, std::vector<std::string>{});
    };
    listing.tags = words("tags");
    listing.materials = words("materials");
    listing.skus = words("skus");
    listing.images = words("images");
    for (const auto& one : content.at("variations")) {
        listing.variations.push_back({one.value("type", ""),
                                      one.value("name", ""),
                                      one.value("values", std::vector<std::string>{})});
    }
}

constexpr const char* kColumns =
    "file_listing_id, title, price_minor, currency, quantity, content, "
    "imported_at_utc_s";

StoredFileListing listing_from(const db::Statement& row) {
    StoredFileListing stored;
    stored.id = row.integer(0);
    stored.listing.title = row.string(1);
    if (const auto minor = row.maybe_integer(2)) {
        stored.listing.price = base::Money{*minor, row.string(3)};
    }
    stored.listing.quantity = row.maybe_integer(4);
    read_content(row.text(5), stored.listing);
    stored.imported_at = base::from_utc_seconds(row.integer(6));
    return stored;
}

void bind(db::Statement& to, const FileListing& listing, const std::string& content) {
    to.bind(":title", listing.title)
        .bind(":price", listing.price ? std::optional(listing.price->minor) : std::nullopt)
        .bind(":quantity", listing.quantity)
        .bind(":content", content);
    listing.price ? to.bind(":currency", listing.price->currency) : to.bind(":currency", "");
}

// Empty: none or several.
std::optional<StoredFileListing> only(db::Statement rows) {
    if (!rows.step()) {
        return std::nullopt;
    }
    auto found = listing_from(rows);
    return rows.step() ? std::nullopt : std::optional(std::move(found));
}

} // namespace

std::vector<StoredFileListing> FileListingRepository::of_shop(ShopId shop) const {
    std::vector<StoredFileListing> found;
    auto rows = database_->statement(std::string("SELECT ") + kColumns +
                                     " FROM file_listings WHERE shop_id = :shop ORDER BY "
                                     "file_listing_id");
    rows.bind(":shop", shop.value());
    while (rows.step()) {
        found.push_back(listing_from(rows));
    }
    return found;
}

void FileListingRepository::insert(ShopId shop, const FileListing& listing, base::Instant now) {
    const auto content = content_of(listing);
    {
        auto insert = database_->statement(
            "INSERT INTO file_listings (shop_id, title, price_minor, currency, quantity, content, "
            "imported_at_utc_s) VALUES (:shop, :title, :price, :currency, :quantity, :content, "
            ":now)");
        insert.bind(":shop", shop.value()).bind(":now", base::utc_seconds(now));
        bind(insert, listing, content);
        insert.run();
    }
    keep_skus(shop, database_->last_insert_id(), listing);
}

void FileListingRepository::update(ShopId shop,
                                   std::int64_t id,
                                   const FileListing& listing,
                                   base::Instant now) {
    const auto content = content_of(listing);
    auto update = database_->statement(
        "UPDATE file_listings SET title = :title, price_minor = :price, currency = :currency, "
        "quantity = :quantity, content = :content, imported_at_utc_s = :now WHERE "
        "file_listing_id = :id");
    update.bind(":id", id).bind(":now", base::utc_seconds(now));
    bind(update, listing, content);
    update.run();
    database_
        ->statement("DELETE FROM file_listing_skus WHERE shop_id = :shop AND "
                    "file_listing_id = :id")
        .bind(":shop", shop.value())
        .bind(":id", id)
        .run();
    keep_skus(shop, id, listing);
}

void FileListingRepository::keep_skus(ShopId shop, std::int64_t id, const FileListing& listing) {
    for (const auto& sku : listing.skus) {
        database_
            ->statement("INSERT INTO file_listing_skus (shop_id, sku, file_listing_id) VALUES "
                        "(:shop, :sku, :id) ON CONFLICT DO NOTHING")
            .bind(":shop", shop.value())
            .bind(":sku", sku)
            .bind(":id", id)
            .run();
    }
}

std::optional<StoredFileListing> FileListingRepository::of_item(ShopId shop,
                                                                const Item& item) const {
    const auto select = std::string("SELECT ") + kColumns + " FROM file_listings WHERE ";
    if (!item.sku.empty()) {
        auto rows = database_->statement(
            select + "shop_id = :shop AND file_listing_id IN (SELECT file_listing_id FROM "
                     "file_listing_skus WHERE shop_id = :shop AND sku = :sku)");
        rows.bind(":shop", shop.value()).bind(":sku", item.sku);
        if (auto found = only(std::move(rows))) {
            return found;
        }
    }
    auto by_title = database_->statement(select + "shop_id = :shop AND title = :title");
    by_title.bind(":shop", shop.value()).bind(":title", item.title);
    if (auto found = only(std::move(by_title)); found || !item.listing_id) {
        return found;
    }
    auto by_listing = database_->statement(
        select + "shop_id = :shop AND title = (SELECT title FROM listings WHERE shop_id = :shop "
                 "AND listing_id = :listing)");
    by_listing.bind(":shop", shop.value()).bind(":listing", *item.listing_id);
    return only(std::move(by_listing));
}

// ---- reviews ----

namespace {

// A day as base::format_date writes it.
base::Date date_from(std::string_view text) {
    const auto instant = base::parse_instant(text).value_or(base::Instant{});
    return base::Date{std::chrono::floor<std::chrono::days>(instant)};
}

} // namespace

std::vector<StoredFileReview> FileReviewRepository::of_order(ShopId shop, ReceiptId receipt) const {
    std::vector<StoredFileReview> found;
    auto rows = database_->statement(
        "SELECT file_review_id, reviewer, rating, review, reviewed_on FROM file_reviews WHERE "
        "shop_id = :shop AND receipt_id = :receipt ORDER BY reviewed_on, file_review_id");
    rows.bind(":shop", shop.value()).bind(":receipt", receipt.value());
    while (rows.step()) {
        found.push_back({rows.integer(0),
                         {receipt.value(),
                          rows.string(1),
                          rows.integer(2),
                          rows.string(3),
                          date_from(rows.text(4))}});
    }
    return found;
}

void FileReviewRepository::insert(ShopId shop, const FileReview& review, base::Instant now) {
    const auto day = base::format_date(review.reviewed_on);
    database_
        ->statement("INSERT INTO file_reviews (shop_id, receipt_id, reviewer, rating, review, "
                    "reviewed_on, imported_at_utc_s) SELECT :shop, :receipt, :reviewer, :rating, "
                    ":review, :day, :now WHERE NOT EXISTS (SELECT 1 FROM forgotten_orders WHERE "
                    "receipt_id = :receipt)")
        .bind(":shop", shop.value())
        .bind(":receipt", review.receipt)
        .bind(":reviewer", review.reviewer)
        .bind(":rating", review.rating)
        .bind(":review", review.message)
        .bind(":day", day)
        .bind(":now", base::utc_seconds(now))
        .run();
}

void FileReviewRepository::update(std::int64_t id, const FileReview& review, base::Instant now) {
    const auto day = base::format_date(review.reviewed_on);
    database_
        ->statement("UPDATE file_reviews SET reviewer = :reviewer, rating = :rating, review = "
                    ":review, reviewed_on = :day, imported_at_utc_s = :now WHERE file_review_id = "
                    ":id AND NOT EXISTS (SELECT 1 FROM forgotten_orders f WHERE f.receipt_id = "
                    "file_reviews.receipt_id)")
        .bind(":reviewer", review.reviewer)
        .bind(":rating", review.rating)
        .bind(":review", review.message)
        .bind(":day", day)
        .bind(":now", base::utc_seconds(now))
        .bind(":id", id)
        .run();
}

namespace {

std::optional<OrderReview> review_at_etsy(db::Database& database, ShopId shop, const Item& item) {
    auto row = database.statement("SELECT rating, review, created_at_utc_s FROM reviews WHERE "
                                  "shop_id = :shop AND transaction_id = :transaction");
    row.bind(":shop", shop.value()).bind(":transaction", item.transaction.value());
    if (!row.step()) {
        return std::nullopt;
    }
    return OrderReview{row.integer(0),
                       row.string(1),
                       std::nullopt,
                       item.transaction,
                       base::from_utc_seconds(row.integer(2)),
                       std::nullopt};
}

// The same stars and words, or within a day of each other: a file has days of an unknown zone.
bool is_same(const OrderReview& etsys, const FileReview& other) {
    if (etsys.rating == other.rating && base::decode_html(etsys.review) == other.message) {
        return true;
    }
    const auto day = std::chrono::sys_days{other.reviewed_on};
    const auto apart = *etsys.written_at - day;
    return apart >= -std::chrono::days{1} && apart <= std::chrono::days{2};
}

} // namespace

std::vector<OrderReview> reviews_of(db::Database& database, const Order& order) {
    std::vector<OrderReview> found;
    std::vector<TransactionId> items;
    for (const auto& item : order.items) {
        if (auto review = review_at_etsy(database, order.shop, item)) {
            found.push_back(*std::move(review));
        }
        if (!item.removed_at) {
            items.push_back(item.transaction);
        }
    }
    auto etsys = found;
    for (auto& stored : FileReviewRepository(database).of_order(order.shop, order.receipt)) {
        auto& review = stored.review;
        const auto same = std::ranges::find_if(
            etsys, [&](const OrderReview& one) { return is_same(one, review); });
        if (same != etsys.end()) {
            etsys.erase(same); // each of Etsy's is one of the file's, at most
            continue;
        }
        if (items.size() == 1 && !etsys.empty()) {
            continue; // the same one, edited since
        }
        found.push_back({review.rating,
                         std::move(review.message),
                         std::move(review.reviewer),
                         items.size() == 1 ? std::optional(items.front()) : std::nullopt,
                         std::nullopt,
                         review.reviewed_on});
    }
    return found;
}

} // namespace etsyorder::orders
