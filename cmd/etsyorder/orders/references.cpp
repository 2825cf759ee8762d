// SPDX-License-Identifier: MIT
#include "orders/references.hpp"

#include "base/ascii.hpp"
#include "base/clock.hpp"
#include "base/nearest.hpp"
#include "frame/relative.hpp"
#include "frame/text.hpp"
#include "orders/local_shops.hpp"
#include "orders/order_name.hpp"
#include "orders/order_queries.hpp"
#include "orders/order_repository.hpp"
#include "orders/shop_choice.hpp"

#include <fmt/format.h>

#include <algorithm>
#include <charconv>
#include <unordered_set>
#include <utility>

namespace etsyorder {
namespace {

using base::Error;
using base::ErrorKind;

std::optional<std::int64_t> number(std::string_view text) {
    std::int64_t value = 0;
    const auto* end = text.data() + text.size();
    const auto [stop, problem] = std::from_chars(text.data(), end, value);
    const bool is_number = problem == std::errc{} && stop == end && text.front() != '0';
    return is_number && value > 0 ? std::optional(value) : std::nullopt;
}

// What other shops call an order has a digit and more than digits, or a zero in front: "A-1042",
// "#2026/7", "0042".
std::optional<OrderReference> named_order(std::string_view word) {
    const auto name = orders::plain_order_name(word);
    const auto is_digit = [](char c) { return c >= '0' && c <= '9'; };
    const bool odd = word.starts_with('-') || word.starts_with("http") ||
                     word.find_first_of(" .,:=") != std::string_view::npos;
    if (!name || odd || std::ranges::none_of(*name, is_digit) ||
        (std::ranges::all_of(*name, is_digit) && !name->starts_with('0'))) {
        return std::nullopt;
    }
    return OrderReference{orders::receipt_of(*name), shortened(word)};
}

std::optional<OrderReference> by_number(std::optional<std::int64_t> value) {
    return value ? std::optional(OrderReference{orders::ReceiptId{*value}, {}}) : std::nullopt;
}

bool is_address(std::string_view word) {
    return word.starts_with("https://www.etsy.com/");
}

// "3512345678", "#3512345678", and the address of the order's page at Etsy.
std::optional<OrderReference> reference(std::string_view word) {
    constexpr std::string_view kInAddress = "order_id=";
    const auto found = word.find(kInAddress);
    if (is_address(word) && found != std::string_view::npos) {
        const auto rest = word.substr(found + kInAddress.size());
        return by_number(number(rest.substr(0, rest.find_first_of("&#"))));
    }
    if (const auto plain = number(word.starts_with('#') ? word.substr(1) : word)) {
        return by_number(plain);
    }
    return named_order(word);
}

class References {
public:
    explicit References(std::size_t most) : most_(most) {}

    void add(std::string_view word) {
        auto meant = reference(word);
        if (!meant) {
            throw Error(ErrorKind::usage, fmt::format("\"{}\" is no order number", shortened(word)))
                .hint("an order number is the one Etsy shows, such as 3512345678; `etsyorder "
                      "orders list` has them");
        }
        if (known_.insert(meant->receipt).second) {
            references_.push_back(*std::move(meant));
        }
        if (references_.size() > most_) {
            throw Error(ErrorKind::usage, fmt::format("more than {} orders at once", most_));
        }
    }
    [[nodiscard]] std::vector<OrderReference> take() { return std::move(references_); }

private:
    std::size_t most_;
    std::vector<OrderReference> references_;
    std::unordered_set<orders::ReceiptId> known_;
};

std::string name_of(const orders::Freshness& shop) {
    return orders::shop_label(shop.shop, shop.shop_name);
}

} // namespace

bool is_order_reference(std::string_view word) {
    return reference(word).has_value();
}

bool names_order(std::string_view word, frame::Services& services) {
    const auto meant = reference(word);
    if (!meant || meant->name.empty() || word.starts_with('#')) {
        return meant.has_value();
    }
    return !orders::OrderQueries(services.database_for_reading())
                .ids_of(meant->receipt, std::nullopt)
                .empty();
}

std::string shortened(std::string_view word) {
    constexpr int kShown = 40;
    return frame::fitted(frame::as_utf8(word), kShown);
}

std::vector<OrderReference>
parse_references(const std::vector<std::string>& words, frame::Streams& streams, std::size_t most) {
    References references(most);
    each_word(words, streams, [&](std::string_view word) { references.add(word); });
    return references.take();
}

void each_word(const std::vector<std::string>& words,
               frame::Streams& streams,
               const std::function<void(std::string_view)>& take) {
    for (const std::string& word : words) {
        if (word != "-") {
            take(word);
            continue;
        }
        bool first = true;
        while (const auto line = streams.read_line()) {
            const auto field = base::trimmed(std::string_view(*line).substr(0, line->find('\t')));
            const bool is_heading =
                std::exchange(first, false) && (field == "order" || field == "item");
            if (!field.empty() && !is_heading) {
                take(field);
            }
        }
    }
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
        names.push_back(name_of(shop));
    }
    const auto meant = base::nearest(wanted, names);
    throw Error(ErrorKind::not_found, fmt::format("there is no shop \"{}\" here", wanted))
        .because(fmt::format("it came from {}", services.config().setting("shop").place))
        .hint(meant ? fmt::format("did you mean \"{}\"?", *meant) : "etsyorder sync");
}

