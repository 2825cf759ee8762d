// SPDX-License-Identifier: MIT
#include "status/place_items.hpp"

#include "base/ascii.hpp"
#include "orders/order_queries.hpp"

#include <algorithm>
#include <limits>

namespace etsyorder::status {
namespace {

// Where it stands in the pipeline; what is not in it counts as its beginning.
std::size_t place_of(const Pipeline* pipeline, const PiecesAt& pieces) {
    return pipeline == nullptr ? 0 : pipeline->stage(pieces.stage).value_or(0);
}

} // namespace

bool fits(std::string_view pattern, std::string_view text) {
    const auto wanted = base::ascii_lower(std::string(pattern));
    const auto given = base::ascii_lower(std::string(text));
    // Where the last star stood, and how much of the text it has taken so far.
    std::size_t star = std::string::npos;
    std::size_t taken = 0;
    std::size_t in_pattern = 0;
    std::size_t in_text = 0;
    while (in_text < given.size()) {
        if (in_pattern < wanted.size() && wanted[in_pattern] == '*') {
            star = in_pattern++;
            taken = in_text;
        } else if (in_pattern < wanted.size() && wanted[in_pattern] == given[in_text]) {
            ++in_pattern;
            ++in_text;
        } else if (star != std::string::npos) {
            in_pattern = star + 1;
            in_text = ++taken;
        } else {
            return false;
        }
    }
    return wanted.find_first_not_of('*', in_pattern) == std::string::npos;
}

const Pipeline& Placing::choose(const Product& product) {
    for (const auto& pipeline : pipelines_->all) {
        if (pipeline.match.is_everything() || hits(pipeline.match, product)) {
            return pipeline;
        }
    }
    return pipelines_->of_everything();
}

bool Placing::hits(const Match& match, const Product& product) {
    const auto any = [](const auto& list, const auto& holds) {
        return std::any_of(list.begin(), list.end(), holds);
    };
    return any(match.listings, [&](auto listing) { return product.listing_id == listing; }) ||
           any(match.skus,
               [&](const auto& sku) { return !product.sku.empty() && fits(sku, product.sku); }) ||
           any(match.tags, [&](const auto& tag) { return tagged(tag).contains(product.order); }) ||
           any(match.queries,
               [&](const auto& query) { return found(query).contains(product.order); });
}

const Placing::OrderSet& Placing::tagged(const std::string& tag) {
    auto known = tagged_.find(tag);
    if (known == tagged_.end()) {
        orders::ListFilter filter;
        filter.tag = tag;
        filter.only_open = false;
        filter.limit = std::numeric_limits<int>::max();
        const auto ids = orders::OrderQueries(*database_).ids(filter);
        known = tagged_.emplace(tag, OrderSet(ids.begin(), ids.end())).first;
    }
    return known->second;
}

const Placing::OrderSet& Placing::found(const std::string& query) {
    auto known = found_.find(query);
    if (known == found_.end()) {
        const auto ids = orders_of_(query); // may throw, and then again when asked again
        known = found_.emplace(query, OrderSet(ids.begin(), ids.end())).first;
    }
    return known->second;
}

void Placing::place(WorkItem& item) {
    if (item.pieces.empty()) {
        const auto& pipeline = choose(product_of(item));
        item.pipeline = pipeline.name;
        item.pieces = {{pipeline.stages.front().name, item.quantity, item.placed_at}};
        item.untouched = true;
        return;
    }
    const auto* const pipeline = pipeline_of(item);
    std::stable_sort(
        item.pieces.begin(), item.pieces.end(), [&](const auto& one, const auto& other) {
            return place_of(pipeline, one) < place_of(pipeline, other);
        });
    std::int64_t missing = item.quantity;
    for (const auto& pieces : item.pieces) {
        missing -= pieces.quantity;
    }
    if (missing > 0) {
        const auto first =
            pipeline == nullptr ? item.pieces.front().stage : pipeline->stages.front().name;
        // Not always in front: pieces in a stage that is gone count as the beginning, too.
        auto there = std::find_if(item.pieces.begin(), item.pieces.end(), [&](const auto& one) {
            return one.stage == first;
        });
        if (there == item.pieces.end()) {
            there = item.pieces.insert(item.pieces.begin(), {first, 0, item.placed_at});
        }
        there->quantity += missing;
    }
    for (auto& pieces : item.pieces) {
        const auto gone = std::min(pieces.quantity, std::max<std::int64_t>(-missing, 0));
        pieces.quantity -= gone;
        missing += gone;
    }
    if (item.quantity > 0) {
        std::erase_if(item.pieces, [](const PiecesAt& pieces) { return pieces.quantity == 0; });
    }
}

} // namespace etsyorder::status
