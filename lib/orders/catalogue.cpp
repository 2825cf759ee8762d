// SPDX-License-Identifier: MIT
#include "orders/catalogue.hpp"

#include "events/event_log.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::orders {
namespace {

std::string as_json(const std::vector<std::string>& words) {
    return nlohmann::json(words).dump(-1, ' ', false, nlohmann::json::error_handler_t::replace);
}

} // namespace

Saved Catalogue::save(const Shop& shop) {
    auto saved = Saved::added;
    {
        auto known = database_->statement(
            "SELECT name, title, currency, url, fetched_at_utc_s FROM shops WHERE shop_id = :shop");
        known.bind(":shop", shop.id.value());
        if (known.step() && !known.is_null(4)) {
            const bool same = known.text(0) == shop.name && known.text(1) == shop.title &&
                              known.text(2) == shop.currency && known.text(3) == shop.url;
            saved = same ? Saved::unchanged : Saved::changed;
        }
    }
    auto upsert =
        database_->statement("INSERT INTO shops (shop_id, name, title, currency, url, "
                             "owner_user_id, raw, fetched_at_utc_s) "
                             "VALUES (:shop, :name, :title, :currency, :url, :owner, :raw, :now) "
                             "ON CONFLICT (shop_id) DO UPDATE SET "
                             "name = excluded.name, title = excluded.title, currency = "
                             "excluded.currency, url = excluded.url, "
                             "owner_user_id = excluded.owner_user_id, raw = excluded.raw, "
                             "fetched_at_utc_s = excluded.fetched_at_utc_s");
    upsert.bind(":shop", shop.id.value())
        .bind(":name", shop.name)
        .bind(":title", shop.title)
        .bind(":currency", shop.currency)
        .bind(":url", shop.url)
        .bind(":owner", shop.owner_user_id)
        .bind(":raw", shop.raw)
        .bind(":now", base::utc_seconds(now_))
        .run();
    if (saved == Saved::changed) {
        append_event("shop.changed", shop.id.value(), now_);
    }
    return saved;
}

Saved Catalogue::save(const Listing& listing) {
    auto saved = Saved::added;
    {
        auto known = database_->statement(
            "SELECT content_hash FROM listings WHERE shop_id = :shop AND listing_id = :listing");
        known.bind(":shop", shop_.value()).bind(":listing", listing.id);
        if (known.step()) {
            saved = std::ranges::equal(known.bytes(0), listing.content_hash) ? Saved::unchanged
                                                                             : Saved::changed;
        }
    }
    auto upsert = database_->statement(
        "INSERT INTO listings (shop_id, listing_id, title, state, url, is_personalizable, "
        "content_hash, raw, fetched_at_utc_s) "
        "VALUES (:shop, :listing, :title, :state, :url, :personalizable, :hash, :raw, :now) "
        "ON CONFLICT (shop_id, listing_id) DO UPDATE SET title = excluded.title, state = "
        "excluded.state, url = excluded.url, "
        "is_personalizable = excluded.is_personalizable, content_hash = excluded.content_hash, raw "
        "= excluded.raw, "
        "fetched_at_utc_s = excluded.fetched_at_utc_s");
    upsert.bind(":shop", shop_.value())
        .bind(":listing", listing.id)
        .bind(":title", listing.title)
        .bind(":state", listing.state)
        .bind(":url", listing.url)
        .bind(":personalizable", std::int64_t{listing.is_personalizable ? 1 : 0})
        .bind(":hash", std::span<const std::byte>(listing.content_hash))
        .bind(":raw", listing.raw)
        .bind(":now", base::utc_seconds(now_))
        .run();
    if (saved != Saved::unchanged) {
        save_images(listing);
        save_questions(listing);
        append_event(saved == Saved::added ? "listing.added" : "listing.changed", listing.id, now_);
    }
    return saved;
}

void Catalogue::save_images(const Listing& listing) {
    auto insert =
        database_->statement("INSERT INTO listing_images (shop_id, listing_id, listing_image_id, "
                             "rank, url_570xn, url_fullxfull, alt_text) "
                             "VALUES (:shop, :listing, :image, :rank, :url, :full, :alt) ON "
                             "CONFLICT (shop_id, listing_id, listing_image_id) "
                             "DO UPDATE SET rank = excluded.rank, url_570xn = excluded.url_570xn, "
                             "url_fullxfull = excluded.url_fullxfull, "
                             "alt_text = excluded.alt_text");
    for (const auto& image :
         listing.images) { // images no longer shown stay: orders still point at them
        insert.bind(":shop", shop_.value())
            .bind(":listing", listing.id)
            .bind(":image", image.id)
            .bind(":rank", image.rank)
            .bind(":url", image.url_570xn)
            .bind(":full", image.url_full)
            .bind(":alt", image.alt_text)
            .run();
    }
}

