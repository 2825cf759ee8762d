// SPDX-License-Identifier: MIT
#include "imports/import_catalogue.hpp"

#include "events/event_log.hpp"
#include "orders/file_listing_repository.hpp"
#include "orders/forget_repository.hpp"
#include "orders/order_repository.hpp"

#include <nlohmann/json.hpp>

#include <algorithm>
#include <map>
#include <optional>
#include <set>

namespace etsyorder::imports {
namespace {

using nlohmann::ordered_json;
using orders::FileListing;
using orders::FileReview;
using orders::Saved;
using orders::StoredFileListing;

std::string joined(const std::vector<std::string>& words) {
    std::string all;
    for (const auto& word : words) {
        all += (all.empty() ? "" : ", ") + word;
    }
    return all;
}

std::string in_words(const std::optional<base::Money>& price) {
    return price ? base::format_decimal(*price) + " " + price->currency : "";
}

std::vector<orders::Change> differences(const FileListing& before, const FileListing& after) {
    std::vector<orders::Change> found;
    const auto compare = [&](const char* field, std::string one, std::string other) {
        if (one != other) {
            found.push_back({field, std::move(one), std::move(other)});
        }
    };
    const auto number = [](const std::optional<std::int64_t>& value) {
        return value ? std::to_string(*value) : "";
    };
    compare("title", before.title, after.title);
    compare("price", in_words(before.price), in_words(after.price));
    compare("quantity", number(before.quantity), number(after.quantity));
    compare("tags", joined(before.tags), joined(after.tags));
    compare("materials", joined(before.materials), joined(after.materials));
    compare("sku", joined(before.skus), joined(after.skus));
    if (before.description != after.description) { // too long for a line
        found.push_back({"description", "", "changed"});
    }
    if (before.images != after.images) {
        found.push_back(
            {"images", std::to_string(before.images.size()), std::to_string(after.images.size())});
    }
    if (before.variations != after.variations) {
        found.push_back({"variations",
                         std::to_string(before.variations.size()),
                         std::to_string(after.variations.size())});
    }
    return found;
}

void append(db::Database& database,
            const CatalogueOptions& options,
            const char* name,
            std::optional<std::int64_t> order,
            const ordered_json& data) {
    events::EventLog(database).append(
        {0,
         options.shop.value(),
         name,
         order,
         std::nullopt,
         options.now,
         options.now,
         options.source,
         data.dump(-1, ' ', false, ordered_json::error_handler_t::replace)});
}

// Which stored listing each row of the file is. Rows that are the same as stored choose first, so
// that two of one title keep their places whatever their order in the file.
class Known {
public:
    explicit Known(std::vector<StoredFileListing> stored) : stored_(std::move(stored)) {
        for (std::size_t at = 0; at < stored_.size(); ++at) {
            const auto& listing = stored_[at].listing;
            by_title_.emplace(listing.title, at);
            by_skus_.emplace(joined(listing.skus), at);
        }
    }

    [[nodiscard]] const StoredFileListing* take_same(const FileListing& listing) {
        return take(
            by_title_, listing.title, [&](const FileListing& other) { return other == listing; });
    }

    [[nodiscard]] const StoredFileListing* take_like(const FileListing& listing) {
        const auto* found = take(by_title_, listing.title, [&](const FileListing& other) {
            return other.skus == listing.skus;
        });
        if (found == nullptr && !listing.skus.empty()) {
            found = take(by_skus_, joined(listing.skus), [](const FileListing&) { return true; });
        }
        return found != nullptr ? found
                                : take(by_title_, listing.title, [&](const FileListing& other) {
                                      return other.skus.empty() || listing.skus.empty();
                                  });
    }

private:
    using Index = std::multimap<std::string, std::size_t>;

    template <class Fits>
    const StoredFileListing* take(const Index& index, const std::string& key, Fits fits) {
        const auto [from, to] = index.equal_range(key);
        for (auto it = from; it != to; ++it) {
            if (!taken_.contains(it->second) && fits(stored_[it->second].listing)) {
                taken_.insert(it->second);
                return &stored_[it->second];
            }
        }
        return nullptr;
    }

