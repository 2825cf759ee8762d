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
    std::string text;
    std::string facts; // JSON object: value by path
    std::string state; // rendered
    base::Instant first_at{};
    base::Instant last_at{};
    std::int64_t times = 1;
};

// About which order a letter is; neither: about none.
struct LetterAbout {
    const orders::Order* order = nullptr;
    std::optional<std::int64_t> item; // its number in the order, from 1
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
    // item, when it says the same: counted once more; else a new row and the event letter.rendered.
    LetterId rendered(const Letter& letter,
                      const LetterAbout& about,
                      const UsedFacts& facts,
                      base::Instant now);

    // The latest first.
    void each(const LogFilter& filter, const std::function<void(const LoggedLetter&)>& take) const;

private:
    [[nodiscard]] std::optional<LetterId> same_as_latest(const Letter& letter,
                                                         const LetterAbout& about) const;

    db::Database* database_;
};

// {"buyer.first_name":"Anna", ...}, in the order in which they were used.
[[nodiscard]] std::string facts_as_json(const UsedFacts& facts);

} // namespace etsyorder::templates
