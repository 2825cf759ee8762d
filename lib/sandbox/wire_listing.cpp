// SPDX-License-Identifier: MIT
#include "sandbox/wire.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

void put_texts(JsonWriter& json, std::string_view name, const std::vector<std::string>& texts) {
    json.key(name);
    json.begin_array();
    for (const auto& text : texts) {
        json.value(wire_text(text));
    }
    json.end_array();
}

void put_listing_times(JsonWriter& json, const Listing& listing, base::Instant now) {
    // Listings run for four months and renew themselves.
    const auto renewed = std::max(listing.created, now - std::chrono::days(30));
    json.put("creation_timestamp", base::utc_seconds(renewed));
    json.put("created_timestamp", base::utc_seconds(renewed));
    json.put("ending_timestamp", base::utc_seconds(renewed + std::chrono::days(122)));
    json.put("original_creation_timestamp", base::utc_seconds(listing.created));
    json.put("last_modified_timestamp", base::utc_seconds(renewed));
    json.put("updated_timestamp", base::utc_seconds(renewed));
    json.put("state_timestamp", base::utc_seconds(listing.created));
}

void put_images(JsonWriter& json, const Listing& listing) {
    json.key("images");
    json.begin_array();
    for (std::int64_t rank = 1; rank <= listing.images; ++rank) {
        write_image(json, listing, rank);
    }
    json.end_array();
}

void put_empty_array(JsonWriter& json, std::string_view name) {
    json.key(name);
    json.begin_array();
    json.end_array();
}

void put_translations(JsonWriter& json) {
    json.key("translations");
    json.begin_object();
    for (const char* language :
         {"de", "en-GB", "en-IN", "en-US", "es", "fr", "it", "ja", "nl", "pl", "pt", "ru", "sv"}) {
        json.put(language, nullptr);
    }
    json.end_object();
}

void put_buyer_price(JsonWriter& json, const ShopInfo& shop, const Listing& listing) {
    json.key("buyer_price");
    json.begin_object();
    json.key("base_price");
    write_money(json, shop, listing.price_minor);
    json.put("shipping_cost", nullptr);
    json.put("is_free_shipping", false);
    json.key("original_price");
    write_money(json, shop, listing.price_minor);
    json.put("discounted_price", nullptr);
    json.put("discount_amount", nullptr);
    json.put("discount_percentage", nullptr);
    json.put("has_discount", false);
    json.put("discount_start_epoch", nullptr);
    json.put("discount_end_epoch", nullptr);
    json.end_object();
}

void put_associations(JsonWriter& json,
                      const WireContext& context,
                      const Listing& listing,
                      const Includes& includes,
                      base::Instant now) {
    json.put("shipping_profile", nullptr);
    json.key("user");
    if (includes.user) {
        write_user(json, context.shop);
    } else {
        json.value(nullptr);
    }
    json.key("shop");
    if (includes.shop) {
        write_shop(json, context, {}, now);
    } else {
        json.value(nullptr);
    }
    if (includes.images) {
        put_images(json, listing);
    } else {
        put_empty_array(json, "images");
    }
    put_empty_array(json, "videos");
    json.put("inventory", nullptr);
    put_empty_array(json, "production_partners");
    put_texts(
        json, "skus", listing.sku.empty() ? std::vector<std::string>{} : std::vector{listing.sku});
    if (includes.translations) {
        put_translations(json);
    } else {
        json.put("translations", nullptr);
    }
    json.put("views", listing.favorers * 17);
    json.key("personalization");
    if (includes.personalization) {
        write_questions(json, listing);
    } else {
        json.value(nullptr);
    }
    if (includes.buyer_price) {
        put_buyer_price(json, context.shop, listing);
    }
}