    std::vector<StoredFileListing> stored_;
    Index by_title_, by_skus_;
    std::set<std::size_t> taken_;
};

} // namespace

std::vector<ListingOutcome>
import_listings(db::Database& database,
                const CatalogueOptions& options,
                const std::vector<std::pair<std::uint64_t, FileListing>>& listings) {
    db::UnitOfWork work(database);
    orders::FileListingRepository repository(database);
    Known known(repository.of_shop(options.shop));
    std::vector<ListingOutcome> outcomes;
    std::set<std::size_t> same;
    for (std::size_t at = 0; at < listings.size(); ++at) {
        if (known.take_same(listings[at].second) != nullptr) {
            same.insert(at);
        }
    }
    for (std::size_t at = 0; at < listings.size(); ++at) {
        const auto& [line, listing] = listings[at];
        auto& outcome =
            outcomes.emplace_back(ListingOutcome{Saved::unchanged, line, listing.title, {}});
        if (same.contains(at)) {
            continue;
        }
        if (const auto* stored = known.take_like(listing)) {
            outcome.saved = Saved::changed;
            outcome.changes = differences(stored->listing, listing);
            repository.update(options.shop, stored->id, listing, options.now);
            append(database, options, "listing.changed", std::nullopt, {{"title", listing.title}});
        } else {
            outcome.saved = Saved::added;
            repository.insert(options.shop, listing, options.now);
            append(database, options, "listing.added", std::nullopt, {{"title", listing.title}});
        }
    }
    work.commit();
    return outcomes;
}

namespace {

using Entries = std::vector<std::size_t>; // places in the file's list

// The reviews of one order.
class OrderReviews {
public:
    OrderReviews(db::Database& database, const CatalogueOptions& options, orders::ReceiptId receipt)
        : database_(database), options_(options), repository_(database),
          stored_(repository_.of_order(options.shop, receipt)), taken_(stored_.size(), false) {
        if (const auto order = orders::OrderRepository(database).find(options.shop, receipt)) {
            order_ = order->id.value();
        }
        // Also of an order that is not here: a backup older than it was brought back.
        forgotten_ =
            orders::ForgetRepository(database).forgotten_at(receipt, std::nullopt).has_value();
    }

    [[nodiscard]] bool order_known() const { return order_.has_value(); }

    [[nodiscard]] bool take_same(const FileReview& review) {
        for (std::size_t at = 0; at < stored_.size(); ++at) {
            if (!taken_[at] && stored_[at].review == review) {
                taken_[at] = true;
                return true;
            }
        }
        return false;
    }

    [[nodiscard]] Saved save(const FileReview& review) {
        if (forgotten_) {
            return Saved::unchanged; // who wrote it is not to come back
        }
        for (std::size_t at = 0; at < stored_.size(); ++at) {
            const auto& known = stored_[at].review;
            if (taken_[at] || known.reviewer != review.reviewer) {
                continue;
            }
            taken_[at] = true;
            if (review.reviewed_on < known.reviewed_on) {
                return Saved::unchanged; // an older file
            }
            repository_.update(stored_[at].id, review, options_.now);
            tell("review.changed", review);
            return Saved::changed;
        }
        repository_.insert(options_.shop, review, options_.now);
        tell("review.received", review);
        return Saved::added;
    }

private:
    void tell(const char* name, const FileReview& review) {
        append(database_, options_, name, order_, {{"rating", review.rating}});
    }

    db::Database& database_;
    const CatalogueOptions& options_;
    orders::FileReviewRepository repository_;
    std::vector<orders::StoredFileReview> stored_;
    std::vector<bool> taken_;
    std::optional<std::int64_t> order_;
    bool forgotten_ = false;
};

} // namespace

std::vector<ReviewOutcome>
import_reviews(db::Database& database,
               const CatalogueOptions& options,
               const std::vector<std::pair<std::size_t, FileReview>>& reviews) {
    std::map<std::int64_t, Entries> by_order;
    std::vector<ReviewOutcome> outcomes;
    for (const auto& [entry, review] : reviews) {
        by_order[review.receipt].push_back(outcomes.size());
        outcomes.push_back({Saved::unchanged, entry, review, false});
    }
    db::UnitOfWork work(database);
    for (const auto& [receipt, entries] : by_order) {
        OrderReviews known(database, options, orders::ReceiptId{receipt});
        Entries others;
        for (const auto at : entries) {
            outcomes[at].order_known = known.order_known();
            if (!known.take_same(outcomes[at].review)) {
                others.push_back(at);
            }
        }
        for (const auto at : others) {
            outcomes[at].saved = known.save(outcomes[at].review);
        }
    }
    work.commit();
    return outcomes;
}

} // namespace etsyorder::imports