FoundOrders find_orders(frame::Services& services,
                        db::Database& database,
                        const std::vector<OrderReference>& references) {
    const orders::OrderRepository repository(database);
    const auto shop = chosen_shop(services, database);
    FoundOrders found;
    for (const auto& one : references) {
        std::vector<orders::Order> matches;
        if (shop) {
            if (auto order = repository.find(*shop, one.receipt)) {
                matches.push_back(*std::move(order));
            }
        } else {
            matches = repository.find_any_shop(one.receipt);
        }
        if (matches.empty()) {
            found.missing.push_back(one);
        }
        std::ranges::move(matches, std::back_inserter(found.orders));
    }
    return found;
}

bool has_etsy_shop(db::Database& database) {
    const auto shops = orders::OrderQueries(database).freshness();
    return std::ranges::any_of(
        shops, [](const orders::Freshness& one) { return !orders::is_local(one.shop); });
}

Error unknown_orders(db::Database& database, const std::vector<OrderReference>& missing) {
    constexpr std::size_t kNamed = 20;
    std::string named;
    for (std::size_t i = 0; i < std::min(missing.size(), kNamed); ++i) {
        named += fmt::format("{}{}",
                             i == 0 ? "" : ", ",
                             missing[i].name.empty() ? std::to_string(missing[i].receipt.value())
                                                     : missing[i].name);
    }
    if (missing.size() > kNamed) {
        named += fmt::format(" and {} more", missing.size() - kNamed);
    }
    const auto& first = missing.front();
    std::vector<std::string> known;
    if (first.name.empty()) { // a number that follows from a name is near to none
        for (const auto receipt :
             orders::OrderQueries(database).nearest_receipts(first.receipt, 20)) {
            known.push_back(std::to_string(receipt.value()));
        }
    }
    // A mistyped digit in front makes a number far away: the distance of words finds it only among
    // the nearest numbers, which is where most slips are.
    const auto meant = base::nearest(std::to_string(first.receipt.value()), known);
    if (meant == std::to_string(first.receipt.value())) {
        return Error(ErrorKind::not_found, fmt::format("order {} is another shop's", *meant))
            .hint("leave --shop out, or name that shop");
    }
    const bool has_key = has_etsy_shop(database);
    const std::string remedy = has_key ? "etsyorder sync" : "etsyorder orders import FILE.csv";
    return Error(ErrorKind::not_found,
                 fmt::format("order{} {} {} not here",
                             missing.size() == 1 ? "" : "s",
                             named,
                             missing.size() == 1 ? "is" : "are"))
        .because(has_key ? "no synced shop has such an order"
                         : "no file that was imported told of such an order")
        .hint(meant ? fmt::format("did you mean {}? For new orders: {}", *meant, remedy) : remedy);
}

Error several_shops_have(db::Database& database, const OrderReference& order) {
    auto error =
        Error(ErrorKind::usage,
              fmt::format("several shops have an order {}",
                          order.name.empty() ? std::to_string(order.receipt.value()) : order.name))
            .hint("choose one with --shop");
    const auto shops = orders::OrderQueries(database).freshness();
    for (const auto& one : orders::OrderRepository(database).find_any_shop(order.receipt)) {
        const auto shop = std::ranges::find(shops, one.shop, &orders::Freshness::shop);
        const auto note =
            fmt::format("shop {}: {}{}placed {}",
                        shop == shops.end() ? orders::shop_label(one.shop, "") : name_of(*shop),
                        one.buyer_name,
                        one.buyer_name.empty() ? "" : ", ",
                        base::format_instant(one.placed_at));
        error = Error(std::move(error).note(note)); // never moved onto itself
    }
    return error;
}

std::string etsy_order_url(orders::ReceiptId receipt) {
    return "https://www.etsy.com/your/orders/sold?order_id=" + std::to_string(receipt.value());
}

std::string never_synced_to_the_end(db::Database& database) {
    if (orders::OrderQueries(database).every_shop_synced()) { // asked by each list: quick
        return {};
    }
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (!shop.orders_synced_at && !orders::is_local(shop.shop)) {
            return fmt::format("shop {} has never been synced to the end: etsyorder sync",
                               name_of(shop));
        }
    }
    return {};
}

std::string staleness(frame::Services& services, db::Database& database, ShownToo also) {
    constexpr std::chrono::hours kOldest{24};
    constexpr std::chrono::hours kOldestListings{6};
    const auto only = chosen_shop(services, database);
    const auto tell = [&](const char* what, const orders::Freshness& shop, base::Instant synced) {
        return fmt::format("{}shop {} was last synced {}: etsyorder sync",
                           what,
                           name_of(shop),
                           frame::relative_time(services.now(), synced));
    };
    const auto is_old = [&](const std::optional<base::Instant>& synced, std::chrono::hours most) {
        return synced && services.now() - *synced > most;
    };
    for (const auto& shop : orders::OrderQueries(database).freshness()) {
        if (only && shop.shop != *only) {
            continue;
        }
        if (is_old(shop.orders_synced_at, kOldest)) {
            return tell("", shop, *shop.orders_synced_at);
        }
        if (also == ShownToo::listings && is_old(shop.listings_synced_at, kOldestListings)) {
            return tell("what is known of the listings of ", shop, *shop.listings_synced_at);
        }
        if (also == ShownToo::reviews && is_old(shop.reviews_synced_at, kOldest)) {
            return tell("what is known of the reviews of ", shop, *shop.reviews_synced_at);
        }
    }
    return {};
}

} // namespace etsyorder
