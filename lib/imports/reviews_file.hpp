// SPDX-License-Identifier: MIT
// reviews.json of Etsy's account data: a list of {reviewer, date_reviewed, star_rating, message,
// order_id}. Whatever the file is, memory and depth are bounded. Pure.
#pragma once

#include "base/result.hpp"
#include "orders/file_listing.hpp"

#include <cstdint>
#include <string>
#include <string_view>
#include <vector>

namespace etsyorder::imports {

constexpr std::size_t kMaxReviewsFile = std::size_t{32} << 20; // bytes
constexpr std::size_t kMaxReviews = 1'000'000;

struct BadReview {
    std::size_t entry = 0; // the first is 1
    std::string why;       // without a full stop
};

struct ReviewsFile {
    std::vector<orders::FileReview> reviews; // in the file's order
    std::vector<std::size_t> entries;        // of each of them, the first is 1
    std::vector<BadReview> bad;
};

// True where a text begins like reviews.json: told by its first entry, of a piece of the file too.
[[nodiscard]] bool looks_like_reviews(std::string_view beginning);

// Is it JSON whose end is missing?
[[nodiscard]] bool is_cut_off(std::string_view text);

// The error says why nothing of it can be read, a sentence without a full stop.
[[nodiscard]] base::Result<ReviewsFile, std::string> read_reviews(std::string_view text);

} // namespace etsyorder::imports
