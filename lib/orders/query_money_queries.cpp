// SPDX-License-Identifier: MIT
// `total:`. An amount without a currency counts in whatever currency the order has, so it is
// another number of minor units in each.
#include "base/money.hpp"
#include "orders/query_terms.hpp"

#include <fmt/format.h>
#include <fmt/ranges.h>

namespace etsyorder::orders {
namespace {

using query::MoneyRange;
using query::NumberRange;

// The currencies there are, each found in the index behind the last: they are few.
constexpr std::string_view kCurrencies =
    "(WITH RECURSIVE there (currency) AS (SELECT min(currency) FROM orders UNION ALL SELECT "
    "(SELECT "
    "min(currency) FROM orders WHERE currency > there.currency) FROM there WHERE there.currency IS "
    "NOT NULL) SELECT currency FROM there WHERE currency IS NOT NULL)";

// Whole minor units of currencies with so many digits.
NumberRange minor_range(const query::MoneyRange& money, int digits) {
    const std::int64_t unit = digits == 0 ? 1000 : digits == 2 ? 10 : 1; // thousandths
    NumberRange range;
    if (money.least_thousandths) {
        const auto least = *money.least_thousandths;
        range.least = money.least_counts ? (least + unit - 1) / unit : least / unit + 1;
    }
    if (money.most_thousandths) {
        const auto most = *money.most_thousandths;
        range.most = money.most_counts ? most / unit : (most + unit - 1) / unit - 1;
    }
    return range;
}

// The end of a range by the digits of the currency; parameters of the condition.
std::string by_digits(std::string_view currency,
                      const MoneyRange& money,
                      std::optional<std::int64_t> NumberRange::*end,
                      Parameters& parameters) {
    const auto named = [](int digits) {
        return fmt::format("'{}'", fmt::join(base::currencies_with_digits(digits), "','"));
    };
    const auto minor = [&](int digits) {
        return parameters.add(std::int64_t{*(minor_range(money, digits).*end)});
    };
    const auto none = minor(0);
    const auto three = minor(3);
    return fmt::format("CASE WHEN {0} IN ({1}) THEN {2} WHEN {0} IN ({3}) THEN {4} ELSE {5} END",
                       currency,
                       named(0),
                       none,
                       named(3),
                       three,
                       minor(2));
}

std::string total_in(const std::string& order,
                     const std::string& currency,
                     const MoneyRange& money,
                     Parameters& parameters) {
    const auto total = order + "total_minor";
    if (!money.currency.empty()) {
        return fmt::format(
            "{}currency = {} AND {}",
            order,
            parameters.add(money.currency),
            in_range(total, minor_range(money, base::minor_digits(money.currency)), parameters));
    }
    std::string sql;
    if (money.least_thousandths) {
        sql = fmt::format(
            "{} >= {}", total, by_digits(currency, money, &NumberRange::least, parameters));
    }
    if (money.most_thousandths) {
        sql += fmt::format("{}{} <= {}",
                           sql.empty() ? "" : " AND ",
                           total,
                           by_digits(currency, money, &NumberRange::most, parameters));
    }
    return sql;
}

} // namespace

std::string total_condition(const MoneyRange& money, Parameters& parameters) {
    return total_in("o.", "o.currency", money, parameters);
}

std::string total_candidates(const MoneyRange& money, Parameters& parameters) {
    const bool named = !money.currency.empty();
    return fmt::format("SELECT b.order_id FROM {}orders b WHERE +b.shop_id = :shop AND {}{}",
                       named ? "" : fmt::format("{} c CROSS JOIN ", kCurrencies),
                       named ? "" : "b.currency = c.currency AND ",
                       total_in("b.", "c.currency", money, parameters));
}

} // namespace etsyorder::orders
