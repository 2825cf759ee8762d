// SPDX-License-Identifier: MIT
#include "base/ascii.hpp"
#include "orders/order.hpp"
#include "orders/order_name.hpp"
#include "orders/query_terms.hpp"
#include "orders/word_match.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <limits>

namespace etsyorder::orders {
namespace {

using query::NumberRange;
using query::Text;

// A text `t` begins with the typed start: t >= start AND t < start + the last code point.
constexpr std::string_view kAfterAll = "\xF4\x8F\xBF\xBF";

constexpr std::string_view kItem =
    "EXISTS (SELECT 1 FROM items i WHERE i.order_id = o.order_id AND i.removed_at_utc_s IS NULL "
    "AND {})";
constexpr std::string_view kAnswer =
    "EXISTS (SELECT 1 FROM items i CROSS JOIN answers a WHERE i.order_id = o.order_id AND "
    "i.removed_at_utc_s IS NULL AND a.item_id = i.item_id AND {})";

// What may be null or a column of an index becomes true or false, and nothing an index is for.
std::string truth(const std::string& condition) {
    return "(" + condition + ") IS TRUE";
}

std::string in_days(std::string_view column, const InstantRange& range, Parameters& parameters) {
    NumberRange seconds;
    if (range.first) {
        seconds.least = base::utc_seconds(*range.first);
    }
    if (range.end) {
        seconds.most = base::utc_seconds(*range.end) - 1;
    }
    return in_range(column, seconds, parameters);
}

std::string has_words(std::string_view column, const std::string& pattern) {
    return fmt::format("has_words({}, {})", column, pattern);
}

// Names are stored as words; what has no word is looked for in the name itself.
std::string buyer_condition(const Text& text, Parameters& parameters) {
    std::string words = " ";
    for (const auto& word : text.prefix ? folded_words_begun(text.text) : folded_words(text.text)) {
        words += word + " ";
    }
    if (words == " ") {
        return fmt::format("instr(o.buyer_name, {}) > 0", parameters.add(text.text));
    }
    if (text.prefix) {
        words.pop_back();
    }
    return fmt::format("instr(o.searched_words || ' ', {}) > 0", parameters.add(std::move(words)));
}

// --- numbers with a star
// --------------------------------------------------------------------------

bool is_number(std::string_view text) {
    return !text.empty() && text.size() <= 18 &&
           std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; });
}

// Order numbers that begin with these digits: one range for each length.
std::string number_condition(std::string_view column, const Text& text, Parameters& parameters) {
    auto low = std::stoll(text.text);
    auto high = low;
    std::string sql = fmt::format("{} = {}", column, parameters.add(std::int64_t{low}));
    while (text.prefix && low > 0 && high <= std::numeric_limits<std::int64_t>::max() / 10 - 1) {
        low *= 10;
        high = high * 10 + 9;
        sql +=
            " OR (" + in_range(column, {std::int64_t{low}, std::int64_t{high}}, parameters) + ")";
    }
    return sql;
}

// Other shops' names of orders have a digit: "A-1042".
bool is_named(const std::string& name, const Text& text) {
    return !text.prefix && name.find_first_of("0123456789") != std::string::npos;
}

// --- words without a field
// ------------------------------------------------------------------------

std::string anywhere(const Text& text, Parameters& parameters) {
    const auto pattern = parameters.add(word_pattern(text));
    std::string sql;
    if (is_number(text.text)) {
        sql = number_condition("o.receipt_id", text, parameters) + " OR ";
    } else if (const auto name = plain_order_name(text.text); name && is_named(*name, text)) {
        sql = "o.receipt_id = " + parameters.add(receipt_of(*name).value()) + " OR ";
    }
    sql += buyer_condition(text, parameters);
    sql += " OR EXISTS (SELECT 1 FROM order_tags t WHERE t.order_id = o.order_id AND " +
           has_words("t.tag", pattern) + ")";
    sql += " OR " + fmt::format(kItem, has_words("i.title", pattern));
    sql += " OR " + fmt::format(kAnswer, "a.kind = 0 AND " + has_words("a.text", pattern));
    return sql;
}

std::string shop_condition(const Text& text, Parameters& parameters) {
    const auto name = parameters.add(base::ascii_lower(text.text));
    const auto number = is_number(text.text)
                            ? "shop_id = " + parameters.add(std::int64_t{std::stoll(text.text)})
                            : std::string("0");
    return fmt::format("o.shop_id IN (SELECT shop_id FROM shops WHERE lower(name) = {0} OR {1} OR "
                       "({0} = 'imported' AND name = '' AND shop_id < 0))",
                       name,
                       number);
}

