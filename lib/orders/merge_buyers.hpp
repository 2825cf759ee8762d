// SPDX-License-Identifier: MIT
// The use case "these buyers are one person": their orders get one buyer, so that repeat orders,
// searches and the forgetting of a person see one. Each order keeps the name written on it. One
// unit of work, one event for each order that moves, one act that takes all of it back.
#pragma once

#include "db/database.hpp"
#include "orders/merged_buyer_repository.hpp"
#include "orders/undoable.hpp"

#include <string>
#include <vector>

namespace etsyorder::orders {

enum class MergeOutcome { kept, merged, already_so };

struct MergedBuyer {
    BuyerSummary buyer; // as it was before
    MergeOutcome outcome = MergeOutcome::kept;
};

// What merge_buyers would do; changes nothing. The first buyer is the one that stays.
[[nodiscard]] std::vector<MergedBuyer> plan_merge(db::Database& database,
                                                  const std::vector<BuyerId>& buyers);

// Buyers of one shop that have orders. Throws Error as db::UnitOfWork does.
std::vector<MergedBuyer>
merge_buyers(db::Database& database, const std::vector<BuyerId>& buyers, base::Instant now);

// Tells merged buyers apart again, for orders undo.
class BuyerKind final : public UndoableKind {
public:
    static constexpr std::string_view kName = "buyer";
    [[nodiscard]] std::string_view name() const override { return kName; }
    [[nodiscard]] std::optional<std::string> present(db::Database& database,
                                                     const ActStep& step) const override;
    void
    write(db::Database& database, std::span<const ActStep> steps, base::Instant now) const override;
    [[nodiscard]] std::string in_words(const ActStep& step) const override;
};

// Buyers that may be one person. The program never merges them by itself.
struct BuyerSuggestion {
    std::vector<BuyerSummary> buyers; // two or more
    std::vector<std::string> reasons; // "same e-mail", "same name and zip", "same name and street"
};

// At most 1,000. Looks at all orders.
[[nodiscard]] std::vector<BuyerSuggestion> suggest_merges(db::Database& database,
                                                          std::optional<ShopId> shop);

} // namespace etsyorder::orders
