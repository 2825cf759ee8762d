// SPDX-License-Identifier: MIT
#include "data/forget_choice.hpp"

#include "orders/references.hpp"
#include "orders/selection.hpp"
#include "orders/words.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;
using orders::ForgettableOrder;

constexpr int kMostBuyers = 10;
constexpr int kMostYears = 100;

// How far back in the calendar: a month is a month, whatever its days.
struct Span {
    int days = 0;
    int months = 0;
};

std::optional<Span> span_from(const std::string& text) {
    int count = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, count);
    const std::string_view unit(stop, static_cast<std::size_t>(end - stop));
    if (problem != std::errc{} || count < 1 || count > kMostYears * 366) {
        return std::nullopt;
    }
    if (unit == "d") {
        return Span{count, 0};
    }
    if (unit == "w" && count <= kMostYears * 53) {
        return Span{count * 7, 0};
    }
    if (unit == "mo" && count <= kMostYears * 12) {
        return Span{0, count};
    }
    if (unit == "y" && count <= kMostYears) {
        return Span{0, count * 12};
    }
    return std::nullopt;
}

base::Instant so_long_ago(const Span& span, frame::Services& services) {
    auto day = services.zone().date(services.now());
    day = day - std::chrono::months{span.months};
    if (!day.ok()) { // the 31st of a shorter month
        day = day.year() / day.month() / std::chrono::last;
    }
    return services.zone().start_of(
        base::Date{std::chrono::sys_days{day} - std::chrono::days{span.days}});
}

std::vector<ForgettableOrder>
orders_named(const OrderChoice& choice, frame::Services& services, db::Database& database) {
    const auto chosen = select_orders(choice, WhenNoneNamed::refuse, services, database);
    if (!chosen.missing.empty()) { // all or nothing
        throw unknown_orders(database, chosen.missing);
    }
    if (!chosen.several.empty()) { // orders of two persons, who may be strangers to each other
        throw several_shops_have(database, chosen.several.front());
    }
    std::vector<ForgettableOrder> result;
    const orders::ForgetQueries queries(database);
    for (const auto id : chosen.ids) {
        if (auto one = queries.order(id)) {
            result.push_back(*std::move(one));
        }
    }
    return result;
}

bool is_order_number(const std::string& text) {
    return !text.empty() &&
           (text.front() == '#' || text.starts_with("https://") ||
            std::ranges::all_of(text, [](char c) { return c >= '0' && c <= '9'; }));
}

std::vector<ForgettableOrder> orders_of_whom_ordered(const std::string& number,
                                                     frame::Services& services,
                                                     db::Database& database) {
    auto named = orders_named({{number}, {}}, services, database);
    const auto found =
        find_orders(services, database, parse_references({number}, services.streams()));
    std::vector<ForgettableOrder> result;
    for (const auto& order : found.orders) {
        if (order.buyer) {
            auto all = orders::ForgetQueries(database).of_buyer(*order.buyer);
            std::ranges::move(all, std::back_inserter(result));
        }
    }
    return result.empty() ? named : result; // a forgotten order has no buyer any more
}

Error which_buyer(const std::string& text, const std::vector<orders::FoundBuyer>& buyers) {
    auto error =
        Error(ErrorKind::usage, fmt::format("--buyer: \"{}\" may be several buyers", text));
    for (const auto& buyer : buyers) {
        std::move(error).note(fmt::format("order {}: {}, {} order{}",
                                          buyer.latest.value(),
                                          buyer.name,
                                          buyer.order_count,
                                          buyer.order_count == 1 ? "" : "s"));
    }
    return std::move(error).hint("name one by the number of one of their orders: etsyorder data "
                                 "forget --buyer ORDER");
}

std::vector<ForgettableOrder>
orders_of(const std::string& text, frame::Services& services, db::Database& database) {
    if (is_order_number(text)) {
        return orders_of_whom_ordered(text, services, database);
    }
    const orders::ForgetQueries queries(database);
    const auto buyers = queries.buyers(chosen_shop(services, database), text, kMostBuyers);
    if (buyers.empty()) {
        throw Error(ErrorKind::not_found, fmt::format("no buyer is called \"{}\" here", text))
            .because("each word must be a whole word of the name")
            .hint("etsyorder orders list --all --buyer finds the beginnings of words, too");
    }
    if (buyers.size() > 1) {
        throw which_buyer(text, buyers);
    }
    return queries.of_buyer(buyers.front().id);
}

} // namespace

void refuse_wrong_wish(const ForgetWish& wish) {
    const int given = (wish.buyer ? 1 : 0) + (wish.orders.empty() ? 0 : 1) + (wish.where ? 1 : 0) +
                      (wish.older_than.empty() ? 0 : 1);
    if (given != 1) {
        throw Error(ErrorKind::usage,
                    given == 0 ? "nobody was named to be forgotten"
                               : "only one of --buyer, --order, --where and --older-than at a time")
            .hint("etsyorder data forget --buyer 3512345678 --dry-run");
    }
    if (wish.buyer && wish.buyer->find('@') == std::string::npos && !is_order_number(*wish.buyer) &&
        orders::folded_words(*wish.buyer).empty()) {
        throw Error(ErrorKind::usage,
                    fmt::format("--buyer: there is no word in \"{}\"", *wish.buyer))
            .hint("words of the name, the e-mail address, or the number of one order");
    }
    if (!wish.older_than.empty() && !span_from(wish.older_than)) {
        throw Error(ErrorKind::usage,
                    fmt::format("--older-than: \"{}\" is no span of time", wish.older_than))
            .hint("such as 2y, 18mo, 26w or 90d");
    }
}

std::vector<ForgettableOrder>
chosen_orders(const ForgetWish& wish, frame::Services& services, db::Database& database) {
    if (wish.buyer) {
        return orders_of(*wish.buyer, services, database);
    }
    if (!wish.orders.empty()) {
        return orders_named({wish.orders, {}}, services, database);
    }
    if (wish.where) {
        return orders_named({{}, wish.where, true}, services, database);
    }
    return orders::ForgetQueries(database).placed_before(
        chosen_shop(services, database), so_long_ago(*span_from(wish.older_than), services));
}

} // namespace etsyorder