void put_shop_settings(JsonWriter& json, const ShopInfo& shop, const ShopCounts& counts) {
    json.put("policy_update_date", 0);
    json.put("policy_has_private_receipt_info", false);
    json.put("has_unstructured_policies", false);
    json.put("policy_privacy", nullptr);
    json.put("vacation_autoreply", "");
    json.put("url", fmt::format("https://www.etsy.com/shop/{}", shop.name));
    json.put("image_url_760x100", nullptr);
    json.put("num_favorers", 731);
    json.key("languages");
    json.begin_array();
    json.value("en-US");
    json.end_array();
    json.put("icon_url_fullxfull", nullptr);
    for (const char* name : {"is_using_structured_policies", "has_onboarded_structured_policies"}) {
        json.put(name, true);
    }
    json.put("include_dispute_form_link", false);
    for (const char* name :
         {"is_direct_checkout_onboarded", "is_etsy_payments_onboarded", "is_calculated_eligible"}) {
        json.put(name, true);
    }
    json.put("is_opted_in_to_buyer_promise", false);
    json.put("is_shop_us_based", shop.country == "US");
    json.put("transaction_sold_count", counts.sold);
    json.put("shipping_from_country_iso", shop.country);
    json.put("shop_location_country_iso", shop.country);
    json.put("review_count", counts.reviews == 0 ? std::nullopt : std::optional(counts.reviews));
    json.put("review_average",
             counts.reviews == 0 ? std::nullopt : std::optional(counts.review_average));
}

void put_making(JsonWriter& json, const Listing& listing) {
    json.put("who_made", "i_did");
    json.put("when_made", "made_to_order");
    json.put("is_supply", false);
    for (const char* name : {"item_weight",
                             "item_weight_unit",
                             "item_length",
                             "item_width",
                             "item_height",
                             "item_dimensions_unit"}) {
        json.put(name, nullptr);
    }
    json.put("is_private", false);
    put_empty_array(json, "style");
    json.put("file_data", listing.digital ? "1 PDF" : "");
}

} // namespace

void write_image(JsonWriter& json, const Listing& listing, std::int64_t rank) {
    const auto id = image_id(listing, rank);
    const auto url = [&](std::string_view size) {
        return fmt::format(
            "https://i.sandbox.example/{}/r/il/{}/il_{}.{}.jpg", listing.id, id % 1000, size, id);
    };
    json.begin_object();
    json.put("listing_id", listing.id);
    json.put("listing_image_id", id);
    json.put("hex_code", "B89B72");
    json.put("red", 184);
    json.put("green", 155);
    json.put("blue", 114);
    json.put("hue", 35);
    json.put("saturation", 38);
    json.put("brightness", 72);
    json.put("is_black_and_white", false);
    json.put("creation_tsz", base::utc_seconds(listing.created));
    json.put("created_timestamp", base::utc_seconds(listing.created));
    json.put("rank", rank);
    json.put("url_75x75", url("75x75"));
    json.put("url_170x135", url("170x135"));
    json.put("url_570xN", url("570xN"));
    json.put("url_fullxfull", url("fullxfull"));
    json.put("full_height", 2000);
    json.put("full_width", 2500);
    json.put("alt_text", rank == 1 ? std::optional(wire_text(listing.title)) : std::nullopt);
    json.end_object();
}

void write_questions(JsonWriter& json, const Listing& listing) {
    json.begin_object();
    json.key("personalization_questions");
    json.begin_array();
    for (const auto& question : listing.questions) {
        json.begin_object();
        json.put("question_id", question.id == 0 ? std::nullopt : std::optional(question.id));
        json.put("question_text", wire_text(question.text));
        json.put("instructions",
                 question.instructions ? std::optional(wire_text(*question.instructions))
                                       : std::nullopt);
        json.put("question_type", question.type);
        json.put("required", question.required);
        json.put("max_allowed_characters", question.max_characters);
        json.put("max_allowed_files", question.max_files);
        json.put("add_on_price", nullptr);
        json.key("options");
        if (question.options.empty()) {
            json.value(nullptr);
        } else {
            json.begin_array();
            for (const auto& [id, label] : question.options) {
                json.begin_object();
                json.put("option_id", id);
                json.put("label", wire_text(label));
                json.end_object();
            }
            json.end_array();
        }
        json.end_object();
    }
    json.end_array();
    json.end_object();
}

