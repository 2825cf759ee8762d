// SPDX-License-Identifier: MIT
// Listings, their images, personalisation questions and reviews.
#include "sandbox/parameters.hpp"
#include "sandbox/shop_checks.hpp"
#include "sandbox/world.hpp"

#include <fmt/format.h>

#include <algorithm>

namespace etsyorder::sandbox {

namespace {

using httpd::Request;
using httpd::Response;

Includes read_includes(const Request& request) {
    Includes out;
    out.associations = true;
    const auto written = Parameters(request.query).text("includes").value_or("");
    for (std::string_view rest = written; !rest.empty();) {
        const auto end = rest.find(',');
        const auto name = rest.substr(0, end);
        rest = end == std::string_view::npos ? std::string_view{} : rest.substr(end + 1);
        if (name == "Images") {
            out.images = true;
        } else if (name == "Shop") {
            out.shop = true;
        } else if (name == "User") {
            out.user = true;
        } else if (name == "Translations") {
            out.translations = true;
        } else if (name == "Videos") {
            out.videos = true;
        } else if (name == "Personalization") {
            out.personalization = true;
        } else if (name == "BuyerPrice") {
            out.buyer_price = true;
        } else if (name != "Shipping" && name != "Inventory") {
            throw Refusal{400, fmt::format("Invalid value for 'includes': '{}'", name), ""};
        }
    }
    return out;
}

Response listings_response(const World& world,
                           const std::vector<const Listing*>& page,
                           std::size_t count,
                           const Includes& includes) {
    JsonWriter json;
    json.begin_object();
    json.put("count", count);
    json.key("results");
    json.begin_array();
    for (const auto* listing : page) {
        write_listing(json, world.wire(), *listing, includes, world.now());
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response get_listings_by_shop(World& world, const Request& request) {
    check_own_shop(world, request);
    const Parameters in(request.query);
    const auto state =
        in.one_of("state", {"active", "inactive", "sold_out", "draft", "expired"}, "active");
    (void)in.one_of("sort_on", {"created", "price", "updated", "score"}, "created");
    (void)in.one_of("sort_order", {"asc", "ascending", "desc", "descending", "up", "down"}, "desc");
    const auto includes = read_includes(request);
    std::vector<const Listing*> all;
    for (const auto& listing : world.seed.listings) {
        if (listing.state == state) {
            all.push_back(&listing);
        }
    }
    const auto begin = std::min(in.offset(), all.size());
    const auto end = std::min(begin + in.limit(), all.size());
    return listings_response(world,
                             {all.begin() + static_cast<std::ptrdiff_t>(begin),
                              all.begin() + static_cast<std::ptrdiff_t>(end)},
                             all.size(),
                             includes);
}

Response get_listings_batch(World& world, const Request& request) {
    std::vector<const Listing*> found;
    for (const auto id : Parameters(request.query).ids("listing_ids", 100)) {
        const auto listing = std::ranges::find(world.seed.listings, id, &Listing::id);
        if (listing != world.seed.listings.end()) {
            found.push_back(&*listing);
        }
    }
    return listings_response(world, found, found.size(), read_includes(request));
}

Response get_listing(World& world, const Request& request) {
    JsonWriter json;
    write_listing(
        json, world.wire(), find_listing(world, request), read_includes(request), world.now());
    return httpd::json_response(200, json.take());
}

Response get_images(World& world, const Request& request) {
    const auto& listing = find_listing(world, request);
    JsonWriter json;
    json.begin_object();
    json.put("count", listing.images);
    json.key("results");
    json.begin_array();
    for (std::int64_t rank = 1; rank <= listing.images; ++rank) {
        write_image(json, listing, rank);
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

Response get_image(World& world, const Request& request) {
    const auto& listing = find_listing(world, request);
    const auto rank = path_id(request, "listing_image_id") - image_id(listing, 0);
    if (rank < 1 || rank > listing.images) {
        throw Refusal{404, "Resource not found", ""};
    }
    JsonWriter json;
    write_image(json, listing, rank);
    return httpd::json_response(200, json.take());
}

Response get_personalization(World& world, const Request& request) {
    JsonWriter json;
    write_questions(json, find_listing(world, request));
    return httpd::json_response(200, json.take());
}

void write_review(JsonWriter& json, const World& world, const Review& review, bool with_buyer) {
    const auto epoch = base::utc_seconds(review.created);
    const auto& listing = world.seed.listings[review.listing];
    json.begin_object();
    json.put("shop_id", world.seed.shop.shop_id);
    json.put("listing_id", listing.id);
    if (with_buyer) {
        json.put("transaction_id", transaction_id(review.order, 0));
        json.put("buyer_user_id", world.orders.order(review.order).buyer_id);
    }
    json.put("rating", review.rating);
    json.put("review", wire_text(review.text));
    json.put("language", review.language);
    json.put("image_url_fullxfull",
             review.with_picture ? std::optional(fmt::format(
                                       "https://i.sandbox.example/review/{}.jpg", review.order))
                                 : std::nullopt);
    json.put("create_timestamp", epoch);
    json.put("created_timestamp", epoch);
    json.put("update_timestamp", epoch);
    json.put("updated_timestamp", epoch);
    json.end_object();
}

Response reviews_response(const World& world, const Request& request, const Listing* only) {
    const Parameters in(request.query);
    const auto low = in.instant("min_created");
    const auto high = in.instant("max_created");
    const auto limit = in.limit();
    const auto offset = in.offset();
    std::vector<const Review*> found; // newest first
    for (auto review = world.seed.reviews.rbegin(); review != world.seed.reviews.rend(); ++review) {
        const bool wanted = (only == nullptr || &world.seed.listings[review->listing] == only) &&
                            (!low || review->created >= *low) &&
                            (!high || review->created <= *high);
        if (wanted) {
            found.push_back(&*review);
        }
    }
    JsonWriter json;
    json.begin_object();
    json.put("count", found.size());
    json.key("results");
    json.begin_array();
    for (std::size_t n = offset; n < found.size() && n < offset + limit; ++n) {
        write_review(json, world, *found[n], only == nullptr);
    }
    json.end_array();
    json.end_object();
    return httpd::json_response(200, json.take());
}

} // namespace

void add_listing_routes(httpd::Router& router, World& world) {
    const auto add = [&](const std::string& path,
                         const std::string& fault,
                         const std::string& scope,
                         auto work) {
        add_operation(
            router, world, "GET", path, {fault, scope, [&world, work](const Request& request) {
                                             return work(world, request);
                                         }});
    };
    add("/shops/{shop_id}/listings", "listings", "listings_r", get_listings_by_shop);
    add("/listings/batch", "listings", "", get_listings_batch);
    // An operation that is not there; without this line it would be a listing with an odd id.
    add("/listings/active", "listings", "", [](World&, const Request&) -> Response {
        throw Refusal{404, "Resource not found", ""};
    });
    add("/listings/{listing_id}", "listings", "", get_listing);
    add("/listings/{listing_id}/images", "listings", "", get_images);
    add("/listings/{listing_id}/images/{listing_image_id}", "listings", "", get_image);
    add("/listings/{listing_id}/personalization", "listings", "", get_personalization);
    add("/listings/{listing_id}/reviews", "reviews", "", [](World& w, const Request& request) {
        return reviews_response(w, request, &find_listing(w, request));
    });
    add("/shops/{shop_id}/reviews", "reviews", "", [](World& w, const Request& request) {
        if (path_id(request, "shop_id") != w.seed.shop.shop_id) {
            throw Refusal{404, "Resource not found", ""};
        }
        return reviews_response(w, request, nullptr);
    });
}

} // namespace etsyorder::sandbox
