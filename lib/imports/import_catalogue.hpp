// SPDX-License-Identifier: MIT
// The use cases "a listings file" and "a file of reviews": each entry is new, changed or already
// so. What Etsy's API said of a listing or a review stays as it is: files stand beside it.
#pragma once

#include "orders/catalogue.hpp"
#include "orders/file_listing.hpp"
#include "orders/merge.hpp"

#include <cstdint>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::imports {

struct CatalogueOptions {
    orders::ShopId shop; // has its row
    base::Instant now;
    std::string source = "import"; // of changes, in the history
};

struct ListingOutcome {
    orders::Saved saved = orders::Saved::unchanged;
    std::uint64_t line = 0;
    std::string title;
    std::vector<orders::Change> changes; // title, price, quantity, tags, ...
};

// Known again by title and SKUs, else by its SKUs, else by its title; two rows are never one
// listing. Listings that the file lacks stay. One transaction.
[[nodiscard]] std::vector<ListingOutcome>
import_listings(db::Database& database,
                const CatalogueOptions& options,
                const std::vector<std::pair<std::uint64_t, orders::FileListing>>& listings);

struct ReviewOutcome {
    orders::Saved saved = orders::Saved::unchanged;
    std::size_t entry = 0; // the first is 1
    orders::FileReview review;
    bool order_known = false;
};

// An edited review is known again by its order and reviewer; an older file changes nothing. Reviews
// of orders that are not here are kept until they are. One transaction.
[[nodiscard]] std::vector<ReviewOutcome>
import_reviews(db::Database& database,
               const CatalogueOptions& options,
               const std::vector<std::pair<std::size_t, orders::FileReview>>& reviews);

} // namespace etsyorder::imports