void write_listing(JsonWriter& json,
                   const WireContext& context,
                   const Listing& listing,
                   const Includes& includes,
                   base::Instant now) {
    json.begin_object();
    json.put("listing_id", listing.id);
    json.put("user_id", context.shop.user_id);
    json.put("shop_id", context.shop.shop_id);
    json.put("title", wire_text(listing.title));
    json.put("description", wire_text(listing.description));
    json.put("rich_description", nullptr);
    json.put("state", listing.state);
    put_listing_times(json, listing, now);
    json.put("quantity", listing.state == "sold_out" ? 0 : 25);
    json.put("shop_section_id", nullptr);
    json.put("featured_rank", -1);
    json.put("url", fmt::format("https://www.etsy.com/listing/{}/sandbox", listing.id));
    json.put("num_favorers", listing.favorers);
    json.put("non_taxable", false);
    json.put("is_taxable", true);
    const bool personal = listing.personalization != Listing::Personalization::none;
    json.put("is_customizable", personal);
    json.put("is_personalizable", personal);
    json.put("listing_type", listing.digital ? "download" : "physical");
    put_texts(json, "tags", listing.tags);
    put_texts(json, "materials", listing.materials);
    const auto physical = [&](std::int64_t value) {
        return listing.digital ? std::nullopt : std::optional(value);
    };
    json.put("shipping_profile_id", physical(55500011));
    json.put("return_policy_id", physical(1));
    json.put("processing_min", physical(listing.min_days));
    json.put("processing_max", physical(listing.max_days));
    put_making(json, listing);
    json.put("has_variations", !listing.options.empty());
    json.put("should_auto_renew", true);
    json.put("language", "en-US");
    json.key("price");
    write_money(json, context.shop, listing.price_minor);
    json.put("converted_price", nullptr);
    json.put("taxonomy_id", 1633);
    json.put("readiness_state_id", physical(1402336022581));
    json.put("suggested_title", nullptr);
    if (includes.associations) {
        put_associations(json, context, listing, includes, now);
    }
    json.end_object();
}

void write_user(JsonWriter& json, const ShopInfo& shop) {
    json.begin_object();
    json.put("user_id", shop.user_id);
    json.put("primary_email", shop.email);
    json.put("first_name", wire_text(shop.first_name));
    json.put("last_name", wire_text(shop.last_name));
    json.put("image_url_75x75", nullptr);
    json.end_object();
}

void write_shop(JsonWriter& json,
                const WireContext& context,
                const ShopCounts& counts,
                base::Instant now) {
    const auto& shop = context.shop;
    const auto created = base::utc_seconds(now - std::chrono::days(1500));
    const auto active =
        std::ranges::count(context.listings, std::string("active"), &Listing::state);
    const auto digital = std::ranges::count(context.listings, true, &Listing::digital);
    json.begin_object();
    json.put("shop_id", shop.shop_id);
    json.put("user_id", shop.user_id);
    json.put("shop_name", shop.name);
    json.put("create_date", created);
    json.put("created_timestamp", created);
    json.put("title", wire_text(shop.title));
    json.put("announcement", "");
    json.put("currency_code", shop.currency);
    json.put("is_vacation", false);
    json.put("vacation_message", nullptr);
    json.put("sale_message", "Thank you! I start on your order within a day.");
    json.put("digital_sale_message", nullptr);
    json.put("update_date", base::utc_seconds(now - std::chrono::days(3)));
    json.put("updated_timestamp", base::utc_seconds(now - std::chrono::days(3)));
    json.put("listing_active_count", active);
    json.put("digital_listing_count", digital);
    json.put("login_name", shop.login);
    json.put("accepts_custom_requests", true);
    for (const char* name : {"policy_welcome",
                             "policy_payment",
                             "policy_shipping",
                             "policy_refunds",
                             "policy_additional",
                             "policy_seller_info"}) {
        json.put(name, nullptr);
    }
    put_shop_settings(json, shop, counts);
    json.end_object();
}

} // namespace etsyorder::sandbox
