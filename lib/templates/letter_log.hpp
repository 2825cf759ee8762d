// SPDX-License-Identifier: MIT
// LetterLog: what was told about which order, from which template, with which facts. Belongs to one
// database, hence to one thread.
#pragma once

#include "base/clock.hpp"
#include "db/database.hpp"
#include "orders/order.hpp"
#include "templates/fact.hpp"
#include "templates/letter.hpp"

#include <functional>
#include <optional>
#include <string>
#include <utility>
#include <vector>

namespace etsyorder::templates {

using LetterId = base::Id<struct LetterTag>;

struct LoggedLetter {
    LetterId id{0};
    std::optional<orders::OrderId> order;
    std::optional<orders::ReceiptId> receipt; // of the order
    std::string buyer_name;                   // of the order
    std::optional<std::int64_t> item;         // its number in the order
    std::string name;                         // of the template
    std::string language;
    std::string content_hash;
    std::string made_as; // text, html
    std::optional<std::string> subject;
    std::string text;        // empty: of an order that was forgotten, or about none
    std::string facts;       // JSON object: value by path, of what was looked up
    std::string set_by_hand; // the same, of what the seller gave
    bool anyway = false;     // the template is not for such an order
    std::optional<base::Instant> forgotten_at; // the order
    std::string state;                         // rendered
    base::Instant first_at{};
    base::Instant last_at{};
    std::int64_t times = 1;
};

// About which order a letter is; neither: about none.
struct LetterAbout {
    const orders::Order* order = nullptr;
    std::optional<std::int64_t> item;   // its number in the order, from 1
    std::optional<orders::ShopId> shop; // of a letter about no order, where it is known
};

using PathsAndValues = std::vector<std::pair<std::string, liquid::Value>>;

// What a letter was made with.
struct MadeWith {
    const UsedFacts* facts = nullptr; // null: none
    PathsAndValues set_by_hand;       // of `--set`, and answers
    bool anyway = false;              // the template is not for such an order
};

struct LogFilter {
    std::optional<std::string> name; // of the template
    std::optional<orders::OrderId> order;
    std::optional<orders::ShopId> shop;
    std::optional<LetterId> id;
    std::int64_t limit = 1000; // 1 and more
};

class LetterLog {
public:
    explicit LetterLog(db::Database& database) : database_(&database) {}

    // Inside the caller's unit of work. The latest letter from this template about this order and
    // item, when it says the same and was made with the same: counted once more; else a new row and
    // the event letter.rendered. Of a letter about no order neither words nor values are kept:
    // whose they are cannot be known, so nobody could have them forgotten.
    LetterId rendered(const Letter& letter,
                      const LetterAbout& about,
                      const MadeWith& with,
                      base::Instant now);

    // The latest first.
    void each(const LogFilter& filter, const std::function<void(const LoggedLetter&)>& take) const;

private:
    struct Row;
    [[nodiscard]] std::optional<LetterId> same_as_latest(const Row& row) const;

    db::Database* database_;
};

// {"buyer.first_name":"Anna", ...}, in the order in which they were used or given.
[[nodiscard]] std::string facts_as_json(const UsedFacts& facts);
[[nodiscard]] std::string values_as_json(const PathsAndValues& values);

} // namespace etsyorder::templates
