// SPDX-License-Identifier: MIT
// Catalogue: what a shop sells and what buyers say of it: the shop itself, listings with their
// images and questions, reviews. Orders point into it by number only, so an unknown listing is no
// problem.
#pragma once

#include "db/database.hpp"
#include "orders/order.hpp"
#include "orders/received_order.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

struct Shop {
    ShopId id{0};
    std::string name;
    std::string title;
    std::string currency;
    std::string url;
    std::optional<std::int64_t> owner_user_id;
    std::string raw; // JSON as it came
};

struct ListingImage {
    std::int64_t id = 0;
    std::int64_t rank = 0; // 1 is the first
    std::string url_570xn;
    std::string url_full;
    std::string alt_text;
};

// A personalisation question, as the seller set it up.
struct ListingQuestion {
    std::optional<std::int64_t> id;
    std::string question;
    std::string instructions;
    std::string type; // text_input, dropdown, unlabeled_upload, labeled_upload; new words are kept
    bool is_required = false;
    std::optional<std::int64_t> max_characters;
    std::optional<std::int64_t> max_files;
    std::vector<std::string> options; // labels of a dropdown
};

struct Listing {
    std::int64_t id = 0; // Etsy's
    std::string title;
    std::string state; // active, sold_out, inactive, ...
    std::string url;
    bool is_personalizable = false;
    std::vector<ListingImage> images;
    std::vector<ListingQuestion> questions;
    ContentHash content_hash{};
    std::string raw; // JSON as it came
};

struct Review {
    std::int64_t transaction_id = 0;
    std::optional<std::int64_t> listing_id;
    std::optional<std::int64_t> buyer_user_id;
    std::int64_t rating = 0; // 1 to 5
    std::string review;
    std::string language;
    std::string image_url;
    base::Instant created_at{};
    base::Instant updated_at{};
};

enum class Saved { added, changed, unchanged };

// Loads and saves; inside the caller's unit of work, with the event of each change. One thread.
class Catalogue {
public:
    Catalogue(db::Database& database, ShopId shop, base::Instant now)
        : database_(&database), shop_(shop), now_(now) {}

    Saved save(const Shop& shop);
    Saved save(const Listing& listing);
    Saved save(const Review& review); // of a forgotten order: without its writer and words

    // The listing's picture of 570 pixels width; the first one where the item's own is not known.
    // Empty: no such listing yet.
    [[nodiscard]] std::optional<std::string> image_url(std::int64_t listing_id,
                                                       std::optional<std::int64_t> image_id) const;

private:
    [[nodiscard]] bool is_forgotten(std::int64_t transaction) const;
    void save_images(const Listing& listing);
    void save_questions(const Listing& listing);
    void append_event(const char* name, std::int64_t subject, base::Instant occurred_at);

    db::Database* database_;
    ShopId shop_;
    base::Instant now_;
};

} // namespace etsyorder::orders
