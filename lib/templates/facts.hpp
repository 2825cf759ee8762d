// SPDX-License-Identifier: MIT
// Facts: all that a template may speak of, as one tree (etsyorder-facts(5)): `order`, `items`,
// `buyer`, `shop`, `links`, `now` and their kin. Nothing is looked up before a template asks.
//
//     Facts facts(database, {now, zones, ...});
//     const auto data = facts.of(order, {});
//     letter.render(data, options);
#pragma once

#include "base/clock.hpp"
#include "base/zone.hpp"
#include "db/database.hpp"
#include "lint/lint_item.hpp"
#include "lint/lint_queries.hpp"
#include "liquid/value.hpp"
#include "orders/letter_queries.hpp"
#include "orders/order.hpp"
#include "status/place_items.hpp"
#include "templates/fact.hpp"

#include <functional>
#include <map>
#include <optional>
#include <string>
#include <unordered_map>
#include <utility>
#include <vector>

namespace etsyorder::templates {

// What is configured of a shop.
struct ShopSettings {
    base::Zone zone = base::Zone::system();
    std::string language;  // of its letters: "en"
    std::string signature; // empty: the shop's name
    std::string currency;  // of a shop that is known from files only
};

// Asked once a shop.
using SettingsOf = std::function<ShopSettings(orders::ShopId shop, const std::string& name)>;

// Where the pieces of items stand. Asked when a template speaks of `status` for the first time; may
// throw Error of kind usage: what the seller wrote of stages is wrong. What it gives outlives
// Facts.
using PlacingOf = std::function<status::Placing&()>;

// Of `--set`, and answers to what a template asks: "reason", "proof.link". They win over facts.
using SetFacts = std::vector<std::pair<std::string, liquid::Value>>;

struct Wanted {
    std::optional<std::size_t> item; // which of the items is `item`, from 0; empty: the only one
    SetFacts set;
    // Of facts that were looked up, not of what was set. Null: nobody asks. Must outlive the
    // values.
    UsedFacts* used = nullptr;
};

// What is known of a shop, however many orders of it there are.
struct ShopFacts {
    orders::ShopId id{0};
    orders::ShopPage page;
    ShopSettings settings;
};

struct OrderSubject; // an order with what was looked up of it so far

// What is looked up for the facts of one order. Keeps nothing of it. One thread; the database must
// outlive it and all values that came from it.
class Facts {
public:
    // `placing_of` empty: all items go through the standard stages.
    Facts(db::Database& database,
          base::Instant now,
          SettingsOf settings_of,
          PlacingOf placing_of = {})
        : Facts(now, std::move(settings_of)) {
        database_ = &database;
        placing_of_ = std::move(placing_of);
        asked_.emplace(database);
    }
    // Where nothing is stored yet: there are no orders and shops to ask about.
    Facts(base::Instant now, SettingsOf settings_of)
        : now_(now), settings_of_(std::move(settings_of)) {}
    Facts(const Facts&) = delete;
    Facts& operator=(const Facts&) = delete;
    ~Facts() = default;

    // The facts of an order; must not outlive this.
    [[nodiscard]] liquid::Value of(orders::Order order, const Wanted& wanted) {
        return of(subject(std::move(order), wanted.used), wanted);
    }
    // The same in two steps, for those who make several letters of one order: what was looked up
    // once is there for all of them.
    [[nodiscard]] std::shared_ptr<const OrderSubject> subject(orders::Order order, UsedFacts* used);
    [[nodiscard]] liquid::Value of(std::shared_ptr<const OrderSubject> subject,
                                   const Wanted& wanted) const;
    // Without an order: `shop` (where it is known), `now`, and what was set. The others are nil.
    [[nodiscard]] liquid::Value without_order(std::optional<orders::ShopId> shop,
                                              const Wanted& wanted);

    // From here on it is that moment: for letters of another time. What was made before is not used
    // any more.
    void go_to(base::Instant now) { now_ = now; }

    [[nodiscard]] const ShopFacts& shop(orders::ShopId shop);

    // For the facts of this room.
    [[nodiscard]] db::Database& database() { return *database_; }
    [[nodiscard]] base::Instant now() const { return now_; }
    [[nodiscard]] status::Placing& placing(); // throws as PlacingOf does, each time
    [[nodiscard]] std::vector<lint::Finding> doubts(const orders::Order& order,
                                                    const orders::Item& item);
    [[nodiscard]] const std::vector<orders::ListingQuestion>* questions(const orders::Order& order,
                                                                        const orders::Item& item);

private:
    db::Database* database_ = nullptr; // null: nothing is stored yet
    base::Instant now_;
    SettingsOf settings_of_;
    PlacingOf placing_of_;
    std::optional<status::Placing> standard_; // where nobody gives another
    std::optional<lint::LintQueries> asked_;  // with the database
    lint::Linter linter_;
    std::unordered_map<orders::ShopId, ShopFacts> shops_;
};

// All facts, some of which were set by hand.
[[nodiscard]] liquid::Value with_set(liquid::Value facts, const SetFacts& set);

// One line of etsyorder-facts(5).
struct FactDocument {
    std::string path; // "order.ship_by", "items[].title"
    std::string type;
    std::string text;
    std::string example;
    bool internal = false; // no letter to a buyer should print it
};
// All facts, in the order of the page.
[[nodiscard]] std::vector<FactDocument> fact_documents();

} // namespace etsyorder::templates
