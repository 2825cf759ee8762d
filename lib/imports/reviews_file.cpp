// SPDX-License-Identifier: MIT
#include "imports/reviews_file.hpp"

#include "base/html_text.hpp"
#include "imports/cells.hpp"
#include "imports/json_text.hpp"

#include <fmt/format.h>
#include <nlohmann/json.hpp>

namespace etsyorder::imports {
namespace {

using nlohmann::json;
using orders::FileReview;

constexpr int kDepth = 16;
constexpr std::size_t kMaxText = 64 * 1024; // bytes of one review; Etsy's are far shorter

// A number that is whole, also where it came as a text.
std::optional<std::int64_t> whole(const json& entry, const char* name) {
    const auto found = entry.find(name);
    if (found == entry.end()) {
        return std::nullopt;
    }
    if (found->is_number_unsigned() && found->get<std::uint64_t>() > std::uint64_t{1} << 62U) {
        return std::nullopt;
    }
    if (found->is_number_integer()) {
        return found->get<std::int64_t>();
    }
    return found->is_string() ? parse_number(found->get_ref<const std::string&>()) : std::nullopt;
}

// Null and absent read as empty; anything else but a text is none.
std::optional<std::string> text_of(const json& entry, const char* name) {
    const auto found = entry.find(name);
    if (found == entry.end() || found->is_null()) {
        return std::string();
    }
    if (!found->is_string() || found->get_ref<const std::string&>().size() > kMaxText) {
        return std::nullopt;
    }
    return base::decode_html(found->get_ref<const std::string&>());
}

base::Result<FileReview, std::string> read_one(const json& entry) {
    const auto bad = [](std::string why) { return base::Unexpected<std::string>(std::move(why)); };
    if (!entry.is_object()) {
        return bad("it is no review but something else");
    }
    const auto order = whole(entry, "order_id");
    if (!order || *order <= 0) {
        return bad("order_id is no order number");
    }
    const auto stars = whole(entry, "star_rating");
    if (!stars || *stars < 1 || *stars > 5) {
        return bad("star_rating is no number from 1 to 5");
    }
    const auto day = text_of(entry, "date_reviewed");
    const auto date = day ? parse_date(*day, DateOrder::month_first) : std::nullopt;
    if (!date) {
        return bad("date_reviewed is no date such as 09/30/2026");
    }
    auto message = text_of(entry, "message");
    auto reviewer = text_of(entry, "reviewer");
    if (!message || !reviewer) {
        return bad(fmt::format("{} is no text, or one of more than 64 KiB",
                               message ? "reviewer" : "message"));
    }
    return FileReview{*order, *std::move(reviewer), *stars, *std::move(message), *date};
}

} // namespace

bool looks_like_reviews(std::string_view beginning) {
    const auto text = trimmed(without_mark(beginning));
    if (text.starts_with('[') && trimmed(text.substr(1)) == "]") {
        return true; // of a shop that has none yet
    }
    return text.starts_with('[') && text.find("\"star_rating\"") != std::string_view::npos &&
           text.find("\"order_id\"") != std::string_view::npos;
}

bool is_cut_off(std::string_view text) {
    text = without_mark(text);
    if (!is_shallow(text, kDepth)) {
        return false;
    }
    try {
        [[maybe_unused]] const auto document = json::parse(text);
    } catch (const json::parse_error& problem) {
        return problem.byte > text.size();
    } catch (const json::out_of_range&) { // 1e999
        return false;
    }
    return false;
}

base::Result<ReviewsFile, std::string> read_reviews(std::string_view text) {
    const auto refused = [](std::string why) {
        return base::Unexpected<std::string>(std::move(why));
    };
    text = without_mark(text);
    if (text.size() > kMaxReviewsFile) {
        return refused("it is larger than 32 MiB, which no reviews.json is");
    }
    if (!is_shallow(text, kDepth)) {
        return refused(fmt::format("it has brackets more than {} deep", kDepth));
    }
    json document;
    try {
        document = json::parse(text);
    } catch (const json::parse_error& problem) {
        return refused(problem.byte > text.size()
                           ? std::string("it is cut off: its end is missing")
                           : fmt::format("it is no JSON, from byte {} on", problem.byte));
    } catch (const json::out_of_range&) {
        return refused("it has a number beyond all bounds");
    }
    if (!document.is_array()) {
        return refused("it is JSON, but no list of reviews");
    }
    if (document.size() > kMaxReviews) {
        return refused(fmt::format("it has more than {} entries", kMaxReviews));
    }
    ReviewsFile file;
    std::size_t entry = 0;
    for (const auto& one : document) {
        ++entry;
        if (auto review = read_one(one)) {
            file.reviews.push_back(*std::move(review));
            file.entries.push_back(entry);
        } else {
            file.bad.push_back({entry, review.error()});
        }
    }
    return file;
}

} // namespace etsyorder::imports
