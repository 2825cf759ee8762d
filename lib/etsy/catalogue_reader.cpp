// SPDX-License-Identifier: MIT
#include "etsy/catalogue_reader.hpp"

#include "base/html_text.hpp"
#include "etsy/content_hash.hpp"
#include "etsy/wire.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>

namespace etsyorder::etsy {
namespace {

using nlohmann::json;

constexpr int kDeepest = 64;
constexpr std::int64_t kLastSecond = 253'402'300'799; // 9999-12-31T23:59:59Z

// Bytes that are no UTF-8 would have the whole page refused.
json parse(std::string_view body) {
    std::string clean(body);
    wire::prepare(clean);
    // Deeper values are dropped: writing JSON out again descends by recursion.
    const auto shallow = [](int depth, json::parse_event_t, const json&) {
        return depth <= kDeepest;
    };
    return json::parse(clean, shallow, false);
}

std::string text(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_string()
               ? base::decode_html(found->get_ref<const std::string&>())
               : std::string();
}

std::optional<std::int64_t> number(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_number_integer()
               ? std::optional(found->get<std::int64_t>())
               : std::nullopt;
}

bool flag(const json& object, const char* key) {
    const auto found = object.find(key);
    return found != object.end() && found->is_boolean() && found->get<bool>();
}

base::Instant instant(const json& object, const char* key, const char* older_key) {
    auto seconds = number(object, key).value_or(number(object, older_key).value_or(0));
    seconds = std::clamp<std::int64_t>(seconds, 0, kLastSecond);
    return base::from_utc_seconds(seconds);
}

// The elements of an array that are objects; anything else has none.
std::vector<const json*> objects(const json& object, const char* key) {
    std::vector<const json*> found;
    const auto array = object.find(key);
    if (array != object.end() && array->is_array()) {
        for (const auto& element : *array) {
            if (element.is_object()) {
                found.push_back(&element);
            }
        }
    }
    return found;
}

WireError refusal(std::string_view body, const json& parsed) {
    const auto first = body.find_first_not_of(" \t\r\n");
    if (first == std::string_view::npos || (body[first] != '{' && body[first] != '[')) {
        return {WireError::Kind::not_json, "the answer is not JSON"};
    }
    if (parsed.is_discarded()) {
        return {WireError::Kind::cut_short, "the JSON breaks off or is damaged"};
    }
    return {WireError::Kind::wrong_shape, "the answer is JSON, but not what was asked for"};
}

orders::ListingQuestion question_from(const json& object) {
    orders::ListingQuestion question;
    question.id = number(object, "question_id");
    question.question = text(object, "question_text");
    question.instructions = text(object, "instructions");
    question.type = text(object, "question_type");
    question.is_required = flag(object, "required");
    question.max_characters = number(object, "max_allowed_characters");
    question.max_files = number(object, "max_allowed_files");
    for (const auto* option : objects(object, "options")) {
        question.options.push_back(text(*option, "label"));
    }
    return question;
}

// What a seller would call a change: not views, favourites or times.
std::string kept_text(const orders::Listing& listing) {
    json kept = {listing.title, listing.state, listing.url, listing.is_personalizable};
    for (const auto& image : listing.images) {
        kept.push_back({image.id, image.rank, image.url_570xn, image.url_full, image.alt_text});
    }
    for (const auto& question : listing.questions) {
        kept.push_back({question.id.value_or(0),
                        question.question,
                        question.instructions,
                        question.type,
                        question.is_required,
                        question.max_characters.value_or(-1),
                        question.max_files.value_or(-1),
                        question.options});
    }
    return kept.dump(-1, ' ', false, json::error_handler_t::replace);
}

orders::Listing listing_from(const json& object) {
    orders::Listing listing;
    listing.id = number(object, "listing_id").value_or(0);
    listing.title = text(object, "title");
    listing.state = text(object, "state");
    listing.url = text(object, "url");
    listing.is_personalizable = flag(object, "is_personalizable");
    for (const auto* image : objects(object, "images")) {
        listing.images.push_back({number(*image, "listing_image_id").value_or(0),
                                  number(*image, "rank").value_or(0),
                                  text(*image, "url_570xN"),
                                  text(*image, "url_fullxfull"),
                                  text(*image, "alt_text")});
    }
    if (const auto found = object.find("personalization");
        found != object.end() && found->is_object()) {
        for (const auto* question : objects(*found, "personalization_questions")) {
            listing.questions.push_back(question_from(*question));
        }
    }
    listing.raw = object.dump(-1, ' ', false, json::error_handler_t::replace);
    listing.content_hash = content_hash(kept_text(listing));
    return listing;
}

orders::Review review_from(const json& object) {
    orders::Review review;
    review.transaction_id = number(object, "transaction_id").value_or(0);
    review.listing_id = number(object, "listing_id");
    review.buyer_user_id = number(object, "buyer_user_id");
    review.rating = number(object, "rating").value_or(0);
    review.review = text(object, "review");
    review.language = text(object, "language");
    review.image_url = text(object, "image_url_fullxfull");
    review.created_at = instant(object, "created_timestamp", "create_timestamp");
    review.updated_at = instant(object, "updated_timestamp", "update_timestamp");
    return review;
}

template <class Thing, class Read>
base::Result<Listed<Thing>, WireError>
read_page(std::string_view body, Read read, bool (*usable)(const Thing&)) {
    const auto parsed = parse(body);
    if (!parsed.is_object() || !parsed.contains("results") || !parsed["results"].is_array()) {
        return tl::unexpected(refusal(body, parsed));
    }
    Listed<Thing> page;
    page.count = number(parsed, "count").value_or(0);
    page.size = static_cast<std::int64_t>(parsed["results"].size());
    for (const auto* object : objects(parsed, "results")) {
        auto thing = read(*object);
        if (usable(thing)) {
            page.things.push_back(std::move(thing));
        }
    }
    return page;
}

} // namespace

base::Result<orders::Shop, WireError> read_shop(std::string_view body) {
    const auto parsed = parse(body);
    if (!parsed.is_object() || !number(parsed, "shop_id")) {
        return tl::unexpected(refusal(body, parsed));
    }
    return orders::Shop{orders::ShopId{*number(parsed, "shop_id")},
                        text(parsed, "shop_name"),
                        text(parsed, "title"),
                        text(parsed, "currency_code"),
                        text(parsed, "url"),
                        number(parsed, "user_id"),
                        parsed.dump(-1, ' ', false, json::error_handler_t::replace)};
}

base::Result<Listed<orders::Listing>, WireError> read_listings(std::string_view body) {
    return read_page<orders::Listing>(
        body, listing_from, [](const orders::Listing& listing) { return listing.id > 0; });
}

base::Result<Listed<orders::Review>, WireError> read_reviews(std::string_view body) {
    return read_page<orders::Review>(
        body, review_from, [](const orders::Review& review) { return review.transaction_id > 0; });
}

} // namespace etsyorder::etsy