void Catalogue::save_questions(const Listing& listing) {
    auto remove = database_->statement(
        "DELETE FROM listing_questions WHERE shop_id = :shop AND listing_id = :listing");
    remove.bind(":shop", shop_.value()).bind(":listing", listing.id).run();
    auto insert =
        database_->statement("INSERT INTO listing_questions (shop_id, listing_id, position, "
                             "question_id, question, instructions, type, is_required, "
                             "max_characters, max_files, options) VALUES (:shop, :listing, "
                             ":position, :id, :question, :instructions, :type, :required, "
                             ":characters, :files, :options)");
    std::int64_t position = 0;
    for (const auto& question : listing.questions) {
        const auto options = as_json(question.options);
        insert.bind(":shop", shop_.value())
            .bind(":listing", listing.id)
            .bind(":position", position++)
            .bind(":id", question.id)
            .bind(":question", question.question)
            .bind(":instructions", question.instructions)
            .bind(":type", question.type)
            .bind(":required", std::int64_t{question.is_required ? 1 : 0})
            .bind(":characters", question.max_characters)
            .bind(":files", question.max_files)
            .bind(":options", options)
            .run();
    }
}

bool Catalogue::is_forgotten(std::int64_t transaction) const {
    auto row = database_->statement("SELECT 1 FROM forgotten_transactions WHERE shop_id = :shop "
                                    "AND transaction_id = :transaction");
    row.bind(":shop", shop_.value()).bind(":transaction", transaction);
    return row.step();
}

Saved Catalogue::save(const Review& given) {
    Review review = given;
    if (is_forgotten(review.transaction_id)) {
        review.buyer_user_id.reset();
        review.review.clear();
        review.image_url.clear();
    }
    auto saved = Saved::added;
    {
        auto known =
            database_->statement("SELECT rating, review, updated_at_utc_s FROM reviews WHERE "
                                 "shop_id = :shop AND transaction_id = :transaction");
        known.bind(":shop", shop_.value()).bind(":transaction", review.transaction_id);
        if (known.step()) {
            const bool same = known.integer(0) == review.rating && known.text(1) == review.review &&
                              known.integer(2) == base::utc_seconds(review.updated_at);
            saved = same ? Saved::unchanged : Saved::changed;
        }
    }
    if (saved == Saved::unchanged) {
        return saved;
    }
    auto upsert = database_->statement(
        "INSERT INTO reviews (shop_id, transaction_id, listing_id, buyer_user_id, rating, review, "
        "language, image_url, "
        "created_at_utc_s, updated_at_utc_s) VALUES (:shop, :transaction, :listing, :buyer, "
        ":rating, :review, :language, :image, "
        ":created, :updated) ON CONFLICT (shop_id, transaction_id) DO UPDATE SET listing_id = "
        "excluded.listing_id, "
        "buyer_user_id = excluded.buyer_user_id, rating = excluded.rating, review = "
        "excluded.review, language = excluded.language, "
        "image_url = excluded.image_url, created_at_utc_s = excluded.created_at_utc_s, "
        "updated_at_utc_s = excluded.updated_at_utc_s");
    upsert.bind(":shop", shop_.value())
        .bind(":transaction", review.transaction_id)
        .bind(":listing", review.listing_id)
        .bind(":buyer", review.buyer_user_id)
        .bind(":rating", review.rating)
        .bind(":review", review.review)
        .bind(":language", review.language)
        .bind(":image", review.image_url)
        .bind(":created", base::utc_seconds(review.created_at))
        .bind(":updated", base::utc_seconds(review.updated_at))
        .run();
    append_event(saved == Saved::added ? "review.received" : "review.changed",
                 review.transaction_id,
                 review.updated_at);
    return saved;
}

std::optional<std::string> Catalogue::image_url(std::int64_t listing_id,
                                                std::optional<std::int64_t> image_id) const {
    auto row = database_->statement(
        "SELECT url_570xn FROM listing_images WHERE shop_id = :shop AND listing_id = :listing "
        "ORDER BY listing_image_id = :image DESC, rank LIMIT 1");
    row.bind(":shop", shop_.value())
        .bind(":listing", listing_id)
        .bind(":image", image_id.value_or(0));
    return row.step() ? std::optional(row.string(0)) : std::nullopt;
}

void Catalogue::append_event(const char* name, std::int64_t subject, base::Instant occurred_at) {
    events::EventLog(*database_)
        .append({0, shop_.value(), name, std::nullopt, subject, occurred_at, now_, "sync", "{}"});
}

} // namespace etsyorder::orders
