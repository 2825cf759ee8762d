// SPDX-License-Identifier: MIT
#include "orders/local_shops.hpp"

#include "base/ascii.hpp"
#include "events/event_log.hpp"
#include "orders/file_row_repository.hpp"
#include "orders/forget_orders.hpp"
#include "orders/forget_repository.hpp"
#include "orders/local_shop_repository.hpp"
#include "orders/merged_buyer_repository.hpp"
#include "orders/order_repository.hpp"
#include "orders/record_order.hpp"

#include <algorithm>
#include <array>
#include <utility>
#include <vector>

namespace etsyorder::orders {
namespace {

// What a file would have said for the order to be as it is.
ReceivedOrder as_received(const Order& order, std::optional<std::string> username) {
    ReceivedOrder said;
    said.receipt = order.receipt;
    said.buyer_username = std::move(username);
    said.buyer_name = order.buyer_name;
    said.ordered_by = order.ordered_by.name;
    said.status = order.status;
    said.is_paid = order.is_paid;
    said.is_shipped = order.is_shipped;
    said.payment_method = order.payment_method;
    said.address = order.address;
    said.amounts = order.amounts;
    said.items.emplace();
    for (const auto& item : order.items) {
        auto& one = said.items->emplace_back();
        one.transaction = item.transaction;
        one.title = item.title;
        one.sku = item.sku;
        one.quantity = item.quantity;
        one.price = item.price;
        one.listing_id = item.listing_id;
        one.shipped_at = item.shipped_at;
        one.answers = item.answers;
    }
    return said;
}

enum class Likeness { none, likely, named };

Likeness likeness(db::Database& database,
                  const KnownShop& local,
                  const KnownShop& shop,
                  const std::vector<KnownShop>& all) {
    if (local.name == std::to_string(shop.shop.value()) ||
        (!local.name.empty() && base::same_but_for_case(local.name, shop.name))) {
        return Likeness::named;
    }
    const LocalShopRepository repository(database, local.shop, OrdersOfOtherShops::stay);
    const bool only_one = local.name.empty() && all.size() == 2;
    return only_one || repository.shares_an_order(shop.shop) ? Likeness::likely : Likeness::none;
}

// One local shop on its way into another.
class TakingIn {
public:
    TakingIn(db::Database& database, ShopId local, ShopId shop, OrdersOfOtherShops others)
        : database_(&database), shop_(shop), repository_(database, local, others) {}

    bool run(base::Instant now) {
        if (!repository_.has_what_moves()) {
            return false;
        }
        for (const auto& both : repository_.orders_of_both(shop_)) {
            join(both, now);
        }
        repository_.move_rest(shop_);
        for (const auto& [local, account] : accounts_) { // in one shop by now
            OrderRepository(*database_).join_buyers(local, account);
        }
        OrderRepository(*database_).join_same_usernames(shop_);
        repository_.remove_empty_shop();
        return true;
    }

private:
    // As if the file were imported into the other shop then, by the same door; then what the seller
    // said of the local order goes over. Of a forgotten order only the accounts' part does.
    void join(const SameOrder& both, base::Instant now) {
        OrderRepository orders(*database_);
        const auto local = orders.load(both.local).value();
        const auto to = orders.load(both.etsys).value();
        const auto account = MergedBuyerRepository(*database_).account_of(both.local);
        const auto username = account ? orders.username(*account) : std::nullopt;
        const auto imported = FileRowRepository(*database_).imported_at(both.local);
        (void)OrderRecorder(*database_, {shop_, imported.value_or(now), file_of(both.local)})
            .record_file(as_received(local, username), orders.find_stored(shop_, to.receipt));
        const bool forgotten = local.forgotten_at || to.forgotten_at;
        if (forgotten) {
            forget_within(*database_, std::array{local.id, to.id}, now);
            ForgetRepository(*database_).mark_wipe_pending(now);
            repository_.remove(local.id);
            return;
        }
        repository_.move_belongings(local, to);
        repository_.remove(local.id);
        const auto others = MergedBuyerRepository(*database_).account_of(to.id);
        if (account && others) {
            accounts_.emplace_back(*account, *others);
        }
    }

    // "import items.csv": where the local order was learned from last.
    [[nodiscard]] std::string file_of(OrderId local) const {
        std::string source = "import";
        std::int64_t latest = 0;
        for (auto& event : events::EventLog(*database_).of_order(local.value())) {
            if (event.source.starts_with("import") && event.id > latest) {
                latest = event.id;
                source = std::move(event.source);
            }
        }
        return source;
    }

    db::Database* database_;
    ShopId shop_;
    LocalShopRepository repository_;
    std::vector<std::pair<BuyerId, BuyerId>> accounts_; // one account, by the same order
};

} // namespace

int take_in_local_shops(db::Database& database, ShopId shop, base::Instant now) {
    const auto all = known_shops(database);
    const auto me = std::ranges::find(all, shop, &KnownShop::shop);
    if (me == all.end()) {
        return 0;
    }
    int count = 0;
    for (const auto& one : all) {
        if (!is_local(one.shop)) {
            continue;
        }
        const auto like = likeness(database, one, *me, all);
        const auto others =
            like == Likeness::named ? OrdersOfOtherShops::move : OrdersOfOtherShops::stay;
        if (like != Likeness::none && TakingIn(database, one.shop, shop, others).run(now)) {
            ++count;
        }
    }
    return count;
}

int take_in_local_shops(db::Database& database,
                        ShopId shop,
                        const std::vector<ReceivedOrder>& coming,
                        base::Instant now) {
    int count = 0;
    for (const auto& one : known_shops(database)) {
        if (!is_local(one.shop)) {
            continue;
        }
        const LocalShopRepository local(database, one.shop, OrdersOfOtherShops::stay);
        const bool met = std::ranges::any_of(
            coming, [&](const ReceivedOrder& received) { return local.has(received.receipt); });
        if (met && TakingIn(database, one.shop, shop, OrdersOfOtherShops::stay).run(now)) {
            ++count;
        }
    }
    return count;
}

} // namespace etsyorder::orders
