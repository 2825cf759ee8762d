// SPDX-License-Identifier: MIT
// What files, not Etsy's API, say of a shop's catalogue: listings without a number of their own,
// and reviews that name an order, not an item.
#pragma once

#include "base/clock.hpp"
#include "base/money.hpp"

#include <cstdint>
#include <optional>
#include <string>
#include <vector>

namespace etsyorder::orders {

// One way in which a listing varies: "Wood" with "Oak" and "Ash".
struct ListingVariation {
    std::string type; // Etsy's word for the kind of it; may be empty
    std::string name;
    std::vector<std::string> values;

    friend bool operator==(const ListingVariation&, const ListingVariation&) = default;
};

// Texts are decoded from Etsy's HTML escapes.
struct FileListing {
    std::string title;
    std::string description;
    std::optional<base::Money> price;
    std::optional<std::int64_t> quantity;
    std::vector<std::string> tags; // with blanks, where Etsy writes _
    std::vector<std::string> materials;
    std::vector<std::string> skus; // several where variations have their own
    std::vector<std::string> images;
    std::vector<ListingVariation> variations;

    friend bool operator==(const FileListing&, const FileListing&) = default;
};

struct FileReview {
    std::int64_t receipt = 0; // the number of the order
    std::string reviewer;     // a name; may be "Sign in with Apple user"
    std::int64_t rating = 0;  // 1 to 5
    std::string message;      // may be empty; "Revised: ..." after an edit
    base::Date reviewed_on{};

    friend bool operator==(const FileReview&, const FileReview&) = default;
};

} // namespace etsyorder::orders
