// SPDX-License-Identifier: MIT
// Listings and reviews that files told of: kept beside what Etsy's API says, never instead of it.
// Belong to one database, hence to one thread. Never begin a transaction.
#pragma once

#include "db/database.hpp"
#include "orders/file_listing.hpp"
#include "orders/order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

struct StoredFileListing {
    std::int64_t id = 0; // ours
    FileListing listing;
    base::Instant imported_at{}; // when its content last changed here
};

class FileListingRepository {
public:
    explicit FileListingRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::vector<StoredFileListing> of_shop(ShopId shop) const; // oldest first
    void insert(ShopId shop, const FileListing& listing, base::Instant now);
    void update(ShopId shop, std::int64_t id, const FileListing& listing, base::Instant now);

    // The one listing that has the item's SKU, else its title, else the title that its listing has
    // at Etsy by now. Empty: none, or several and nobody knows which.
    [[nodiscard]] std::optional<StoredFileListing> of_item(ShopId shop, const Item& item) const;

private:
    void keep_skus(ShopId shop, std::int64_t id, const FileListing& listing);

    db::Database* database_;
};

struct StoredFileReview {
    std::int64_t id = 0; // ours
    FileReview review;
};

class FileReviewRepository {
public:
    explicit FileReviewRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] std::vector<StoredFileReview> of_order(ShopId shop, ReceiptId receipt) const;
    void insert(ShopId shop, const FileReview& review, base::Instant now);
    void update(std::int64_t id, const FileReview& review, base::Instant now);

private:
    db::Database* database_;
};

// A review as it is shown beside its order.
struct OrderReview {
    std::int64_t rating = 0;                  // 1 to 5
    std::string review;                       // may be empty
    std::optional<std::string> reviewer;      // empty: Etsy's API does not say
    std::optional<TransactionId> transaction; // empty: not known which of several items
    std::optional<base::Instant> written_at;  // by Etsy's API
    std::optional<base::Date> written_on;     // by a file
};

// Etsy's first, then those of files that are not one of them: the same stars and words, the same
// day, or of an order whose only item Etsy has the review of.
[[nodiscard]] std::vector<OrderReview> reviews_of(db::Database& database, const Order& order);

} // namespace etsyorder::orders
