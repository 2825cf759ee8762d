// SPDX-License-Identifier: MIT
#include "lint/lint_orders.hpp"

#include "lint/lint_item.hpp"
#include "lint/silence_repository.hpp"

#include <map>
#include <tuple>

namespace etsyorder::lint {
namespace {

// Silences by shop, what they are for, and code.
class Silences {
public:
    Silences(db::Database& database, std::optional<orders::ShopId> shop) {
        for (auto& silence : SilenceRepository(database).all(shop)) {
            const auto& target = silence.target;
            const bool of_order = target.order.has_value();
            const auto id = of_order ? target.order->value() : target.listing.value_or(0);
            Key key{target.shop.value(), of_order, id, silence.code};
            all_.emplace(std::move(key), std::move(silence));
        }
    }

    [[nodiscard]] std::optional<Silence>
    find(const LintOrder& order, const LintItem& item, Code code) const {
        if (all_.empty()) {
            return std::nullopt;
        }
        const std::string name(info(code).name);
        auto found = all_.find({order.shop.value(), true, order.id.value(), name});
        if (found == all_.end() && item.listing) {
            found = all_.find({order.shop.value(), false, *item.listing, name});
        }
        return found == all_.end() ? std::nullopt : std::optional(found->second);
    }

private:
    using Key = std::tuple<std::int64_t, bool, std::int64_t, std::string>;
    std::map<Key, Silence> all_;
};

void count(LintTotals& totals, const OrderFinding& found) {
    if (found.silence) {
        ++totals.silenced;
        return;
    }
    switch (info(found.finding.code).severity) {
    case Severity::hint:
        ++totals.hints;
        break;
    case Severity::warning:
        ++totals.warnings;
        break;
    case Severity::error:
        ++totals.errors;
        break;
    }
}

} // namespace

LintTotals
lint_orders(db::Database& database,
            const LintOptions& options,
            const std::function<void(const LintOrder&, const std::vector<OrderFinding>&)>& take) {
    LintQueries queries(database);
    const Silences silences(database, options.scope.shop);
    Linter linter;
    LintTotals totals;
    std::vector<OrderFinding> told;
    queries.each(options.scope, [&](const LintOrder& order) {
        ++totals.orders;
        told.clear();
        for (std::size_t i = 0; i < order.items.size(); ++i) {
            const auto& item = order.items[i];
            const auto* const questions =
                item.listing ? queries.questions(order.shop, *item.listing) : nullptr;
            for (auto& finding : linter.lint({item.quantity, item.answers, questions})) {
                if (info(finding.code).severity < options.least) {
                    continue;
                }
                OrderFinding found{i, std::move(finding), {}};
                found.silence = silences.find(order, item, found.finding.code);
                count(totals, found);
                if (!found.silence || options.silenced == SilencedOnes::told) {
                    told.push_back(std::move(found));
                }
            }
        }
        if (!told.empty()) {
            ++totals.orders_with_findings;
            take(order, told);
        }
    });
    return totals;
}

} // namespace etsyorder::lint
