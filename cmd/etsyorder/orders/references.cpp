// SPDX-License-Identifier: MIT
#include "orders/references.hpp"

#include "base/nearest.hpp"
#include "frame/relative.hpp"
#include "frame/text.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <utility>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

constexpr std::size_t kMostReferences = 10'000;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    return problem == std::errc{} && stop == end && value > 0 ? std::optional(value) : std::nullopt;
}

std::string_view trimmed(std::string_view text) {
    const auto first = text.find_first_not_of(" \t\r");
    const auto last = text.find_last_not_of(" \t\r");
    return first == std::string_view::npos ? std::string_view()
                                           : text.substr(first, last - first + 1);
}

// "3512345678", "#3512345678", and the address of the order's page at Etsy.
std::optional<std::int64_t> order_number(std::string_view word) {
    constexpr std::string_view kInAddress = "order_id=";
    const auto found = word.find(kInAddress);
    if (word.starts_with("https://www.etsy.com/") && found != std::string_view::npos) {
        const auto rest = word.substr(found + kInAddress.size());
        return number(rest.substr(0, rest.find_first_of("&#")));
    }
    return number(word.starts_with('#') ? word.substr(1) : word);
}

// A piped text may be long, and of buyers.
std::string shortened(std::string_view word) {
    constexpr int kShown = 40;
    return frame::fitted(frame::as_utf8(word), kShown);
}

void add(std::vector<orders::ReceiptId>& receipts, std::string_view word) {
    const auto value = order_number(word);
    if (!value) {
        throw Error(ErrorKind::usage, fmt::format("\"{}\" is no order number", shortened(word)))
            .hint("an order number is the one Etsy shows, such as 3512345678; `etsyorder orders "
                  "list` has them");
    }
    const orders::ReceiptId receipt{*value};
    if (std::ranges::find(receipts, receipt) == receipts.end()) {
        receipts.push_back(receipt);
    }
    if (receipts.size() > kMostReferences) {
        throw Error(ErrorKind::usage, fmt::format("more than {} orders at once", kMostReferences));
    }
}

std::string name_of(const orders::Freshness& shop) {
    return shop.shop_name.empty() ? std::to_string(shop.shop.value()) : shop.shop_name;
}

} // namespace

std::vector<orders::ReceiptId> parse_references(const std::vector<std::string>& words,
                                                frame::Streams& streams) {
    std::vector<orders::ReceiptId> receipts;
    for (const std::string& word : words) {
        if (word != "-") {
            add(receipts, word);
            continue;
        }
        bool first = true;
        while (const auto line = streams.read_line()) {
            // Only the first field counts, so that the lines of `orders list` can be piped in.
            const auto field = trimmed(std::string_view(*line).substr(0, line->find('\t')));
            const bool is_header = std::exchange(first, false) && field == "order";
            if (!field.empty() && !is_header) {
                add(receipts, field);
            }
        }
    }
    return receipts;
}

std::optional<orders::ShopId> chosen_shop(frame::Services& services, db::Database& database) {
    const std::string& wanted = services.config().text("shop");
    if (wanted.empty()) {
        return std::nullopt;
    }
    std::vector<std::string> names;
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (orders::is_meant(shop.shop, shop.shop_name, wanted)) {
            return shop.shop;
        }
        names.push_back(shop.shop_name);
    }
    const auto meant = base::nearest(wanted, names);
    throw Error(ErrorKind::not_found, fmt::format("there is no shop \"{}\" here", wanted))
        .because(fmt::format("it came from {}", services.config().setting("shop").place))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "etsyorder sync");
}

FoundOrders find_orders(frame::Services& services,
                        db::Database& database,
                        const std::vector<orders::ReceiptId>& receipts) {
    const orders::OrderRepository repository(database);
    const auto shop = chosen_shop(services, database);
    FoundOrders found;
    for (const auto receipt : receipts) {
        std::vector<orders::Order> matches;
        if (shop) {
            if (auto order = repository.find(*shop, receipt)) {
                matches.push_back(*std::move(order));
            }
        } else {
            matches = repository.find_any_shop(receipt);
        }
        if (matches.empty()) {
            found.missing.push_back(receipt);
        }
        std::ranges::move(matches, std::back_inserter(found.orders));
    }
    return found;
}

Error unknown_orders(db::Database& database, const std::vector<orders::ReceiptId>& missing) {
    std::string numbers;
    for (const auto receipt : missing) {
        numbers += fmt::format("{}{}", numbers.empty() ? "" : ", ", receipt.value());
    }
    std::vector<std::string> known;
    for (const auto receipt :
         orders::OrderQueries(database).nearest_receipts(missing.front(), 20)) {
        known.push_back(std::to_string(receipt.value()));
    }
    // A mistyped digit in front makes a number far away: the distance of words finds it only among
    // the nearest numbers, which is where most slips are.
    const auto meant = base::nearest(std::to_string(missing.front().value()), known);
    return Error(ErrorKind::not_found,
                 fmt::format("order{} {} {} not here",
                             missing.size() == 1 ? "" : "s",
                             numbers,
                             missing.size() == 1 ? "is" : "are"))
        .because("no synced shop has such an order")
        .hint(meant ? fmt::format("did you mean {}? For new orders: etsyorder sync", *meant)
                    : "etsyorder sync");
}

std::string etsy_order_url(orders::ReceiptId receipt) {
    return fmt::format("https://www.etsy.com/your/orders/sold?order_id={}", receipt.value());
}

std::string never_synced_to_the_end(db::Database& database) {
    if (orders::OrderQueries(database).every_shop_synced()) { // asked by each list: quick
        return {};
    }
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (!shop.orders_synced_at) {
            return fmt::format("shop {} has never been synced to the end: etsyorder sync",
                               name_of(shop));
        }
    }
    return {};
}

std::string staleness(frame::Services& services, db::Database& database) {
    constexpr std::chrono::hours kOldest{24};
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (shop.orders_synced_at && services.now() - *shop.orders_synced_at > kOldest) {
            return fmt::format("shop {} was last synced {}: etsyorder sync",
                               name_of(shop),
                               frame::relative_time(services.now(), *shop.orders_synced_at));
        }
    }
    return {};
}

} // namespace etsyorder
