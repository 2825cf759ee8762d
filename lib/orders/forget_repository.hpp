// SPDX-License-Identifier: MIT
// The writing half of orders/forget_orders.hpp: what is done to rows. Never begins a transaction.
#pragma once

#include "db/database.hpp"
#include "orders/forget_orders.hpp"

#include <optional>
#include <set>
#include <string>
#include <vector>

namespace etsyorder::orders {

// By what a text that could not be read may be known to be of this person.
struct PersonTraces {
    ShopId shop{0};
    std::vector<std::int64_t> buyers; // of the order, and the one it came with before a merge
    std::vector<std::string> words;   // its number, the buyer's name, number at Etsy and address
};

// The changes in an event's data that are no person's; "{}": none.
[[nodiscard]] std::string accounts_of_event(const std::string& data);

class ForgetRepository {
public:
    explicit ForgetRepository(db::Database& database) : database_(&database) {}

    [[nodiscard]] PersonTraces traces_of(const ForgettableOrder& order) const;

    void forget(const ForgettableOrder& order, base::Instant now);
    // A new order, which was stored without its person.
    void mark(const Order& order, base::Instant now);
    void replace_event_data(std::int64_t event, const std::string& data);

    // Buyers with no order left go, with the accounts merged into them and what reviews say of
    // them; of others the words are those of the names on their other orders.
    void forget_buyers_without_orders(const std::set<std::int64_t>& buyers);

    // Orders that came and could not be read, when their text names one of these people.
    void forget_unread_that_name(const std::vector<PersonTraces>& people);

    void mark_wipe_pending(base::Instant now);

    [[nodiscard]] bool any_forgotten() const;
    // Empty: nobody was forgotten from the order of this number, whether it is stored here or not.
    // Numbers are Etsy's, the same in all shops, unless a shop is given: then they are its own.
    [[nodiscard]] std::optional<base::Instant> forgotten_at(ReceiptId receipt,
                                                            std::optional<ShopId> shop) const;

    // Their orders and reviews come without the person from now on. Writes only what is new.
    void remember(const ForgottenPeople& people);

private:
    bool keep_words_of_other_orders(BuyerId buyer);
    [[nodiscard]] std::set<std::int64_t>
    with_merged_into(const std::set<std::int64_t>& buyers) const;
    void forget_reviews_of(const std::set<std::pair<std::int64_t, std::int64_t>>& users);

    db::Database* database_;
};

} // namespace etsyorder::orders