std::string text_condition(QueryField field, const Text& text, Parameters& parameters) {
    const auto words = [&](std::string_view column) {
        return has_words(column, parameters.add(word_pattern(text)));
    };
    switch (field) {
    case QueryField::buyer:
        return buyer_condition(text, parameters);
    case QueryField::tag:
        return text.prefix
                   ? "EXISTS (SELECT 1 FROM order_tags t WHERE t.order_id = o.order_id AND " +
                         equals("+t.tag", text.text, true, parameters) + ")"
                   : "EXISTS (SELECT 1 FROM order_tags t WHERE t.shop_id = o.shop_id AND " +
                         equals("t.tag", text.text, false, parameters) +
                         " AND t.order_id = o.order_id)";
    case QueryField::status:
        return equals("o.status", stored_status(text.text), text.prefix, parameters);
    case QueryField::item:
        return fmt::format(kItem, words("i.title"));
    case QueryField::sku:
        return fmt::format(
            kItem, equals("lower(i.sku)", base::ascii_lower(text.text), text.prefix, parameters));
    case QueryField::text:
        return fmt::format(kAnswer, "a.kind = 0 AND " + words("a.text"));
    case QueryField::option:
        return fmt::format(kAnswer, "a.kind = 3 AND " + words("a.text"));
    case QueryField::stage: // of the table that whoever asks has filled: order_query.hpp
        return "EXISTS (SELECT 1 FROM temp.stage_orders t WHERE t.order_id = o.order_id AND " +
               equals("t.stage", base::ascii_lower(text.text), text.prefix, parameters) + ")";
    case QueryField::message: {
        const auto pattern = parameters.add(word_pattern(text));
        return has_words("o.message_from_buyer", pattern) + " OR " +
               has_words("o.gift_message", pattern);
    }
    case QueryField::country:
        return equals("lower(o.country)", base::ascii_lower(text.text), text.prefix, parameters);
    default:
        return shop_condition(text, parameters);
    }
}

} // namespace

std::string Parameters::add(std::int64_t value) {
    values_.emplace_back(value);
    return fmt::format(":q{}", values_.size() - 1);
}

std::string Parameters::add(std::string text) {
    values_.emplace_back(std::move(text));
    return fmt::format(":q{}", values_.size() - 1);
}

std::string in_range(std::string_view column, const NumberRange& range, Parameters& parameters) {
    std::string sql;
    if (range.least) {
        sql = fmt::format("{} >= {}", column, parameters.add(*range.least));
    }
    if (range.most) {
        sql += fmt::format(
            "{}{} <= {}", sql.empty() ? "" : " AND ", column, parameters.add(*range.most));
    }
    return sql;
}

std::string
equals(std::string_view column, const std::string& text, bool prefix, Parameters& parameters) {
    if (!prefix) {
        return fmt::format("{} = {}", column, parameters.add(text));
    }
    const auto least = parameters.add(text);
    return fmt::format(
        "{0} >= {1} AND {0} < {2}", column, least, parameters.add(text + std::string(kAfterAll)));
}

NumberRange receipts_of(const query::Node& term) {
    const auto* const text = std::get_if<Text>(&term.value);
    if (text == nullptr) {
        return std::get<NumberRange>(term.value);
    }
    const auto name = plain_order_name(text->text);
    const std::int64_t receipt = name ? receipt_of(*name).value() : 0;
    return {receipt, receipt}; // 0: no order has it
}

InstantRange instants(const query::DayRange& range, const Today& today) {
    InstantRange result;
    if (range.first) {
        result.first = today.zone.start_of(range.first->on(today.date));
    }
    if (range.last) {
        const auto next = std::chrono::sys_days{range.last->on(today.date)} + std::chrono::days{1};
        result.end = today.zone.start_of(base::Date{next});
    }
    return result;
}

std::string term_condition(const query::Node& term, const Today& today, Parameters& parameters) {
    if (!term.field) {
        return truth(anywhere(std::get<Text>(term.value), parameters));
    }
    const auto days = [&](std::string_view column) {
        return truth(
            in_days(column, instants(std::get<query::DayRange>(term.value), today), parameters));
    };
    const auto numbers = [&](std::string_view column) {
        return in_range(column, std::get<NumberRange>(term.value), parameters);
    };
    switch (field_of(term)) {
    case QueryField::order:
        return truth(in_range("o.receipt_id", receipts_of(term), parameters));
    case QueryField::due:
        return days("o.ship_by_utc_s");
    case QueryField::placed:
        return days("o.placed_at_utc_s");
    case QueryField::updated:
        return days("o.updated_at_utc_s");
    case QueryField::total:
        return truth(total_condition(std::get<query::MoneyRange>(term.value), parameters));
    case QueryField::listing:
        return truth(fmt::format(kItem, numbers("+i.listing_id")));
    case QueryField::quantity:
        return truth(numbers("(SELECT coalesce(sum(i.quantity), 0) FROM items i WHERE i.order_id = "
                             "o.order_id AND i.removed_at_utc_s IS NULL)"));
    case QueryField::is:
        return truth(state_condition(std::get<query::Word>(term.value).word, today, parameters));
    case QueryField::has:
        return truth(belonging_condition(std::get<query::Word>(term.value).word));
    default:
        return truth(text_condition(field_of(term), std::get<Text>(term.value), parameters));
    }
}

std::string stored_status(std::string_view asked) {
    auto status = base::ascii_lower(std::string(asked));
    std::ranges::replace(status, '-', ' ');
    return status == "cancelled" ? "canceled" : status;
}

} // namespace etsyorder::orders
