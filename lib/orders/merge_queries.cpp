// SPDX-License-Identifier: MIT
// suggest_merges: looks at all orders, sorted by what would be the same, a group at a time.
#include "orders/merge_buyers.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <map>
#include <set>

namespace etsyorder::orders {
namespace {

constexpr std::size_t kMostSuggestions = 1000;
constexpr std::size_t kMostInGroup = 10'000; // orders that share a zip; beyond that it says little

struct Rule {
    const char* same; // an expression over orders
    bool also_name;   // the folded name must be the same too
    const char* reason;
};
constexpr Rule kRules[] = {{"lower(buyer_email)", false, "same e-mail"},
                           {"lower(zip)", true, "same name and zip"},
                           {"lower(first_line)", true, "same name and street"}};

using Found = std::map<std::set<std::int64_t>, std::vector<std::string>>; // buyers, reasons

class Groups {
public:
    Groups(const Rule& rule, Found& found) : rule_(rule), found_(found) {}

    void add(std::int64_t buyer, std::string_view name) {
        if (++size_ > kMostInGroup) {
            return;
        }
        std::string key;
        if (rule_.also_name) {
            for (const auto& word : folded_words(name)) {
                key += word + ' ';
            }
            if (key.empty()) {
                return; // nameless orders are nobody's
            }
        }
        buyers_[key].insert(buyer);
    }

    void end() {
        for (const auto& [name, buyers] : buyers_) {
            if (buyers.size() > 1 &&
                (found_.size() < kMostSuggestions || found_.contains(buyers))) {
                found_[buyers].emplace_back(rule_.reason);
            }
        }
        buyers_.clear();
        size_ = 0;
    }

private:
    const Rule& rule_;
    Found& found_;
    std::map<std::string, std::set<std::int64_t>> buyers_; // by name
    std::size_t size_ = 0;
};

void look(db::Database& database, std::optional<ShopId> shop, const Rule& rule, Found& found) {
    auto rows = database.statement(
        fmt::format("SELECT DISTINCT shop_id, {0} AS same, buyer_id, buyer_name FROM orders WHERE "
                    "(:shop IS NULL OR shop_id = :shop) AND {0} <> '' AND buyer_id IS NOT NULL "
                    "ORDER BY shop_id, same",
                    rule.same));
    rows.bind(":shop", shop ? std::optional(shop->value()) : std::nullopt);
    Groups groups(rule, found);
    std::int64_t of_shop = 0;
    std::string same;
    while (rows.step()) {
        if (of_shop != rows.integer(0) || same != rows.text(1)) {
            groups.end();
            of_shop = rows.integer(0);
            same = rows.string(1);
        }
        groups.add(rows.integer(2), rows.text(3));
    }
    groups.end();
}

} // namespace

std::vector<BuyerSuggestion> suggest_merges(db::Database& database, std::optional<ShopId> shop) {
    database.read_through_cache();
    Found found;
    for (const auto& rule : kRules) {
        look(database, shop, rule, found);
    }
    const MergedBuyerRepository repository(database);
    std::vector<BuyerSuggestion> suggestions;
    for (auto& [buyers, reasons] : found) {
        BuyerSuggestion suggestion{{}, reasons};
        for (const auto buyer : buyers) {
            if (auto summary = repository.summary(BuyerId{buyer})) {
                suggestion.buyers.push_back(*std::move(summary));
            }
        }
        std::ranges::sort(suggestion.buyers, std::greater{}, &BuyerSummary::order_count);
        suggestions.push_back(std::move(suggestion));
    }
    return suggestions;
}

} // namespace etsyorder::orders
